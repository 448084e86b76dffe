"""What was not done in time or as the articles ask, and is no lead yet (12-05)."""

from banshi.institutions.extended_hours.models import Session
from banshi.kernel.ledger.queries import streams
from banshi.kernel.organisation.lapses import Lapse
from banshi.lib.results import gettext_noop

SOURCE = "extended_hours.session:"
KIND = gettext_noop("延时服务到点没有结束，由系统结束")


def lapses(limit: int) -> tuple[Lapse, ...]:
    """Sessions that nobody ended and that are no leads yet, oldest first, at most `limit`."""
    rows = list(Session.objects.filter(forgotten=True, lead_at=None).order_by("id")[:limit])
    entries = streams({_stream(row) for row in rows})
    return tuple(
        Lapse(
            source=f"{SOURCE}{row.pk}",
            kind=KIND,
            articles=("02-05",),
            on=row.day,
            section_id=row.section_id,
            handler_id=row.opened_by_id,
            stream=_stream(row),
            seq=next((one.seq for one in entries.get(_stream(row), ()) if one.act == "session_closed"), None),
        )
        for row in rows
    )


def _stream(row: Session) -> str:
    return f"extended:{row.pk}"
