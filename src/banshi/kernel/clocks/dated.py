"""Open cases by the clock that governs them, and applicants' commitments, as the dashboard counts and lists them.

Two questions of the index of clocks for the numbers, and one for the few clocks that were stopped at some time:
for these the rule of the lamps is asked itself.
"""

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet

from banshi.kernel.cases.life import OPEN
from banshi.kernel.clocks import shades
from banshi.kernel.clocks.models import Clock
from banshi.kernel.clocks.shades import Edges, Shades
from banshi.kernel.clocks.worklist import lamp_of, reckoned_of
from banshi.kernel.organisation.dated import (
    THEIRS,
    Dated,
    DatedKind,
    DatedLine,
    Reader,
    Source,
    Wanted,
)
from banshi.kernel.workdays.queries import table
from banshi.lib import clock
from banshi.lib.results import gettext_noop

SECTION = "case__section_id"
# Kind of the dashboard → the clocks that may govern such a case.
GOVERNED_BY: dict[str, tuple[str, ...]] = {
    "intake": ("intake",),
    "review": ("promised", "statutory"),
    "notices": ("tell_refusal", "tell_termination"),
    "certificates": ("deliver",),
    "supply": ("supply",),
}
KIND_OF = {name: kind for kind, names in GOVERNED_BY.items() for name in names}
COMMITMENTS = "commitments"
KINDS = (
    DatedKind("intake", gettext_noop("待受理的申请"), ("06-03-2",)),
    DatedKind("review", gettext_noop("审查中的办件"), ("07-01", "07-03")),
    DatedKind("notices", gettext_noop("待书面告知的决定"), ("01-08", "04-12")),
    DatedKind("certificates", gettext_noop("待送达的证件"), ("07-01",)),
    DatedKind("supply", gettext_noop("等申请人补正"), ("06-03-2",), THEIRS),
    DatedKind(COMMITMENTS, gettext_noop("等申请人兑现承诺"), ("04-06",), THEIRS),
)
_COLUMNS = ("pk", SECTION, "kind", "start", "due", "provisional", "online", "pauses")


def counts(reader: Reader) -> list[Dated]:
    """The numbers of the reader's sections: three queries."""
    at = shades.edges()
    own = shades.within(_governing(), reader, SECTION)
    found: Counter[tuple[str, int | None, str]] = Counter()
    straight = own.filter(interrupted=False)
    for kind, section, lamp, number in shades.tally(straight, _shades(at), section=SECTION, by="kind"):
        found[KIND_OF[kind], section, lamp] += number
    for _pk, kind, section, lamp in _interrupted(own):
        found[KIND_OF[kind], section, lamp] += 1
    promised = shades.within(_commitments(), reader, SECTION)
    cases = [Dated(*key, number) for key, number in found.items()]
    return cases + shades.counted(COMMITMENTS, promised, _shades(at), section=SECTION)


def lines(wanted: Wanted) -> list[DatedLine]:
    """The cases behind a number, the most urgent first: two queries."""
    at = shades.edges()
    if wanted.kind == COMMITMENTS:
        return _lines(shades.chosen(_commitments(), _shades(at), wanted, section=SECTION), at, wanted, {})
    return of_governing(_governing().filter(kind__in=GOVERNED_BY[wanted.kind]), wanted)


def of_governing(rows: QuerySet[Clock], wanted: Wanted) -> list[DatedLine]:
    """The cases of these governing clocks that are wanted, the most urgent first."""
    at = shades.edges()
    whole = Wanted(wanted.reader, wanted.kind, "", wanted.sections, wanted.skip, wanted.limit)
    own = shades.chosen(rows, {}, whole, section=SECTION)
    stopped = {pk: lamp for pk, _kind, _section, lamp in _interrupted(own)}
    if wanted.lamp:
        ids = [pk for pk, lamp in stopped.items() if lamp == wanted.lamp]
        own = own.filter(_straight(at, wanted.lamp) | Q(pk__in=ids))
    return _lines(own, at, wanted, stopped)


def within_cases(kind: str, case_ids: Any, reader: Reader) -> list[Dated]:
    """The numbers of something that waits within these cases (ids, or a query of ids), by the cases' lamps."""
    own = shades.within(_governing().filter(case_id__in=case_ids), reader, SECTION)
    # What waits for a person's word is little: the rule of the lamps is asked itself, in one query.
    found = Counter((section, lamp) for _pk, _kind, section, lamp in _judged(own))
    return [Dated(kind, section, lamp, number) for (section, lamp), number in found.items()]


def lines_within(case_ids: Any, wanted: Wanted) -> list[DatedLine]:
    """The cases behind such a number."""
    return of_governing(_governing().filter(case_id__in=case_ids), wanted)


def _governing() -> QuerySet[Clock]:
    known = sorted(KIND_OF)
    return Clock.objects.filter(
        governs=True, due__isnull=False, kind__in=known, case__state__in=sorted(OPEN)
    ).order_by("due", "case_id")


def _commitments() -> QuerySet[Clock]:
    return Clock.objects.filter(
        kind="commitment", stopped_at=None, due__isnull=False, case__state__in=sorted(OPEN)
    ).order_by("due", "case_id")


def _shades(at: Edges) -> Shades:
    return shades.of_dates(at, "due", "start", provisional="provisional", online="online")


def _straight(at: Edges, lamp: str) -> Q:
    condition = next((q for shade, q in _shades(at).items() if shade == lamp), Q(pk__in=[]))
    return Q(interrupted=False) & condition


def _interrupted(rows: QuerySet[Clock]) -> list[tuple[int, str, int, str]]:
    """Clocks that were stopped at some time: id, kind, section, lamp."""
    return _judged(rows.filter(interrupted=True))


def _judged(rows: QuerySet[Clock]) -> list[tuple[int, str, int, str]]:
    """Clocks with their lamps by the rule itself: id, kind, section, lamp."""
    days, now = table(), clock.now()
    found = []
    for pk, section, kind, start, due, provisional, online, pauses in rows.values_list(*_COLUMNS):
        state = lamp_of(reckoned_of(start, due, provisional, pauses), days, now, online=online)
        found.append((pk, kind, section, str(state.lamp)))
    return found


def _lines(rows: QuerySet[Clock], at: Edges, wanted: Wanted, stopped: dict[int, str]) -> list[DatedLine]:
    shown = shades.shaded(rows, _shades(at)).select_related("case")
    return [
        DatedLine(
            f"case:{row.case_id}",
            row.case.number,
            row.case.item_name,
            row.case.section_id,
            row.case.handler_id,
            row.due,
            stopped.get(row.pk) or row.shade,
        )
        for row in shades.page(shown, wanted, "due", "case_id")
    ]


def waiting(kind: DatedKind, case_ids: Callable[[], Any]) -> Source:
    """A source for what waits within cases; `case_ids` is a function that gives the query of their ids."""
    return Source(
        (kind,),
        lambda reader: within_cases(kind.name, case_ids(), reader),
        lambda wanted: lines_within(case_ids(), wanted),
    )


SOURCE = Source(KINDS, counts, lines)
