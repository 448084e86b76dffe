"""Who is what to a complaint at this moment.

A complaint that does not exist and one that the reader may not know of cost the same questions to the
database, so that not even the time of the answer tells them apart (10-05, 10-06).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from banshi.institutions.complaints.models import Accused, Complaint, Recusal, Review
from banshi.institutions.complaints.rules.access import About, Part, excluded, parts
from banshi.institutions.complaints.rules.steps import GRAVE, State
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation.models import Post, Staff
from banshi.kernel.organisation.people import stood_in_for
from banshi.kernel.organisation.standing import LEADING, RECEIVING, Person
from banshi.lib import clock


def person_of(actor: Actor) -> Person:
    """The actor as the rules see them: with the posts and the home sections of whom they stand in for."""
    homes = (
        Staff.objects.filter(pk__in=[*actor.staff_ids, 0]).order_by("pk").values_list("section_id", flat=True)
    )
    return Person(actor.staff_id or 0, frozenset(actor.staff_ids), actor.posts, frozenset(homes))


def colleagues(roles: Collection[str] | None = None) -> dict[int, Person]:
    """All active colleagues today, or those who hold one of these roles, with whom they stand in for."""
    homes = dict(Staff.objects.filter(is_active=True).order_by("pk").values_list("pk", "section_id"))
    everybody = _posts(Post.objects.filter(staff__in=list(homes)))
    standing_in = stood_in_for(clock.today())
    found = {}
    for one, home in homes.items():
        ids = {one, *standing_in[one]}
        posts = frozenset(post for each in ids for post in everybody[each])
        if roles is None or any(role in roles for role, _section in everybody[one]):
            found[one] = Person(
                one, frozenset(ids), posts, frozenset({home, *(homes.get(i, home) for i in ids)})
            )
    return found


def held_by(actor: Actor, uid: UUID) -> frozenset[Part]:
    """What the actor is to the complaint; nothing for an unknown one and for who may not know of it."""
    return held_in(actor, Complaint.objects.filter(pk=uid)).get(uid, frozenset())


def held_in(actor: Actor, rows: QuerySet[Complaint]) -> dict[UUID, frozenset[Part]]:
    """What the actor is to each of these complaints; those they may not know of are left out."""
    person, found = person_of(actor), abouts(rows)
    receivers = list(colleagues(RECEIVING).values()) if person.roles & LEADING else []
    held = {
        uid: parts(person, about, unreceived=bool(person.roles & LEADING) and unreceived(about, receivers))
        for uid, about in found.items()
    }
    return {uid: mine for uid, mine in held.items() if mine}


def unreceived(about: About, receivers: Iterable[Person]) -> bool:
    """Whether nobody of the receiving offices may know of the complaint."""
    return all(excluded(one, about) is not None for one in receivers)


def about(uid: UUID) -> About:
    """Whom one complaint is about; nobody for an unknown one."""
    return abouts(Complaint.objects.filter(pk=uid)).get(uid, About())


def abouts(rows: QuerySet[Complaint]) -> dict[UUID, About]:
    """Whom each of these complaints is about and who is concerned with it: the same few queries for any number."""
    keys = rows.order_by().values("uid")
    columns = ("uid", "severity", "state", "investigator_id")
    complaints = list(rows.order_by("received_at", "uid").values_list(*columns))
    accused: dict[UUID, list[Person]] = defaultdict(list)
    sections: dict[UUID, set[int]] = defaultdict(set)
    people = _accused(keys)
    named = Accused.objects.filter(complaint__in=keys).order_by("uid")
    for key, staff, section in named.values_list("complaint_id", "staff_id", "section_id"):
        if section is not None:
            sections[key].add(section)
        elif staff in people:
            accused[key].append(people[staff])
    interested: dict[UUID, set[int]] = defaultdict(set)
    declared = Recusal.objects.filter(complaint__in=keys, interest=True).order_by("at", "uid")
    for key, staff in declared.values_list("complaint_id", "staff_id"):
        interested[key].add(staff)
    reviewers = dict(
        Review.objects.filter(complaint__in=keys, decided_at=None)
        .order_by("round")
        .values_list("complaint_id", "reviewer_id")
    )
    return {
        uid: About(
            accused=tuple(accused[uid]),
            sections=frozenset(sections[uid]),
            interested=frozenset(interested[uid]),
            investigator=investigator,
            reviewer=reviewers.get(uid),
            leaders_called=severity in GRAVE or state == State.REVIEW,
        )
        for uid, severity, state, investigator in complaints
    }


def _accused(keys: QuerySet[Complaint, Any]) -> Mapping[int, Person]:
    """The accused colleagues of these complaints as they stand today, by id."""
    chosen = Accused.objects.filter(complaint__in=keys, staff__isnull=False).order_by().values("staff_id")
    homes = dict(Staff.objects.filter(pk__in=chosen).order_by("pk").values_list("pk", "section_id"))
    posts = _posts(Post.objects.filter(staff__in=chosen))
    return {
        one: Person(one, frozenset({one}), frozenset(posts[one]), frozenset({home}))
        for one, home in homes.items()
    }


def _posts(rows: QuerySet[Post]) -> dict[int, set[tuple[str, int]]]:
    today = clock.today()
    held: dict[int, set[tuple[str, int]]] = defaultdict(set)
    current = rows.filter(first__lte=today).filter(Q(last=None) | Q(last__gte=today))
    for staff, role, section in current.order_by("id").values_list("staff_id", "role", "section_id"):
        held[staff].add((role, section))
    return held


def accused_colleagues(uid: UUID) -> list[int]:
    """The ids of the colleagues whom a complaint names, as settled by the office."""
    rows = Accused.objects.filter(complaint=uid, staff__isnull=False, guessed=False).order_by("uid")
    return [one for one in rows.values_list("staff_id", flat=True) if one is not None]
