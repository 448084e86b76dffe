"""Extensions asked for and answered; official documents, tasks and transfers; breaches found."""

import uuid

from django.db import models
from django.db.models import Q

from banshi.institutions.time_limits.rules import (
    MATTER_STATES,
    OPEN_MATTERS,
    Grade,
    Ground,
    MatterKind,
    MatterState,
)
from banshi.kernel.cases.models import Case
from banshi.kernel.documents.models import Document
from banshi.kernel.organisation.models import Section, Staff
from banshi.kernel.vault.fields import SealedField
from banshi.lib.results import gettext_noop as _


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


KIND_NAMES = {
    MatterKind.OFFICIAL_DOCUMENT: _("公文"),
    MatterKind.SUPERIOR_TASK: _("上级交办"),
    MatterKind.PEER_TRANSFER: _("同级转办"),
}
GRADE_NAMES = {
    Grade.ORDINARY: _("一般"),
    Grade.SEVERAL: _("多科室会办"),
    Grade.SPECIAL: _("特殊"),
    Grade.URGENT: _("急件"),
    Grade.SET: _("按指定日期"),
}
GROUND_NAMES = {
    Ground.INVESTIGATION: _("需要调研"),
    Ground.MEETING: _("需要会议决定"),
    Ground.CITY: _("需要报市里批准或者函商"),
}


class Matter(models.Model):
    """An official document, a task from a superior, or a transfer from a peer (07-02, 07-05).

    `clock`, `start`, `due` … are the index of the limit that governs now; recomputing them changes nothing.
    """

    kind = models.CharField(max_length=20, choices=list(KIND_NAMES.items()))
    number = models.CharField(max_length=64, unique=True)
    title = models.CharField(max_length=200)
    source = models.CharField(max_length=120)
    source_number = models.CharField(max_length=80, blank=True)
    grade = models.CharField(max_length=20, choices=list(GRADE_NAMES.items()))
    ground = models.CharField(max_length=32, blank=True, choices=list(GROUND_NAMES.items()))
    received_at = models.DateTimeField()
    registered_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    office = models.ForeignKey(Section, models.PROTECT, related_name="+")
    demanded = models.DateField(null=True, blank=True)
    set_due = models.DateField(null=True, blank=True)
    set_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    set_reason = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=12, choices=[(s.value, MATTER_STATES[s]) for s in MatterState])
    version = models.PositiveIntegerField(default=1)
    clock = models.CharField(max_length=16)
    start = models.DateField()
    due = models.DateField()
    provisional = models.BooleanField(default=False)
    # Not null: a year was not published when the row was computed; the last day that was.
    known_until = models.DateField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    next_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closing_note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(grade=Grade.SPECIAL, ground__in=sorted(Ground))
                | ~Q(grade=Grade.SPECIAL) & Q(ground=""),
                name="matter_special_has_one_ground",
            ),
            models.CheckConstraint(
                condition=~Q(kind=MatterKind.SUPERIOR_TASK)
                | Q(grade=Grade.URGENT)
                | Q(demanded__isnull=False),
                name="matter_task_has_a_date",
            ),
            models.CheckConstraint(
                condition=Q(set_due=None, set_by=None) | Q(set_due__isnull=False, set_by__isnull=False),
                name="matter_date_set_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["next_at"], condition=Q(next_at__isnull=False), name="matter_next"),
            models.Index(
                fields=["due", "id"], condition=Q(state__in=sorted(OPEN_MATTERS)), name="matter_open"
            ),
            models.Index(
                fields=["known_until"], condition=Q(known_until__isnull=False), name="matter_unsettled"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def stream(self) -> str:
        """The name of its stream in the ledger."""
        return f"matter:{self.pk}"


class Part(models.Model):
    """What one section has to do in a matter: to lead it, or to give its opinion (07-02)."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    matter = models.ForeignKey(Matter, models.CASCADE, related_name="parts")
    section = models.ForeignKey(Section, models.PROTECT, related_name="+")
    lead = models.BooleanField()
    handler = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    routed_at = models.DateTimeField()
    due = models.DateField(null=True, blank=True)
    taken_up_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    opinion = SealedField(blank=True, default="")
    returned_at = models.DateTimeField(null=True, blank=True)
    return_reason = SealedField(blank=True, default="")

    class Meta:
        ordering = ["matter_id", "-lead", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "section"], condition=Q(returned_at=None), name="part_once_a_section"
            ),
            models.UniqueConstraint(
                fields=["matter"], condition=Q(lead=True, returned_at=None), name="part_one_lead"
            ),
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(handler__isnull=False), name="part_done_by_somebody"
            ),
        ]
        indexes = [
            models.Index(
                fields=["section", "matter"], condition=Q(done_at=None, returned_at=None), name="part_waiting"
            ),
        ]


class Explanation(models.Model):
    """Why the date of a superior's task cannot be kept, with the date set anew or only for the record (07-05)."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    matter = models.ForeignKey(Matter, models.CASCADE, related_name="explanations")
    reason = SealedField()
    old_due = models.DateField()
    new_due = models.DateField(null=True, blank=True)
    agreed_by = models.CharField(max_length=80, blank=True)
    in_time = models.BooleanField()
    made_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    document = models.ForeignKey(Document, models.PROTECT)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(in_time=False, new_due=None) | Q(in_time=True, new_due__isnull=False),
                name="explanation_redates_in_time_only",
            ),
        ]


class MatterRung(models.Model):
    """A warning or breach of a matter already given: claimed by a unique insert, so none is given twice."""

    matter = models.ForeignKey(Matter, models.CASCADE)
    clock = models.CharField(max_length=16)
    rung = models.CharField(max_length=8)
    due = models.DateField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["matter", "clock", "rung", "due"], name="matter_rung_once")
        ]


class Breach(models.Model):
    """A clock that ran out, of a case or of a matter: recorded once, with its evidence (07-03, 12-07-5).

    `entry_seq` is the entry of the stream "case:ID" or "matter:ID" that proves it. One list for the leads.
    """

    case = models.ForeignKey(Case, models.CASCADE, null=True, blank=True, related_name="breaches")
    matter = models.ForeignKey(Matter, models.CASCADE, null=True, blank=True, related_name="breaches")
    clock = models.CharField(max_length=16)
    due = models.DateField()
    handler = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    found_at = models.DateTimeField()
    entry_seq = models.PositiveIntegerField()
    lead_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["id"], condition=Q(lead_at=None), name="breach_no_lead")]
        constraints = [
            models.UniqueConstraint(fields=["case", "clock", "due"], name="breach_once"),
            models.UniqueConstraint(fields=["matter", "clock", "due"], name="breach_of_matter_once"),
            models.CheckConstraint(
                condition=Q(case__isnull=False, matter=None) | Q(case=None, matter__isnull=False),
                name="breach_of_one_thing",
            ),
        ]
