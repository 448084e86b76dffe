"""Enquiries answered, supplement notices, special procedures announced, people heard."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from banshi.kernel.cases.models import Case
from banshi.kernel.catalogue.models import ItemVersion
from banshi.kernel.documents.models import Document
from banshi.kernel.organisation.models import Staff
from banshi.kernel.vault.fields import SealedField


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


class Silence(models.Model):
    """Nobody told the applicant by `missed`, so the case was deemed accepted: recorded once (06-03-2, R7)."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="silence")
    missed = models.DateField()
    found_at = models.DateTimeField()
    entry_seq = models.PositiveIntegerField()
    lead_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["id"], condition=Q(lead_at=None), name="silence_no_lead")]


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
