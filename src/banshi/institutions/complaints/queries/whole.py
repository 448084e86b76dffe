"""One complaint with everything its workers may see. Who complained is not in here (10-05)."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from banshi.institutions.complaints.models import (
    Accused,
    Breach,
    Complaint,
    Consent,
    Extension,
    Message,
    Opening,
    Proposal,
    Record,
    Recusal,
    Report,
    Result,
    Review,
)
from banshi.institutions.complaints.queries import lines, standing
from banshi.institutions.complaints.queries.lines import Line, OpeningLine
from banshi.institutions.complaints.queries.situation import situation
from banshi.institutions.complaints.queries.story import Happened, actors, story
from banshi.institutions.complaints.rules.access import TABLE, Part, excluded, may
from banshi.institutions.complaints.rules.intake import METHODS, OUTCOMES, REVIEW_OUTCOMES
from banshi.institutions.complaints.rules.limits import CAUSES
from banshi.institutions.complaints.rules.steps import ACCUSED_SIDE, COMPLAINANT, STATES, Situation, step
from banshi.kernel.documents.queries import DocumentCard, of_stream
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.ledger.queries import stream as entries_of
from banshi.kernel.organisation.queries import sections
from banshi.lib.results import Reason, gettext_noop

SIDE_NAMES = {COMPLAINANT: gettext_noop("投诉人"), ACCUSED_SIDE: gettext_noop("被反映的一方")}
AGREES, DECLINES = gettext_noop("%(side)s：认可"), gettext_noop("%(side)s：不认可")


@dataclass(frozen=True, slots=True)
class Written:
    """Something that was written down: what, when, by whom, the text, and short remarks."""

    title: str | Reason
    at: dt.datetime
    by: str = ""
    text: str = ""
    remarks: tuple[str | Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Whole:
    """A complaint as its page shows it."""

    line: Line
    held: frozenset[Part]
    now: Situation
    content: str
    whom: str
    case_number: str
    source: str
    accused: tuple[str, ...]
    accused_staff: tuple[int, ...]
    accused_sections: tuple[int, ...]
    guessed: bool
    investigator_gone: bool
    work: tuple[tuple[str, tuple[Written, ...]], ...]
    messages: tuple[Written, ...]
    openings: tuple[OpeningLine, ...]
    breaches: int
    papers: tuple[DocumentCard, ...]
    story: tuple[Happened, ...]

    @property
    def open_steps(self) -> list[str]:
        """The acts that the reader's part opens and that may be done now."""
        return [act for act in STATES if act in TABLE and may(self.held, act) and step(act, self.now)]


def seen(uid: UUID, actor: Actor) -> tuple[Complaint, frozenset[Part]]:
    """The complaint and what the actor is to it; raises `Complaint.DoesNotExist` for who may not know of it."""
    complaint = Complaint.objects.filter(pk=uid).first()
    held = standing.held_by(actor, uid)
    if complaint is None or not held:
        raise Complaint.DoesNotExist
    return complaint, held


def named(complaint: Complaint) -> dict[str, object]:
    """Whom it is said to be about so far, as the form that settles it shows it."""
    rows = list(Accused.objects.filter(complaint=complaint).select_related("staff").order_by("uid"))
    return {
        "accused": "\n".join(one.staff.username for one in rows if one.staff),
        "accused_sections": [one.section_id for one in rows if one.section_id is not None],
        "nobody": complaint.settled and not rows,
    }


def whole(uid: UUID, actor: Actor) -> Whole:
    """One complaint; raises `Complaint.DoesNotExist` for who may not know of it."""
    complaint, held = seen(uid, actor)
    entries = entries_of(complaint.stream)
    everybody, about = standing.colleagues(), standing.about(uid)
    investigator = everybody.get(complaint.investigator_id or 0)
    accused = list(Accused.objects.filter(complaint=complaint).order_by("uid"))
    openings = Opening.objects.filter(complaint=complaint).select_related("complaint").order_by("-at", "uid")
    names = lines.named(_people(complaint, accused, actors(entries)))
    return Whole(
        line=lines.as_lines([complaint])[0],
        held=held,
        now=situation(complaint),
        content=complaint.content,
        whom=complaint.whom,
        case_number=complaint.case_number,
        source=complaint.source,
        accused=tuple(_accused_names(accused, names)),
        accused_staff=tuple(one.staff_id for one in accused if one.staff_id is not None),
        accused_sections=tuple(one.section_id for one in accused if one.section_id is not None),
        guessed=any(one.guessed for one in accused),
        investigator_gone=complaint.investigator_id is not None
        and (investigator is None or excluded(investigator, about) is not None),
        work=tuple((title, tuple(found)) for title, found in _work(complaint, names) if found),
        messages=tuple(messages(complaint, names)),
        openings=tuple(lines.opening_lines(list(openings))),
        breaches=Breach.objects.filter(complaint=complaint).count(),
        papers=tuple(of_stream(complaint.stream)),
        story=tuple(story(entries, names)),
    )


