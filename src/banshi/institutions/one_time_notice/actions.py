"""Acts of 一次性告知: answering, the one supplement notice, corrections, special procedures."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from banshi.institutions.one_time_notice import rules
from banshi.institutions.one_time_notice.models import Enquiry, Procedure, SupplementNotice
from banshi.institutions.one_time_notice.queries import (
    CompleteNotice,
    complete_notice,
    notice_data,
    papers_of,
    procedures,
)
from banshi.institutions.one_time_notice.rules import Announcement, Duty
from banshi.kernel.cases.actions import locked, record, set_materials
from banshi.kernel.cases.facts import (
    CorrectedOnSpot,
    MaterialsChecked,
    ProcedureEnded,
    ProcedureStarted,
    SupplementAsked,
    SupplementSupplied,
    Told,
)
from banshi.kernel.cases.models import Case
from banshi.kernel.cases.queries import card_of, timeline
from banshi.kernel.cases.stream import stream
from banshi.kernel.catalogue import queries as catalogue
from banshi.kernel.clocks.actions import refresh
from banshi.kernel.clocks.fold import standings
from banshi.kernel.clocks.reckoning import Pause, due
from banshi.kernel.clocks.words import due_words
from banshi.kernel.documents.actions import issue
from banshi.kernel.documents.models import Document
from banshi.kernel.documents.papers import case_facts
from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.notifications.actions import Notice, send_many
from banshi.kernel.notifications.addressing import to_party
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.regulations.citation import Citation, cite
from banshi.kernel.regulations.registry import parameter
from banshi.kernel.workdays.queries import table
from banshi.lib import clock
from banshi.lib.results import require


@dataclass(frozen=True, slots=True)
class Answer:
    """How an enquiry is answered: which duty, about which item, in which form, through which channel."""

    duty: Duty
    item_code: str
    written: bool
    channel: str
    competent_authority: str = ""
    phone: str = ""


@act("tell", "06-03", "06-04", "06-07")
def tell(*, answer: Answer, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Answer an enquiry on the record; a written answer is the complete notice W01, after a call W02.

    Whoever left a telephone number also gets it as a text message. Returns the enquiry's id.
    """
    permit(actor, "tell")
    decision = require(
        rules.telling(answer.duty, written=answer.written, competent_authority=answer.competent_authority)
    )
    notice = complete_notice(answer.item_code) if answer.item_code else None
    enquiry = Enquiry.objects.create(
        duty=answer.duty,
        item_version_id=notice.version.id if notice else None,
        written=answer.written,
        channel=answer.channel,
        competent_authority=answer.competent_authority,
        phone=answer.phone,
        staff_id=actor.officer,
        at=clock.now(),
    )
    name = f"enquiry:{enquiry.pk}"
    if answer.written and notice:
        enquiry.document = _written_answer(answer, notice, name, actor)
        enquiry.save(update_fields=["document"])
    entry = _entry_of(enquiry, name, (*cites, *cite(*decision.articles)))
    append([entry], actor=actor)
    if answer.phone and enquiry.document and notice:
        send_many([_message(answer, notice, enquiry.document)])
    return enquiry.pk


def _entry_of(enquiry: Enquiry, stream_name: str, cites: Sequence[Citation]) -> NewEntry:
    fact = Told(
        item_version=enquiry.item_version_id,
        duty=enquiry.duty,
        form="written" if enquiry.written else "oral",
        channel=enquiry.channel,
        document=enquiry.document_id,
    )
    return NewEntry(stream_name, fact.kind, tuple(dict.fromkeys(cites)), fact.payload())


def _message(answer: Answer, notice: CompleteNotice, document: Document) -> Notice:
    """The notice as a text message: where all of it can be read, and under which number it was issued."""
    page = settings.BUREAU["public_url"].rstrip("/") + reverse("portal:guide", args=[answer.item_code])
    return Notice(
        channel="sms",
        to=answer.phone,
        template_key="told",
        params={
            "item": notice.version.spec.name_zh,
            "number": document.number,
            "page": page,
            "phone": notice.section.phone,
        },
        stream=document.stream,
    )


def _written_answer(answer: Answer, notice: CompleteNotice, stream_name: str, actor: Actor) -> Document:
    data = notice_data(notice) | {"officer": organisation.officer_name(actor)}
    kind = "W01"
    if answer.duty is Duty.TELEPHONE:
        kind = "W02"
        days = parameter("06-03-2", "law_limit_working_days", clock.today())
        data |= {
            "applicant": "来电咨询人",
            "called_at": clock.now(),
            "acceptance_time": f"材料齐全的，当场受理；需要补正的，当场或者{days}个工作日内一次告知。",
        }
    return issue(kind=kind, stream=stream_name, addressee_masked="", data=data, issued_by=actor.ref)


