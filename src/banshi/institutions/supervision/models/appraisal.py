"""Appraisal sheets: a period's figures as they were at one moment, objections, corrections (11-03)."""

import uuid

from django.db import models
from django.db.models import F, Q

from banshi.institutions.supervision.rules.appraisal import SHEET_STATES, PeriodKind, SheetState
from banshi.kernel.organisation.models import Section, Staff
from banshi.kernel.vault.fields import SealedField
from banshi.lib.results import gettext_noop as _

PERIODS = {PeriodKind.MONTH: _("月"), PeriodKind.YEAR: _("年")}


class AppraisalPeriod(models.Model):
    """A month or year whose sheets were drafted, once. The figures count what was known at `cut_off`."""

    kind = models.CharField(max_length=5, choices=list(PERIODS.items()))
    first = models.DateField()
    cut_off = models.DateTimeField()
    object_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-first", "kind"]
        constraints = [models.UniqueConstraint(fields=["kind", "first"], name="appraisal_drafted_once")]


class AppraisalSheet(models.Model):
    """The sheet of a colleague, or of a section (`staff` is empty), for a period."""

    period = models.ForeignKey(AppraisalPeriod, models.PROTECT, related_name="sheets")
    section = models.ForeignKey(Section, models.PROTECT, related_name="+")
    staff = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=9, choices=list(SHEET_STATES.items()), default=SheetState.DRAFTED)
    version = models.PositiveIntegerField(default=1)
    confirmed_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-period_id", "section_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["period", "staff"], condition=Q(staff__isnull=False), name="appraisal_once_a_person"
            ),
            models.UniqueConstraint(
                fields=["period", "section"], condition=Q(staff=None), name="appraisal_once_a_section"
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_by__isnull=False, closed_at__isnull=False)
                | ~Q(state="closed") & Q(closed_by=None, closed_at=None),
                name="appraisal_closed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(closed_by=None) | Q(staff=None) | ~Q(closed_by=F("staff")),
                name="appraisal_not_closed_by_oneself",
            ),
        ]
        indexes = [models.Index(fields=["staff", "-period"], name="appraisal_mine")]

    @property
    def stream(self) -> str:
        """The name of its stream in the ledger."""
        return f"appraisal:{self.pk}"


class AppraisalFigure(models.Model):
    """One figure of a sheet, split by colleague and section: what the facts said at the cut-off. Never changed."""

    sheet = models.ForeignKey(AppraisalSheet, models.CASCADE, related_name="figures")
    key = models.CharField(max_length=32)
    staff = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    section = models.ForeignKey(Section, models.PROTECT, null=True, blank=True, related_name="+")
    count = models.PositiveIntegerField()

    class Meta:
        ordering = ["sheet_id", "key", "id"]
        constraints = [models.CheckConstraint(condition=Q(count__gte=1), name="appraisal_figure_counts")]


class AppraisalObjection(models.Model):
    """What somebody objects to in a figure, and the answer. `change` is the correction of an accepted one."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sheet = models.ForeignKey(AppraisalSheet, models.CASCADE, related_name="objections")
    key = models.CharField(max_length=32)
    reason = SealedField()
    made_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    accepted = models.BooleanField(null=True)
    change = models.IntegerField(null=True, blank=True)
    answer = SealedField(blank=True, default="")
    answered_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "key"], condition=Q(accepted=None), name="objection_one_open_a_figure"
            ),
            models.CheckConstraint(
                condition=Q(accepted=None, answered_by=None, answered_at=None)
                | Q(accepted__isnull=False, answered_by__isnull=False, answered_at__isnull=False),
                name="objection_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(answered_by=None) | ~Q(answered_by=F("made_by")),
                name="objection_not_answered_by_oneself",
            ),
            models.CheckConstraint(
                condition=(Q(accepted=True, change__isnull=False) & ~Q(change=0))
                | (~Q(accepted=True) & Q(change=None))
                | Q(accepted=None, change=None),
                name="objection_accepted_corrects",
            ),
        ]
        indexes = [models.Index(fields=["id"], condition=Q(accepted=None), name="objection_open")]
