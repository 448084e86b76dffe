"""Subscriptions of other systems, and what is on its way to them. A queued delivery is its own task."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from banshi.kernel.documents.leasing import Leased
from banshi.kernel.organisation.models import Staff
from banshi.kernel.vault.fields import SealedField


class Subscription(models.Model):
    """An address that is told of facts of cases, as far as the colleague behind it may see the case.

    `begins` is the ledger's newest entry when it was registered, `cursor` the newest one looked at since.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=60)
    url = models.CharField(max_length=500)
    kinds = models.JSONField()
    staff = models.ForeignKey(Staff, models.CASCADE, related_name="webhooks")
    secret = SealedField()
    begins = models.BigIntegerField()
    cursor = models.BigIntegerField()
    created_at = models.DateTimeField()
    failing_since = models.DateTimeField(null=True, blank=True)
    disabled_at = models.DateTimeField(null=True, blank=True)
    disabled_why = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(cursor__gte=models.F("begins")), name="webhook_ahead")
        ]


class DeliveryState(models.TextChoices):
    """`sent`: the other side answered 2xx."""

    QUEUED = "queued", _("等待发送")
    SENT = "sent", _("已送达")
    FAILED = "failed", _("没有成功")


class Delivery(Leased):
    """One message about one entry of the ledger to one subscription: there is never a second."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="deliveries")
    entry_id = models.BigIntegerField()
    kind = models.CharField(max_length=48)
    case_number = models.CharField(max_length=40)
    body = models.TextField()
    state = models.CharField(max_length=8, choices=DeliveryState.choices, default=DeliveryState.QUEUED)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["subscription", "entry_id"], name="webhook_once")]
        indexes = [
            models.Index(fields=["next_attempt_at", "id"], condition=Q(state="queued"), name="webhook_queue"),
        ]
