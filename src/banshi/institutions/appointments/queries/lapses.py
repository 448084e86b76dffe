"""What was not done in time or as the articles ask, and is no lead yet (12-05)."""

from banshi.institutions.appointments.models import Lateness
from banshi.kernel.organisation.lapses import Lapse
from banshi.lib.clock import BEIJING
from banshi.lib.results import gettext_noop

SOURCE = "appointments.lateness:"
KIND = gettext_noop("没有在预约的时间内提供服务")


def lapses(limit: int) -> tuple[Lapse, ...]:
    """Bookings not served within their time that are no leads yet, oldest first, at most `limit`."""
    rows = Lateness.objects.filter(lead_at=None).select_related("booking").order_by("id")[:limit]
    return tuple(
        Lapse(
            source=f"{SOURCE}{row.pk}",
            kind=KIND,
            articles=("03-08",),
            on=row.serve_by.astimezone(BEIJING).date(),
            section_id=row.booking.section_id,
            handler_id=row.handler_id,
            stream=row.booking.stream,
            seq=row.entry_seq,
        )
        for row in rows
    )
