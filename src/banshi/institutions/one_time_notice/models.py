"""Enquiries answered, supplement notices, special procedures announced."""

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

    class Meta:
        ordering = ["id"]
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
