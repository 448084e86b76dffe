"""Taking over the open cases of a former register, with the dates and limits they have there (07-01, 07-03)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from banshi.kernel.cases.actions import Opening, open_case, record
from banshi.kernel.cases.facts_of_adoption import TakenOver
from banshi.kernel.cases.former import KEY, FormerCase, FormerRegister
from banshi.kernel.cases.models import Channel, MaterialStatus
from banshi.kernel.cases.stream import Recorded
from banshi.kernel.clocks.actions import refresh
from banshi.kernel.clocks.fold import Standing, limits_of, standings
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.ledger.models import DoneOnce
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.parties.actions import enter_party
from banshi.kernel.regulations.citation import Citation
from banshi.kernel.regulations.registry import parameter
from banshi.kernel.workdays.queries import table
from banshi.lib import clock
from banshi.lib.results import Reason, Refused, gettext_noop

FLAWED = gettext_noop("文件里有 %(count)s 处有错，一件也没有导入。请先改正再导入。")
NOTHING_NEW = gettext_noop("文件里的办件都已经导入过，没有需要导入的。")
NOON = dt.time(12)


@dataclass(frozen=True, slots=True)
class Expected:
    """A case that would be taken over, by when it is due (None: provisional), and whether that is past."""

    row: int
    old_number: str
    item: str
    section: str
    due: dt.date | None
    late: bool


@dataclass(frozen=True, slots=True)
class TakenCase:
    """A case that was taken over: the number it had, the number it has, by when it is due (None: provisional)."""

    case_id: int
    old_number: str
    number: str
    due: dt.date | None


def expected(register: FormerRegister) -> tuple[Expected, ...]:
    """What taking over would give, for whoever has to confirm it; writes nothing."""
    days, now = table(), clock.now()
    found = []
    for case in register.cases:
        event = Recorded(1, now, "", "", (), _fact(case, party_id=0))
        due = _settled(standings([event], days, parameter))
        late = due is not None and due < now.date()
        found.append(
            Expected(case.row, case.old_number, case.version.spec.name_zh, case.section.name_zh, due, late)
        )
    return tuple(found)


@act("take_over_cases", "07-01", "07-03", many=True)
def take_over(*, register: FormerRegister, actor: Actor, cites: tuple[Citation, ...]) -> Sequence[TakenCase]:
    """Take over all cases of a file, or none; those taken over before are left alone. Raises `Refused`."""
    permit(actor, "import_cases")
    if register.flaws:
        raise Refused(Reason(FLAWED, ("07-03",), "file", {"count": len(register.flaws)}))
    if not register.cases:
        raise Refused(Reason(NOTHING_NEW, ("07-03",), "file"))
    return [_take(case, actor, cites) for case in register.cases]


def _take(given: FormerCase, actor: Actor, cites: tuple[Citation, ...]) -> TakenCase:
    party, spec = enter_party(given.entry, trusted=True), given.version.spec
    # What was accepted was complete; of the rest this house has seen nothing yet.
    status = MaterialStatus.PRESENT if given.accepted_on else MaterialStatus.MISSING
    case = open_case(
        Opening(
            given.version.id,
            spec,
            given.section.id,
            party,
            given.entry.phone,
            Channel.COUNTER,
            {material.seq: status.value for material in spec.materials},
            {},
        )
    )
    event = record(
        case,
        _fact(given, party_id=party.pk),
        actor=actor,
        cites=cites,
        received_at=dt.datetime.combine(given.received_on, NOON, clock.BEIJING),
        accepted_on=given.accepted_on,
        handler_id=given.handler_id,
    )
    found = refresh(case, [event])
    DoneOnce.objects.create(key=KEY % given.old_number, act="take_over_cases", at=clock.now(), answer=case.pk)
    return TakenCase(case.pk, given.old_number, case.number, _settled(found))


def _settled(found: Mapping[str, Standing]) -> dt.date | None:
    """The governing due date; None where it depends on a calendar that is not published."""
    dates = [standing.reckoned.date for standing in found.values() if standing.running]
    return None if None in dates else min((day for day in dates if day is not None), default=None)


def _fact(case: FormerCase, *, party_id: int) -> TakenOver:
    limits = limits_of(case.version.spec)
    return TakenOver(
        channel=Channel.COUNTER.value,
        item_version=case.version.id,
        party=party_id,
        old_number=case.old_number,
        received_on=case.received_on,
        accepted_on=case.accepted_on,
        statutory=limits["statutory"],
        promised=limits["promised"],
    )
