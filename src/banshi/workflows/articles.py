"""An article in the running house: which acts carry it out, and what this month's figures say of it (11-03-6).

Both are asked of the code and of the tables, so that the public page cannot go stale.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Count, Q

from banshi.institutions.supervision.rules.indicators import FIGURE_NAMES, INDICATORS
from banshi.kernel.ledger.acts import declared
from banshi.kernel.ledger.models import Entry
from banshi.kernel.organisation.figures import Span, Whose
from banshi.lib import clock
from banshi.workflows import failing, leads, tick
from banshi.workflows.figures import SOURCES

SOME_MINUTES = 10 * 60
# What only the worker carries out: loaded here too, so that no act of an article is left out.
BEHIND_THE_SCENES = (failing, leads, tick)
# Figures without a person in them. What concerns the conduct of colleagues is for their sheets alone.
PUBLIC = frozenset(
    (
        *("decided", "decided_late", "late_promised", "late_statutory", "extensions", "limits_missed"),
        *("matters", "matters_late", "deemed", "supplements", "second_notices", "told", "refusals"),
        *("contacts", "contacts_lapsed", "ratings", "ratings_bad", "guided"),
        *("bookings", "bookings_late", "stays", "commitments"),
    )
)
# A number would tell that there is a complaint or a lead (decisions 0013 and 0018), or point at somebody.
SILENT = ("09-", "10-", "11-02", "12-")
# Streams of the ledger that may be counted in public: what people came for, and what the office was given.
COUNTED = (
    *("case:", "matter:", "booking:", "contact:", "enquiry:", "visit:", "guiding:", "rating:", "opinion:"),
    *("extended:", "closing:", "closure:", "filing:", "policy:"),
)
BREACHES = ("breached", "matter_breached")


@dataclass(frozen=True, slots=True)
class ArticleFigures:
    """This month of one article: named figures, and how often the ledger cites it, breaches among them.

    `silent`: nothing is counted in public.
    """

    since: dt.date
    named: tuple[tuple[str, int], ...] = ()
    records: int = 0
    breaches: int = 0
    silent: bool = False


def acts_of(article: str) -> tuple[str, ...]:
    """The names of the acts that carry an article out, in alphabetical order."""
    return tuple(sorted(name for name, articles in declared().items() if article in articles))


def figures_of(article: str) -> ArticleFigures:
    """This month's figures of an article, at most ten minutes old."""
    first = clock.today().replace(day=1)
    if article.startswith(SILENT):
        return ArticleFigures(first, silent=True)
    records, breaches = _cited(first)
    return ArticleFigures(first, _named(article, first), records.get(article, 0), breaches.get(article, 0))


def keys_of(article: str) -> tuple[str, ...]:
    """The figures of an article that may be told to everybody, in the order of the appraisal."""
    keys = (key for one in INDICATORS if one.article == article for key in one.keys)
    return tuple(key for key in keys if key in PUBLIC)


def _named(article: str, first: dt.date) -> tuple[tuple[str, int], ...]:
    keys = keys_of(article)
    if not keys:
        return ()
    name = f"articles:figures:{article}:{clock.today()}"
    found: tuple[tuple[str, int], ...] | None = cache.get(name)
    if found is None:
        span = Span(first, clock.today())
        found = tuple((FIGURE_NAMES[key], SOURCES[key].count(span, Whose())) for key in keys)
        cache.set(name, found, SOME_MINUTES)
    return found


def _cited(first: dt.date) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """How often each article was cited since the day `first`, and how often by a breach: one grouped query."""
    name = f"articles:cited:{clock.today()}"
    found: tuple[Counter[str], Counter[str]] | None = cache.get(name)
    if found is None:
        found = (Counter(), Counter())
        for articles, act, count in _grouped(first):
            for article in articles:
                found[0][article] += count
                found[1][article] += count if act in BREACHES else 0
        cache.set(name, found, SOME_MINUTES)
    return found


def _grouped(first: dt.date) -> Iterator[tuple[list[str], str, int]]:
    begin = dt.datetime.combine(first, dt.time(0), clock.BEIJING)
    public = Q()
    for stream in COUNTED:
        public |= Q(stream__startswith=stream)
    rows = Entry.objects.filter(public, at__gte=begin).order_by("act", "articles").values("act", "articles")
    for row in rows.annotate(count=Count("id")):
        yield row["articles"], row["act"], row["count"]
