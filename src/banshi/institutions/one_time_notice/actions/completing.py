"""材料: checked, put right on the spot, asked for in one notice, supplied (06-03-2, 07-03)."""

import datetime as dt
from collections.abc import Mapping, Sequence

from banshi.institutions.one_time_notice.actions.failing import note_second_notice
from banshi.institutions.one_time_notice.models import SupplementNotice
from banshi.institutions.one_time_notice.queries.telling import (
    papers_of,
)
from banshi.institutions.one_time_notice.rules import completing as rules
from banshi.kernel.cases.actions import locked, record, set_materials
from banshi.kernel.cases.facts import (
    CorrectedOnSpot,
    MaterialsChecked,
    NotCorrected,
    SupplementAsked,
    SupplementSupplied,
)
from banshi.kernel.cases.models import Case
from banshi.kernel.cases.queries import card_of
from banshi.kernel.cases.sides import acting
from banshi.kernel.cases.stream import stream
from banshi.kernel.catalogue import queries as catalogue
from banshi.kernel.clocks.actions import refresh
from banshi.kernel.documents.actions import issue
from banshi.kernel.documents.models import Document
from banshi.kernel.documents.papers import facts_by
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.notifications.actions import send_many
from banshi.kernel.notifications.addressing import to_party
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.regulations.citation import Citation
from banshi.lib import clock
from banshi.lib.results import require


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
    """Record that wrong papers were put right at the window, with the record W26. Returns its id."""
    case = locked(case_id, version, "corrected_on_spot")
    permit(actor, "check_materials", card_of(case).relation)
    papers = papers_of(case.pk)
    require(rules.correction(papers, materials))
    chosen = [paper for paper in papers if paper.seq in materials]
    document = _spot_paper(case, chosen, "", actor)
    set_materials(case, present=materials, wrong={})
    fact = CorrectedOnSpot(materials=tuple(materials), document=document.pk)
    record(case, fact, actor=actor, cites=cites)
    return document.pk


@act("decline_correction", "06-03-2")
def decline_correction(
    *,
    case_id: int,
    version: int | None,
    materials: Sequence[int],
    reason: str,
    actor: Actor,
    cites: tuple[Citation, ...],
) -> int:
    """Record why wrong papers cannot be put right at the window (W26); the one notice follows. Returns its id."""
    case = locked(case_id, version, "not_corrected")
    permit(actor, "check_materials", card_of(case).relation)
    papers = papers_of(case.pk)
    require(rules.no_correction(papers, materials, reason=reason))
    document = _spot_paper(case, [p for p in papers if p.seq in materials], reason.strip(), actor)
    fact = NotCorrected(materials=tuple(materials), document=document.pk)
    record(case, fact, actor=actor, cites=cites)
    return document.pk


def _spot_paper(case: Case, papers: Sequence[rules.Paper], reason: str, actor: Actor) -> Document:
    lines = [{"name": paper.name, "problem": paper.problem} for paper in papers]
    return issue(
        kind="W26",
        stream=stream(case.pk),
        addressee_masked=case.party_masked,
        data=facts_by(case, actor) | {"corrections": lines, "done_at": clock.now(), "not_because": reason},
        issued_by=actor.ref,
    )


@act("ask_supplement", "06-03-2", "06-07", "09-03-2")
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
    asked = record(case, fact, actor=actor, cites=cites)
    if again:
        note_second_notice(case, asked.seq)
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
        data=facts_by(case, actor)
        | {"gaps": _gap_lines(case, gaps), "supply_until": until, "again_reason": again_reason},
        issued_by=actor.ref,
    )


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


@act("supply", "06-03-2")
def supply(
    *,
    case_id: int,
    version: int | None,
    materials: Sequence[int],
    channel: str,
    actor: Actor,
    cites: tuple[Citation, ...],
    power: int | None = None,
) -> int:
    """Log papers supplied after the notice, by an applicant or by an agent (`power`). Returns the case id."""
    case = locked(case_id, version, "supplement_supplied")
    require(acting(case, power, catalogue.spec(case.item_version_id), "06-03-2"))
    require(rules.listing([p.seq for p in papers_of(case.pk)], present=materials, wrong=()))
    if not actor.for_citizen:
        permit(actor, "check_materials", card_of(case).relation)
        set_materials(case, present=materials, wrong={})
    fact = SupplementSupplied(materials=tuple(materials), channel=channel, power=power)
    record(case, fact, actor=actor, cites=cites)
    refresh(case)
    return case.pk
