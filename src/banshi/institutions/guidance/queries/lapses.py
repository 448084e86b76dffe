"""What was not done in time or as the articles ask, and is no lead yet (12-05)."""

from banshi.institutions.guidance.models import FollowUpLapse
from banshi.kernel.ledger.queries import streams
from banshi.kernel.organisation.lapses import Lapse
from banshi.lib.clock import BEIJING
from banshi.lib.results import gettext_noop

SOURCE = "guidance.follow_up_lapse:"
KINDS = {
    "verify": gettext_noop("差评没有在期限内核实"),
    "mend": gettext_noop("差评反映的问题没有在期限内整改"),
}


def lapses(limit: int) -> tuple[Lapse, ...]:
    """Steps of follow-ups that ran out and are no leads yet, oldest first, at most `limit`."""
    rows = list(
        FollowUpLapse.objects.filter(lead_at=None)
        .select_related("follow_up", "handler")
        .order_by("id")[:limit]
    )
    entries = streams({_stream(row) for row in rows})
    return tuple(
        Lapse(
            source=f"{SOURCE}{row.pk}",
            kind=KINDS[row.stage],
            articles=("08-04-3",),
            on=row.due_at.astimezone(BEIJING).date(),
            section_id=row.handler.section_id,
            handler_id=row.handler_id,
            stream=_stream(row),
            seq=next(
                (
                    one.seq
                    for one in entries.get(_stream(row), ())
                    if one.act == "rating_lapsed" and one.payload["stage"] == row.stage
                ),
                None,
            ),
        )
        for row in rows
    )


def _stream(row: FollowUpLapse) -> str:
    return f"rating:{row.follow_up.rating_id}"
