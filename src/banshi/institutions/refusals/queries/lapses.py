"""What was not done in time or as the articles ask, and is no lead yet (12-05)."""

from banshi.institutions.refusals.models import Refusal
from banshi.institutions.refusals.queries.register import days_of
from banshi.kernel.ledger.queries import streams
from banshi.kernel.organisation.lapses import Lapse
from banshi.kernel.organisation.people import holders_by_section
from banshi.lib.clock import BEIJING
from banshi.lib.results import gettext_noop

SOURCE = "refusals.unfiled:"
KIND = gettext_noop("否定事项没有在期限内报备案")


def lapses(limit: int) -> tuple[Lapse, ...]:
    """Refusals not filed in time that are no leads yet, oldest first, at most `limit`.

    Filing is the approvals section's duty, nobody's in particular.
    """
    rows = list(Refusal.objects.filter(warned="red", lead_at=None).order_by("id")[:limit])
    approvals = next(iter(holders_by_section("approvals")), None) if rows else None
    entries = streams({f"case:{row.case_id}" for row in rows})
    found = []
    for row in rows:
        refused_on = row.refused_at.astimezone(BEIJING).date()
        stream = f"case:{row.case_id}"
        red = [
            one.seq
            for one in entries.get(stream, ())
            if one.act == "refusal_unfiled" and one.payload["rung"] == "red"
        ]
        found.append(
            Lapse(
                source=f"{SOURCE}{row.pk}",
                kind=KIND,
                articles=("01-06",),
                on=days_of(refused_on)[1] or refused_on,
                section_id=approvals,
                handler_id=None,
                stream=stream,
                seq=red[-1] if red else None,
            )
        )
    return tuple(found)
