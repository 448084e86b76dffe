"""Reading what is offered: whether provisional acceptance is open, by when papers could come."""

import datetime as dt
from collections.abc import Iterable, Sequence

from banshi.institutions.provisional_acceptance.models import (
    IntegrityRecord,
    Judgement,
    RecordState,
)
from banshi.institutions.provisional_acceptance.rules import committing, offering
from banshi.institutions.provisional_acceptance.rules.offering import Paper, Terms
from banshi.kernel.cases.models import Case, CaseMaterial
from banshi.kernel.cases.queries import CaseCard
from banshi.kernel.catalogue import queries as catalogue
from banshi.kernel.catalogue.schema import IMMEDIATE, ItemSpec
from banshi.kernel.clocks.fold import limit_of, limits_of
from banshi.kernel.clocks.reckoning import Reckoned, due
from banshi.kernel.regulations.registry import parameter
from banshi.kernel.workdays.queries import table
from banshi.lib import clock
from banshi.lib.results import Decision


def papers(case_id: int) -> tuple[Paper, ...]:
    """The demanded papers of a case; tolerable by the catalogue, or by a section's judgement (04-05-4)."""
    judged = set(Judgement.objects.filter(case_id=case_id).values_list("seq", flat=True))
    rows = CaseMaterial.objects.filter(case_id=case_id).order_by("seq")
    return tuple(Paper(m.seq, m.name, m.status, m.principal, m.tolerable or m.seq in judged) for m in rows)


def offer(case: CaseCard) -> Decision:
    """Whether provisional acceptance is open for this case now, or what forbids it and until when."""
    return offering.offer(papers(case.id), terms(catalogue.spec(case.item_version_id), case.party_id))


def offer_in(spec: ItemSpec, found: Sequence[Paper], party_id: int | None) -> Decision:
    """The same before a case is opened: for papers just ticked, and a party if it is known."""
    return offering.offer(found, terms(spec, party_id))


def terms(spec: ItemSpec, party_id: int | None) -> Terms:
    """What the item and the person allow today."""
    tolerance = spec.tolerance
    return Terms(
        exclusions=tolerance.exclusions,
        closed_because="" if tolerance.allowed else tolerance.reason or "—",
        barred_until=barred_until(party_id) if party_id else None,
        today=clock.today(),
        latest=min(day for day in (committing.bounded(promised(spec)), table().last_day) if day),
    )


def promised(spec: ItemSpec) -> Reckoned:
    """The promised due date if the case were accepted today."""
    return due(clock.today(), limit_of(limits_of(spec)["promised"]), table())


def barred_until(party_id: int) -> dt.date | None:
    """The last day on which a confirmed record bars the party from provisional acceptance; None without one (04-13)."""
    rows = IntegrityRecord.objects.filter(
        party_id=party_id, state=RecordState.CONFIRMED, bar_until__gte=clock.today()
    )
    return rows.order_by("-bar_until").values_list("bar_until", flat=True).first()


def is_declined(case_id: int, events: Iterable[object]) -> bool:
    """Whether the offer was made and not wanted, and nothing has been requested since."""
    kinds = [getattr(event, "fact").kind for event in events]  # noqa: B009
    told = [kind for kind in kinds if kind in {"provisional_declined", "commitment_requested"}]
    return bool(told) and told[-1] == "provisional_declined"


def by_hand(item_code: str) -> bool:
    """Whether the papers of an item must be signed by hand (electronic signature law 3; 04-07)."""
    return item_code in parameter("04-07", "hand_signature_items", clock.today())


def gap_lines(case: Case, found: Sequence[Paper]) -> list[dict[str, str]]:
    """The papers that come later as the notices list them: what is wrong, how to fill it in."""
    filling = {m.seq: m.filling for m in catalogue.spec(case.item_version_id).materials}
    problems = dict(case.materials.order_by("seq").values_list("seq", "problem"))
    return [
        {"name": paper.name, "problem": problems.get(paper.seq, ""), "how": filling.get(paper.seq, "")}
        for paper in found
    ]


def bar_years(on: dt.date) -> int:
    """For how many years a broken commitment bars its party (04-13)."""
    return int(parameter("04-13", "ineligible_years", on))


def usual_until(spec: ItemSpec) -> dt.date | None:
    """The date first proposed: about halfway to the promised date, a working day that leaves time to decide."""
    until = promised(spec)
    if spec.promised_limit.unit == IMMEDIATE:
        return None
    days = table()
    last = until.date if until.date and not until.provisional else days.last_day
    counted = days.between(clock.today(), last)
    return days.add(clock.today(), max(1, counted // 2)) if counted > 1 else (last if counted else None)


def least_time() -> tuple[int, int]:
    """When little time would remain to decide: the divisor of the limit, and working days (ruling R2)."""
    today = clock.today()
    return (
        int(parameter("04-06", "warn_remaining_divisor", today)),
        int(parameter("04-06", "warn_remaining_working_days", today)),
    )
