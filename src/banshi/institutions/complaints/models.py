"""Complaints and what belongs to them. Every key is drawn by lot: nothing here can be counted from outside.

Who complained lies in a table of its own under keys of its own (10-05). No table of another room or of the
kernel points here, and the ledger holds nothing but these keys.
"""

import uuid

from django.db import models
from django.db.models import F, Q

from banshi.kernel.documents.models import Document
from banshi.kernel.organisation.models import Section, Staff
from banshi.kernel.vault.fields import IdentityField, SealedField


class Drawn(models.Model):
    """A row whose key is drawn by lot and tells neither order nor number."""

    uid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True


class Complaint(Drawn):
    """One complaint or report. `number` is what the office calls it; only the digest of the receipt code is kept."""

    number = models.CharField(max_length=16, unique=True)
    code_digest = models.CharField(max_length=64, unique=True)
    channel = models.CharField(max_length=12)
    named = models.BooleanField()
    category = models.CharField(max_length=12)
    severity = models.CharField(max_length=8, blank=True)
    state = models.CharField(max_length=10)
    content = SealedField()
    whom = SealedField(blank=True)
    case_number = SealedField(blank=True)
    source = SealedField(blank=True)
    settled = models.BooleanField(default=False)
    received_at = models.DateTimeField()
    registered_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    investigator = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    replied_at = models.DateTimeField(null=True)
    agreed_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    archived_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, blank=True)
    volume = models.CharField(max_length=32, blank=True)

    class Meta:
        ordering = ["received_at", "uid"]
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(investigator__isnull=False), name="complaint_has_handler"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(replied_at__isnull=False), name="complaint_replied_first"
            ),
            models.CheckConstraint(
                condition=~Q(state="archived") | ~Q(volume=""), name="complaint_archived_as_volume"
            ),
            models.UniqueConstraint(fields=["volume"], condition=~Q(volume=""), name="complaint_volume_once"),
        ]

    @property
    def stream(self) -> str:
        """The complaint's own stream in the ledger."""
        return f"complaint:{self.uid.hex}"


class Identity(Drawn):
    """Who complained: opened only through an `Opening`. No digest is kept, so nobody can ask "did X complain?"."""

    complaint = models.OneToOneField(Complaint, models.PROTECT, related_name="+")
    name = IdentityField()
    number = IdentityField(blank=True)
    phone = IdentityField(blank=True)
    address = IdentityField(blank=True)
    may_disclose = models.BooleanField(default=False)

    class Meta:
        ordering = ["uid"]


class Opening(Drawn):
    """Who opened the identity, as what, why; with whose agreement where the bureau asks for two (10-05)."""

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="+")
    by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    part = models.CharField(max_length=12)
    reason = SealedField()
    at = models.DateTimeField()
    second = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    second_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "uid"]
        constraints = [
            models.CheckConstraint(
                condition=Q(second=None) | ~Q(second=F("by")), name="opening_second_is_another"
            )
        ]


class Accused(Drawn):
    """Whom it is about: a colleague or a whole section. `guessed`: read from the complaint, not confirmed yet."""

    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="+")
    staff = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    section = models.ForeignKey(Section, models.PROTECT, null=True, related_name="+")
    guessed = models.BooleanField(default=False)

    class Meta:
        ordering = ["uid"]
        constraints = [
            models.CheckConstraint(
                condition=Q(staff=None, section__isnull=False) | Q(staff__isnull=False, section=None),
                name="accused_is_one",
            ),
            models.UniqueConstraint(fields=["complaint", "staff"], name="accused_staff_once"),
            models.UniqueConstraint(fields=["complaint", "section"], name="accused_section_once"),
        ]


class Recusal(Drawn):
    """A declaration before work: no interest, or an interest, which excludes (10-06)."""

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="+")
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    interest = models.BooleanField()
    relation = SealedField(blank=True)
    by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["at", "uid"]
        constraints = [
            models.UniqueConstraint(fields=["complaint", "staff", "interest"], name="recusal_once"),
        ]


class Report(Drawn):
    """A grave matter put before one leader; the next rung when nobody acknowledges within the hour (10-02)."""

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="+")
    rung = models.PositiveSmallIntegerField()
    to = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    next_at = models.DateTimeField(null=True, db_index=True)
    acknowledged_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    acknowledged_at = models.DateTimeField(null=True)
    instruction = SealedField(blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["rung", "uid"]
        constraints = [
            models.UniqueConstraint(fields=["complaint", "rung"], name="report_rung_once"),
            models.UniqueConstraint(fields=["complaint", "to"], name="report_person_once"),
        ]


class Message(Drawn):
    """A word between the complainant and the office."""

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="+")
    by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    text = SealedField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "uid"]


