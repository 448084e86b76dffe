"""Duty, absences, inspections with their findings, cleaning, the integrity register."""

import uuid

from django.db import models
from django.db.models import F, Q

from banshi.institutions.conduct.rules import (
    AbsenceKind,
    CleaningKind,
    Disposal,
    FindingState,
    InspectionKind,
    IntegrityKind,
)
from banshi.kernel.cases.models import Case
from banshi.kernel.organisation.models import Deputy, Section, Staff
from banshi.kernel.vault.fields import SealedField
from banshi.lib.results import gettext_noop as _

ABSENCES = {
    AbsenceKind.LEAVE: _("休假"),
    AbsenceKind.MEETING: _("会议"),
    AbsenceKind.SICK: _("病假"),
    AbsenceKind.OTHER: _("其他特殊情况"),
}
INSPECTIONS = {
    InspectionKind.PLANNED: _("定期检查"),
    InspectionKind.RANDOM: _("随机抽查"),
    InspectionKind.CAMERA: _("查看录像"),
}
FINDINGS = {
    FindingState.FOUND: _("待改正"),
    FindingState.CORRECTED: _("已改正，待复查"),
    FindingState.CLOSED: _("复查合格"),
}
CLEANINGS = {CleaningKind.DAILY: _("每天打扫"), CleaningKind.MONTHLY: _("每月大扫除")}
INTEGRITY = {
    IntegrityKind.GIFT: _("礼品礼金购物卡"),
    IntegrityKind.BANQUET: _("宴请娱乐"),
    IntegrityKind.INTERCESSION: _("说情打招呼"),
}
DISPOSED = {
    Disposal.REFUSED: _("当场谢绝"),
    Disposal.HANDED_IN: _("无法退回，已上交"),
    Disposal.REPORTED: _("已报告"),
}
GROUNDS = {
    "relative": _("近亲属"),
    "own_interest": _("本人或者近亲属有经济利益"),
    "former_post": _("曾在该单位任职"),
    "other": _("其他可能影响公正的关系"),
}


class Duty(models.Model):
    """A colleague at the post in one working period of a day (09-02-5). `period` counts the office hours from 0."""

    section = models.ForeignKey(Section, models.CASCADE, related_name="+")
    staff = models.ForeignKey(Staff, models.CASCADE, related_name="+")
    day = models.DateField()
    period = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["day", "period", "id"]
        constraints = [
            models.UniqueConstraint(fields=["section", "day", "period", "staff"], name="duty_once")
        ]


class Absence(models.Model):
    """A colleague is away on the days first..last; what it leaves uncovered is asked for at once (09-02-5)."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    staff = models.ForeignKey(Staff, models.CASCADE, related_name="+")
    first = models.DateField()
    last = models.DateField()
    kind = models.CharField(max_length=16, choices=list(ABSENCES.items()))
    note = SealedField(blank=True, default="")
    planned_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()
    appointed = models.OneToOneField(Deputy, models.SET_NULL, null=True, blank=True, related_name="+")
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["first", "id"]
        constraints = [models.CheckConstraint(condition=Q(last__gte=F("first")), name="absence_dates")]
        indexes = [models.Index(fields=["last", "first"], name="absence_days")]


class Inspection(models.Model):
    """One round through the checklist in a section: planned, at random, or of recordings."""

    kind = models.CharField(max_length=8, choices=list(INSPECTIONS.items()))
    section = models.ForeignKey(Section, models.PROTECT, related_name="+")
    inspector = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]

    @property
    def stream(self) -> str:
        """The name of its stream in the ledger."""
        return f"inspection:{self.pk}"


class Check(models.Model):
    """A line of the checklist that was looked at and found in order."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="checks")
    article = models.CharField(max_length=12)

    class Meta:
        ordering = ["inspection_id", "article"]
        constraints = [models.UniqueConstraint(fields=["inspection", "article"], name="check_once")]


class Finding(models.Model):
    """What was not in order, against an article; the colleague's own word; correction and re-check."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="findings")
    article = models.CharField(max_length=12)
    staff = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    note = SealedField(blank=True, default="")
    photo_type = models.CharField(max_length=20, blank=True)
    photo_stored_as = models.CharField(max_length=160, blank=True)
    state = models.CharField(max_length=10, choices=list(FINDINGS.items()), default=FindingState.FOUND)
    correct_by = models.DateField()
    statement = SealedField(blank=True, default="")
    stated_at = models.DateTimeField(null=True, blank=True)
    correction = SealedField(blank=True, default="")
    corrected_at = models.DateTimeField(null=True, blank=True)
    rechecked_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    rechecked_at = models.DateTimeField(null=True, blank=True)
    reminded_for = models.DateField(null=True, blank=True)
    lead_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(rechecked_by=None) | Q(staff=None) | ~Q(rechecked_by=F("staff")),
                name="finding_not_rechecked_by_oneself",
            ),
        ]
        indexes = [
            models.Index(fields=["staff", "-id"], name="finding_mine"),
            models.Index(fields=["correct_by"], condition=Q(state="found"), name="finding_open"),
            models.Index(
                fields=["id"],
                condition=Q(reminded_for__isnull=False, lead_at=None),
                name="finding_late_no_lead",
            ),
        ]

    @property
    def place(self) -> str:
        """What its photo is sealed for."""
        return f"finding:{self.uid.hex}"


class Cleaning(models.Model):
    """A tick: a section's rooms were cleaned on a day, or thoroughly in a month (its first day) (09-07-1)."""

    section = models.ForeignKey(Section, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=list(CLEANINGS.items()))
    day = models.DateField()
    ticked_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    ticked_at = models.DateTimeField()
    late = models.BooleanField(default=False)

    class Meta:
        ordering = ["-day", "id"]
        constraints = [models.UniqueConstraint(fields=["section", "kind", "day"], name="cleaning_once")]


class IntegrityRecord(models.Model):
    """A gift, a banquet, a word put in for somebody: refused, handed in or reported (09-08-1, -2, -4)."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=12, choices=list(INTEGRITY.items()))
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    from_whom = SealedField()
    what = SealedField()
    happened_on = models.DateField()
    disposal = models.CharField(max_length=10, choices=list(DISPOSED.items()))
    recorded_at = models.DateTimeField()
    received_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    received_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(received_by=None) | ~Q(received_by=F("staff")), name="integrity_not_to_oneself"
            ),
            models.CheckConstraint(
                condition=Q(received_by=None) | Q(kind=IntegrityKind.GIFT, disposal=Disposal.HANDED_IN),
                name="integrity_only_gifts_received",
            ),
        ]
        indexes = [models.Index(fields=["staff", "-id"], name="integrity_mine")]


class Declaration(models.Model):
    """An interest declared by a colleague; on a case it takes them off it (09-08, 10-06)."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="+")
    ground = models.CharField(max_length=16, choices=list(GROUNDS.items()))
    with_whom = SealedField()
    declared_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["staff", "case"], condition=Q(case__isnull=False), name="declaration_once_a_case"
            )
        ]
