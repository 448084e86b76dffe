"""要我办的: what waits for this very person, each with the address of the act."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse

from banshi.institutions.accountability.queries import lines as answering
from banshi.institutions.accountability.rules.access import LEADING
from banshi.institutions.guidance.queries import opinions
from banshi.institutions.provisional_acceptance.queries import records
from banshi.institutions.refusals.queries.standing import waiting_instructions
from banshi.institutions.time_limits.queries.dated import waiting_for_a_word
from banshi.institutions.time_limits.queries.limits import waiting_extensions
from banshi.kernel.clocks import worklist
from banshi.kernel.clocks.lamps import LampState
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation.dated import Dated
from banshi.kernel.organisation.permissions import may
from banshi.lib.results import Reason, gettext_noop

EXTENSION = gettext_noop("批示延期：%(name)s")
INSTRUCTION = gettext_noop("批示请示：%(name)s")
SET_DATE = gettext_noop("定办理期限：%(name)s")
ROUTE = gettext_noop("分办：%(name)s")
RECORDS = gettext_noop("核实失信记录")
FOLLOW_UPS = gettext_noop("核实、整改差评")
OPINIONS = gettext_noop("答复意见")
REQUESTS = gettext_noop("答复预约申请")
PARTY_GROUP = gettext_noop("提交局党组决定的问责件")


@dataclass(frozen=True, slots=True)
class Need:
    """One thing to do, or `number` of a kind behind one page."""

    label: Reason | str
    url: str
    note: str = ""
    number: int = 0
    lamp: LampState | None = None
    articles: tuple[str, ...] = ()


def needs_of(actor: Actor, found: Sequence[Dated]) -> tuple[Need, ...]:
    """What waits for this person; `found` are the numbers of the dashboard, so that nothing is counted twice."""
    return (*_asked(actor), *_matters(actor), *_counted(actor, found))


def complaints_url(actor: Actor) -> str:
    """The door of the complaints, for everybody who has it: no number, not even none (decision 0013)."""
    return reverse("workbench:complaints") if may(actor, "see_complaints") else ""


def _asked(actor: Actor) -> Iterator[Need]:
    """Extensions and instructions that wait for a leader, with the lamps of their cases."""
    asked: list[tuple[int, str, str, tuple[str, ...]]] = []
    if may(actor, "answer_extension"):
        page = "workbench:answer_extension"
        asked += [(one.case_id, EXTENSION, page, ("06-05-1",)) for one in waiting_extensions()]
    if may(actor, "answer_instructions"):
        page = "workbench:answer_instructions"
        asked += [(one.case_id, INSTRUCTION, page, ("01-07",)) for one in waiting_instructions()]
    rows = worklist.with_ids(case_id for case_id, *_ in asked) if asked else {}
    for case_id, label, page, articles in asked:
        row = rows[case_id]
        words = Reason(label, params={"name": row.item_called})
        yield Need(words, reverse(page, args=[case_id]), row.number, 0, row.lamp, articles)


def _matters(actor: Actor) -> Iterator[Need]:
    dates, routes = may(actor, "set_matter_limit"), may(actor, "route_matter")
    if not routes:
        return
    for matter_id, number, title, undated in waiting_for_a_word():
        if undated and dates:
            url = reverse("workbench:set_matter_limit", args=[matter_id])
            yield Need(Reason(SET_DATE, params={"name": title}), url, number, articles=("07-02",))
        elif not undated:
            url = reverse("workbench:route_matter", args=[matter_id])
            yield Need(Reason(ROUTE, params={"name": title}), url, number, articles=("07-02",))


def _counted(actor: Actor, found: Sequence[Dated]) -> Iterator[Need]:
    if may(actor, "keep_integrity") and (number := records.waiting_records()):
        yield Need(RECORDS, reverse("workbench:integrity_records"), "", number, articles=("04-13",))
    if may(actor, "follow_up_rating") and (number := len(opinions.follow_ups(actor))):
        yield Need(FOLLOW_UPS, reverse("workbench:follow_ups"), "", number, articles=("08-04-3",))
    if may(actor, "answer_opinion") and (number := _sum(found, "opinions")):
        yield Need(OPINIONS, reverse("workbench:opinions"), "", number, articles=("08-04-3",))
    if may(actor, "answer_booking") and (number := _sum(found, "requests")):
        yield Need(REQUESTS, reverse("workbench:booking_requests"), "", number, articles=("03-07",))
    # Only those that this very person may know of.
    leads_bureau = any(role in LEADING for role, _section in actor.posts)
    if leads_bureau and (number := len(answering.cases(actor, answering.WAITING))):
        yield Need(PARTY_GROUP, reverse("workbench:accountability"), "", number, articles=("12-05",))


def _sum(found: Sequence[Dated], kind: str) -> int:
    return sum(one.number for one in found if one.kind == kind)