class Record(Drawn):
    """A record of the investigation: by telephone, in a meeting, on the spot (10-10)."""

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="+")
    method = models.CharField(max_length=8)
    held_at = models.DateTimeField()
    text = SealedField()
    by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["held_at", "uid"]


class Proposal(Drawn):
    """What is proposed, and fed back to both sides (10-11, 10-12). Only the newest is open."""

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField()
    text = SealedField()
    basis = SealedField()
    by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["round", "uid"]
        constraints = [
            models.UniqueConstraint(fields=["complaint", "round"], name="proposal_round_once"),
        ]


class Consent(Drawn):
    """One side accepts the proposal or does not; once for each proposal (10-12)."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="+")
    side = models.CharField(max_length=12)
    agreed = models.BooleanField()
    note = SealedField(blank=True)
    by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "uid"]
        constraints = [models.UniqueConstraint(fields=["proposal", "side"], name="consent_once_a_side")]


class Extension(Drawn):
    """More time, once, for a listed cause, told at once (10-12)."""

    complaint = models.OneToOneField(Complaint, models.PROTECT, related_name="+")
    cause = models.CharField(max_length=16)
    reason = SealedField()
    days = models.PositiveSmallIntegerField()
    by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["at", "uid"]


class Result(Drawn):
    """The answer: facts, opinion, basis (10-12). A review that changes it adds another; the newest holds."""

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="+")
    facts = SealedField()
    opinion = SealedField()
    basis = SealedField()
    by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["at", "uid"]


class Review(Drawn):
    """An objection to the result: explained if the bureau erred, otherwise reviewed by somebody else (10-04)."""

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField()
    objection = SealedField()
    asked_at = models.DateTimeField()
    reviewer = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=8, blank=True)
    text = SealedField(blank=True)
    decided_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["round", "uid"]
        constraints = [
            models.UniqueConstraint(fields=["complaint", "round"], name="review_round_once"),
            models.UniqueConstraint(
                fields=["complaint"], condition=Q(decided_at=None), name="review_one_open"
            ),
        ]


class Duty(Drawn):
    """An index for the tick: by when something must have been done. What it says is worked out anew when shown."""

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8)
    start = models.DateField()
    due = models.DateField(null=True)
    next_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["start", "uid"]
        constraints = [
            models.UniqueConstraint(
                fields=["complaint", "kind"], condition=Q(ended_at=None), name="duty_one_open_of_a_kind"
            )
        ]
        indexes = [
            models.Index(fields=["next_at"], condition=Q(ended_at=None), name="complaint_duty_next"),
        ]


class Rung(Drawn):
    """A warning that was given, once."""

    duty = models.ForeignKey(Duty, models.CASCADE, related_name="+")
    rung = models.CharField(max_length=8)
    due = models.DateField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "uid"]
        constraints = [models.UniqueConstraint(fields=["duty", "rung", "due"], name="complaint_rung_once")]


class Breach(Drawn):
    """A duty that was not done in time: recorded once; mishandling is a matter of its own (10-07)."""

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12)
    due = models.DateField()
    staff = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    found_at = models.DateTimeField()
    lead_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["found_at", "uid"]
        indexes = [
            models.Index(fields=["found_at"], condition=Q(lead_at=None), name="complaint_breach_no_lead")
        ]
        constraints = [
            models.UniqueConstraint(fields=["complaint", "kind", "due"], name="complaint_breach_once")
        ]


class Failing(Drawn):
    """Proved by the investigation: a duty to tell at once not done, by one of the accused (06-09).

    Passed on without a word of the complaint: whose, which day, what was not told, on which application, what delay.
    """

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="+")
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    on = models.DateField()
    omission = models.CharField(max_length=12)
    case_number = SealedField(blank=True, default="")
    delay = models.PositiveSmallIntegerField()
    by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    passed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "uid"]
        constraints = [
            models.UniqueConstraint(fields=["complaint", "staff"], name="failing_once_a_colleague"),
        ]
        indexes = [
            models.Index(fields=["at"], condition=Q(passed_at=None), name="failing_to_pass"),
        ]
