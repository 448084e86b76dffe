"""What was not done in time or as the articles ask, and is no lead yet (12-05)."""

from banshi.institutions.conduct.models import Finding
from banshi.kernel.ledger.queries import streams
from banshi.kernel.organisation.lapses import Lapse
from banshi.lib.results import gettext_noop

SOURCE = "conduct.finding:"
KIND = gettext_noop("检查发现的问题没有在期限内整改")


def lapses(limit: int) -> tuple[Lapse, ...]:
    """Corrections not made in time that are no leads yet, oldest first, at most `limit`."""
    rows = list(
        Finding.objects.filter(reminded_for__isnull=False, lead_at=None)
        .select_related("inspection")
        .order_by("id")[:limit]
    )
    entries = streams({row.inspection.stream for row in rows})
    return tuple(
        Lapse(
            source=f"{SOURCE}{row.pk}",
            kind=KIND,
            articles=(row.article,),
            on=row.reminded_for or row.correct_by,
            section_id=row.inspection.section_id,
            handler_id=row.staff_id,
            stream=row.inspection.stream,
            seq=next(
                (
                    one.seq
                    for one in entries.get(row.inspection.stream, ())
                    if one.act == "correction_overdue" and one.payload["finding"] == row.pk
                ),
                None,
            ),
        )
        for row in rows
    )
