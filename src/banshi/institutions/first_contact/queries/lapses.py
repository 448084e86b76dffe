"""What was not done in time or as the articles ask, and is no lead yet (12-05)."""

from banshi.institutions.first_contact.models import Lapse as Open
from banshi.kernel.organisation.lapses import Lapse
from banshi.lib.clock import BEIJING
from banshi.lib.results import gettext_noop

SOURCE = "first_contact.lapse:"
KIND = gettext_noop("咨询当天没有答复")


def lapses(limit: int) -> tuple[Lapse, ...]:
    """Enquiries left open at the end of their day that are no leads yet, oldest first, at most `limit`."""
    rows = Open.objects.filter(lead_at=None).select_related("contact").order_by("id")[:limit]
    return tuple(
        Lapse(
            source=f"{SOURCE}{row.pk}",
            kind=KIND,
            articles=("05-02",),
            on=row.due_at.astimezone(BEIJING).date(),
            section_id=row.contact.section_id,
            handler_id=row.officer_id,
            stream=f"contact:{row.contact_id}",
            seq=row.entry_seq,
        )
        for row in rows
    )
