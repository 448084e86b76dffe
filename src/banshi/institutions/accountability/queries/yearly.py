"""Statistics: yearly counts without names for everybody, the list with names for who is entitled (12-07)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from banshi.institutions.accountability.models import Case
from banshi.institutions.accountability.queries import dues, lines, standing
from banshi.institutions.accountability.queries.lines import CaseLine
from banshi.institutions.accountability.rules.access import may
from banshi.institutions.accountability.rules.causes import CAUSES
from banshi.institutions.accountability.rules.figures import Cell, suppressed
from banshi.institutions.accountability.rules.steps import OUTCOMES
from banshi.kernel.ledger.acts import Actor


@dataclass(frozen=True, slots=True)
class Year:
    """The decisions of one year by cause and by outcome; no totals, from which a small number could be worked out."""

    year: int
    causes: tuple[tuple[str, str, Cell], ...]
    outcomes: tuple[tuple[str, Cell], ...]


def years() -> list[Year]:
    """Every year with decisions, the newest first: nobody's name, no number under five."""
    found: dict[int, list[tuple[str, str]]] = {}
    for decided_at, cause, outcome in _decided().values_list("decided_at", "cause", "outcome"):
        assert decided_at is not None
        found.setdefault(dues.day(decided_at).year, []).append((cause, outcome))
    return [_year(year, found[year]) for year in sorted(found, reverse=True)]


def named_list(actor: Actor, limit: int = 500) -> list[CaseLine]:
    """The decisions with names that the actor may know of, the newest first."""
    rows = list(_decided().select_related("lead").order_by("-decided_at", "uid")[:limit])
    held = standing.parts_in_cases(actor, rows, standing.house())
    return lines.case_lines([row for row in rows if row.pk in held and may(held[row.pk], "see")])


def _decided() -> QuerySet[Case]:
    return Case.objects.filter(decided_at__isnull=False, revoked=False).order_by("decided_at", "uid")


def _year(year: int, rows: Iterable[tuple[str, str]]) -> Year:
    pairs = list(rows)
    by_cause, by_outcome = Counter(cause for cause, _ in pairs), Counter(outcome for _, outcome in pairs)
    causes = suppressed({code: by_cause[code] for code in CAUSES})
    outcomes = suppressed({code: by_outcome[code] for code in OUTCOMES})
    return Year(
        year,
        tuple((code, text, causes[code]) for code, text in CAUSES.items()),
        tuple((text, outcomes[code]) for code, text in OUTCOMES.items()),
    )
