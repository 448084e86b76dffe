"""Findings of runs and criticism from outside, their corrections, and corrections that were late (11-03, W44)."""

import uuid

from django.db import models
from django.db.models import F, Q

from banshi.institutions.supervision.models.runs import Run
from banshi.institutions.supervision.rules.correcting import (
    CORRECTION_STATES,
    FINDING_STATES,
    CorrectionState,
    FindingState,
)
from banshi.institutions.supervision.rules.judging import SEVERITIES, Severity
from banshi.kernel.documents.models import Document
from banshi.kernel.organisation.models import Section, Staff
from banshi.kernel.vault.fields import SealedField
from banshi.lib.results import gettext_noop as _

# Who criticised (11-03-5); "run" and "eyes" are our own.
CRITICS = {
    "superior": _("上级机关"),
    "delegates": _("人大代表、政协委员"),
    "media": _("新闻媒体"),
    "public": _("群众和企业"),
    "peers": _("其他单位"),
}
SOURCES = {"run": _("自动检查"), "eyes": _("人工检查"), **CRITICS}


class Finding(models.Model):
    """Something not in order: found once in a run, however often it is repeated; or criticism without a run.

    `text` and `params` are the rule's sentence, `figures` the numbers when it was last seen, `gone_at` says that
    a repeated check did not find it any more.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    run = models.ForeignKey(Run, models.PROTECT, null=True, blank=True, related_name="findings")
    thing = models.CharField(max_length=120)
    source = models.CharField(max_length=10, choices=list(SOURCES.items()))
    article = models.CharField(max_length=12)
    indicator = models.CharField(max_length=24)
    severity = models.CharField(max_length=8, choices=[(one.value, name) for one, name in SEVERITIES.items()])
    section = models.ForeignKey(Section, models.PROTECT, null=True, blank=True, related_name="+")
    staff = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.CharField(max_length=200, blank=True)
    params = models.JSONField(default=dict)
    words = SealedField(blank=True, default="")
    figures = models.JSONField(default=dict)
    link = models.CharField(max_length=200, blank=True)
    state = models.CharField(
        max_length=10,
        choices=[(one.value, name) for one, name in FINDING_STATES.items()],
        default=FindingState.OPEN,
    )
    dismissed_why = SealedField(blank=True, default="")
    entered_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    found_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["run", "thing"], name="finding_once_a_run"),
            models.UniqueConstraint(fields=["thing"], condition=Q(run=None), name="criticism_entered_once"),
            models.CheckConstraint(
                condition=Q(run__isnull=False) | Q(source__in=sorted(CRITICS)),
                name="finding_of_a_run_or_critic",
            ),
            models.CheckConstraint(
                condition=Q(severity__in=[one.value for one in Severity]), name="finding_has_a_severity"
            ),
        ]
        indexes = [models.Index(fields=["-id"], condition=Q(state="open"), name="sup_finding_open")]

    @property
    def stream(self) -> str:
        """The name of its stream in the ledger."""
        return f"supervision_finding:{self.pk}"


class Correction(models.Model):
    """A correction demanded of a section within a limit (整改通知书); one for each finding."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    finding = models.OneToOneField(Finding, models.PROTECT, related_name="correction")
    section = models.ForeignKey(Section, models.PROTECT, related_name="+")
    demand = SealedField()
    days = models.PositiveSmallIntegerField()
    start = models.DateField()
    due = models.DateField()
    round = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(
        max_length=10,
        choices=[(one.value, name) for one, name in CORRECTION_STATES.items()],
        default=CorrectionState.ISSUED,
    )
    issued_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    # When the tick has to look: first to warn, then after the last day; None when nothing is awaited.
    look_on = models.DateField(null=True, blank=True)
    passed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(due__gt=F("start")), name="correction_dates"),
            models.CheckConstraint(
                condition=Q(look_on=None) | Q(state=CorrectionState.ISSUED),
                name="correction_looked_at_while_open",
            ),
            models.CheckConstraint(
                condition=Q(state=CorrectionState.PASSED, passed_at__isnull=False)
                | ~Q(state=CorrectionState.PASSED) & Q(passed_at=None),
                name="correction_passed_at_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["look_on"], condition=Q(look_on__isnull=False), name="correction_look_on"),
            models.Index(fields=["section", "due"], name="correction_of_section"),
        ]

    @property
    def stream(self) -> str:
        """The name of its stream in the ledger."""
        return f"rectification:{self.pk}"


class Reply(models.Model):
    """What a section did, with its proof, and what the re-check said of it; one for each round (11-03-5)."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    correction = models.ForeignKey(Correction, models.PROTECT, related_name="replies")
    round = models.PositiveSmallIntegerField()
    due = models.DateField()
    measures = SealedField()
    proof = SealedField(blank=True, default="")
    photo_type = models.CharField(max_length=20, blank=True)
    photo_stored_as = models.CharField(max_length=160, blank=True)
    by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    passed = models.BooleanField(null=True)
    note = SealedField(blank=True, default="")
    rechecked_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    rechecked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["correction_id", "round"]
        constraints = [
            models.UniqueConstraint(fields=["correction", "round"], name="reply_once_a_round"),
            models.CheckConstraint(
                condition=Q(rechecked_by=None) | ~Q(rechecked_by=F("by")),
                name="reply_not_rechecked_by_oneself",
            ),
            models.CheckConstraint(
                condition=Q(passed=None, rechecked_by=None)
                | Q(passed__isnull=False, rechecked_by__isnull=False),
                name="reply_rechecked_by_somebody",
            ),
        ]

    @property
    def place(self) -> str:
        """What its photo is sealed for."""
        return f"reply:{self.uid.hex}"


class Late(models.Model):
    """A correction that was not made by its date: recorded once for each date; a lead comes from it (12-05)."""

    correction = models.ForeignKey(Correction, models.PROTECT, related_name="late")
    due = models.DateField()
    found_at = models.DateTimeField()
    entry_seq = models.PositiveIntegerField()
    lead_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["correction", "due"], name="correction_late_once")]
        indexes = [models.Index(fields=["id"], condition=Q(lead_at=None), name="correction_late_no_lead")]
