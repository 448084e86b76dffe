"""Corrections of what an inspection found, until they are reported (09-06)."""

from django.db.models import QuerySet

from banshi.institutions.conduct.models import Finding
from banshi.institutions.conduct.rules import FindingState
from banshi.kernel.clocks import shades
from banshi.kernel.clocks.shades import Shades
from banshi.kernel.organisation.dated import Dated, DatedKind, DatedLine, Reader, Source, Wanted
from banshi.lib.results import gettext_noop

CORRECTIONS = DatedKind(
    "corrections", gettext_noop("检查发现的问题待改正"), ("09-06",), acts=("see_lamps", "inspect")
)
SECTION = "inspection__section_id"


def counts(reader: Reader) -> list[Dated]:
    """The numbers of the reader's sections: one query."""
    rows = shades.within(_open(), reader, SECTION)
    return shades.counted(CORRECTIONS.name, rows, _shades(), section=SECTION)


def lines(wanted: Wanted) -> list[DatedLine]:
    """The findings behind a number, due first: one query. Nobody is named."""
    rows = shades.chosen(_open(), _shades(), wanted, section=SECTION)
    return [
        DatedLine(
            f"finding:{row.pk}",
            row.article,
            CORRECTIONS.title,
            row.inspection.section_id,
            row.staff_id,
            row.correct_by,
            row.shade,
        )
        for row in shades.page(shades.shaded(rows, _shades()), wanted, "correct_by", "id")
    ]


def _open() -> QuerySet[Finding]:
    rows = Finding.objects.filter(state=FindingState.FOUND).select_related("inspection")
    return rows.defer("note", "statement", "correction")


def _shades() -> Shades:
    at = shades.edges()
    return shades.of_days(at, "correct_by", "inspection__started_at")


SOURCES = (Source((CORRECTIONS,), counts, lines),)
