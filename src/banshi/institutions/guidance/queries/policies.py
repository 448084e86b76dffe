"""Reading policies: what is in force, what a search finds, one with its explanation (08-04-1)."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from banshi.institutions.guidance.models import Policy, PolicyWord
from banshi.kernel.catalogue.index import words
from banshi.kernel.catalogue.search import normal, pieces
from banshi.lib import clock

SHOWN = 50


@dataclass(frozen=True, slots=True)
class PolicyCard:
    """A policy document with its explanation."""

    id: int
    title: str
    number: str
    issuer: str
    text: str
    explanation: str
    items: tuple[str, ...]
    sample: bool
    effective_from: dt.date
    effective_to: dt.date | None
    published_at: dt.datetime
    retired_at: dt.datetime | None
    retire_reason: str

    def in_force(self, on: dt.date) -> bool:
        """Whether it holds on a day."""
        ended = self.effective_to is not None and self.effective_to < on
        return self.retired_at is None and self.effective_from <= on and not ended


def in_force(on: dt.date, limit: int = SHOWN) -> tuple[PolicyCard, ...]:
    """The policies in force on a day, the newest first."""
    return tuple(map(_card, _in_force(on).order_by("-effective_from", "-id")[:limit]))


def every(limit: int = 200) -> tuple[PolicyCard, ...]:
    """All policies for the staff page, retired ones too."""
    return tuple(map(_card, Policy.objects.order_by("-effective_from", "-id")[:limit]))


def policy(policy_id: int) -> PolicyCard | None:
    """One policy, in force or not: who kept its address may read what became of it."""
    row = Policy.objects.filter(pk=policy_id).first()
    return _card(row) if row else None


def about_item(code: str, on: dt.date) -> tuple[PolicyCard, ...]:
    """The policies in force that explain an item."""
    return tuple(one for one in in_force(on) if code in one.items)


def find(text: str, on: dt.date, limit: int = 20) -> tuple[PolicyCard, ...]:
    """The policies in force that hold the words of a query, best first."""
    asked = tuple(dict.fromkeys(words(normal(text))))
    if not asked:
        return ()
    points: dict[int, int] = defaultdict(int)
    rows = PolicyWord.objects.filter(word__in=asked, policy__in=_in_force(on)).order_by("policy_id", "word")
    for policy_id, weight in rows.values_list("policy_id", "weight"):
        points[policy_id] += weight
    best = sorted(points, key=lambda pk: (-points[pk], -pk))[:limit]
    found = Policy.objects.in_bulk(best)
    return tuple(_card(found[pk]) for pk in best)


def words_within(text: str) -> frozenset[str]:
    """The words of published policies that stand in `text`."""
    rows = PolicyWord.objects.filter(word__in=pieces(normal(text))).order_by("word")
    return frozenset(rows.values_list("word", flat=True))


def now_in_force() -> tuple[PolicyCard, ...]:
    """The policies in force today."""
    return in_force(clock.today())


def _in_force(on: dt.date) -> QuerySet[Policy]:
    rows = Policy.objects.filter(retired_at=None, effective_from__lte=on)
    return rows.filter(Q(effective_to=None) | Q(effective_to__gte=on))


def _card(row: Policy) -> PolicyCard:
    return PolicyCard(
        row.pk,
        row.title,
        row.number,
        row.issuer,
        row.text,
        row.explanation,
        tuple(row.items),
        row.sample,
        row.effective_from,
        row.effective_to,
        row.published_at,
        row.retired_at,
        row.retire_reason,
    )
