"""依法可以做的: the lawful next steps of a case for a person, with their articles; and why not, for the rest."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from banshi.institutions.one_time_notice.queries.telling import (
    asked_before,
    papers_of,
    pending_hearing,
    pending_persons,
)
from banshi.institutions.one_time_notice.rules import completing, hearings
from banshi.institutions.one_time_notice.rules.completing import Paper
from banshi.institutions.one_time_notice.rules.hearings import HearingState
from banshi.institutions.provisional_acceptance.queries import offers, promises
from banshi.institutions.provisional_acceptance.rules import offering, supplying
from banshi.institutions.refusals.queries.standing import last_answer, leads
from banshi.institutions.refusals.rules import instructing
from banshi.institutions.refusals.rules.instructing import APPROVED, AWAITED, TAKEN_OVER
from banshi.institutions.time_limits.queries.limits import extension_state
from banshi.kernel.cases import claiming as claims
from banshi.kernel.cases.life import DECIDED, INTAKE, UNDER_REVIEW, State
from banshi.kernel.cases.queries import (
    CaseCard,
    ended_without_decision,
    may_ask_back,
    paper_return,
    timeline,
)
from banshi.kernel.catalogue import queries as catalogue
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation.permissions import may
from banshi.lib import clock
from banshi.lib.results import Reason, gettext_noop
from banshi.workflows.claiming import may_undo


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that can or cannot be done now. `act` is the permission's and the page's name.

    `first` marks what the law puts first (ruling R1); `at_once`: the button does it, nothing is asked.
    """

    act: str
    label: str
    articles: tuple[str, ...]
    allowed: bool = True
    reason: Reason | None = None
    first: bool = False
    at_once: bool = False


def next_steps(case: CaseCard, actor: Actor) -> tuple[Step, ...]:
    """What the actor may lawfully do with the case now; steps of others are left out."""
    if case.state in INTAKE:
        steps = chain(_intake(case), _refusing(case, actor))
    elif case.state in UNDER_REVIEW:
        steps = chain(_deciding(case, actor), _review(case))
    else:
        steps = chain(_ending(case), _returning(case))
    every = chain(_claiming(case, actor), steps, _recusal(case))
    return tuple(step for step in every if may(actor, POWER.get(step.act, step.act), case.relation))


# Principal papers that are still missing are no ground to tell: they are simply asked for.
INCOMPLETE = frozenset({"04-02", "04-09"})
POWER = {
    "correct_on_spot": "check_materials",
    "decline_correction": "check_materials",
    "supply": "check_materials",
    "offer_hearing": "hear",
    "arrange_hearing": "hear",
    "hold_hearing": "hear",
    "waive_hearing": "request_hearing",
    "tell_interested": "hear",
    "pieces": "check_materials",
    "decline_provisional": "accept_provisionally",
    "deny_provisional": "accept_provisionally",
    "grant": "decide",
    "recuse": "declare_interest",
    "undo_claim": "claim",
}


def _claiming(case: CaseCard, actor: Actor) -> Iterator[Step]:
    """Whoever is free takes what nobody has; and gives it back while nothing was done on it."""
    if claims.claiming(case.state, has_handler=case.handler_id is not None):
        yield Step("claim", gettext_noop("认领，由我经办"), claims.ARTICLES, at_once=True)
    elif case.is_open and case.handler_id == actor.staff_id and may_undo(case, timeline(case.id), actor):
        label = gettext_noop("撤销认领，退回本科室（办理以前都可以）")
        yield Step("undo_claim", label, claims.ARTICLES, at_once=True)


def _recusal(case: CaseCard) -> Iterator[Step]:
    """Whoever has an interest in an open case says so, and is off it (09-08)."""
    if case.is_open:
        yield Step("recuse", gettext_noop("与本件有利害关系，申报回避"), ("09-08",))


def _intake(case: CaseCard) -> Iterator[Step]:
    papers = papers_of(case.id)
    gaps = completing.gaps(papers)
    offered = _Offer(case)
    if any(paper.status == "wrong" for paper in gaps):
        yield Step("correct_on_spot", gettext_noop("当场更正"), ("06-03-2",), first=True)
        yield Step("decline_correction", gettext_noop("不能当场更正，写明原因"), ("06-03-2",))
    decision = completing.acceptance(papers)
    yield Step(
        "accept",
        gettext_noop("受理，出具受理通知书"),
        ("06-03-2", "07-03"),
        allowed=decision.allowed,
        reason=decision.reasons[0] if decision.reasons else None,
        first=decision.allowed,
    )
    if gaps:
        yield from offered.steps()
    yield from _supplement(case, gaps, offered)
    yield Step("check_materials", gettext_noop("核对材料"), ("06-03-2",))
    if case.state is State.SUPPLEMENT:
        yield Step("supply", gettext_noop("登记补交的材料"), ("06-03-2",), first=bool(gaps))
    yield _power()
    yield Step("withdraw", gettext_noop("申请人撤回"), ("07-03",))


