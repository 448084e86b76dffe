"""承诺没有兑现: the case ends by itself, its paper is queued, the breach is reported, all at once (04-12, 04-13)."""

from collections.abc import Sequence
from dataclasses import dataclass

from banshi.institutions.provisional_acceptance.models import Commitment, IntegrityRecord, RecordState
from banshi.institutions.provisional_acceptance.queries import offers, promises, records
from banshi.institutions.provisional_acceptance.rules import register, supplying
from banshi.kernel.cases.actions import locked, record_all
from banshi.kernel.cases.facts import Fact, Terminated
from banshi.kernel.cases.models import Case, MaterialStatus
from banshi.kernel.cases.stream import stream
from banshi.kernel.clocks.actions import refresh
from banshi.kernel.documents.actions import issue
from banshi.kernel.documents.models import Document
from banshi.kernel.documents.papers import facts_by, remedies
from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.notifications.actions import send_many
from banshi.kernel.notifications.addressing import to_party, to_staff
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.people import holders
from banshi.kernel.regulations.citation import Citation, cite
from banshi.lib import clock
from banshi.lib.results import require


@dataclass(frozen=True, slots=True)
class Broken:
    """A commitment that was not kept; `way` is "not_supplied" or "not_acceptable"."""

    case: Case
    row: Commitment
    way: str


@act("terminate", "04-12", "04-13", many=True)
def terminate(*, case_id: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """End the case of a commitment whose time has run out. Returns the case id.

    Raises `Refused` when the papers came after all: of two at the same moment the first to lock the case wins.
    """
    case = locked(case_id, None, "terminated")
    row = Commitment.objects.get(case=case, accepted_at__isnull=False)
    broken = supplying.lapse(promises.promise(row), promises.pieces_as_ruled(row), now=clock.now())
    require(broken)
    break_off(Broken(case, row, broken.reasons[0].field), actor)
    return case.pk


def break_off(broken: Broken, actor: Actor, before: Sequence[tuple[Fact, tuple[Citation, ...]]] = ()) -> None:
    """Terminate with W12, report with W13, and tell those concerned; `before` is recorded first."""
    case, row = broken.case, broken.row
    row.broken_at = clock.now()
    row.save(update_fields=["broken_at"])
    gaps = supplying.outstanding(row.gaps, promises.pieces_as_ruled(row))
    breach = _report(broken, gaps, actor)
    closing = _closing_paper(broken, gaps, actor)
    fact = Terminated(reason=broken.way, document=closing.pk, commitment=row.pk, gaps=gaps, record=breach.pk)
    record_all(case, [*before, (fact, cite("04-12"))], actor=actor)
    entry = {"case": case.pk, "commitment": row.pk, "bar_until": breach.bar_until.isoformat()}
    append([NewEntry(f"integrity:{breach.pk}", "integrity_reported", cite("04-13"), entry)], actor=actor)
    refresh(case)
    section = organisation.section(case.section_id)
    handlers = [case.handler_id] if case.handler_id else []
    send_many(
        [
            to_party(case, section, "terminated", until=promises.promise(row).until),
            *to_staff(case, handlers, "terminated_staff"),
            *to_staff(case, holders("approvals"), "integrity_reported"),
        ]
    )


def _report(broken: Broken, gaps: tuple[int, ...], actor: Actor) -> IntegrityRecord:
    case, row = broken.case, broken.row
    last = promises.promise(row).until
    years = offers.bar_years(case.received_at.astimezone(clock.BEIJING).date())
    breach = IntegrityRecord.objects.create(
        party_id=case.party_id,
        commitment=row,
        case=case,
        breached_on=last,
        bar_until=register.bar_ends(last, years),
        way=broken.way,
        state=RecordState.REPORTED,
        reported_at=clock.now(),
    )
    breach.report = issue(
        kind="W13",
        stream=f"integrity:{breach.pk}",
        addressee_masked=case.party_masked,
        data=facts_by(case, actor) | {"breach": records.breach_facts(breach, gaps)},
        issued_by=actor.ref,
    )
    breach.save(update_fields=["report"])
    return breach


def _closing_paper(broken: Broken, gaps: tuple[int, ...], actor: Actor) -> Document:
    case = broken.case
    rows = list(case.materials.order_by("seq").values_list("seq", "name", "status"))
    names = {seq: name for seq, name, _status in rows}
    returned = [name for _seq, name, status in rows if status != MaterialStatus.MISSING]
    termination = {
        "way": broken.way,
        "until": promises.promise(broken.row).until,
        "missing": [names[seq] for seq in gaps],
        "on": clock.today(),
        "returned": returned,
    }
    return issue(
        kind="W12",
        stream=stream(case.pk),
        addressee_masked=case.party_masked,
        data=facts_by(case, actor)
        | {"termination": termination, "remedies": remedies(electronic=case.electronic)},
        issued_by=actor.ref,
    )
