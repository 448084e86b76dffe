"""Corrections that were not made by their date and are no leads yet (11-03-5, 12-05)."""

from banshi.institutions.supervision.models.findings import Late
from banshi.kernel.organisation.lapses import Lapse
from banshi.lib.results import gettext_noop

SOURCE = "supervision.late:"
KIND = gettext_noop("整改通知书要求的整改没有在期限内完成")


def lapses(limit: int) -> tuple[Lapse, ...]:
    """Late corrections that are no leads yet, oldest first, at most `limit`."""
    rows = Late.objects.filter(lead_at=None).select_related("correction__finding").order_by("id")[:limit]
    return tuple(
        Lapse(
            source=f"{SOURCE}{row.pk}",
            kind=KIND,
            articles=("11-03-5", row.correction.finding.article),
            on=row.due,
            section_id=row.correction.section_id,
            handler_id=None,
            stream=row.correction.stream,
            seq=row.entry_seq,
        )
        for row in rows
    )
