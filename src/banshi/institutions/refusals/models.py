"""Refusals registered, requests for instructions, filings with the business-environment bureau."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from banshi.institutions.refusals.rules.grounds import NAMES, Ground
from banshi.institutions.refusals.rules.instructing import ANSWERS
from banshi.kernel.cases.models import Case
from banshi.kernel.documents.leasing import Leased
from banshi.kernel.documents.models import Document
from banshi.kernel.organisation.models import Section, Staff
from banshi.kernel.vault.fields import SealedField, SealedJSONField


class Stage(models.TextChoices):
    """What is refused: to take the application up, or the permit itself."""

    INTAKE = "intake", _("不予受理")
    DECISION = "decision", _("不予许可")


class Instruction(models.Model):
    """请示: the section may not refuse by itself and asks a leader (01-07)."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="instructions")
    ground = models.CharField(max_length=4, choices=[(g.value, NAMES[g]) for g in Ground])
    grounds = SealedJSONField()
    question = SealedField()
    asked_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    document = models.ForeignKey(Document, models.PROTECT)
    answer = models.CharField(max_length=12, blank=True, choices=list(ANSWERS.items()))
    opinion = SealedField(blank=True, default="")
    answered_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["id"], condition=Q(answer=""), name="instruction_waiting")]
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(answer=""), name="instruction_one_pending"),
            models.CheckConstraint(
                condition=Q(answer="", answered_by=None, answered_at=None)
                | (~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False)),
                name="instruction_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(answered_by=None) | ~Q(answered_by=models.F("asked_by")),
                name="instruction_not_answered_by_oneself",
            ),
        ]


class FilingState(models.TextChoices):
    """How far a filing got. `prepared`: to be downloaded and handed over by somebody."""

    PREPARED = "prepared", _("待下载报送")
    QUEUED = "queued", _("等待发送")
    FAILED = "failed", _("发送未成功")
    SENT = "sent", _("已报送，等回执")
    RECEIPTED = "receipted", _("已有回执")


class Filing(Leased):
    """报送单: refusals handed to the business-environment bureau in one package (01-06).

    `uid` is in the package and in every attempt to send it, so that the other side can tell a repetition.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    document = models.OneToOneField(Document, models.PROTECT)
    package = SealedField()
    sha256 = models.CharField(max_length=64)
    outlet = models.CharField(max_length=16)
    state = models.CharField(max_length=12, choices=FilingState.choices)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)
    receipt_number = models.CharField(max_length=80, blank=True)
    receipt_date = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["next_attempt_at", "id"], condition=Q(state="queued"), name="filing_queue")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["prepared", "queued", "failed"], sent_at=None)
                | Q(state__in=["sent", "receipted"], sent_at__isnull=False),
                name="filing_sent_at",
            ),
            models.CheckConstraint(
                condition=(Q(state="receipted", receipt_date__isnull=False) & ~Q(receipt_number=""))
                | (~Q(state="receipted") & Q(receipt_date=None, receipt_number="")),
                name="filing_receipt",
            ),
        ]


class Refusal(models.Model):
    """A line of a section's register (工作台账): one refusal, its ground, what it rests on, how far it got."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.OneToOneField(Case, models.PROTECT, related_name="refusal")
    section = models.ForeignKey(Section, models.PROTECT)
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    number = models.CharField(max_length=64, unique=True)
    stage = models.CharField(max_length=8, choices=Stage.choices)
    ground = models.CharField(max_length=4, choices=[(g.value, NAMES[g]) for g in Ground])
    grounds = SealedJSONField()
    legal_basis = models.JSONField()
    notice = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    notice_until = models.DateField(null=True, blank=True)
    instruction = models.OneToOneField(Instruction, models.PROTECT, null=True, blank=True)
    decision = models.OneToOneField(Document, models.PROTECT, related_name="+")
    form = models.OneToOneField(Document, models.PROTECT, related_name="+")
    refused_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    refused_at = models.DateTimeField()
    to_be_filed = models.BooleanField()
    archive_number = models.CharField(max_length=64, unique=True, null=True, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)
    filing = models.ForeignKey(Filing, models.PROTECT, null=True, blank=True, related_name="refusals")
    warned = models.CharField(max_length=8, blank=True)
    look_at = models.DateTimeField(null=True, blank=True)
    lead_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["section", "-id"], name="refusal_register"),
            models.Index(fields=["id"], condition=Q(archived_at=None), name="refusal_unarchived"),
            models.Index(fields=["look_at", "id"], condition=Q(look_at__isnull=False), name="refusal_look"),
            models.Index(fields=["id"], condition=Q(warned="red", lead_at=None), name="refusal_late_no_lead"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["section", "year", "serial"], name="register_line_once"),
            models.CheckConstraint(
                condition=Q(archive_number=None, archived_at=None)
                | Q(archive_number__isnull=False, archived_at__isnull=False),
                name="refusal_archived_with_number",
            ),
            models.CheckConstraint(
                condition=Q(filing=None) | Q(to_be_filed=True, archived_at__isnull=False),
                name="refusal_filed_after_archive",
            ),
            models.CheckConstraint(
                condition=~Q(ground="NF-4") | Q(instruction__isnull=False), name="refusal_other_needs_leader"
            ),
        ]


class Transfer(models.Model):
    """Not ours, or no permit needed: which authority is the right one, and whether the papers went there."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.OneToOneField(Case, models.PROTECT, related_name="transfer")
    why = models.CharField(max_length=12)
    authority = models.CharField(max_length=120, blank=True)
    explanation = SealedField()
    handed_over = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(why="not_ours") | ~Q(authority=""), name="transfer_names_authority"
            )
        ]
