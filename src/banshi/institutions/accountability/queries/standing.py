"""Who is what to a lead or a case at this moment.

One that does not exist and one that the reader may not know of cost the same questions (decision 0013).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from banshi.institutions.accountability.models import Case, Lead, Recusal
from banshi.institutions.accountability.rules.access import About, Part, Stand, excluded, parts
from banshi.institutions.accountability.rules.steps import DECIDING, State
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation.models import Post, Staff
from banshi.kernel.organisation.people import stood_in_for
from banshi.kernel.organisation.standing import LEADING, RECEIVING, SECRETARY, Person
from banshi.lib import clock


@dataclass(frozen=True, slots=True)
class House:
    """The bureau today: `people` with whom they stand in for, `alone` without, `active` who works here now."""

    people: Mapping[int, Person]
    alone: Mapping[int, Person]
    active: frozenset[int]

    def with_roles(self, roles: Collection[str]) -> list[int]:
        """The active colleagues who hold one of these roles themselves."""
        return sorted(one for one in self.active if self.alone[one].roles & set(roles))

    def stand(self, about: About) -> Stand:
        """Who is left to receive and to decide."""
        return Stand(
            unreceived=self._none_free(RECEIVING, about), unheaded=self._none_free({SECRETARY}, about)
        )

    def receivers(self, about: About) -> list[int]:
        """Who receives it: the offices that may know of it, or the leaders when none may."""
        return self._free(LEADING if self.stand(about).unreceived else RECEIVING, about)

    def deciders(self, about: About) -> list[int]:
        """Who records what the party group decides: the secretary, or a leader when none may."""
        return self._free(LEADING if self.stand(about).unheaded else {SECRETARY}, about)

    def _free(self, roles: Collection[str], about: About) -> list[int]:
        return [one for one in self.with_roles(roles) if excluded(self.people[one], about) is None]

    def clear(self, about: About) -> list[int]:
        """The active colleagues whom nothing excludes, and who are not the person."""
        return [
            one
            for one in sorted(self.active)
            if one != about.person and excluded(self.people[one], about) is None
        ]

    def _none_free(self, roles: Collection[str], about: About) -> bool:
        return not self._free(roles, about)


def house() -> House:
    """Everybody today, former colleagues included: they may be named (12-02)."""
    today = clock.today()
    rows = list(Staff.objects.order_by("pk").values_list("pk", "section_id", "is_active"))
    homes = {pk: home for pk, home, _active in rows}
    held: dict[int, set[tuple[str, int]]] = defaultdict(set)
    posts = Post.objects.filter(first__lte=today).filter(Q(last=None) | Q(last__gte=today))
    for staff, role, section in posts.order_by("id").values_list("staff_id", "role", "section_id"):
        held[staff].add((role, section))
    standing_in = stood_in_for(today)

    def as_one(own: int, ids: set[int]) -> Person:
        posts = frozenset(post for each in ids for post in held[each])
        return Person(own, frozenset(ids), posts, frozenset(homes[each] for each in ids))

    return House(
        people={one: as_one(one, {one, *standing_in[one]}) for one in homes},
        alone={one: as_one(one, {one}) for one in homes},
        active=frozenset(pk for pk, _home, active in rows if active),
    )


def of_lead(lead: Lead, at_home: House) -> About:
    """Whom a lead names and whom it is closed to."""
    return About(
        named=_named(at_home, lead.handler_id, lead.supervisor_id),
        section=lead.section_id,
        closed_to=frozenset(lead.closed_to),
    )


def of_case(case: Case, at_home: House, interested: Iterable[int]) -> About:
    """Whom a case names and who is concerned with it; `case.lead` is at hand."""
    lead = case.lead
    return About(
        named=_named(at_home, case.person_id, case.supervisor_id, lead.handler_id, lead.supervisor_id),
        section=lead.section_id,
        closed_to=frozenset(lead.closed_to),
        interested=frozenset(interested),
        person=case.person_id,
        told=case.told_at is not None,
        investigator=case.investigator_id,
        deciding=State(case.state) in DECIDING,
    )


def about(case: Case, at_home: House) -> About:
    """Whom one case is about, with the interests declared so far."""
    return of_case(case, at_home, _interested([case.pk])[case.pk])


def parts_in_leads(actor: Actor, rows: Iterable[Lead], at_home: House) -> dict[UUID, frozenset[Part]]:
    """What the actor is to each of these leads; those they may not know of are left out."""
    person = _me(actor, at_home)
    found = {}
    for lead in rows:
        one = of_lead(lead, at_home)
        if held := parts(person, one, at_home.stand(one)):
            found[lead.pk] = held
    return found


def parts_in_cases(actor: Actor, rows: Collection[Case], at_home: House) -> dict[UUID, frozenset[Part]]:
    """What the actor is to each of these cases; those they may not know of are left out."""
    person, interested = _me(actor, at_home), _interested([row.pk for row in rows])
    found = {}
    for case in rows:
        one = of_case(case, at_home, interested[case.pk])
        if held := parts(person, one, at_home.stand(one)):
            found[case.pk] = held
    return found


def leads_of(actor: Actor, rows: QuerySet[Lead]) -> list[Lead]:
    """Of these leads, the ones that the actor may know of."""
    found = list(rows)
    held = parts_in_leads(actor, found, house())
    return [row for row in found if row.pk in held]


def _me(actor: Actor, at_home: House) -> Person:
    """The actor with the powers of this very moment; nobody in particular for citizens and the system."""
    known = at_home.people.get(actor.staff_id or 0)
    if known is None or actor.staff_id not in at_home.active:
        return Person(0, frozenset(), frozenset(), frozenset())
    return known


def _named(at_home: House, *staff: int | None) -> tuple[Person, ...]:
    """The named with their own posts only, not those of whom they stand in for."""
    return tuple(at_home.alone[one] for one in dict.fromkeys(staff) if one is not None)


def _interested(keys: Collection[UUID]) -> dict[UUID, set[int]]:
    found: dict[UUID, set[int]] = defaultdict(set)
    rows = Recusal.objects.filter(case__in=keys, interest=True).order_by("at", "uid")
    for key, staff in rows.values_list("case_id", "staff_id"):
        found[key].add(staff)
    return found
