"""Leads: raised from what the rooms saw, entered by hand, taken up as a case or closed (12-05 to 12-07)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from banshi.institutions.accountability.actions.file import NOT_YOURS, File, tell_of_leads
from banshi.institutions.accountability.models import Case, Lead
from banshi.institutions.accountability.queries import papers, standing
from banshi.institutions.accountability.queries.supervising import Posts
from banshi.institutions.accountability.rules.access import excluded, may
from banshi.institutions.accountability.rules.causes import ARTICLES, LAPSE, chosen, entered, filled
from banshi.institutions.accountability.rules.steps import State
from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.organisation.lapses import Lapse
from banshi.kernel.organisation.models import Section, Staff
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.regulations.citation import Citation, cite
from banshi.lib import clock, ids
from banshi.lib.results import NotPermitted, Reason, Refused, gettext_noop, require

MARK, LENGTH = "WJ", 8
NOT_CLEAR = gettext_noop("这位同事与这件事有关系，或者不能办理，请另选一位。")
ANSWERED = gettext_noop("这条线索已经处理过。")


@dataclass(frozen=True, slots=True)
class EnteredLead:
    """A lead entered by hand: where from, what happened and when, where and by whom, which cause comes to mind.

    `informant`: to whom the result is to be fed back (12-06).
    """

    origin: str
    facts: str
    cause: str
    on: dt.date
    section_id: int | None = None
    handler_id: int | None = None
    informant: str = ""


@dataclass(frozen=True, slots=True)
class Taking:
    """How a lead is taken up: whom it is about, under which cause and why, and who investigates."""

    person_id: int
    cause: str
    reason: str
    investigator_id: int


def enter_lapses(lapses: Sequence[Lapse], actor: Actor, cites: tuple[Citation, ...]) -> None:
    """Write a lead for each lapse: part of the act that marks them taken up. A source that has one is left out.

    Each names who handled and who supervised on that day (12-03).
    """
    known = set(
        Lead.objects.filter(source__in=[one.source for one in lapses])
        .order_by("source")
        .values_list("source", flat=True)
    )
    posts = Posts()
    rows = [_of_lapse(one, posts) for one in lapses if one.source not in known]
    Lead.objects.bulk_create(rows)
    append(
        [NewEntry(row.ledger, "lead_raised", cites, {"origin": LAPSE}) for row in rows],
        actor=actor,
        begins=True,
    )
    tell_of_leads(rows, f"leads:{clock.today()}")


@act("enter_lead", "12-05", "12-06")
def enter(*, told: EnteredLead, actor: Actor, cites: tuple[Citation, ...]) -> str:
    """Enter a lead from superiors, supervision or a complaint. Returns its uid (hex)."""
    permit(actor, "raise_lead")
    require(entered(origin=told.origin, facts=told.facts, cause=told.cause))
    _require_known(told)
    if told.on > clock.today():
        raise Refused(Reason(gettext_noop("日期不能晚于今天。"), ("12-05",), "on"))
    row = Lead(
        origin=told.origin,
        articles=["12-05"],
        on=told.on,
        section_id=told.section_id or _home(told.handler_id),
        handler_id=told.handler_id,
        supervisor_id=Posts().supervisor_of(told.handler_id, told.section_id, told.on),
        facts=told.facts.strip(),
        informant=told.informant.strip(),
        cause=told.cause,
        raised_by_id=actor.officer,
        raised_at=clock.now(),
    )
    row.source = f"hand:{row.pk.hex}"
    row.save()
    append([NewEntry(row.ledger, "enter_lead", cites, {"origin": told.origin})], actor=actor, begins=True)
    tell_of_leads([row])
    return row.pk.hex


@act("dismiss_lead", "12-06", "12-04")
def dismiss(*, uid: UUID, reason: str, actor: Actor, cites: tuple[Citation, ...]) -> None:
    """Close a lead as unfounded, with the reason: it counts for nobody."""
    lead = _opened(uid, "dismiss", actor)
    require(filled(("12-04", "12-06"), reason=reason))
    lead.dismissed_at, lead.dismissed_by_id = clock.now(), actor.officer
    lead.why_dismissed = reason.strip()
    lead.save()
    append([NewEntry(lead.ledger, "dismiss_lead", cites, {})], actor=actor)


@act("accept_lead", "12-06", "12-07", many=True)
def accept(*, uid: UUID, taking: Taking, actor: Actor, cites: tuple[Citation, ...]) -> str:
    """Take a lead up as a case about one person, under a cause that a person chose (W46-1). Returns the case's hex.

    Whoever else was responsible is named on the sheet; a case about them is taken up from the same lead.
    """
    lead = _opened(uid, "accept", actor)
    require(chosen(cause=taking.cause, reason=taking.reason))
    person = Staff.objects.filter(pk=taking.person_id).first()
    if person is None:
        raise Refused(Reason(gettext_noop("请选择这一件是关于谁的。"), ("12-02",), "person"))
    if Case.objects.filter(lead=lead, person=person).exists():
        raise Refused(Reason(gettext_noop("这条线索已经就这位同事立过一件。"), ("12-05",), "person"))
    case = Case(
        number=f"{MARK}-{ids.code(LENGTH)}",
        lead=lead,
        person=person,
        supervisor_id=Posts().supervisor_of(person.pk, person.section_id, lead.on),
        cause=taking.cause,
        why_cause=taking.reason.strip(),
        state=State.ACCEPTED,
        investigator_id=taking.investigator_id,
        accepted_by_id=actor.officer,
        accepted_at=clock.now(),
    )
    _require_clear(case, actor, taking.investigator_id)
    case.save()
    lead.accepted_at = lead.accepted_at or clock.now()
    lead.save(update_fields=["accepted_at"])
    append([NewEntry(lead.ledger, "lead_accepted", cites, {})], actor=actor)
    file = File(case, actor, (*cites, *cite(ARTICLES[taking.cause])))
    paper = file.issue(papers.LEAD, papers.lead_sheet(case))
    file.tell([taking.investigator_id], "accountability_yours")
    file.note("accept_lead", document=paper.pk)
    return case.pk.hex


def _of_lapse(lapse: Lapse, posts: Posts) -> Lead:
    return Lead(
        source=lapse.source,
        origin=LAPSE,
        kind=lapse.kind,
        articles=list(lapse.articles),
        on=lapse.on,
        section_id=lapse.section_id,
        handler_id=lapse.handler_id,
        supervisor_id=posts.supervisor_of(lapse.handler_id, lapse.section_id, lapse.on),
        stream=lapse.stream,
        seq=lapse.seq,
        closed_to=sorted(lapse.closed_to),
        raised_at=clock.now(),
    )


def _opened(uid: UUID, name: str, actor: Actor) -> Lead:
    """The lead, locked, for this act; raises as `File.opened` does.

    A lead that was taken up may be taken up again, for somebody else who was responsible (12-03).
    """
    rows = list(Lead.objects.select_for_update().filter(pk=uid).order_by("pk"))
    held = standing.parts_in_leads(actor, rows, standing.house())
    if not held:
        raise Lead.DoesNotExist
    if not may(held[uid], name):
        raise NotPermitted(Reason(NOT_YOURS, ("12-06",)))
    lead = rows[0]
    if lead.dismissed_at or (lead.accepted_at and name == "dismiss"):
        raise Refused(Reason(ANSWERED, ("12-06",)))
    return lead


def _require_clear(case: Case, actor: Actor, investigator_id: int) -> None:
    """Nobody takes up or investigates their own case, nor one they are named in (12-06)."""
    house = standing.house()
    about = standing.of_case(case, house, ())
    me = house.people[actor.officer]
    if excluded(me, about) is not None:
        raise Refused(Reason(gettext_noop("这一件与您有关系，请由另一个部门受理。"), ("12-06",), "person"))
    if investigator_id not in house.clear(about):
        raise Refused(Reason(NOT_CLEAR, ("12-06",), "investigator"))


def _require_known(told: EnteredLead) -> None:
    if told.handler_id is not None and not Staff.objects.filter(pk=told.handler_id).exists():
        raise Refused(Reason(gettext_noop("请选择一位同事。"), ("12-02",), "handler"))
    if told.section_id is not None and not Section.objects.filter(pk=told.section_id).exists():
        raise Refused(Reason(gettext_noop("请选择一个科室。"), ("12-05",), "section"))
    if told.handler_id is None and told.section_id is None:
        raise Refused(Reason(gettext_noop("请写明是哪位同事，或者哪个科室。"), ("12-02",), "handler"))


def _home(staff_id: int | None) -> int | None:
    return Staff.objects.filter(pk=staff_id or 0).values_list("section_id", flat=True).first()
