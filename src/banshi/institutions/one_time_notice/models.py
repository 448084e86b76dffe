"""Enquiries answered, supplement notices, special procedures announced, people heard, duties to tell not done."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from banshi.institutions.one_time_notice.rules.failing import FailureKind, FailureState
from banshi.kernel.cases.models import Case
from banshi.kernel.catalogue.models import ItemVersion
from banshi.kernel.documents.models import Document
from banshi.kernel.organisation.models import Staff
from banshi.kernel.vault.fields import SealedField
from banshi.lib.results import gettext_noop


class Enquiry(models.Model):
    """An enquiry that was answered, orally or in writing (06-03, 06-04)."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    duty = models.CharField(max_length=12)
    item_version = models.ForeignKey(ItemVersion, models.PROTECT, null=True, blank=True)
    written = models.BooleanField()
    channel = models.CharField(max_length=10)
    competent_authority = models.CharField(max_length=120, blank=True)
    matter = SealedField(blank=True, default="")  # what was asked, in words
    phone = SealedField(blank=True, default="")
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True)
    staff = models.ForeignKey(Staff, models.PROTECT)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]


class SupplementNotice(models.Model):
    """The one notice of everything that is missing; a further one only on a head's word."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="supplement_notices")
    document = models.ForeignKey(Document, models.PROTECT)
    until = models.DateField()
    again = models.BooleanField(default=False)
    head_reason = models.CharField(max_length=200, blank=True)
    lead_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["id"], condition=Q(again=True, lead_at=None), name="supplement_no_lead")
        ]
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(again=False), name="supplement_told_once"),
            models.CheckConstraint(
                condition=Q(again=False) | ~Q(head_reason=""), name="supplement_again_reason"
            ),
        ]


class ProcedureKind(models.TextChoices):
    """The special procedures of 06-05-2, and public notices where the item's law excludes them."""

    HEARING = "hearing", _("听证")
    TENDER = "tender", _("招标")
    AUCTION = "auction", _("拍卖")
    INSPECTION = "inspection", _("检验")
    TESTING = "testing", _("检测")
    QUARANTINE = "quarantine", _("检疫")
    APPRAISAL = "appraisal", _("鉴定")
    SITE_SURVEY = "site_survey", _("现场勘查")
    EXPERT_REVIEW = "expert_review", _("专家评审")
    PUBLIC_NOTICE = "public_notice", _("公示公告")


class Procedure(models.Model):
    """A special procedure announced in writing: its days are not counted."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="procedures")
    kind = models.CharField(max_length=16, choices=ProcedureKind.choices)
    place = models.CharField(max_length=120)
    time = models.CharField(max_length=80)
    first = models.DateField()
    last = models.DateField()
    document = models.ForeignKey(Document, models.PROTECT)

    class Meta:
        ordering = ["first", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=models.F("first")), name="procedure_dates")
        ]


class InterestedPerson(models.Model):
    """Somebody whose major interest an application touches, told before the decision (licensing law, 36)."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="interested")
    name = SealedField()
    masked_name = models.CharField(max_length=80)
    contact = SealedField(blank=True, default="")
    interest = SealedField()
    until = models.DateField()
    document = models.ForeignKey(Document, models.PROTECT)
    statement = SealedField(blank=True, default="")
    heard_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["case_id", "id"]


