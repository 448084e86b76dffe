"""What was not done in time or as the articles ask, and is no lead yet (12-05)."""

from collections.abc import Iterable

from banshi.institutions.one_time_notice.models import Silence, SupplementNotice
from banshi.kernel.documents.models import Document
from banshi.kernel.organisation.lapses import Lapse
from banshi.lib.clock import BEIJING
from banshi.lib.results import gettext_noop

AGAIN, SILENCE = "one_time_notice.again:", "one_time_notice.silence:"
NOT_AT_ONCE = gettext_noop("没有一次性告知，又出了第二份补正通知")
NOT_TOLD = gettext_noop("没有在期限内告知，视为受理")


def lapses(limit: int) -> tuple[Lapse, ...]:
    """Second supplement notices and silences that are no leads yet, oldest first, at most `limit` of each."""
    return (*_again(limit), *_silences(limit))


def _again(limit: int) -> Iterable[Lapse]:
    rows = list(
        SupplementNotice.objects.filter(again=True, lead_at=None)
        .select_related("case", "document")
        .order_by("id")[:limit]
    )
    first = _first_issuers(row.case_id for row in rows)
    for row in rows:
        yield Lapse(
            source=f"{AGAIN}{row.pk}",
            kind=NOT_AT_ONCE,
            articles=("06-03-2", "06-09"),
            on=row.document.issued_at.astimezone(BEIJING).date(),
            section_id=row.case.section_id,
            handler_id=first.get(row.case_id) or row.case.handler_id,
            stream=f"case:{row.case_id}",
        )


def _silences(limit: int) -> Iterable[Lapse]:
    for row in Silence.objects.filter(lead_at=None).select_related("case").order_by("id")[:limit]:
        yield Lapse(
            source=f"{SILENCE}{row.pk}",
            kind=NOT_TOLD,
            articles=("06-03-2", "07-03"),
            on=row.missed,
            section_id=row.case.section_id,
            handler_id=row.case.handler_id,
            stream=f"case:{row.case_id}",
            seq=row.entry_seq,
        )


def _first_issuers(case_ids: Iterable[int]) -> dict[int, int]:
    """Who issued the notice that should have been complete, by case."""
    issued = Document.objects.filter(
        supplementnotice__again=False, supplementnotice__case__in=list(case_ids)
    ).order_by("pk")
    rows = issued.values_list("supplementnotice__case", "issued_by")
    return {case: int(by.partition(":")[2]) for case, by in rows if by.startswith("staff:")}
