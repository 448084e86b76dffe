"""Messages out. A message in state `queued` is its own task; nothing is lost while a provider is away."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from banshi.kernel.documents.leasing import Leased
from banshi.kernel.vault.fields import SealedField


class Channel(models.TextChoices):
    """How a message reaches a person. A call is a to-do for the staff: for people without smartphones."""

    SMS = "sms", _("短信")
    EMAIL = "email", _("电子邮件")
    CALL = "call", _("打电话")
    INAPP = "inapp", _("站内消息")


class MessageState(models.TextChoices):
    """`sent`: handed to the provider, put on the call list or into the inbox. `done`: called, or read."""

    QUEUED = "queued", _("待发送")
    SENT = "sent", _("已发送")
    FAILED = "failed", _("发送未成功")
    DONE = "done", _("已完成")


class Message(Leased):
    """One message to one person. The text holds no more personal data than it needs."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    recipient = SealedField(blank=True)
    recipient_staff_id = models.BigIntegerField(null=True, blank=True)
    stream = models.CharField(max_length=64, blank=True, db_index=True)
    template_key = models.CharField(max_length=40)
    language = models.CharField(max_length=10)
    subject = models.CharField(max_length=120)
    body = models.TextField()
    state = models.CharField(max_length=8, choices=MessageState.choices, default=MessageState.QUEUED)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.CharField(max_length=64, blank=True)
    done_note = models.CharField(max_length=200, blank=True)
    dedupe_key = models.CharField(max_length=160, unique=True, null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["next_attempt_at", "id"], condition=Q(state="queued"), name="message_queue"),
            models.Index(fields=["id"], condition=Q(state="failed"), name="message_failed"),
            models.Index(
                fields=["recipient_staff_id", "-id"], condition=Q(channel="inapp"), name="message_inbox"
            ),
            models.Index(fields=["id"], condition=Q(channel="call", state="sent"), name="message_calls"),
        ]

    def __str__(self) -> str:
        return f"{self.channel}:{self.template_key}"

    @classmethod
    def outward(cls) -> Q | None:
        """Everything but what colleagues read in their own inbox."""
        return ~Q(channel=Channel.INAPP)
