"""What this bureau amended: proposals and the answers to them. Both tables only grow (decision 0023)."""

import datetime as dt
from types import MappingProxyType

from django.db import models
from django.db.models import F, Q

from banshi.kernel.regulations import amended
from banshi.kernel.regulations.registry import Amended, Value

LONGEST_TEXT = 200
APPROVED, DECLINED, WITHDRAWN = "approved", "declined", "withdrawn"
BUREAU = "bureau"


class Amendment(models.Model):
    """Somebody proposes that a parameter of an article has another value from a day on."""

    article = models.CharField(max_length=12)
    name = models.CharField(max_length=48)
    value = models.JSONField()
    since = models.DateField()
    reason = models.CharField(max_length=LONGEST_TEXT)
    document = models.CharField(max_length=LONGEST_TEXT)
    proposed_by = models.CharField(max_length=64)
    proposed_on = models.DateField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(since__gt=F("proposed_on")), name="amendment_not_backwards")
        ]


class AmendmentStep(models.Model):
    """What became of a proposal: approved or declined by somebody else, or withdrawn before its day.

    The day and the proposer stand here once more, so that the database holds what must never be: a value that
    begins before it was approved, and one that was approved by whoever proposed it.
    """

    amendment = models.ForeignKey(Amendment, models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=12)
    by = models.CharField(max_length=64)
    on = models.DateField()
    opinion = models.CharField(max_length=LONGEST_TEXT, blank=True)
    since = models.DateField()
    proposed_by = models.CharField(max_length=64)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["amendment"],
                condition=Q(kind__in=[APPROVED, DECLINED]),
                name="amendment_answered_once",
            ),
            models.UniqueConstraint(
                fields=["amendment"], condition=Q(kind=WITHDRAWN), name="amendment_withdrawn_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[APPROVED, DECLINED, WITHDRAWN]), name="amendment_step_kind"
            ),
            models.CheckConstraint(
                condition=Q(kind=DECLINED) | Q(since__gt=F("on")), name="amendment_step_before_its_day"
            ),
            models.CheckConstraint(
                condition=~Q(kind=APPROVED, by=F("proposed_by")), name="amendment_four_eyes"
            ),
        ]


def approved() -> Amended:
    """The approved values by parameter, of two for the same day the later one: one query."""
    rows = Amendment.objects.filter(steps__kind=APPROVED).exclude(steps__kind=WITHDRAWN).order_by("id")
    found: dict[tuple[str, str], dict[dt.date, Value]] = {}
    for row in rows:
        value = Value(row.since, row.value, BUREAU, row.document)
        found.setdefault((row.article, row.name), {})[row.since] = value
    return MappingProxyType({key: tuple(values.values()) for key, values in found.items()})


amended.read_from(approved)
