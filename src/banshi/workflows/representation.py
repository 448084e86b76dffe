"""申请人一方: powers of attorney recorded later, taking back, by all who applied or by their agents."""

from collections.abc import Mapping
from dataclasses import asdict

from banshi.kernel.cases.actions import locked, record
from banshi.kernel.cases.facts import PowerRecorded, Withdrawn
from banshi.kernel.cases.models import Case, Channel
from banshi.kernel.cases.queries import card_of
from banshi.kernel.cases.sides import acting, add_power, applicants_of, powers_of
from banshi.kernel.catalogue import queries as catalogue
from banshi.kernel.clocks.actions import refresh
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.parties import agency
from banshi.kernel.regulations.citation import Citation
from banshi.lib.results import require
from banshi.workflows.intake import Agency

# party id → the power under which an agent speaks for that applicant, or None for the applicant in person
Said = Mapping[int, int | None]


@act("record_power", "06-03-2")
def record_power(
    *,
    case_id: int,
    version: int | None,
    principal_id: int,
    given: Agency,
    actor: Actor,
    cites: tuple[Citation, ...],
) -> int:
    """An applicant gives an agent a power of attorney for this case. Returns the number of the power."""
    case = locked(case_id, version, "power_recorded")
    permit(actor, "record_power", card_of(case).relation)
    spec = catalogue.spec(case.item_version_id)
    row = add_power(case, principal_id, asdict(given), spec, trusted=True)
    power = row.power
    fact = PowerRecorded(
        power=row.pk,
        principal=power.principal_id,
        agent=power.agent_id,
        first=power.first,
        last=power.last,
    )
    record(case, fact, actor=actor, cites=cites, agent_id=power.agent_id)
    return row.pk


@act("withdraw", "07-03")
def withdraw(
    *,
    case_id: int,
    version: int | None,
    channel: str,
    actor: Actor,
    cites: tuple[Citation, ...],
    said: Said | None = None,
) -> int:
    """All who applied take the application back, in person or by agents; all clocks stop. Returns the case id.

    `said` names who agreed and how; left out, the one applicant did so in person.
    """
    case = locked(case_id, version, "withdrawn")
    if not actor.for_citizen:
        permit(actor, "withdraw", card_of(case).relation)
    agreeing = _agreeing(case, said, channel)
    powers = tuple(power for power in agreeing.values() if power is not None)
    fact = Withdrawn(channel=channel, applicants=tuple(sorted(agreeing)), powers=powers)
    record(case, fact, actor=actor, cites=cites)
    refresh(case)
    return case.pk


def _agreeing(case: Case, said: Said | None, channel: str) -> Said:
    """Who agreed, judged: everybody, each in person or by an agent who holds that person's own power."""
    if case.applicants == 1 and not said:
        return {case.party_id: None}
    everybody = [one.id for one in applicants_of(case)]
    # Online only one of them can prove who he is.
    agreeing = {} if channel == Channel.ONLINE and len(everybody) > 1 else dict(said or {})
    require(agency.all_agree(everybody, agreeing))
    spec, held = catalogue.spec(case.item_version_id), {one.id: one.power for one in powers_of(case)}
    for power in agreeing.values():
        require(acting(case, power, spec, "07-03"))
    require(
        agency.spoken_for({party: held[by] if by is not None else None for party, by in agreeing.items()})
    )
    return {party: agreeing[party] for party in everybody}
