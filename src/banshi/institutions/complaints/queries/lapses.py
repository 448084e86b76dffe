"""Complaints: what was not done in time or as the articles ask, and is no lead yet (10-07, 12-05)."""

from collections.abc import Iterable

from banshi.institutions.complaints.models import Breach
from banshi.institutions.complaints.queries import standing
from banshi.institutions.complaints.rules.access import About, excluded
from banshi.institutions.complaints.rules.limits import CLOSE, REPLY, REVIEW
from banshi.kernel.organisation.lapses import Lapse
from banshi.kernel.organisation.models import Staff
from banshi.kernel.organisation.standing import Person
from banshi.lib.results import gettext_noop

SOURCE = "complaints.breach:"
LATE = {
    REPLY: gettext_noop("投诉举报没有在期限内简要答复"),
    CLOSE: gettext_noop("投诉举报没有在期限内办结"),
    REVIEW: gettext_noop("投诉举报没有在期限内复查"),
}
OTHER = gettext_noop("投诉举报没有按规定办理")
ARTICLES = {REPLY: ("10-09", "10-07"), CLOSE: ("10-12", "10-07"), REVIEW: ("10-04", "10-07")}


def lapses(limit: int) -> tuple[Lapse, ...]:
    """Mishandled complaints that are no leads yet, at most `limit`: neither which nor whose can be read from them.

    Everybody who may not know of the complaint today may not learn of the lapse (10-05, decision 0013).
    """
    rows = list(
        Breach.objects.filter(lead_at=None)
        .select_related("staff", "complaint")
        .order_by("found_at", "uid")[:limit]
    )
    everybody = standing.colleagues() if rows else {}
    return tuple(_lapse(row, everybody.items()) for row in rows)


def _lapse(row: Breach, everybody: Iterable[tuple[int, Person]]) -> Lapse:
    about = standing.about(row.complaint_id)
    return Lapse(
        source=f"{SOURCE}{row.pk}",
        kind=LATE.get(row.kind, OTHER),
        articles=ARTICLES.get(row.kind, ("10-07",)),
        on=row.due,
        section_id=row.staff.section_id if row.staff else None,
        handler_id=row.staff_id,
        closed_to=_shut_out(about, everybody),
    )


def _shut_out(about: About, everybody: Iterable[tuple[int, Person]]) -> frozenset[int]:
    accused = {one for person in about.accused for one in person.ids}
    of_sections = (
        Staff.objects.filter(section_id__in=about.sections).order_by("pk").values_list("pk", flat=True)
    )
    excluded_now = {one for one, person in everybody if excluded(person, about) is not None}
    return frozenset(accused | about.interested | set(of_sections) | excluded_now)