class _Offer:
    """容缺受理 as it stands: open or not, wanted or not (04-04: it must be offered)."""

    def __init__(self, case: CaseCard) -> None:
        self.decision = offers.offer(case)
        self.declined = offers.is_declined(case.id, timeline(case.id))
        self.comes_first = bool(self.decision) and not self.declined
        self._judges = any(why.articles == ("04-05",) for why in self.decision.reasons)

    def steps(self) -> Iterator[Step]:
        """Offer it, note that it is not wanted; or say which article forbids it, on paper too."""
        label = gettext_noop("容缺受理：先受理，材料后补")
        articles = ("04-02", "04-04", "04-09")
        if self.decision:
            yield Step("accept_provisionally", label, articles, first=self.comes_first)
            if not self.declined:
                declining = gettext_noop("已告知可以容缺，申请人不要")
                yield Step("decline_provisional", declining, ("04-03", "04-04"))
            return
        why = self.decision.reasons[0]
        yield Step("accept_provisionally", label, articles, allowed=False, reason=why)
        if any(not set(why.articles) <= INCOMPLETE for why in self.decision.reasons):
            yield Step("deny_provisional", gettext_noop("书面告知不适用容缺"), ("04-04", "04-05", "04-13"))
        if self._judges:
            yield Step("judge_tolerance", gettext_noop("判定某份材料可以后补"), ("04-05-4",))


def _supplement(case: CaseCard, gaps: Sequence[Paper], offered: _Offer) -> Iterator[Step]:
    label = gettext_noop("补正通知书，一次列全")
    if not gaps:
        return
    if offered.comes_first:
        why = offering.declined_first(is_open=True, declined=False).reasons[0]
        yield Step("ask_supplement", label, ("06-03-2",), allowed=False, reason=why)
        return
    if asked_before(case.id):
        yield Step(
            "ask_supplement",
            label,
            ("06-03-2", "06-09"),
            allowed=False,
            reason=Reason(gettext_noop("补正只能通知一次，已经通知过。"), ("06-03-2",)),
        )
        yield Step(
            "allow_second_supplement", gettext_noop("科室负责人写明理由，再次通知"), ("06-03-2", "06-09")
        )
    else:
        yield Step(
            "ask_supplement", label, ("06-03-2", "06-07"), first=not any(p.status == "wrong" for p in gaps)
        )


def _review(case: CaseCard) -> Iterator[Step]:
    called, today = pending_hearing(case.id), clock.today()
    yield from _hearing(called, today)
    yield Step("tell_interested", gettext_noop("告知利害关系人"), ("06-05",))
    yield Step("start_procedure", gettext_noop("启动特别程序（停表）"), ("06-05-2",))
    extended, pending = extension_state(case.id)
    reason = None
    if extended:
        reason = Reason(gettext_noop("期限只能延长一次，这件已经延长过。"), ("06-05-1",))
    elif pending:
        reason = Reason(gettext_noop("已有一份延期申请在等局领导批示。"), ("06-05-1",))
    label = gettext_noop("申请延期（局领导批准）")
    yield Step("request_extension", label, ("06-05-1",), allowed=reason is None, reason=reason)
    if pending:
        yield Step("answer_extension", gettext_noop("批示延期申请"), ("06-05-1",), first=True)
    yield Step("assign", gettext_noop("改派经办人"), ("07-03",))
    yield _power()
    yield Step("withdraw", gettext_noop("申请人撤回"), ("07-03",))


def _hearing(called: HearingState | None, today: dt.date) -> Iterator[Step]:
    """The next step of a hearing, and the way out of it."""
    article = ("06-05-2",)
    if called is None or not (called.open and (called.requested or called.may_be_asked(today))):
        yield Step("offer_hearing", gettext_noop("告知听证权利"), article)
        return
    if not called.requested:
        yield Step("request_hearing", gettext_noop("登记听证的要求"), article, first=True)
    elif called.on is None:
        yield Step("arrange_hearing", gettext_noop("通知听证"), article, first=True)
    elif called.on <= today:
        yield Step("hold_hearing", gettext_noop("登记听证笔录"), article, first=True)
    yield Step("waive_hearing", gettext_noop("放弃听证"), article)


