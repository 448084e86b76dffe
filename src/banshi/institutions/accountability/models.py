"""Leads, accountability cases and what belongs to them. Every key is drawn by lot: nothing can be counted (0013).

Texts about people are sealed; the ledger holds nothing but these keys.
"""

import uuid

from django.db import models
from django.db.models import F, Q

from banshi.institutions.accountability.rules.steps import State
from banshi.kernel.documents.models import Document
from banshi.kernel.organisation.models import Section, Staff
from banshi.kernel.vault.fields import SealedField


class Drawn(models.Model):
    """A row whose key is drawn by lot and tells neither order nor number."""

    uid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True


class Lead(Drawn):
    """线索: something that may call for accountability. `source` names the lapse, once (12-05, 12-06).

    `handler` did it, `supervisor` was in charge on that day (12-03). `closed_to` may not learn of it, besides
    those whom it names. `stream` and `seq` lead to the proof. `kind` is a sentence of the room that saw it.
    """

    source = models.CharField(max_length=80, unique=True)
    origin = models.CharField(max_length=12)
    kind = models.CharField(max_length=120)
    articles = models.JSONField(default=list)
    on = models.DateField()
    section = models.ForeignKey(Section, models.PROTECT, null=True, related_name="+")
    handler = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    supervisor = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    stream = models.CharField(max_length=64, blank=True)
    seq = models.PositiveIntegerField(null=True)
    closed_to = models.JSONField(default=list)
    facts = SealedField(blank=True)
    informant = SealedField(blank=True)
    cause = models.CharField(max_length=8, blank=True)
    raised_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    raised_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    dismissed_at = models.DateTimeField(null=True)
    dismissed_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    why_dismissed = SealedField(blank=True)

    class Meta:
        ordering = ["raised_at", "uid"]
        constraints = [
            models.CheckConstraint(
                condition=Q(handler=None) | Q(supervisor=None) | ~Q(handler=F("supervisor")),
                name="lead_supervisor_is_another",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(dismissed_at=None), name="lead_one_answer"
            ),
            models.CheckConstraint(
                condition=Q(dismissed_at=None, dismissed_by=None)
                | Q(dismissed_at__isnull=False, dismissed_by__isnull=False),
                name="lead_dismissed_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["raised_at"],
                condition=Q(accepted_at=None, dismissed_at=None),
                name="lead_waiting",
            )
        ]

    @property
    def ledger(self) -> str:
        """The lead's own stream in the ledger."""
        return f"lead:{self.uid.hex}"


class Case(Drawn):
    """问责件: one person held to account for one lead, from acceptance to the end (12-05).

    The database itself knows no decision without having told and heard the person and weighed tolerance (12-04).
    """

    number = models.CharField(max_length=16, unique=True)
    lead = models.ForeignKey(Lead, models.PROTECT, related_name="cases")
    person = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    supervisor = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    cause = models.CharField(max_length=8)
    why_cause = SealedField()
    state = models.CharField(max_length=10)
    investigator = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    accepted_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField()
    told_facts = SealedField(blank=True)
    told_at = models.DateTimeField(null=True)
    told_records = models.PositiveSmallIntegerField(default=0)
    heard_at = models.DateTimeField(null=True)
    weighed_at = models.DateTimeField(null=True)
    opinion = SealedField(blank=True)
    proposal = SealedField(blank=True)
    proposal_basis = SealedField(blank=True)
    proposed_outcome = models.CharField(max_length=12, blank=True)
    proposed_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, blank=True)
    decision = SealedField(blank=True)
    decision_basis = SealedField(blank=True)
    meeting_on = models.DateField(null=True)
    decided_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    revoked = models.BooleanField(default=False)
    notified_on = models.DateField(null=True)
    dropped_at = models.DateTimeField(null=True)
    why_dropped = SealedField(blank=True)
    feedback = SealedField(blank=True)
    fed_back_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["accepted_at", "uid"]
        constraints = [
            models.UniqueConstraint(fields=["lead", "person"], name="accountability_person_once_a_lead"),
            models.CheckConstraint(
                condition=~Q(investigator=F("person")), name="accountability_not_investigated_by_oneself"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None)
                | (~Q(decided_by=F("person")) & ~Q(decided_by=F("investigator"))),
                name="accountability_decided_by_another",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None)
                | (
                    Q(told_at__isnull=False, heard_at__isnull=False, weighed_at__isnull=False)
                    & Q(proposed_at__isnull=False, decided_by__isnull=False, meeting_on__isnull=False)
                    & ~Q(outcome="")
                ),
                name="accountability_heard_before_decided",
            ),
            models.CheckConstraint(
                condition=Q(notified_on=None) | Q(decided_at__isnull=False),
                name="accountability_decided_before_notified",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.UNFOUNDED) | Q(decided_at=None, dropped_at__isnull=False),
                name="accountability_unfounded_is_undecided",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "accepted_at"], name="accountability_state"),
            models.Index(fields=["person", "accepted_at"], name="accountability_person"),
            models.Index(
                fields=["decided_at"], condition=Q(decided_at__isnull=False), name="accountability_decided"
            ),
        ]

    @property
    def ledger(self) -> str:
        """The case's own stream in the ledger."""
        return f"accountability:{self.uid.hex}"


class Recusal(Drawn):
    """A declaration before work: no interest, or an interest, which excludes (12-06, 10-06)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="recusals")
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    interest = models.BooleanField()
    relation = SealedField(blank=True)
    by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "uid"]
        constraints = [
            models.UniqueConstraint(fields=["case", "staff", "interest"], name="accountability_recusal_once")
        ]


class Record(Drawn):
    """A record of the investigation: how, when, what was found (12-05)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="records")
    method = models.CharField(max_length=8)
    held_on = models.DateField()
    text = SealedField()
    by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "uid"]


class Statement(Drawn):
    """What the person said, in writing or by word of mouth, or that they waived it, with the day (12-04)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="statements")
    kind = models.CharField(max_length=8)
    text = SealedField(blank=True)
    on = models.DateField()
    by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["at", "uid"]


class Weighing(Drawn):
    """One ground of fault tolerance, answered with a reason (12-04). A new weighing replaces the answers."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="weighings")
    ground = models.CharField(max_length=8)
    holds = models.BooleanField()
    reason = SealedField()

    class Meta:
        ordering = ["ground"]
        constraints = [models.UniqueConstraint(fields=["case", "ground"], name="accountability_ground_once")]


class Correction(Drawn):
    """A measure decided with its limit; reported by the person, found done or not by the office (12-04)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="corrections")
    measure = SealedField()
    since = models.DateField()
    due = models.DateField()
    report = SealedField(blank=True)
    reported_at = models.DateTimeField(null=True)
    note = SealedField(blank=True)
    checked_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["due", "uid"]


class Remedy(Drawn):
    """A review or an appeal: once each; answered by the party group, or by the body appealed to (95)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="remedies")
    kind = models.CharField(max_length=8)
    text = SealedField()
    asked_at = models.DateTimeField()
    result = models.CharField(max_length=8, blank=True)
    answer = SealedField(blank=True)
    answered_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["asked_at", "uid"]
        constraints = [
            models.UniqueConstraint(fields=["case", "kind"], name="accountability_remedy_once"),
            models.CheckConstraint(
                condition=Q(answered_at=None, result="") | (Q(answered_at__isnull=False) & ~Q(result="")),
                name="accountability_remedy_answered",
            ),
        ]
