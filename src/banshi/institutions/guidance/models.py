"""Guides' records, policies, searches in vain, help with consent, ratings with their follow-up, opinions."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from banshi.institutions.guidance.rules import FINDINGS, LEVELS, Finding
from banshi.kernel.documents.models import Document
from banshi.kernel.organisation.models import Section, Staff
from banshi.kernel.vault.fields import SealedField


class Place(models.TextChoices):
    """Where a guide helped (08-03)."""

    DESK = "desk", _("咨询服务台")
    ROVING = "roving", _("流动导服")


class Need(models.TextChoices):
    """What somebody needed."""

    ADVICE = "advice", _("咨询政策、程序")
    DIRECTIONS = "directions", _("找窗口或者科室")
    DEVICE = "device", _("操作设备、手机")
    FORM = "form", _("填表")
    OTHER = "other", _("其他")


class Outcome(models.TextChoices):
    """How it ended."""

    SOLVED = "solved", _("当场解决")
    LED = "led", _("已带到窗口或者科室")
    TOLD = "told", _("已告诉怎么走")
    OPEN = "open", _("没有解决")


class Guiding(models.Model):
    """One time somebody was guided or helped: need, help, where led, outcome (W31)."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    guide = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    place = models.CharField(max_length=8, choices=Place.choices)
    need = models.CharField(max_length=12, choices=Need.choices)
    help = SealedField()
    section = models.ForeignKey(Section, models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    elderly = models.BooleanField(default=False)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(outcome="led") | Q(section__isnull=False), name="guiding_led_somewhere"
            )
        ]


class Policy(models.Model):
    """A published policy document with its explanation in plain words (08-04-1)."""

    title = models.CharField(max_length=120)
    number = models.CharField(max_length=60, blank=True)
    issuer = models.CharField(max_length=80, blank=True)
    text = models.TextField()
    explanation = models.TextField()
    items = models.JSONField(default=list)
    sample = models.BooleanField(default=False)
    effective_from = models.DateField()
    effective_to = models.DateField(null=True, blank=True)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    retired_at = models.DateTimeField(null=True, blank=True)
    retire_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-effective_from", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(explanation=""), name="policy_explained"),
            models.CheckConstraint(
                condition=Q(effective_to=None) | Q(effective_to__gte=F("effective_from")), name="policy_dates"
            ),
            models.CheckConstraint(
                condition=Q(retired_at=None) | ~Q(retire_reason=""), name="policy_retired_with_a_reason"
            ),
        ]


class PolicyWord(models.Model):
    """A word of a policy, for finding it: both databases ask the same index."""

    policy = models.ForeignKey(Policy, models.CASCADE, related_name="words")
    word = models.CharField(max_length=40)
    weight = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["word", "policy_id"]
        constraints = [models.UniqueConstraint(fields=["word", "policy"], name="policy_word_once")]


class MissedSearch(models.Model):
    """Words that were looked for in vain, counted by day; nothing says who looked (08-04-1)."""

    words = models.CharField(max_length=40)
    day = models.DateField()
    count = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-day", "-count", "words"]
        constraints = [models.UniqueConstraint(fields=["day", "words"], name="missed_search_once_a_day")]


class Consent(models.TextChoices):
    """How somebody agreed to be helped."""

    SPOKEN = "spoken", _("本人口头同意")
    SIGNED = "signed", _("本人签字同意")
    RELATIVE = "relative", _("本人同意，家属在场")


class AssistedSession(models.Model):
    """A guide acts for an elderly person who agreed; closes itself (08-04-2-2). Its acts carry `assisted:<id>`."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    guide = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    person = SealedField()
    person_masked = models.CharField(max_length=60)
    consent = models.CharField(max_length=10, choices=Consent.choices)
    visit = models.CharField(max_length=40, blank=True)
    started_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    by_itself = models.BooleanField(default=False)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["guide"], condition=Q(ended_at=None), name="assisted_one_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(consent=""), name="assisted_with_consent"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("started_at")), name="assisted_dates"),
        ]
        indexes = [models.Index(fields=["expires_at"], condition=Q(ended_at=None), name="assisted_open")]


class RatingChannel(models.TextChoices):
    """How a rating was given."""

    QR = "qr", _("扫码")
    COUNTER = "counter", _("窗口评价屏")
    ONLINE = "online", _("网上")


class Rating(models.Model):
    """What somebody thought of a visit or a case: once each (08-04-3). `rated` are the staff who took part."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    subject = models.CharField(max_length=40, unique=True)
    section = models.ForeignKey(Section, models.PROTECT, null=True, blank=True, related_name="+")
    level = models.PositiveSmallIntegerField(choices=[(int(one), name) for one, name in LEVELS.items()])
    reasons = models.JSONField(default=list)
    comment = SealedField(blank=True, default="")
    phone = SealedField(blank=True, default="")
    channel = models.CharField(max_length=8, choices=RatingChannel.choices)
    rated = models.JSONField(default=list)
    day = models.DateField(db_index=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=5), name="rating_five_levels")
        ]


class FollowUp(models.Model):
    """A bad rating is verified, mended and answered, by somebody who was not rated (08-04-3)."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    rating = models.OneToOneField(Rating, models.CASCADE, related_name="follow_up")
    handler = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    opened_on = models.DateField()
    verify_by = models.DateTimeField(null=True, blank=True)
    mend_by = models.DateTimeField(null=True, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    finding = models.CharField(
        max_length=10, blank=True, choices=[(one.value, FINDINGS[one]) for one in Finding]
    )
    facts = SealedField(blank=True, default="")
    measure = SealedField(blank=True, default="")
    reply = SealedField(blank=True, default="")
    closed_at = models.DateTimeField(null=True, blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(verified_at=None, finding="") | Q(verified_at__isnull=False) & ~Q(finding=""),
                name="follow_up_verified_with_a_finding",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(verified_at__isnull=False), name="follow_up_verified_first"
            ),
        ]
        indexes = [models.Index(fields=["handler", "id"], condition=Q(closed_at=None), name="follow_up_open")]


class FollowUpLapse(models.Model):
    """A step of a follow-up that ran out: recorded once, a breach lead."""

    follow_up = models.ForeignKey(FollowUp, models.CASCADE, related_name="lapses")
    stage = models.CharField(max_length=8)
    due_at = models.DateTimeField()
    handler = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    found_at = models.DateTimeField()
    lead_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["id"], condition=Q(lead_at=None), name="follow_up_lapse_no_lead")]
        constraints = [models.UniqueConstraint(fields=["follow_up", "stage"], name="follow_up_lapse_once")]


class Opinion(models.Model):
    """An entry of the opinion book, and its reply, in public or not (08-04-3)."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(max_length=12, unique=True)
    text = SealedField()
    phone = SealedField(blank=True, default="")
    channel = models.CharField(max_length=8, choices=RatingChannel.choices)
    at = models.DateTimeField()
    reply = models.TextField(blank=True)
    shown = models.TextField(blank=True)
    public = models.BooleanField(default=False)
    replied_at = models.DateTimeField(null=True, blank=True, db_index=True)
    replied_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(replied_at=None, public=False, reply="")
                | Q(replied_at__isnull=False) & ~Q(reply=""),
                name="opinion_replied_in_words",
            ),
            models.CheckConstraint(condition=Q(public=False) | ~Q(shown=""), name="opinion_shown_if_public"),
        ]
