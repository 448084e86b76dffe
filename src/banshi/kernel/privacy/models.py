"""Holds that stop erasure, and the day's round of it. What was erased, and by which rule, stands in the ledger."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from banshi.kernel.organisation.models import Staff
from banshi.kernel.vault.fields import SealedField


class Round(models.Model):
    """The erasure of one day; begun again from the tables when this row is lost."""

    day = models.DateField(primary_key=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-day"]


class Ground(models.TextChoices):
    """Why something must not be erased yet."""

    COMPLAINT = "complaint", _("投诉举报还没有办结")
    ACCOUNTABILITY = "accountability", _("问责还没有办结")
    LITIGATION = "litigation", _("行政复议或者诉讼")
    OTHER = "other", _("其他依法需要")


class Hold(models.Model):
    """A legal hold: nothing of this stream ("case:12") is erased until it is lifted."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    stream = models.CharField(max_length=64)
    ground = models.CharField(max_length=16, choices=Ground.choices)
    reason = SealedField()
    placed_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    placed_at = models.DateTimeField()
    lifted_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lift_reason = SealedField(blank=True, default="")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["stream", "ground"], condition=Q(lifted_at=None), name="hold_once"
            ),
            models.CheckConstraint(
                condition=Q(lifted_at=None, lifted_by=None)
                | Q(lifted_at__isnull=False, lifted_by__isnull=False),
                name="hold_lifted_by_somebody",
            ),
        ]
