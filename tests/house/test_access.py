"""The permission table against the page that the bureau reads: every role × act × relation, and planted faults."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

import pytest
from django.urls import get_resolver

from banshi.institutions.complaints.rules import access
from banshi.institutions.complaints.rules.access import About, Part
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation import permissions
from banshi.kernel.organisation.models import Role
from banshi.kernel.organisation.permissions import ANY, OWN, SECTION, Relation
from banshi.kernel.organisation.standing import Person
from banshi.kernel.regulations import registry
from banshi.lib.results import NotPermitted
from tests.addresses import routes
from tests.house import expected, predicates
from tests.house.test_routes import guard

pytestmark = pytest.mark.pure
HERE, THERE, ME, SOMEBODY, ELSE = 1, 2, 7, 8, 9
WRITTEN = expected.kernel()


@dataclass(frozen=True, slots=True)
class Standing:
    """What a record is to somebody, and which reaches open it; `stands_for` whom they stand in for."""

    relation: Relation | None
    open_to: frozenset[str]
    stands_for: tuple[int, ...] = ()


def _opened(*reaches: str) -> frozenset[str]:
    return frozenset(reaches)


ALL, NONE = _opened(ANY, SECTION, OWN), _opened()
STANDINGS = {
    "somewhere at all": Standing(None, ALL),
    "own": Standing(Relation(HERE, ME), ALL),
    "own section": Standing(Relation(HERE, SOMEBODY), _opened(ANY, SECTION)),
    "own section, nobody's yet": Standing(Relation(HERE), _opened(ANY, SECTION)),
    "other section": Standing(Relation(THERE, SOMEBODY), _opened(ANY)),
    "assigned, in another section": Standing(Relation(THERE, ME), _opened(ANY)),
    "of no section": Standing(Relation(), _opened(ANY)),
    "recused": Standing(Relation(HERE, ME, (ME,)), NONE),
    "recused, and standing in": Standing(Relation(HERE, SOMEBODY, (ME,)), NONE, (SOMEBODY,)),
    "standing in for the handler": Standing(Relation(HERE, SOMEBODY), ALL, (SOMEBODY,)),
    "standing in for the recused": Standing(Relation(HERE, SOMEBODY, (SOMEBODY,)), ALL, (SOMEBODY,)),
    "a colleague recused": Standing(Relation(HERE, ELSE, (SOMEBODY,)), _opened(ANY, SECTION)),
    "standing in, other section": Standing(Relation(THERE, SOMEBODY), _opened(ANY), (SOMEBODY,)),
}


def differences(
    table: Mapping[str, Mapping[str, str]], acts: frozenset[str] | None = None
) -> Iterator[tuple[str, str, str]]:
    """The cells in which `may`, `require` and `reach` differ from the written table."""
    for act in acts or table.keys():
        for role in Role.values:
            written = table[act].get(role)
            for name, standing in STANDINGS.items():
                actor = Actor(f"staff:{ME}", frozenset({(role, HERE)}), "", standing.stands_for)
                if not _agrees(actor, act, standing, written in standing.open_to):
                    yield act, role, name
            sections = None if written == ANY else frozenset({HERE} if written else ())
            if permissions.reach(Actor(f"staff:{ME}", frozenset({(role, HERE)})), act) != sections:
                yield act, role, "reach"


def _agrees(actor: Actor, act: str, standing: Standing, opens: bool) -> bool:
    recused = standing.relation is not None and actor.staff_id in standing.relation.recused
    try:
        permissions.require(actor, act, standing.relation)
        required = True
    except NotPermitted as refused:
        required = False
        if (refused.articles == ("09-08",)) is not recused:
            return False
    return permissions.may(actor, act, standing.relation) is required is opens


def test_the_page_and_the_product_know_the_same_acts():
    assert set(WRITTEN) == set(permissions.TABLE)
    assert set(expected.complaint()) == set(access.TABLE)
    assert set(expected.ROLES.values()) == set(Role.values)


def test_every_article_of_the_page_exists():
    assert expected.articles() <= set(registry.articles())


def test_every_address_is_guarded_by_an_act_of_the_page():
    declared = {guard(view) for _path, view in routes(get_resolver())}
    written_too = {getattr(view, "cls", None) for _path, view in routes(get_resolver())}
    declared |= {getattr(cls, "write_guard", "") or "public" for cls in written_too}
    assert declared - {"public", "key"} <= set(WRITTEN)


# What opens without an account, besides the citizens' own pages: each one on purpose.
OPEN_AT_THE_DESK = {
    "desk/calendar/<str:token>.ics",
    "desk/login/",
    "desk/login/second/",
    "desk/login/sso/",
    "desk/login/sso/back/",
    "desk/logout/",
    "desk/logout/done/",
}


def test_at_the_desk_nothing_is_open_but_the_door():
    opened = {path for path, view in routes(get_resolver()) if guard(view) == "public"}
    assert {path for path in opened if path.startswith("desk/")} == OPEN_AT_THE_DESK


@pytest.mark.parametrize("act", sorted(permissions.TABLE))
def test_every_cell_is_what_the_page_says(act):
    assert list(differences(WRITTEN, frozenset({act}))) == []


@pytest.mark.parametrize("act", sorted(permissions.TABLE))
def test_two_posts_open_what_one_of_them_opens_and_nothing_more(act):
    for one, other in combinations(Role.values, 2):
        both = Actor(f"staff:{ME}", frozenset({(one, HERE), (other, THERE)}))
        for relation in (
            Relation(HERE, ME),
            Relation(THERE, ME),
            Relation(HERE, SOMEBODY),
            Relation(ELSE, ME),
        ):
            each = [Actor(f"staff:{ME}", frozenset({post})) for post in both.posts]
            assert permissions.may(both, act, relation) == any(
                permissions.may(actor, act, relation) for actor in each
            )


@pytest.mark.parametrize("act", sorted(access.TABLE))
@pytest.mark.parametrize("part", sorted(Part))
def test_every_cell_of_a_complaint_is_what_the_page_says(act, part):
    assert access.may(frozenset({part}), act) == (part in expected.complaint()[act])


@pytest.mark.parametrize("role", sorted(Role.values))
def test_the_subject_of_a_complaint_and_who_stands_in_for_them_hold_no_part_of_it_whatever_their_post(role):
    subject = Person(ME, frozenset({ME}), frozenset({(role, HERE)}), frozenset({HERE}))
    deputy = Person(SOMEBODY, frozenset({SOMEBODY, ME}), frozenset({(role, THERE)}), frozenset({THERE}))
    for calls in (True, False):
        about = About((subject,), frozenset(), frozenset(), ME, SOMEBODY, calls)
        for person in (subject, deputy):
            assert access.parts(person, about, unreceived=calls) == frozenset()


# --- planted faults ---------------------------------------------------------------------------------------------

REACHES = (None, ANY, SECTION, OWN)


@pytest.mark.parametrize("act", sorted(permissions.TABLE))
def test_a_cell_dropped_widened_narrowed_or_added_is_noticed(act, monkeypatch):
    sound = permissions.TABLE[act]
    missed = []
    for role in Role.values:
        for reach in REACHES:
            if reach == sound.get(role):
                continue
            row = {key: value for key, value in sound.items() if key != role} | (
                {role: reach} if reach else {}
            )
            monkeypatch.setattr(permissions, "TABLE", {act: row})
            if next(differences(WRITTEN, frozenset({act})), None) is None:
                missed.append((role, reach))
    assert missed == []


PREDICATES = [
    (permissions, "may"),
    (permissions, "reach"),
    (permissions, "require"),
    (Relation, "bars"),
]
# Changes that mean the same; each with its reason.
SAME = {
    # Of the own section, a reach that is not `own` has been let in one line before.
    ("may", "reach == OWN → True"),
}
SAMPLE = frozenset({"decide", "claim", "see_work", "assign"})


@pytest.mark.parametrize(("holder", "name"), PREDICATES, ids=[name for _holder, name in PREDICATES])
def test_a_predicate_negated_or_dropped_is_noticed(holder, name):
    missed = []
    for what, tree in predicates.mutants(getattr(holder, name)):
        with predicates.planted(holder, permissions, name, tree):
            if not _noticed():
                missed.append((name, what))
    assert [one for one in missed if one not in SAME] == []


def _noticed() -> bool:
    try:
        return next(differences(WRITTEN, SAMPLE), None) is not None
    except Exception:
        return True
