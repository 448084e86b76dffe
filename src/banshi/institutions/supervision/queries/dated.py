"""Corrections that a section owes, and checks of key posts that come due (11-02, 11-03-5)."""

from django.db.models import QuerySet

from banshi.institutions.supervision.models.findings import Correction
from banshi.institutions.supervision.models.posts import KeyPost
from banshi.institutions.supervision.rules.correcting import CorrectionState
from banshi.institutions.supervision.rules.keeping import Group
from banshi.kernel.clocks import shades
from banshi.kernel.clocks.shades import Shades
from banshi.kernel.organisation.dated import Dated, DatedKind, DatedLine, Reader, Source, Wanted
from banshi.lib.results import gettext_noop

OWED = DatedKind("rectifications", gettext_noop("整改"), ("11-03-5",), acts=("see_corrections",))
CHECKS = DatedKind("post_checks", gettext_noop("关键岗位检查"), ("11-02",), acts=("see_posts",))


def owed(reader: Reader) -> list[Dated]:
    """The numbers of corrections: one query."""
    return shades.counted(
        OWED.name, shades.within(_owed(), reader, "section_id"), _owed_shades(), section="section_id"
    )


def owed_lines(wanted: Wanted) -> list[DatedLine]:
    """The corrections behind a number, due first: one query."""
    rows = shades.shaded(shades.chosen(_owed(), _owed_shades(), wanted, section="section_id"), _owed_shades())
    return [
        DatedLine(
            f"correction:{row.pk}", row.document.number, OWED.title, row.section_id, None, row.due, row.shade
        )
        for row in shades.page(rows, wanted, "due", "id")
    ]


def checks(reader: Reader) -> list[Dated]:
    """The numbers of checks: one query."""
    return shades.counted(
        CHECKS.name, shades.within(_posts(), reader, "section_id"), _check_shades(), section="section_id"
    )


def check_lines(wanted: Wanted) -> list[DatedLine]:
    """The key posts behind a number, due first: one query. What they are stays sealed."""
    rows = shades.shaded(
        shades.chosen(_posts(), _check_shades(), wanted, section="section_id"), _check_shades()
    )
    return [
        DatedLine(
            f"key_post:{row.pk}",
            "",
            CHECKS.title,
            row.section_id,
            row.owner_id,
            row.next_check,
            row.shade,
        )
        for row in shades.page(rows, wanted, "next_check", "id")
    ]


def _owed() -> QuerySet[Correction]:
    rows = Correction.objects.filter(state=CorrectionState.ISSUED).select_related("document")
    return rows.defer("demand")


def _posts() -> QuerySet[KeyPost]:
    # Entries of the third group are read by few, so nobody counts them here (11-02-3).
    rows = KeyPost.objects.filter(retired_at=None).exclude(group=Group.DISCIPLINE_PERSONNEL)
    return rows.defer("name", "risk", "measures", "retire_reason")


def _owed_shades() -> Shades:
    return shades.of_dates(shades.edges(), "due", "start")


def _check_shades() -> Shades:
    return shades.of_days(shades.edges(), "next_check", "entered_at")


SOURCES = (Source((OWED,), owed, owed_lines), Source((CHECKS,), checks, check_lines))
