"""One case as its workers see it, and as the person it is about sees it (12-04)."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from banshi.institutions.accountability.models import (
    Case,
    Correction,
    Lead,
    Record,
    Recusal,
    Remedy,
    Statement,
    Weighing,
)
from banshi.institutions.accountability.queries import lines, papers, standing
from banshi.institutions.accountability.queries.lines import CaseLine, LeadLine
from banshi.institutions.accountability.queries.situation import situation
from banshi.institutions.accountability.queries.story import Happened, actors, for_person, story
from banshi.institutions.accountability.rules.access import Part, may
from banshi.institutions.accountability.rules.steps import (
    METHODS,
    OUTCOMES,
    REMEDIES,
    REVIEWED,
    STATEMENTS,
    Situation,
    State,
)
from banshi.institutions.accountability.rules.tolerance import GROUNDS
from banshi.kernel.documents.queries import DocumentCard, of_stream
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.ledger.queries import stream as entries_of
from banshi.lib.results import Reason, gettext_noop

HOLDS, HOLDS_NOT = gettext_noop("有这种情形"), gettext_noop("没有这种情形")
WEIGHED = gettext_noop("%(ground)s：%(holds)s")
FOR_PERSON = frozenset({papers.STATED, papers.DECISION})


@dataclass(frozen=True, slots=True)
class Written:
    """Something that was written down: what, when, by whom, the text, and short remarks."""

    title: str | Reason
    at: dt.date
    by: str = ""
    text: str = ""
    remarks: tuple[str | Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Whole:
    """A case as a page shows it: to its workers everything, to the person what is against and for them."""

    line: CaseLine
    lead: LeadLine
    held: frozenset[Part]
    now: Situation
    facts: str
    informant: str
    why_cause: str
    told_facts: str
    work: tuple[tuple[str, tuple[Written, ...]], ...]
    papers: tuple[DocumentCard, ...]
    story: tuple[Happened, ...]
    others: tuple[CaseLine, ...] = ()
    gone: bool = False


def seen(uid: UUID, actor: Actor) -> tuple[Case, frozenset[Part]]:
    """The case and what the actor is to it; raises `Case.DoesNotExist` for who may not know of it."""
    rows = list(Case.objects.select_related("lead").filter(pk=uid).order_by("pk"))
    held = standing.parts_in_cases(actor, rows, standing.house())
    if not held:
        raise Case.DoesNotExist
    return rows[0], held[uid]


def lead_seen(uid: UUID, actor: Actor) -> Lead:
    """The lead; raises `Lead.DoesNotExist` for who may not know of it."""
    rows = list(Lead.objects.filter(pk=uid).order_by("pk"))
    held = standing.parts_in_leads(actor, rows, standing.house())
    if not held or not may(held[uid], "see_lead"):
        raise Lead.DoesNotExist
    return rows[0]


def whole(uid: UUID, actor: Actor) -> Whole:
    """One case for its workers; raises `Case.DoesNotExist` for everybody else, the person included."""
    case, held = seen(uid, actor)
    if not may(held, "see"):
        raise Case.DoesNotExist
    entries = entries_of(case.ledger)
    names = lines.named({*actors(entries), *_people(case)})
    house = standing.house()
    beside = list(Case.objects.filter(lead=case.lead).exclude(pk=uid).select_related("lead"))
    visible = standing.parts_in_cases(actor, beside, house)
    return Whole(
        line=lines.case_lines([case])[0],
        lead=lines.lead_lines([case.lead])[0],
        held=held,
        now=situation(case),
        facts=case.lead.facts,
        informant=case.lead.informant,
        why_cause=case.why_cause,
        told_facts=case.told_facts,
        work=tuple((title, tuple(found)) for title, found in _work(case, names) if found),
        papers=tuple(of_stream(case.ledger)),
        story=tuple(story(entries, names)),
        others=tuple(lines.case_lines([one for one in beside if one.pk in visible])),
        gone=case.investigator_id not in house.clear(standing.about(case, house)),
    )


def for_oneself(uid: UUID, actor: Actor) -> Whole:
    """The file against the person: facts, evidence, their own words, tolerance, proposal, result (12-04).

    Raises `Case.DoesNotExist` before they were told, and for everybody else.
    """
    case, held = seen(uid, actor)
    if not may(held, "see_own"):
        raise Case.DoesNotExist
    names = lines.named(_people(case))
    theirs = {
        gettext_noop("证据和核实情况"): _records(case, names),
        gettext_noop("我的陈述和申辩"): _statements(case, names),
        gettext_noop("容错审查"): _weighings(case),
        gettext_noop("处理建议"): _proposal(case, names),
        gettext_noop("局党组的决定"): _decision(case, {}) if case.notified_on else iter(()),
        gettext_noop("结果"): _dropped(case),
        gettext_noop("整改"): _corrections(case, {}) if case.notified_on else iter(()),
        gettext_noop("复核和申诉"): _remedies(case),
    }
    shown = FOR_PERSON if case.notified_on else FOR_PERSON - {papers.DECISION}
    return Whole(
        line=lines.case_lines([case])[0],
        lead=lines.lead_lines([case.lead])[0],
        held=held,
        now=situation(case),
        facts="",
        informant="",
        why_cause="",
        told_facts=case.told_facts,
        work=tuple((title, tuple(rows)) for title, found in theirs.items() if (rows := list(found))),
        papers=tuple(one for one in of_stream(case.ledger) if one.kind in shown),
        story=tuple(for_person(entries_of(case.ledger), notified=case.notified_on is not None)),
    )


def _people(case: Case) -> set[int | None]:
    """Everybody whose name a page of the case may show."""
    declared = Recusal.objects.filter(case=case).order_by("at").values_list("staff_id", flat=True)
    recorded = Record.objects.filter(case=case).order_by("at").values_list("by_id", flat=True)
    return {
        case.person_id,
        case.investigator_id,
        case.proposed_by_id,
        case.decided_by_id,
        *declared,
        *recorded,
    }


def _work(case: Case, names: Mapping[int, str]) -> Iterator[tuple[str, list[Written]]]:
    """What was written down in the course of the work, by kind."""
    yield gettext_noop("回避声明"), list(_recusals(case, names))
    yield gettext_noop("调查核实"), list(_records(case, names))
    yield gettext_noop("陈述申辩"), list(_statements(case, names))
    yield gettext_noop("容错审查"), list(_weighings(case))
    yield gettext_noop("处理建议"), list(_proposal(case, names))
    yield gettext_noop("局党组的决定"), list(_decision(case, names))
    yield gettext_noop("不予问责"), list(_dropped(case))
    yield gettext_noop("整改"), list(_corrections(case, names))
    yield gettext_noop("复核和申诉"), list(_remedies(case))
    yield gettext_noop("反馈"), list(_feedback(case))


def _recusals(case: Case, names: Mapping[int, str]) -> Iterator[Written]:
    for one in Recusal.objects.filter(case=case).order_by("at", "uid"):
        title = gettext_noop("有利害关系，回避") if one.interest else gettext_noop("没有利害关系")
        yield Written(title, one.at, names.get(one.staff_id, ""), one.relation)


def _records(case: Case, names: Mapping[int, str]) -> Iterator[Written]:
    for one in Record.objects.filter(case=case).order_by("at", "uid"):
        yield Written(METHODS[one.method], one.held_on, names.get(one.by_id, ""), one.text)


def _statements(case: Case, names: Mapping[int, str]) -> Iterator[Written]:
    for one in Statement.objects.filter(case=case).order_by("at", "uid"):
        yield Written(STATEMENTS[one.kind], one.on, names.get(case.person_id, ""), one.text)


def _weighings(case: Case) -> Iterator[Written]:
    rows = list(Weighing.objects.filter(case=case).order_by("ground")) if case.weighed_at else []
    for one in rows:
        assert case.weighed_at is not None
        words = {"ground": Reason(GROUNDS[one.ground]), "holds": Reason(HOLDS if one.holds else HOLDS_NOT)}
        yield Written(Reason(WEIGHED, params=words), case.weighed_at, "", one.reason)
    if rows and case.weighed_at:
        yield Written(gettext_noop("审查意见"), case.weighed_at, "", case.opinion)


def _proposal(case: Case, names: Mapping[int, str]) -> Iterator[Written]:
    if case.proposed_at and case.state not in {State.ACCEPTED, State.TOLD, State.HEARD, State.WEIGHED}:
        by = names.get(case.proposed_by_id or 0, "")
        title = OUTCOMES[case.proposed_outcome]
        yield Written(title, case.proposed_at, by, case.proposal, (case.proposal_basis,))


def _decision(case: Case, names: Mapping[int, str]) -> Iterator[Written]:
    if case.decided_at and case.meeting_on:
        held = Reason(gettext_noop("会议日期：%(day)s"), params={"day": case.meeting_on})
        gone = (gettext_noop("经复核或者申诉，决定已经撤销"),) if case.revoked else ()
        by = names.get(case.decided_by_id or 0, "")
        yield Written(
            OUTCOMES[case.outcome], case.decided_at, by, case.decision, (held, case.decision_basis, *gone)
        )


def _dropped(case: Case) -> Iterator[Written]:
    if case.dropped_at:
        yield Written(gettext_noop("不属实，不予问责，不计入个人考核"), case.dropped_at, "", case.why_dropped)


def _corrections(case: Case, names: Mapping[int, str]) -> Iterator[Written]:
    for one in Correction.objects.filter(case=case).order_by("due", "uid"):
        until = Reason(gettext_noop("期限：%(day)s"), params={"day": one.due})
        said = (
            (Reason(gettext_noop("本人报告：%(text)s"), params={"text": one.report}),) if one.report else ()
        )
        looked = (Reason(gettext_noop("查验：%(text)s"), params={"text": one.note}),) if one.note else ()
        title = gettext_noop("整改措施，已查验合格") if one.checked_at else gettext_noop("整改措施")
        by = names.get(one.checked_by_id or 0, "")
        yield Written(title, one.checked_at or one.since, by, one.measure, (until, *said, *looked))


def _remedies(case: Case) -> Iterator[Written]:
    for one in Remedy.objects.filter(case=case).order_by("asked_at", "uid"):
        answered = (REVIEWED[one.result], one.answer) if one.result else (gettext_noop("还没有结果"),)
        yield Written(REMEDIES[one.kind], one.asked_at, "", one.text, answered)


def _feedback(case: Case) -> Iterator[Written]:
    if case.fed_back_at:
        yield Written(gettext_noop("已向反映问题的一方反馈"), case.fed_back_at, "", case.feedback)
