"""Cases and their materials, uploads, drafts, numbers. The ledger stream tells the story; rows are its index."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from banshi.kernel.cases.life import NAMES, OPEN, State
from banshi.kernel.catalogue.models import ItemVersion
from banshi.kernel.organisation.models import Section, Staff
from banshi.kernel.parties.models import Agent, Party
from banshi.kernel.vault.fields import SealedField, SealedJSONField


class Channel(models.TextChoices):
    """How an application came in (29 of the licensing law)."""

    COUNTER = "counter", _("窗口")
    ONLINE = "online", _("网上")
    POST = "post", _("邮寄")
    API = "api", _("系统对接")


class Case(models.Model):
    """One application from receipt to archive."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(max_length=64, unique=True)
    item_version = models.ForeignKey(ItemVersion, models.PROTECT)
    item_code = models.CharField(max_length=31)
    item_name = models.CharField(max_length=200)
    section = models.ForeignKey(Section, models.PROTECT)
    handler = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True)
    # Ids of colleagues with a declared interest: they may neither act on it nor open it (09-08).
    recused = models.JSONField(default=list, blank=True)
    party = models.ForeignKey(Party, models.PROTECT, related_name="cases")
    party_masked = models.CharField(max_length=80)  # all who apply, masked
    applicants = models.PositiveSmallIntegerField(default=1)
    agent = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="agent_cases")
    channel = models.CharField(max_length=8, choices=Channel.choices)
    electronic = models.BooleanField(default=False)  # consents to electronic serving
    state = models.CharField(max_length=12, choices=[(s.value, NAMES[s]) for s in State])
    version = models.PositiveIntegerField(default=1)
    due = models.DateField(null=True, blank=True)
    phone = SealedField()
    query_code = SealedField()
    query_digest = models.CharField(max_length=64)
    tail_digest = models.CharField(max_length=64)
    received_at = models.DateTimeField()
    accepted_on = models.DateField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["handler", "due", "id"], condition=Q(state__in=sorted(OPEN)), name="case_mine"
            ),
            models.Index(
                fields=["section", "due", "id"], condition=Q(state__in=sorted(OPEN)), name="case_section"
            ),
            models.Index(fields=["due", "id"], condition=Q(state__in=sorted(OPEN)), name="case_open"),
            models.Index(fields=["section", "-id"], name="case_section_new"),
            models.Index(fields=["state", "-id"], name="case_state_new"),
            models.Index(fields=["item_code", "state"], name="case_item"),
            models.Index(fields=["received_at", "section"], name="case_received"),
            models.Index(fields=["decided_at"], condition=Q(decided_at__isnull=False), name="case_decided"),
        ]

    def __str__(self) -> str:
        return self.number


class CoApplicant(models.Model):
    """One more who applies together with the first, in the order of the form; the first stands on the case."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="co_applicants")
    seq = models.PositiveSmallIntegerField()
    party = models.ForeignKey(Party, models.PROTECT, related_name="joint_cases")

    class Meta:
        ordering = ["case_id", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["case", "seq"], name="co_applicant_place_once"),
            models.UniqueConstraint(fields=["case", "party"], name="co_applicant_once"),
            models.CheckConstraint(condition=Q(seq__gte=2), name="co_applicant_after_the_first"),
        ]


class Representation(models.Model):
    """A power of attorney that was handed in for a case. It counts for this case only."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="representations")
    power = models.ForeignKey(Agent, models.PROTECT, related_name="representations")
    at = models.DateTimeField()

    class Meta:
        ordering = ["case_id", "id"]
        constraints = [models.UniqueConstraint(fields=["case", "power"], name="representation_once")]


class MaterialStatus(models.TextChoices):
    """What is known of one demanded paper."""

    MISSING = "missing", _("未交")
    PRESENT = "present", _("已交，合格")
    WRONG = "wrong", _("已交，需更正")


class CaseMaterial(models.Model):
    """One paper the catalogue demands for this case."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="materials")
    seq = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    principal = models.BooleanField()
    tolerable = models.BooleanField()
    status = models.CharField(max_length=8, choices=MaterialStatus.choices)
    problem = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["case_id", "seq"]
        constraints = [models.UniqueConstraint(fields=["case", "seq"], name="material_once")]


class OutcomeKind(models.TextChoices):
    """How an application ended."""

    GRANTED = "granted", _("准予")
    REFUSED = "refused", _("不予许可")
    NOT_ACCEPTED = "not_accepted", _("不予受理")


class Outcome(models.Model):
    """How a case ended, and why; the paper that says so is kept by number in `document`."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.OneToOneField(Case, models.PROTECT, related_name="outcome")
    kind = models.CharField(max_length=12, choices=OutcomeKind.choices)
    reasons = SealedJSONField(default=list)
    legal_basis = models.JSONField(default=list)
    delay_reason = SealedField(blank=True, default="")
    document = models.BigIntegerField()
    decided_by = models.ForeignKey(Staff, models.PROTECT)
    volume = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["id"]


class PaperReturn(models.Model):
    """An applicant's wish to have the papers back, and their return against the list W25 (01-09)."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="paper_return")
    channel = models.CharField(max_length=8, choices=Channel.choices)
    papers = models.JSONField(default=list)
    document = models.BigIntegerField()
    requested_at = models.DateTimeField()
    requested_by = models.CharField(max_length=64)
    way = models.CharField(max_length=16, blank=True)
    signed_by_masked = models.CharField(max_length=80, blank=True)
    tracking_number = models.CharField(max_length=64, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)
    returned_by = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(returned_at=None, way="")
                | (Q(returned_at__isnull=False, way="in_person") & ~Q(signed_by_masked=""))
                | (Q(returned_at__isnull=False, way="post") & ~Q(tracking_number="")),
                name="return_proof",
            )
        ]


class Upload(models.Model):
    """A file handed in online; kept under its hash, never under its name."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    draft = models.ForeignKey("Draft", models.CASCADE, null=True, blank=True, related_name="uploads")
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="uploads")
    seq = models.PositiveSmallIntegerField()
    name = SealedField()
    media_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    stored_as = models.CharField(max_length=120)
    at = models.DateTimeField()
    # Whether its hash stands in the ledger: the minute tick sees to it once it belongs to a case.
    witnessed = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["id"], condition=Q(witnessed=False, case__isnull=False), name="upload_unwitnessed"
            )
        ]


class Draft(models.Model):
    """An application being filled in online; its handle is known only to the applicant's browser."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    handle_digest = models.CharField(max_length=64, unique=True)
    item_version = models.ForeignKey(ItemVersion, models.PROTECT)
    answers = SealedJSONField(default=dict)
    expires_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]


class DaySeries(models.Model):
    """The running number of cases of one day; a rollback gives its number back."""

    day = models.DateField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["day"]


class FailedLookup(models.Model):
    """How often progress was asked for in vain on a day: of one case number, or from one network.

    `subject` is a keyed digest: neither the number asked for nor the network address is kept.
    """

    subject = models.CharField(max_length=64)
    day = models.DateField()
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["day", "subject"]
        constraints = [models.UniqueConstraint(fields=["day", "subject"], name="lookup_once_a_day")]


class Onlooker(models.Model):
    """A colleague who has a case open now: told to others who open it, forgotten after minutes, never a lock."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="onlookers")
    staff = models.ForeignKey(Staff, models.CASCADE, related_name="+")
    at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["case", "staff"], name="onlooker_once")]
