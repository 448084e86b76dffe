"""What was not done in time or as the articles ask, and is no lead yet (12-05)."""

from banshi.institutions.time_limits.models import Breach, Part
from banshi.institutions.time_limits.rules import MatterKind
from banshi.kernel.clocks.kinds import KINDS
from banshi.kernel.organisation.lapses import Lapse
from banshi.lib.results import gettext_noop

SOURCE = "time_limits.breach:"
LATE = {
    "intake": gettext_noop("没有在期限内告知能不能受理"),
    "statutory": gettext_noop("超过法定期限没有办结"),
    "promised": gettext_noop("超过承诺期限没有办结"),
    "tell_refusal": gettext_noop("没有在期限内书面告知不予决定"),
    "deliver": gettext_noop("没有在期限内送达"),
    "tell_termination": gettext_noop("没有在期限内告知终止办理"),
}
OTHER = gettext_noop("办件的期限没有守住")
LATE_MATTER = {
    MatterKind.OFFICIAL_DOCUMENT: gettext_noop("公文没有按期办结"),
    MatterKind.SUPERIOR_TASK: gettext_noop("上级交办的事没有按期办结"),
    MatterKind.PEER_TRANSFER: gettext_noop("同级转办的事没有按期办结"),
}
MATTER_ARTICLES = {
    MatterKind.OFFICIAL_DOCUMENT: ("07-02",),
    MatterKind.SUPERIOR_TASK: ("07-05",),
    MatterKind.PEER_TRANSFER: ("07-05", "07-03"),
}


def lapses(limit: int) -> tuple[Lapse, ...]:
    """Breaches of cases and of matters that are no leads yet, oldest first, at most `limit`."""
    rows = Breach.objects.filter(lead_at=None).select_related("case", "matter").order_by("id")[:limit]
    found = list(rows)
    leading = dict(
        Part.objects.filter(
            matter__in=[row.matter_id for row in found if row.matter_id], lead=True, returned_at=None
        )
        .order_by("id")
        .values_list("matter_id", "section_id")
    )
    return tuple(_of_case(row) if row.case_id else _of_matter(row, leading) for row in found)


def _of_case(row: Breach) -> Lapse:
    assert row.case is not None
    kind = KINDS.get(row.clock)
    return Lapse(
        source=f"{SOURCE}{row.pk}",
        kind=LATE.get(row.clock, OTHER),
        articles=kind.articles if kind else ("07-03",),
        on=row.due,
        section_id=row.case.section_id,
        handler_id=row.handler_id,
        stream=f"case:{row.case_id}",
        seq=row.entry_seq,
    )


def _of_matter(row: Breach, leading: dict[int, int]) -> Lapse:
    assert row.matter is not None
    kind = MatterKind(row.matter.kind)
    return Lapse(
        source=f"{SOURCE}{row.pk}",
        kind=LATE_MATTER[kind],
        articles=MATTER_ARTICLES[kind],
        on=row.due,
        section_id=leading.get(row.matter.pk, row.matter.office_id),
        handler_id=row.handler_id,
        stream=row.matter.stream,
        seq=row.entry_seq,
    )