@act("check_materials", "06-03-2", "07-03")
def check_materials(
    *,
    case_id: int,
    version: int | None,
    present: Sequence[int],
    wrong: Mapping[int, str],
    actor: Actor,
    cites: tuple[Citation, ...],
) -> int:
    """Tick what is in order and note what is wrong with the rest. Returns the case id."""
    case = locked(case_id, version, "materials_checked")
    permit(actor, "check_materials", card_of(case).relation)
    require(rules.listing([p.seq for p in papers_of(case.pk)], present=present, wrong=wrong))
    set_materials(case, present=present, wrong=wrong)
    record(case, MaterialsChecked(present=tuple(present), wrong=tuple(wrong)), actor=actor, cites=cites)
    return case.pk


@act("correct_on_spot", "06-03-2")
def correct_on_spot(
    *, case_id: int, version: int | None, materials: Sequence[int], actor: Actor, cites: tuple[Citation, ...]
) -> int:
    """Record that wrong papers were put right at the window. Returns the case id."""
    case = locked(case_id, version, "corrected_on_spot")
    permit(actor, "check_materials", card_of(case).relation)
    require(rules.correction(papers_of(case.pk), materials))
    set_materials(case, present=materials, wrong={})
    record(case, CorrectedOnSpot(materials=tuple(materials)), actor=actor, cites=cites)
    return case.pk


@act("ask_supplement", "06-03-2", "06-07")
def ask_supplement(
    *,
    case_id: int,
    version: int | None,
    until: dt.date | None,
    actor: Actor,
    cites: tuple[Citation, ...],
    head_reason: str = "",
) -> int:
    """Give the one notice W04 that lists every gap. Returns the document's id."""
    case = locked(case_id, version, "supplement_asked")
    again = SupplementNotice.objects.filter(case=case).exists()
    permit(
        actor,
        "allow_second_supplement" if again and head_reason else "ask_supplement",
        card_of(case).relation,
    )
    papers = papers_of(case.pk)
    require(
        rules.supplement(
            papers, until=until, today=clock.today(), asked_before=again, head_reason=head_reason
        )
    )
    assert until is not None
    gaps = rules.gaps(papers)
    reason = head_reason.strip() if again else ""
    document = _supplement_paper(case, gaps, until, reason, actor)
    SupplementNotice.objects.create(
        case=case, document=document, until=until, again=again, head_reason=reason
    )
    fact = SupplementAsked(document=document.pk, gaps=tuple(p.seq for p in gaps), until=until, again=again)
    record(case, fact, actor=actor, cites=cites)
    refresh(case)
    section = organisation.section(case.section_id)
    send_many([to_party(case, section, "supplement_asked", count=len(gaps), until=until)])
    return document.pk


def _supplement_paper(
    case: Case, gaps: Sequence[rules.Paper], until: dt.date, again_reason: str, actor: Actor
) -> Document:
    return issue(
        kind="W04",
        stream=stream(case.pk),
        addressee_masked=case.party_masked,
        data=_facts(case, actor)
        | {"gaps": _gap_lines(case, gaps), "supply_until": until, "again_reason": again_reason},
        issued_by=actor.ref,
    )


@act("supply", "06-03-2")
def supply(
    *,
    case_id: int,
    version: int | None,
    materials: Sequence[int],
    channel: str,
    actor: Actor,
    cites: tuple[Citation, ...],
) -> int:
    """Log papers the applicant supplied after the notice. Returns the case id."""
    case = locked(case_id, version, "supplement_supplied")
    require(rules.listing([p.seq for p in papers_of(case.pk)], present=materials, wrong=()))
    if actor.staff_id is not None:
        permit(actor, "check_materials", card_of(case).relation)
        set_materials(case, present=materials, wrong={})
    record(case, SupplementSupplied(materials=tuple(materials), channel=channel), actor=actor, cites=cites)
    refresh(case)
    return case.pk


