"""What was not done in time or as the articles ask, and is no lead yet (12-05)."""

from collections.abc import Iterable

from banshi.institutions.one_time_notice.models import SupplementNotice, ValidComplaint
from banshi.kernel.documents.models import Document
from banshi.kernel.organisation.lapses import Lapse
from banshi.kernel.organisation.people import holders
from banshi.lib.clock import BEIJING
from banshi.lib.results import gettext_noop

AGAIN, VALID_COMPLAINT = "one_time_notice.again:", "one_time_notice.valid_complaint:"
NOT_AT_ONCE = gettext_noop("没有一次性告知，又出了第二份补正通知")
VALID = gettext_noop("再次没有一次告知，被投诉并查实，已认定有效投诉")


def lapses(limit: int) -> tuple[Lapse, ...]:
    """Second supplement notices and valid complaints that are no leads yet, oldest first, at most `limit` of each.

    A deemed acceptance is a breach of the clock for telling, so it is told with the breaches (07-03).
    """
    return (*_again(limit), *_valid_complaints(limit))


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


def _first_issuers(case_ids: Iterable[int]) -> dict[int, int]:
    """Who issued the notice that should have been complete, by case."""
    issued = Document.objects.filter(
        supplementnotice__again=False, supplementnotice__case__in=list(case_ids)
    ).order_by("pk")
    rows = issued.values_list("supplementnotice__case", "issued_by")
    return {case: int(by.partition(":")[2]) for case, by in rows if by.startswith("staff:")}


def _valid_complaints(limit: int) -> Iterable[Lapse]:
    # The evidence is the finding itself, which says nothing of the complaint; heads, who may not know of the
    # complaint, do not learn of it from here (10-05).
    rows = ValidComplaint.objects.filter(lead_at=None).select_related("failure__staff").order_by("at", "uid")
    return tuple(_valid_complaint(row) for row in rows[:limit])


def _valid_complaint(row: ValidComplaint) -> Lapse:
    whose = row.failure.staff
    assert whose is not None
    return Lapse(
        source=f"{VALID_COMPLAINT}{row.pk}",
        kind=VALID,
        articles=("06-09",),
        on=row.at.astimezone(BEIJING).date(),
        section_id=whose.section_id,
        handler_id=whose.pk,
        stream=row.failure.stream,
        seq=row.entry_seq,
        closed_to=frozenset(holders("head", whose.section_id)) - {whose.pk},
    )
