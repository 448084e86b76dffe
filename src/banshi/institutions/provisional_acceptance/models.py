"""Commitments, the papers supplied under them, judgements of sections, and the integrity register."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from banshi.kernel.cases.models import Case
from banshi.kernel.documents.models import Document
from banshi.kernel.organisation.models import Staff
from banshi.kernel.parties.models import Agent, Party
from banshi.kernel.vault.fields import SealedField


class Signature(models.TextChoices):
    """How a commitment letter is signed (04-07)."""

    HAND = "hand", _("本人签名")
    REPRESENTATIVE = "representative", _("法定代表人签字")
    AUTHORISED = "authorised", _("授权代表签字")
    SEAL = "seal", _("单位盖章")
    TYPED = "typed", _("网上输入姓名签署")
    DRAWN = "drawn", _("网上手写签名")


class Judgement(models.Model):
    """A section's decision that another paper may come later in this case (04-05-4)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="judgements")
    seq = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=300)
    judged_by = models.ForeignKey(Staff, models.PROTECT)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "seq"], name="judged_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="judgement_reason"),
        ]


class Commitment(models.Model):
    """A request for provisional acceptance, its letter, and how it was signed.

    `judged` says for each paper who held it tolerable: the catalogue version, or a section's judgement.
    A request that was neither accepted nor dropped is open; a case has at most one of each.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="commitments")
    channel = models.CharField(max_length=8)
    gaps = models.JSONField()
    judged = models.JSONField(default=dict)
    until = models.DateField()
    requested_at = models.DateTimeField()
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    confirmed_1 = models.BooleanField(default=False)
    confirmed_2 = models.BooleanField(default=False)
    confirmed_3 = models.BooleanField(default=False)
    confirmed_4 = models.BooleanField(default=False)
    confirmed_5 = models.BooleanField(default=False)
    signature = models.CharField(max_length=16, choices=Signature.choices, blank=True)
    signed_as = SealedField(blank=True, default="")
    drawing = SealedField(blank=True, default="")
    network = SealedField(blank=True, default="")
    id_copy = models.BooleanField(default=False)
    by_agent = models.BooleanField(default=False)
    authority = models.ForeignKey(Agent, models.PROTECT, null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    notice = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    dropped_at = models.DateTimeField(null=True, blank=True)
    kept_at = models.DateTimeField(null=True, blank=True)
    broken_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(accepted_at=None, dropped_at=None), name="commitment_one_open"
            ),
            models.UniqueConstraint(
                fields=["case"], condition=Q(accepted_at__isnull=False), name="commitment_accepted_once"
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None)
                | Q(
                    confirmed_1=True,
                    confirmed_2=True,
                    confirmed_3=True,
                    confirmed_4=True,
                    confirmed_5=True,
                    signed_at__gte=F("requested_at"),
                    accepted_at__gte=F("signed_at"),
                    notice__isnull=False,
                )
                & ~Q(signature=""),
                name="commitment_complete",
            ),
            models.CheckConstraint(
                condition=Q(by_agent=False) | Q(signed_at=None) | Q(authority__isnull=False),
                name="commitment_agent",
            ),
            models.CheckConstraint(
                condition=Q(kept_at=None) | Q(broken_at=None), name="commitment_kept_or_broken"
            ),
        ]


class PieceStatus(models.TextChoices):
    """What is known of a paper supplied later."""

    SENT = "sent", _("在路上")
    WAITING = "waiting", _("已收到，等核对")
    ACCEPTED = "accepted", _("合格")
    REJECTED = "rejected", _("不合格")


class SupplyChannel(models.TextChoices):
    """How a paper is supplied (04-10)."""

    IN_PERSON = "in_person", _("当面交来")
    POST = "post", _("邮寄")
    EMAIL = "email", _("电子邮件")
    FAX = "fax", _("传真")
    ONLINE = "online", _("网上提交")


class Piece(models.Model):
    """One paper supplied under a commitment: announced, arrived, checked (04-10)."""

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="pieces")
    seq = models.PositiveSmallIntegerField()
    channel = models.CharField(max_length=10, choices=SupplyChannel.choices)
    tracking = models.CharField(max_length=64, blank=True)
    posted_on = models.DateField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    arrived_at = models.DateTimeField(null=True, blank=True)
    receipt = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    status = models.CharField(max_length=8, choices=PieceStatus.choices)
    problem = models.CharField(max_length=200, blank=True)
    checked_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["commitment_id", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="sent", arrived_at=None)
                | (~Q(status="sent") & Q(arrived_at__isnull=False)),
                name="piece_arrived",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["sent", "waiting"])
                | Q(checked_by__isnull=False, checked_at__isnull=False),
                name="piece_checked_by",
            ),
            models.CheckConstraint(condition=~Q(status="rejected") | ~Q(problem=""), name="piece_problem"),
            models.UniqueConstraint(
                fields=["commitment", "seq"], condition=Q(status="accepted"), name="piece_accepted_once"
            ),
        ]


class RecordState(models.TextChoices):
    """How far a report of a breach has come (04-13)."""

    REPORTED = "reported", _("待核实")
    TOLD = "told", _("已告知当事人，听取陈述")
    CONFIRMED = "confirmed", _("已认定")
    WITHDRAWN = "withdrawn", _("已撤销")
    ENDED = "ended", _("已提前结束")


class IntegrityRecord(models.Model):
    """失信记录: a broken commitment as reported, heard, and decided by a person; the bar rests on it (04-13).

    Its stream in the ledger is "integrity:<id>".
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    party = models.ForeignKey(Party, models.PROTECT, related_name="integrity_records")
    commitment = models.OneToOneField(Commitment, models.PROTECT)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    breached_on = models.DateField()
    bar_until = models.DateField()
    way = models.CharField(max_length=16)
    state = models.CharField(max_length=10, choices=RecordState.choices)
    report = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    reported_at = models.DateTimeField()
    notice = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    speak_until = models.DateField(null=True, blank=True)
    statement = SealedField(blank=True, default="")
    heard_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = SealedField(blank=True, default="")
    reasoned = models.BooleanField(default=False)
    objection = SealedField(blank=True, default="")
    objected_at = models.DateTimeField(null=True, blank=True)
    objection_answer = SealedField(blank=True, default="")
    objection_answered_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = SealedField(blank=True, default="")
    published_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    published_until = models.DateField(null=True, blank=True)
    publish_reason = SealedField(blank=True, default="")
    referral = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    referred_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["party", "bar_until"], condition=Q(state="confirmed"), name="integrity_barred"
            ),
            models.Index(fields=["state", "-id"], name="integrity_state"),
            models.Index(
                fields=["published_until"],
                condition=Q(published_until__isnull=False),
                name="integrity_public",
            ),
        ]
        constraints = [
            # Effects on people rest on a named person's reasoned decision (ruling R8).
            models.CheckConstraint(
                condition=Q(state__in=["reported", "told"])
                | Q(decided_by__isnull=False, decided_at__isnull=False, reasoned=True),
                name="integrity_decided_by",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["reported", "withdrawn"]) | Q(notice__isnull=False),
                name="integrity_told",
            ),
            models.CheckConstraint(
                condition=Q(published_until=None)
                | Q(state="confirmed", published_by__isnull=False, published_at__isnull=False),
                name="integrity_published_by",
            ),
        ]