def _power() -> Step:
    return Step("record_power", gettext_noop("登记授权委托"), ("06-03-2",))


def _refusing(case: CaseCard, actor: Actor) -> Iterator[Step]:
    """Not taking it up: elsewhere, on one of the grounds, or after asking a leader (01-05, 01-07, 06-03)."""
    answer, leading = last_answer(case.id), leads(actor, case.section_id)
    label = gettext_noop("不需要许可或者不归本局：告知去向")
    yield Step("turn_away", label, ("06-03-3", "06-03-4"))
    if leading:
        if answer == TAKEN_OVER:
            yield Step("refuse_intake", gettext_noop("不予受理"), ("01-05", "01-07", "06-06"))
    elif _within_power(case, answer):
        yield Step("refuse_intake", gettext_noop("不予受理"), ("01-04", "01-05", "06-06"))
    yield from _asking(case, answer)


def _deciding(case: CaseCard, actor: Actor) -> Iterator[Step]:
    """The decision, by whose it is; and the request for instructions before a refusal beyond one's power (01-07)."""
    promised = case.state is State.PROVISIONAL
    complete = completing.granting(papers_of(case.id))
    if promised:
        yield Step("pieces", gettext_noop("登记、核对后补的材料"), ("04-10", "04-12"), first=True)
    elif not complete:
        yield Step("check_materials", gettext_noop("核对补来的材料"), ("06-03-2", "07-03"), first=True)
    answer, leading = last_answer(case.id), leads(actor, case.section_id)
    whose = instructing.deciding(answer=answer, is_leader=leading)
    if whose or not leading:
        heard = hearings.heard(pending_hearing(case.id), pending_persons(case.id), today=clock.today())
        reasons = (*whose.reasons, *heard.reasons)
        yield Step(
            "decide",
            gettext_noop("作出不予许可的决定") if promised else gettext_noop("作出决定"),
            ("06-06", "07-03"),
            allowed=not reasons,
            reason=reasons[0] if reasons else None,
            first=not reasons and complete.allowed,
        )
    if promised:
        granting = supplying.granting(promises.missing_names(case.id))
        label = gettext_noop("作出准予的决定")
        reason = granting.reasons[0] if granting.reasons else None
        yield Step("grant", label, ("04-11",), allowed=False, reason=reason)
    yield from _asking(case, answer)


def _within_power(case: CaseCard, answer: str | None) -> bool:
    """Whether the section may refuse on some ground now."""
    if answer in {"", TAKEN_OVER}:
        return False
    authority = catalogue.spec(case.item_version_id).refusal_authority
    return authority == "section" or answer == APPROVED


def _asking(case: CaseCard, answer: str | None) -> Iterator[Step]:
    label = gettext_noop("请示局领导后否定")
    if answer == "":
        reason = Reason(AWAITED, ("01-07",))
        yield Step("request_instructions", label, ("01-07",), allowed=False, reason=reason)
        yield Step("answer_instructions", gettext_noop("批示请示"), ("01-07",), first=True)
    elif answer != TAKEN_OVER:
        yield Step("request_instructions", label, ("01-02", "01-07"))


def _returning(case: CaseCard) -> Iterator[Step]:
    """Handing the papers back, when the applicant wants them (01-09); after a termination too (04-12)."""
    articles = ("04-12", "01-09") if ended_without_decision(case.id) == "terminated" else ("01-09",)
    asked = paper_return(case.id)
    if asked is None and may_ask_back(case.id):
        yield Step("request_return", gettext_noop("申请人要求退还材料"), articles)
    elif asked is not None and asked.returned_at is None:
        yield Step("return_materials", gettext_noop("登记材料已经退还"), articles)


def _ending(case: CaseCard) -> Iterator[Step]:
    if case.state in DECIDED:
        yield Step("serve", gettext_noop("送达决定"), ("06-08", "06-06"), first=True)
        yield _power()
    elif case.state is State.TERMINATED:
        yield Step("serve", gettext_noop("告知终止办理（书面或者电话）"), ("04-12",), first=True)
        yield _power()
    elif case.state in {State.SERVED, State.WITHDRAWN}:
        yield Step("archive", gettext_noop("归档"), ("06-08",), first=True)