def messages(complaint: Complaint, names: Mapping[int, str]) -> Iterator[Written]:
    """The words both ways, oldest first."""
    for one in Message.objects.filter(complaint=complaint).order_by("at", "uid"):
        title = gettext_noop("受理部门") if one.by_id else gettext_noop("投诉人")
        yield Written(title, one.at, names.get(one.by_id or 0, ""), one.text)


def _people(complaint: Complaint, accused: list[Accused], acted: set[int]) -> set[int | None]:
    shown = {one.staff_id for one in accused}
    for table, column in ((Recusal, "staff_id"), (Report, "to_id"), (Review, "reviewer_id")):
        shown |= set(table.objects.filter(complaint=complaint).order_by("uid").values_list(column, flat=True))
    return shown | acted


def _accused_names(accused: list[Accused], names: Mapping[int, str]) -> Iterator[str]:
    known = sections()
    for one in accused:
        if one.staff_id is not None:
            yield names.get(one.staff_id, "")
        elif one.section_id is not None:
            yield known[one.section_id].called


def _work(complaint: Complaint, names: Mapping[int, str]) -> Iterator[tuple[str, list[Written]]]:
    """What was written down in the course of the work, by kind."""
    yield gettext_noop("重大、紧急事项报告"), list(_reports(complaint, names))
    yield gettext_noop("回避声明"), list(_recusals(complaint, names))
    yield gettext_noop("调查记录"), list(_records(complaint, names))
    yield gettext_noop("处理建议"), list(proposals(complaint, names))
    yield gettext_noop("延期"), list(_extensions(complaint, names))
    yield gettext_noop("处理意见"), list(results(complaint, names))
    yield gettext_noop("异议和复查"), list(reviews(complaint, names))


def _reports(complaint: Complaint, names: Mapping[int, str]) -> Iterator[Written]:
    for one in Report.objects.filter(complaint=complaint).order_by("rung"):
        acted = gettext_noop("已确认") if one.acknowledged_at else gettext_noop("还没有确认")
        yield Written(gettext_noop("报告局领导"), one.at, names.get(one.to_id, ""), one.instruction, (acted,))


def _recusals(complaint: Complaint, names: Mapping[int, str]) -> Iterator[Written]:
    for one in Recusal.objects.filter(complaint=complaint).order_by("at", "uid"):
        title = gettext_noop("有利害关系，回避") if one.interest else gettext_noop("没有利害关系")
        yield Written(title, one.at, names.get(one.staff_id, ""), one.relation)


def _records(complaint: Complaint, names: Mapping[int, str]) -> Iterator[Written]:
    for one in Record.objects.filter(complaint=complaint).order_by("held_at", "uid"):
        yield Written(METHODS[one.method], one.held_at, names.get(one.by_id, ""), one.text)


def proposals(complaint: Complaint, names: Mapping[int, str]) -> Iterator[Written]:
    """The proposals with what each side said."""
    rows = list(Proposal.objects.filter(complaint=complaint).order_by("round"))
    consents = list(Consent.objects.filter(proposal__in=rows).order_by("at", "uid"))
    for row in rows:
        said: list[str | Reason] = []
        for one in consents:
            if one.proposal_id == row.pk:
                text = AGREES if one.agreed else DECLINES
                said.append(Reason(text, params={"side": Reason(SIDE_NAMES[one.side])}))
                said += [one.note] if one.note else []
        by = names.get(row.by_id, "")
        yield Written(gettext_noop("处理建议"), row.at, by, row.text, (row.basis, *said))


def _extensions(complaint: Complaint, names: Mapping[int, str]) -> Iterator[Written]:
    for one in Extension.objects.filter(complaint=complaint).order_by("at"):
        days = Reason(gettext_noop("延长 %(days)s 日"), params={"days": one.days})
        yield Written(CAUSES[one.cause], one.at, names.get(one.by_id, ""), one.reason, (days,))


def results(complaint: Complaint, names: Mapping[int, str]) -> Iterator[Written]:
    """The answers, oldest first: the newest holds."""
    title = OUTCOMES.get(complaint.outcome, gettext_noop("处理意见"))
    for one in Result.objects.filter(complaint=complaint).order_by("at", "uid"):
        yield Written(title, one.at, names.get(one.by_id, ""), one.opinion, (one.facts, one.basis))


def reviews(complaint: Complaint, names: Mapping[int, str]) -> Iterator[Written]:
    """The objections, and what became of each."""
    for one in Review.objects.filter(complaint=complaint).order_by("round"):
        outcome = REVIEW_OUTCOMES.get(one.outcome, gettext_noop("我局有误，已作说明") if one.outcome else "")
        waits = () if outcome else (gettext_noop("还没有答复"),)
        yield Written(
            gettext_noop("投诉人的异议"),
            one.asked_at,
            names.get(one.reviewer_id or 0, ""),
            one.objection,
            (*((outcome, one.text) if outcome else ()), *waits),
        )
