"""Holds that stop erasure, the day's round of it, and what people ask about their own data.

What was erased, and by which rule, stands in the ledger.
"""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from banshi.kernel.cases.models import Case
from banshi.kernel.organisation.models import Section, Staff
from banshi.kernel.parties.models import Party
from banshi.kernel.vault.fields import SealedField


class Round(models.Model):
    """The erasure of one day; begun again from the tables when this row is lost."""

    day = models.DateField(primary_key=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-day"]


class Ground(models.TextChoices):
    """Why something must not be erased yet."""

    COMPLAINT = "complaint", _("投诉举报还没有办结")
    ACCOUNTABILITY = "accountability", _("问责还没有办结")
    LITIGATION = "litigation", _("行政复议或者诉讼")
    OTHER = "other", _("其他依法需要")


class Hold(models.Model):
    """A legal hold: nothing of this stream ("case:12") is erased until it is lifted."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    stream = models.CharField(max_length=64)
    ground = models.CharField(max_length=16, choices=Ground.choices)
    reason = SealedField()
    placed_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    placed_at = models.DateTimeField()
    lifted_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lift_reason = SealedField(blank=True, default="")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["stream", "ground"], condition=Q(lifted_at=None), name="hold_once"
            ),
            models.CheckConstraint(
                condition=Q(lifted_at=None, lifted_by=None)
                | Q(lifted_at__isnull=False, lifted_by__isnull=False),
                name="hold_lifted_by_somebody",
            ),
        ]


class Wish(models.TextChoices):
    """What a person asks about their own data (PIPL 46, 47)."""

    NAME = "name", _("更正姓名")
    PHONE = "phone", _("更正电话")
    ADDRESS = "address", _("更正地址")
    DELETE = "delete", _("删除我的信息")


class Request(models.Model):
    """A person asks to correct or delete what is kept about them; a named colleague answers with reasons."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    section = models.ForeignKey(Section, models.PROTECT, related_name="+")
    wish = models.CharField(max_length=8, choices=Wish.choices)
    wanted = SealedField(blank=True, default="")
    reason = SealedField()
    asked_at = models.DateTimeField()
    due = models.DateField(null=True, blank=True)
    granted = models.BooleanField(null=True)
    decided_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    why = SealedField(blank=True, default="")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["party", "wish"], condition=Q(decided_at=None), name="personal_request_one_open"
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None, granted=None)
                | Q(decided_at__isnull=False, decided_by__isnull=False, granted__isnull=False),
                name="personal_request_decided_by_somebody",
            ),
        ]
