"""Opening a case, locking it, and recording facts on it. Called inside acts of rooms and workflows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from banshi.kernel.cases import life
from banshi.kernel.cases.fact import Fact
from banshi.kernel.cases.life import State
from banshi.kernel.cases.models import Case, CaseMaterial, MaterialStatus
from banshi.kernel.cases.numbers import next_number
from banshi.kernel.cases.stream import Recorded, recorded, stream
from banshi.kernel.catalogue.schema import ItemSpec
from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation.people import holders
from banshi.kernel.organisation.permissions import RECUSED
from banshi.kernel.parties.models import Party
from banshi.kernel.regulations.citation import Citation
from banshi.kernel.vault.digests import digest
from banshi.lib import clock, ids
from banshi.lib.results import NotPermitted, Reason, Stale, gettext_noop, require


@dataclass(frozen=True, slots=True)
class Opening:
    """What is known when papers come in: item, section, party, channel, and the state of each paper."""

    item_version_id: int
    spec: ItemSpec
    section_id: int
    party: Party
    phone: str
    channel: str
    materials: Mapping[int, str]
    problems: Mapping[int, str]
    agent_id: int | None = None
    electronic: bool = False
    applicants: int = 1
    masked: str = ""


def open_case(opening: Opening) -> Case:
    """Create the rows of a new case, numbered without gaps. The caller records `Received`."""
    now = clock.now()
    number = next_number(now.date())
    code = ids.code()
    case = Case.objects.create(
        number=number,
        item_version_id=opening.item_version_id,
        item_code=opening.spec.code,
        item_name=opening.spec.name_zh,
        section_id=opening.section_id,
        party=opening.party,
        party_masked=opening.masked or opening.party.masked_name,
        applicants=opening.applicants,
        agent_id=opening.agent_id,
        channel=opening.channel,
        electronic=opening.electronic,
        state=State.RECEIVED,
        phone=opening.phone,
        query_code=code,
        query_digest=digest("query-code", code),
        tail_digest=digest("phone-tail", number + opening.phone[-4:]),
        received_at=now,
    )
    CaseMaterial.objects.bulk_create(_materials(case, opening))
    return case


def _materials(case: Case, opening: Opening) -> Iterable[CaseMaterial]:
    for material in opening.spec.materials:
        yield CaseMaterial(
            case=case,
            seq=material.seq,
            name=material.name,
            principal=material.grade == "principal",
            tolerable=material.tolerable,
            status=opening.materials.get(material.seq, MaterialStatus.MISSING),
            problem=opening.problems.get(material.seq, ""),
        )


def locked(case_id: int, version: int | None, kind: str) -> Case:
    """The case, locked until the act ends, for a fact of `kind`.

    Raises `Stale` when it has moved on since `version` was shown, `Refused` when such a fact may not happen now.
    """
    case = Case.objects.select_for_update(of=("self",)).get(pk=case_id)
    unchanged(case, version)
    require(life.open_to(State(case.state), kind))
    return case


def unchanged(case: Case, version: int | None) -> None:
    """Raise `Stale` when the (locked) case has moved on since `version` was shown; None asks nothing."""
    if version is not None and version != case.version:
        raise Stale(
            Reason(
                gettext_noop(
                    "这件办件刚刚被别人更新过。您填写的内容还在，请先看一下新的情况，再决定是否继续。"
                ),
                ("07-03",),
            )
        )


def record(case: Case, fact: Fact, *, actor: Actor, cites: tuple[Citation, ...], **columns: Any) -> Recorded:
    """Write one fact to the case's stream and move its state; `columns` are further indexed values.

    Raises `Refused` when the fact may not happen in the case's state, `NotPermitted` for a colleague with a
    declared interest in it (09-08).
    """
    return record_all(case, [(fact, cites)], actor=actor, **columns)[0]


def record_all(
    case: Case, happened: Sequence[tuple[Fact, tuple[Citation, ...]]], *, actor: Actor, **columns: Any
) -> list[Recorded]:
    """Write facts that happen together, each under its articles, in order; otherwise like `record`."""
    begins = happened[0][0].kind in life.BEGINNINGS
    if actor.staff_id in case.recused and happened[0][0].kind != "recused":
        raise NotPermitted(Reason(RECUSED, ("09-08",)))
    for fact, _ in happened:
        _move(case, fact)
    for name, value in columns.items():
        setattr(case, name, value)
    new = [NewEntry(stream(case.pk), fact.kind, cites, fact.payload()) for fact, cites in happened]
    entries = append(new, actor=actor, begins=begins)
    if columns or happened[-1][0].kind not in life.BEGINNINGS:
        case.save(update_fields=["state", "version", *columns])
    return [recorded(entry) for entry in entries]


def _move(case: Case, fact: Fact) -> None:
    begins = fact.kind in life.BEGINNINGS
    if not begins:
        require(life.may_follow(State(case.state), fact))
        case.version += 1
    case.state = life.after(None if begins else State(case.state), fact) or case.state


def next_handler(case: Case) -> int | None:
    """The section's handlers in turn, but those who declared an interest; a head may assign another."""
    if case.handler_id is not None:
        return case.handler_id
    handlers = [one for one in holders("handler", case.section_id) if one not in case.recused]
    return handlers[case.pk % len(handlers)] if handlers else None


def set_materials(case: Case, *, present: Iterable[int], wrong: Mapping[int, str]) -> None:
    """Mark papers as in order or as wrong with the problem; others stay as they were."""
    present = set(present)
    rows = list(case.materials.order_by("seq"))
    for row in rows:
        if row.seq in present:
            row.status, row.problem = MaterialStatus.PRESENT, ""
        elif row.seq in wrong:
            row.status, row.problem = MaterialStatus.WRONG, wrong[row.seq]
    CaseMaterial.objects.bulk_update(rows, ["status", "problem"])