class Hearing(models.Model):
    """A hearing, from the right that was told to the signed minutes; one at a time (licensing law, 46 to 48)."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="hearings")
    told = models.ForeignKey(Document, models.PROTECT, related_name="+")
    until = models.DateField(null=True, blank=True)
    requested_on = models.DateField(null=True, blank=True)
    person = models.ForeignKey(InterestedPerson, models.PROTECT, null=True, blank=True)
    waived_on = models.DateField(null=True, blank=True)
    on = models.DateField(null=True, blank=True)
    time = models.CharField(max_length=80, blank=True)
    place = models.CharField(max_length=120, blank=True)
    chair = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True)
    notice = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    held_on = models.DateField(null=True, blank=True)
    participants = SealedField(blank=True, default="")
    minutes = SealedField(blank=True, default="")
    record = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["case_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(requested_on__isnull=False, held_on=None, waived_on=None),
                name="hearing_asked_once",
            ),
            models.CheckConstraint(
                condition=Q(on=None)
                | Q(requested_on__isnull=False, chair__isnull=False, notice__isnull=False),
                name="hearing_announced",
            ),
            models.CheckConstraint(
                condition=Q(held_on=None) | Q(on__isnull=False, record__isnull=False),
                name="hearing_on_record",
            ),
        ]


FAILURES = {
    FailureKind.SECOND_NOTICE: gettext_noop("补正没有一次通知清楚，又通知了一次"),
    FailureKind.SILENCE: gettext_noop("期限内没有告知，视为受理"),
    FailureKind.CHECKED: gettext_noop("经核查，没有一次告知"),
}
FAILURE_STATES = {
    FailureState.WAITING: gettext_noop("待核实"),
    FailureState.VERIFIED: gettext_noop("已查实"),
    FailureState.DISMISSED: gettext_noop("不成立"),
}
# What is to be told at once (06-02, 06-03).
OMISSIONS = {
    "materials": gettext_noop("要交的材料"),
    "basis": gettext_noop("办理的依据"),
    "limits": gettext_noop("办理的期限"),
    "procedure": gettext_noop("办理的程序"),
    "reasons": gettext_noop("不予办理的理由"),
}
YES, NO = "1", "0"


class Failure(models.Model):
    """A duty to tell at once that may not have been done: found, checked by somebody, proved or not (06-09).

    Its key is drawn by lot, so that those of a checking leave no gap (10-05). `complained` and the case of a
    checking are sealed: no column tells which of them somebody complained of. `restricted`: only those who may
    find valid complaints see it, besides the colleague it is about.
    """

    uid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=16, choices=list(FAILURES.items()))
    omission = models.CharField(max_length=12, choices=list(OMISSIONS.items()))
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="+")
    case_number = SealedField(blank=True, default="")
    evidence_seq = models.PositiveIntegerField(null=True, blank=True)
    staff = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    on = models.DateField()
    found_at = models.DateTimeField()
    restricted = models.BooleanField(default=False)
    complained_sealed = SealedField(default=NO)
    state = models.CharField(
        max_length=10, choices=list(FAILURE_STATES.items()), default=FailureState.WAITING
    )
    delay = models.PositiveSmallIntegerField(null=True, blank=True)
    judged_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    judged_at = models.DateTimeField(null=True, blank=True)
    reason = SealedField(blank=True, default="")
    statement = SealedField(blank=True, default="")
    stated_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-on", "-found_at", "uid"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=FailureKind.CHECKED, case=None)
                | Q(case__isnull=False, evidence_seq__isnull=False),
                name="failure_has_evidence",
            ),
            models.CheckConstraint(
                condition=~Q(state=FailureState.VERIFIED) | Q(staff__isnull=False, delay__isnull=False),
                name="failure_proved_of_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state=FailureState.WAITING) | Q(judged_by__isnull=False, judged_at__isnull=False),
                name="failure_judged_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(judged_by=None) | Q(staff=None) | ~Q(judged_by=models.F("staff")),
                name="failure_not_judged_by_oneself",
            ),
            models.UniqueConstraint(fields=["case", "evidence_seq"], name="failure_once_for_an_entry"),
        ]
        indexes = [models.Index(fields=["staff", "state"], name="failure_mine")]

    @property
    def complained(self) -> bool:
        """Whether somebody complained of it and that was proved."""
        return bool(self.complained_sealed == YES)

    @property
    def stream(self) -> str:
        """Its own stream in the ledger."""
        return f"failure:{self.uid.hex}"


class Criticism(models.Model):
    """Criticism and education: who spoke, when, what was said, and the colleague's own word (06-09, W45)."""

    uid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    failure = models.OneToOneField(Failure, models.PROTECT, related_name="criticism")
    by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    said = SealedField()
    answer = SealedField()
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "uid"]


class ValidComplaint(models.Model):
    """A valid complaint, found by a named person with the reason; a lead of accountability (06-09, W45)."""

    uid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    failure = models.OneToOneField(Failure, models.PROTECT, related_name="valid_complaint")
    by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    facts = SealedField()
    reason = SealedField()
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    entry_seq = models.PositiveIntegerField()
    lead_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "uid"]
        indexes = [models.Index(fields=["at"], condition=Q(lead_at=None), name="valid_complaint_no_lead")]
