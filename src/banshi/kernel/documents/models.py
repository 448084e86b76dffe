"""Documents with their numbers, files and deliveries. A document in state `queued` is its own task."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from banshi.kernel.cases.models import Representation
from banshi.kernel.documents.leasing import Leased
from banshi.kernel.vault.fields import SealedJSONField


class Series(models.Model):
    """The running number of one mark in one year; a rollback gives its number back."""

    mark = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["year", "mark"]
        constraints = [models.UniqueConstraint(fields=["mark", "year"], name="series_once")]

    def __str__(self) -> str:
        return f"{self.mark}〔{self.year}〕"


class DocumentState(models.TextChoices):
    """Where the file stands."""

    QUEUED = "queued", _("正在排版")
    READY = "ready", _("已生成")
    FAILED = "failed", _("文件没有生成")
    ERASED = "erased", _("保管期满，已经销毁")


class Document(Leased):
    """One issued, numbered paper. Its data are frozen at issue, so the file can be made again byte for byte."""

    MAX_ATTEMPTS = 8

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=8)
    number = models.CharField(max_length=64, unique=True)
    mark = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    stream = models.CharField(max_length=64, db_index=True)
    title_zh = models.CharField(max_length=80)
    title_en = models.CharField(max_length=160)
    language = models.CharField(max_length=10)
    addressee_masked = models.CharField(max_length=80)
    data: "models.Field[Any, Any]" = SealedJSONField()
    issued_at = models.DateTimeField()
    issued_by = models.CharField(max_length=64)
    verification_code = models.CharField(max_length=16, unique=True)
    state = models.CharField(max_length=8, choices=DocumentState.choices, default=DocumentState.QUEUED)
    sha256 = models.CharField(max_length=64, blank=True)
    stored_as = models.CharField(max_length=120, blank=True)
    # Whether the hash of its file stands in the ledger: the minute tick sees to it once the file is made.
    witnessed = models.BooleanField(default=False)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["mark", "year", "serial"], name="document_serial_once"),
            models.CheckConstraint(
                condition=~Q(state="ready") | (~Q(sha256="") & ~Q(stored_as="")),
                name="document_ready_has_file",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_attempt_at", "id"], condition=Q(state="queued"), name="document_queue"
            ),
            models.Index(fields=["id"], condition=Q(state="failed"), name="document_failed"),
            models.Index(
                fields=["id"], condition=Q(state="ready", witnessed=False), name="document_unwitnessed"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @classmethod
    def outward(cls) -> Q | None:
        """A paper is only typeset."""
        return None

    def title(self, language: str) -> str:
        """The title in the reader's language."""
        return self.title_en if language.startswith("en") else self.title_zh


class Way(models.TextChoices):
    """How a paper reaches a person (practice follows the civil procedure law, 87-95)."""

    IN_PERSON = "in_person", _("当面交付")
    POST = "post", _("邮寄")
    ELECTRONIC = "electronic", _("电子送达")
    PHONE = "phone", _("电话告知")
    PUBLIC_NOTICE = "public_notice", _("公告送达")


class Delivery(models.Model):
    """One attempt to serve one document, with its proof. `legal_date` is empty until proof has come back."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="deliveries")
    way = models.CharField(max_length=16, choices=Way.choices)
    at = models.DateTimeField()
    legal_date = models.DateField(null=True, blank=True)
    signed_by_masked = models.CharField(max_length=80, blank=True)
    refusal = models.CharField(max_length=200, blank=True)
    witness = models.CharField(max_length=80, blank=True)
    tracking_number = models.CharField(max_length=64, blank=True)
    consent_reference = models.CharField(max_length=64, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)
    # The power of attorney of the agent who received it; empty: the applicant.
    representation = models.ForeignKey(Representation, models.PROTECT, null=True, blank=True)
    recorded_by = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["document_id", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(way="in_person") | ~Q(signed_by_masked="") | (~Q(refusal="") & ~Q(witness="")),
                name="delivery_in_person_proof",
            ),
            models.CheckConstraint(
                condition=~Q(way="post") | ~Q(tracking_number=""), name="delivery_post_proof"
            ),
            models.CheckConstraint(
                condition=~Q(way="electronic") | ~Q(consent_reference=""), name="delivery_electronic_consent"
            ),
        ]
