"""What was not done as the articles ask, and is no lead of accountability yet (12-05)."""

from banshi.institutions.one_time_notice.models import ValidComplaint
from banshi.kernel.organisation.lapses import Lapse
from banshi.kernel.organisation.people import holders
from banshi.lib import clock
from banshi.lib.results import gettext_noop

VALID_COMPLAINT = "one_time_notice.valid_complaint:"
VALID_COMPLAINT_KIND = gettext_noop("再次没有一次告知，被投诉并查实，已认定有效投诉")


def lapses(limit: int) -> tuple[Lapse, ...]:
    """What is no lead yet, oldest first, at most `limit`."""
    return valid_complaint_lapses(limit)


def valid_complaint_lapses(limit: int) -> tuple[Lapse, ...]:
    """Valid complaints that are no leads yet, oldest first, at most `limit` (06-09).

    The evidence is the finding itself, which says nothing of the complaint. The colleague's heads may not learn
    of it from here, as they may not know of the complaint (10-05).
    """
    rows = ValidComplaint.objects.filter(lead_at=None).select_related("failure__staff").order_by("at", "uid")
    return tuple(_valid_complaint(row) for row in rows[:limit])


def _valid_complaint(row: ValidComplaint) -> Lapse:
    whose = row.failure.staff
    assert whose is not None
    return Lapse(
        source=f"{VALID_COMPLAINT}{row.pk.hex}",
        kind=VALID_COMPLAINT_KIND,
        articles=("06-09",),
        on=row.at.astimezone(clock.BEIJING).date(),
        section_id=whose.section_id,
        handler_id=whose.pk,
        stream=row.failure.stream,
        seq=row.entry_seq,
        closed_to=frozenset(holders("head", whose.section_id)) - {whose.pk},
    )
