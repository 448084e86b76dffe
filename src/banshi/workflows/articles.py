"""An article in the running house: which acts carry it out, and what this month's figures say of it (11-03-6).

Both are asked of the code and of the tables, so that the public page cannot go stale.
"""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Count, Q

from banshi.institutions.supervision.rules.indicators import FIGURE_NAMES, INDICATORS
from banshi.institutions.time_limits.queries.figures import MATTER_ARTICLES, missed_by_article
from banshi.kernel.clocks.kinds import KINDS
from banshi.kernel.ledger.acts import declared
from banshi.kernel.ledger.models import Entry
from banshi.kernel.organisation.figures import Rows, Span, Whose
from banshi.lib import clock
from banshi.workflows import failing, leads, tick
from banshi.workflows.figures import SOURCES

SOME_MINUTES = 10 * 60
# The articles on which a limit of ours rests.
LIMITS = frozenset(
    article
    for those in (*(kind.articles for kind in KINDS.values() if not kind.theirs), *MATTER_ARTICLES.values())
    for article in those
)
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


@dataclass(frozen=True, slots=True)
class ArticleFigures:
    """This month of one article: named figures, how often the ledger cites it, and how many of its limits ran out.

    `limits`: whether a limit rests on it at all. `silent`: nothing is counted in public.
    """

    since: dt.date
    named: tuple[tuple[str, int], ...] = ()
    records: int = 0
    breaches: int = 0
    limits: bool = False
    silent: bool = False


def acts_of(article: str) -> tuple[str, ...]:
    """The names of the acts that carry an article out, in alphabetical order."""
    return tuple(sorted(name for name, articles in declared().items() if article in articles))


def figures_of(article: str) -> ArticleFigures:
    """This month's figures of an article, at most ten minutes old."""
    first = clock.today().replace(day=1)
    if article.startswith(SILENT):
        return ArticleFigures(first, silent=True)
    cited, missed = _counted(first)
    return ArticleFigures(first, _named(article, first), cited[article], missed[article], article in LIMITS)


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


def _counted(first: dt.date) -> tuple[Counter[str], Counter[str]]:
    """How often the ledger cites each article since the day `first`, and how many limits of it ran out: a grouped
    query each."""
    name = f"articles:counted:{clock.today()}"
    found: tuple[Counter[str], Counter[str]] | None = cache.get(name)
    if found is None:
        span = Span(first, clock.today())
        cited: Counter[str] = Counter()
        for row in _grouped(span):
            for article in row["articles"]:
                cited[article] += row["count"]
        found = cited, missed_by_article(span)
        cache.set(name, found, SOME_MINUTES)
    return found


def _grouped(span: Span) -> Rows:
    public = Q()
    for stream in COUNTED:
        public |= Q(stream__startswith=stream)
    rows = Entry.objects.filter(public, span.within("at")).order_by("articles").values("articles")
    return rows.annotate(count=Count("id"))
