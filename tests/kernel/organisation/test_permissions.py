"""The permission table, cell by cell, and deputies."""

import datetime as dt

import pytest

from banshi.kernel.ledger.acts import CITIZEN, SYSTEM, Actor
from banshi.kernel.organisation.models import Deputy, Role
from banshi.kernel.organisation.permissions import ANY, OWN, SECTION, TABLE, Relation, may, require
from banshi.lib.results import NotPermitted

HERE, THERE, ME, SOMEBODY = 1, 2, 7, 8
RELATIONS = {
    "my case in my section": (Relation(HERE, ME), {ANY, SECTION, OWN}),
    "a colleague's case in my section": (Relation(HERE, SOMEBODY), {ANY, SECTION}),
    "another section's case": (Relation(THERE, SOMEBODY), {ANY}),
    "my old case in another section": (Relation(THERE, ME), {ANY}),
}


@pytest.mark.pure
@pytest.mark.parametrize("act", sorted(TABLE))
@pytest.mark.parametrize("role", sorted(Role.values))
@pytest.mark.parametrize("where", sorted(RELATIONS))
def test_every_cell_is_open_or_closed_as_the_table_says(act, role, where):
    relation, reaches = RELATIONS[where]
    actor = Actor(f"staff:{ME}", posts=frozenset({(role, HERE)}))
    assert may(actor, act, relation) == (TABLE[act].get(role) in reaches)


@pytest.mark.pure
@pytest.mark.parametrize("actor", [CITIZEN, SYSTEM, Actor("staff:7")])
@pytest.mark.parametrize("act", sorted(TABLE))
def test_without_a_post_nothing_is_open(actor, act):
    assert not may(actor, act)
    with pytest.raises(NotPermitted):
        require(actor, act, Relation(HERE, ME))


@pytest.mark.pure
def test_the_table_names_only_roles_and_relations_that_exist():
    assert {role for row in TABLE.values() for role in row} <= set(Role.values)
    assert {reach for row in TABLE.values() for reach in row.values()} <= {ANY, SECTION, OWN}


@pytest.mark.django_db
def test_a_deputy_holds_the_powers_for_the_dated_period_only_and_the_ledger_names_both(cast, at):
    absent, deputy = cast.staff("李强"), cast.staff("何静")
    Deputy.objects.create(
        absent=absent, deputy=deputy, first=dt.date(2026, 11, 24), last=dt.date(2026, 11, 25), reason="年休假"
    )
    lis_case = Relation(cast.sections["SHZZ"], absent.pk)
    seen = {}
    for day in ("2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26"):
        with at(day):
            actor = cast.actor("何静")
            seen[day] = (may(actor, "decide", lis_case), actor.behalf)
    behalf = f"staff:{absent.pk}"
    assert list(seen.values()) == [(False, ""), (True, behalf), (True, behalf), (False, "")]


@pytest.mark.pure
@pytest.mark.parametrize("act", sorted(TABLE))
@pytest.mark.parametrize("role", sorted(Role.values))
def test_a_declared_interest_closes_every_cell_whoever_one_stands_in_for(act, role):
    mine = Relation(HERE, ME, recused=(ME,))
    deputy = Actor(f"staff:{ME}", posts=frozenset({(role, HERE)}), stands_for=(SOMEBODY,))
    assert not may(deputy, act, mine)
    with pytest.raises(NotPermitted) as refused:
        require(deputy, act, mine)
    assert refused.value.articles == ("09-08",)


@pytest.mark.pure
@pytest.mark.parametrize("act", sorted(TABLE))
def test_who_stands_in_for_a_recused_colleague_is_not_recused_by_that(act):
    theirs = Relation(HERE, SOMEBODY, recused=(SOMEBODY,))
    deputy = Actor(f"staff:{ME}", posts=frozenset({("head", HERE)}), stands_for=(SOMEBODY,))
    # The handler's own acts are open too: the deputy holds the powers of the one they stand in for.
    assert may(deputy, act, theirs) == ("head" in TABLE[act])
