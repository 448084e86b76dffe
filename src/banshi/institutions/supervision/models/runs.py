"""Supervision runs (监督检查): what each of the six contents came to, and the checklist of what needs eyes (11-03)."""

import uuid

from django.db import models
from django.db.models import F, Q

from banshi.institutions.supervision.rules.running import ANSWERS, RunKind
from banshi.kernel.documents.models import Document
from banshi.kernel.organisation.models import Staff
from banshi.kernel.vault.fields import SealedField
from banshi.lib.results import gettext_noop as _

KINDS = {RunKind.MONTHLY: _("每月自动检查"), RunKind.ORDERED: _("专项检查")}


class Run(models.Model):
    """One run over the days period_first..period_last; by itself once a month, or by a supervisor's order."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=8, choices=[(one.value, name) for one, name in KINDS.items()])
    period_first = models.DateField()
    period_last = models.DateField()
    started_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    started_at = models.DateTimeField()
    conclusion = SealedField(blank=True, default="")
    closed_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    published_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["period_first"], condition=Q(kind=RunKind.MONTHLY), name="run_once_a_month"
            ),
            models.CheckConstraint(condition=Q(period_last__gte=F("period_first")), name="run_period_dates"),
            models.CheckConstraint(
                condition=Q(kind=RunKind.MONTHLY) | Q(started_by__isnull=False),
                name="run_ordered_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(closed_at__isnull=False, published_by__isnull=False),
                name="run_published_by_somebody",
            ),
        ]

    @property
    def stream(self) -> str:
        """The name of its stream in the ledger."""
        return f"run:{self.pk}"


class Part(models.Model):
    """What one content of 11-03 came to in a run; checked again, it is written over."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="parts")
    article = models.CharField(max_length=12)
    checked = models.PositiveIntegerField()
    passed = models.PositiveIntegerField()
    figures = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        ordering = ["run_id", "article"]
        constraints = [
            models.UniqueConstraint(fields=["run", "article"], name="run_part_once"),
            models.CheckConstraint(condition=Q(passed__lte=F("checked")), name="run_part_passed"),
        ]


class Seen(models.Model):
    """A line of the checklist that somebody looked at."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    run = models.ForeignKey(Run, models.CASCADE, related_name="seen")
    line = models.CharField(max_length=24)
    answer = models.CharField(max_length=4, choices=[(one.value, name) for one, name in ANSWERS.items()])
    note = SealedField(blank=True, default="")
    by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["run_id", "line"]
        constraints = [models.UniqueConstraint(fields=["run", "line"], name="run_line_once")]
