"""Extensions asked for and answered; breaches found."""

import uuid

from django.db import models
from django.db.models import Q

from banshi.kernel.cases.models import Case
from banshi.kernel.documents.models import Document
from banshi.kernel.organisation.models import Staff
from banshi.kernel.vault.fields import SealedField


class Extension(models.Model):
    """A request to lengthen the limit once, and the leader's answer (06-05-1)."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="extensions")
    days = models.PositiveSmallIntegerField()
    reason = SealedField()
    asked_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    granted = models.BooleanField(null=True)
    opinion = SealedField(blank=True, default="")
    answered_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(granted=None), name="extension_one_pending"),
            models.UniqueConstraint(
                fields=["case"], condition=Q(granted=True), name="extension_granted_once"
            ),
        ]


class Breach(models.Model):
    """A clock that ran out: recorded once, with its evidence; the source of leads (07-03, 12-07-5)."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="breaches")
    clock = models.CharField(max_length=16)
    due = models.DateField()
    handler = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    found_at = models.DateTimeField()
    entry_seq = models.PositiveIntegerField()

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["case", "clock", "due"], name="breach_once")]
