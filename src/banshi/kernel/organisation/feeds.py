"""A colleague's own calendar address: a secret of which only the digest is kept, closed at will."""

from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.organisation.models import CalendarFeed, Staff
from banshi.kernel.regulations.citation import Citation
from banshi.kernel.vault.digests import digest
from banshi.lib import clock, ids


@act("open_calendar")
def open_calendar(*, actor: Actor, cites: tuple[Citation, ...]) -> str:
    """A new secret for one's own calendar programme; the one before is closed. Returns it, for the only time."""
    own = actor.officer
    CalendarFeed.objects.filter(staff_id=own, closed_at=None).update(closed_at=clock.now())
    token = ids.token()
    row = CalendarFeed.objects.create(
        staff_id=own, digest=digest("calendar-feed", token), opened_at=clock.now()
    )
    append([NewEntry(f"staff:{own}", "calendar_opened", cites, {"feed": row.pk})], actor=actor)
    return token


@act("close_calendar")
def close_calendar(*, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Close one's own address; returns how many were open."""
    own = actor.officer
    closed = CalendarFeed.objects.filter(staff_id=own, closed_at=None).update(closed_at=clock.now())
    append([NewEntry(f"staff:{own}", "calendar_closed", cites, {"closed": closed})], actor=actor)
    return closed


def staff_by_calendar(token: str) -> Staff | None:
    """Whose address it is; None for a closed one, and for a colleague who has left."""
    found = (
        CalendarFeed.objects.select_related("staff")
        .filter(digest=digest("calendar-feed", token), closed_at=None)
        .first()
    )
    return found.staff if found and found.staff.is_active else None


def calendar_opened(staff_id: int) -> CalendarFeed | None:
    """The open address, to say since when."""
    return CalendarFeed.objects.filter(staff_id=staff_id, closed_at=None).first()