@act("start_procedure", "06-05", "06-05-2", "06-07")
def start_procedure(
    *, case_id: int, version: int | None, announced: Announcement, actor: Actor, cites: tuple[Citation, ...]
) -> int:
    """Stop the clock for a listed procedure, with its notice W21. Returns the document's id."""
    case = locked(case_id, version, "procedure_started")
    permit(actor, "start_procedure", card_of(case).relation)
    opened = case.received_at.astimezone(clock.BEIJING).date()
    own = _by_law_of_item(case)
    statutory = own | set(_listed("statutory_kinds", opened))
    require(
        rules.procedure(
            announced,
            today=clock.today(),
            listed=own | set(_listed("kinds", opened)),
            running=[(p.first, p.last) for p in procedures(case.pk)],
        )
    )
    stops = rules.stopped_clocks(announced.kind, statutory)
    assert announced.first is not None
    assert announced.last is not None
    pause = Pause(announced.first, announced.last)
    document = _procedure_paper(case, announced, pause, stops, actor)
    row = _announce(case, announced, pause, document)
    fact = ProcedureStarted(
        procedure=row.pk,
        procedure_kind=row.kind,
        first=row.first,
        last=row.last,
        stops=stops,
        document=document.pk,
    )
    record(case, fact, actor=actor, cites=cites)
    refresh(case)
    section = organisation.section(case.section_id)
    told = {"time": row.time, "place": row.place, "first": row.first, "last": row.last}
    send_many([to_party(case, section, "procedure_started", procedure=row.get_kind_display(), **told)])
    return document.pk


def _announce(case: Case, announced: Announcement, pause: Pause, document: Document) -> Procedure:
    return Procedure.objects.create(
        case=case,
        kind=announced.kind,
        place=announced.place,
        time=announced.time,
        first=pause.first,
        last=pause.last,
        document=document,
    )


def _procedure_paper(
    case: Case, announced: Announcement, pause: Pause, stops: Sequence[str], actor: Actor
) -> Document:
    procedure = {
        "kind": announced.kind,
        "place": announced.place,
        "time": announced.time,
        "first": pause.first,
        "last": pause.last,
        "days": (pause.last - pause.first).days + 1,
        "stops_statutory": "statutory" in stops,
    }
    return issue(
        kind="W21",
        stream=stream(case.pk),
        addressee_masked=case.party_masked,
        data=_facts(case, actor) | {"procedure": procedure} | _dues_with(case, pause, stops),
        issued_by=actor.ref,
    )


def _dues_with(case: Case, pause: Pause, stops: Sequence[str]) -> dict[str, str]:
    """Both due dates in words as they will be with one more pause."""
    days = table()
    found = standings(timeline(case.pk), days, parameter)
    dues = {}
    for name in ("statutory", "promised"):
        r = found[name].reckoned
        pauses = (*r.pauses, pause) if name in stops else r.pauses
        dues[f"{name}_due"] = due_words(due(r.start, r.limit, days, pauses, r.extension))
    return dues


@act("end_procedure", "06-05-2", "07-03")
def end_procedure(
    *, case_id: int, version: int | None, procedure_id: int, actor: Actor, cites: tuple[Citation, ...]
) -> int:
    """End a special procedure today, earlier than announced: the clock runs again tomorrow. Returns the case id."""
    case = locked(case_id, version, "procedure_ended")
    permit(actor, "end_procedure", card_of(case).relation)
    row = Procedure.objects.get(pk=procedure_id, case=case)
    today = clock.today()
    require(rules.early_end(first=row.first, last=row.last, today=today))
    row.last = today
    row.save(update_fields=["last"])
    record(case, ProcedureEnded(procedure=row.pk, last=today), actor=actor, cites=cites)
    refresh(case)
    return case.pk


def _facts(case: Case, actor: Actor) -> dict[str, object]:
    section = organisation.section(case.section_id)
    return case_facts(case, section, officer=organisation.officer_name(actor))


def _gap_lines(case: Case, gaps: Sequence[rules.Paper]) -> list[dict[str, str]]:
    filling = {m.seq: m.filling for m in catalogue.spec(case.item_version_id).materials}
    return [
        {
            "name": gap.name,
            "problem": gap.problem if gap.status == "wrong" else "",
            "how": filling.get(gap.seq, ""),
        }
        for gap in gaps
    ]


def _by_law_of_item(case: Case) -> set[str]:
    """Procedures 06-05-2 does not list, such as a public notice, whose days the item's own law excludes."""
    procedures = catalogue.spec(case.item_version_id).special_procedures
    return {p.kind for p in procedures if p.excluded_from_limit and p.basis}


def _listed(name: str, day: dt.date) -> Sequence[str]:
    kinds = parameter("06-05-2", name, day)
    assert isinstance(kinds, Sequence)
    return kinds
