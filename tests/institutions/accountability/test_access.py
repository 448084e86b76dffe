"""Who may know of a lead or a case, cell by cell: role × relation × act, and requests with swapped ids."""

import datetime as dt
import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from banshi.institutions.accountability.actions import leads, working
from banshi.institutions.accountability.models import Case, Lead
from banshi.institutions.accountability.queries import lines, standing
from banshi.institutions.accountability.rules import access
from banshi.institutions.accountability.rules.access import (
    About,
    Exclusion,
    Part,
    Stand,
    excluded,
    may,
    parts,
)
from banshi.institutions.accountability.rules.steps import ARTICLES, STATES
from banshi.institutions.accountability.staff.acts import OWN, STEPS
from banshi.kernel.organisation.models import Deputy, Role
from banshi.kernel.organisation.standing import Person
from banshi.lib.results import NotPermitted, Refused
from tests.institutions.accountability.lives import Life
from tests.people import COLLEAGUES

HERE, THERE, ELSEWHERE = 1, 2, 3
ME, SOMEBODY, NAMED = 7, 8, 9


def person(*posts, ids=(), own=ME, home=ELSEWHERE):
    return Person(own, frozenset({own, *ids}), frozenset(posts), frozenset({home}))


def named(*posts, home=HERE):
    return person(*posts, own=NAMED, home=home)


EXCLUSIONS = [
    ("the person named", person(own=NAMED), About((named(),)), Exclusion.NAMED),
    ("who stands in for them", person(ids=(NAMED,)), About((named(),)), "named"),
    ("who may not know of the source", person(), About(closed_to=frozenset({ME})), Exclusion.CLOSED),
    (
        "whose absent colleague may not",
        person(ids=(SOMEBODY,)),
        About(closed_to=frozenset({SOMEBODY})),
        "closed",
    ),
    ("who has an interest", person(), About(interested=frozenset({ME})), Exclusion.INTEREST),
    ("the head of the named", person(("head", HERE)), About((named(),)), Exclusion.LINE),
    ("somebody below a named head", person(("handler", HERE)), About((named(("head", HERE)),)), "line"),
    ("a leader at home below a named head", person(("leader", HERE)), About((named(("head", HERE)),)), None),
    ("a head of another section", person(("head", THERE)), About((named(),)), None),
    (
        "the office of the named",
        person(("party_office", HERE)),
        About((named(("party_office", HERE)),)),
        "office",
    ),
    ("the other office", person(("office", THERE)), About((named(("party_office", HERE)),)), None),
    ("the office where it happened", person(("office", HERE)), About(section=HERE), Exclusion.OFFICE),
    ("the machines", person(("administrator", THERE), ("party_office", THERE)), About(), Exclusion.MACHINES),
    ("nobody in particular", person(("clerk", THERE)), About((named(),)), None),
]


@pytest.mark.pure
@pytest.mark.parametrize(
    ("who", "about", "why"), [row[1:] for row in EXCLUSIONS], ids=[r[0] for r in EXCLUSIONS]
)
def test_who_may_not_know_of_it(who, about, why):
    assert excluded(who, about) == why
    everything = About(
        about.named, about.section, about.closed_to, about.interested, None, True, who.own, True
    )
    assert why is None or parts(who, everything, Stand(True, True)) == set()


RELATIONS = {
    "stranger": About(),
    "investigator": About(investigator=ME),
    "deciding": About(deciding=True),
    "named": About((person(own=ME),), investigator=ME, deciding=True, person=ME),
    "told": About((person(own=ME),), investigator=ME, deciding=True, person=ME, told=True),
    "interested": About(interested=frozenset({ME}), investigator=ME, deciding=True),
}


def expected(role, relation, act):
    """Written by hand beside the table: the words of the institution, not its code."""
    own = act in {"see_own", "state", "waive", "object", "report_correction"}
    if own or relation in {"named", "told", "interested"} or role in {"administrator", "security", "audit"}:
        return own and relation == "told"
    receives = role in {"party_office", "office"}
    investigates = relation == "investigator"
    deciding = relation == "deciding"
    decides = role == "party_secretary" and deciding
    leads_bureau = role in {"leader", "party_secretary"} and deciding
    if act in {"record", "tell", "hear", "weigh", "propose"}:
        return investigates
    if act in {"decide", "send_back", "review"}:
        return decides
    if act in {"see", "declare"}:
        return receives or investigates or leads_bureau
    return receives or (act == "recuse" and decides)


@pytest.mark.pure
@pytest.mark.parametrize("act", sorted(access.TABLE))
@pytest.mark.parametrize("role", sorted(Role.values))
def test_every_cell_of_the_room_is_open_or_closed_as_written(act, role):
    for relation, about in RELATIONS.items():
        held = parts(person((role, THERE)), about)
        assert may(held, act) == expected(role, relation, act), relation


@pytest.mark.pure
def test_who_is_left_when_an_office_or_the_secretary_is_named():
    leader = person(("leader", THERE))
    about = About(deciding=True)
    assert parts(leader, about) == {Part.LEADER}
    assert parts(leader, about, Stand(unheaded=True)) == {Part.LEADER, Part.DECIDER}
    assert parts(leader, About(), Stand(unreceived=True)) == {Part.RECEIVER}
    both = person(("party_secretary", THERE))
    assert Part.DECIDER not in parts(both, About(investigator=ME, deciding=True))


@pytest.mark.pure
def test_every_step_with_a_page_has_its_row_in_every_table():
    others = {"see", "see_own", "see_lead", "dismiss", "accept"}
    assert STEPS.keys() | OWN.keys() | others == access.TABLE.keys()
    assert STEPS.keys() | OWN.keys() == STATES.keys()
    assert STATES.keys() | {"dismiss", "accept"} == ARTICLES.keys()


@pytest.fixture
def life(cast):
    """蒋廉 sent a lead about 李强 (head 赵敏); 何静 investigates; 李强 is told; the proposal waits."""
    return Life(cast).before_decision()


def desk_of(cast, name):
    client = Client()
    client.force_login(cast.staff(name))
    return client


def comparable(answer):
    """The answer without tokens and the key that was asked for."""
    body = re.sub(rb'value="[\w-]{40,}"|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}', b"", answer.content)
    return answer.status_code, body


def addresses(uid, lead):
    for name in ("accountability_lead", "accept_lead", "dismiss_lead"):
        yield reverse(f"workbench:{name}", args=[lead])
    yield reverse("workbench:accountability_case", args=[uid])
    yield reverse("workbench:accountability_own", args=[uid])
    yield reverse("workbench:accountability_paper", args=[uid, 123456789012345])
    yield reverse("workbench:accountability_own_paper", args=[uid, 123456789012345])
    yield from (reverse("workbench:accountability_act", args=[uid, act]) for act in [*STEPS, "no-such-step"])
    yield from (
        reverse("workbench:accountability_own_act", args=[uid, act]) for act in [*OWN, "no-such-step"]
    )


WORKS = {"彭燕", "沈远", "何静", "陈局", "龚书"}


@pytest.mark.django_db
@pytest.mark.parametrize("name", [one.name_zh for one in COLLEAGUES])
def test_requests_with_swapped_ids_open_nothing(cast, life, name):
    client = desk_of(cast, name)
    for real, none in zip(addresses(life.uid, life.lead), addresses(uuid4(), uuid4()), strict=True):
        for method in (client.get, client.post):
            theirs, nothing = method(real), method(none)
            assert nothing.status_code in {404, 405}, none
            if name in WORKS or (name == "李强" and "/mine/" in real):
                assert theirs.status_code in {200, 403, 404, 405, 422}, real
            else:
                assert comparable(theirs) == comparable(nothing), real
    page = client.get(reverse("workbench:accountability"), {"folder": "work"}).content.decode()
    assert (name in WORKS) == (life.case.number in page)
    mine = client.get(reverse("workbench:accountability_mine")).content.decode()
    assert (name == "李强") == (life.case.number in mine)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["李强", "赵敏", "周明", "王芳", "蒋廉"])
def test_a_page_is_not_the_permission_the_act_asks_again(cast, life, name):
    with pytest.raises((Case.DoesNotExist, NotPermitted)):
        life.decided(by=name)
    with pytest.raises((Case.DoesNotExist, NotPermitted)):
        life.dropped(by=name)


@pytest.mark.django_db
def test_the_person_sees_nothing_before_being_told_and_their_deputy_never(cast):
    life = Life(cast).working()
    own = reverse("workbench:accountability_own", args=[life.uid])
    assert desk_of(cast, "李强").get(own).status_code == 404
    life.told()
    page = desk_of(cast, "李强").get(own)
    assert page.status_code == 200
    assert "没有在承诺期限内办结" in page.content.decode()
    assert (
        desk_of(cast, "李强").get(reverse("workbench:accountability_case", args=[life.uid])).status_code
        == 404
    )
    day = dt.date(2026, 11, 23)
    Deputy.objects.create(
        absent=cast.staff("李强"), deputy=cast.staff("何静"), first=day, last=day, reason="年休假"
    )
    assert desk_of(cast, "何静").get(own).status_code == 404
    assert not standing.parts_in_cases(cast.actor("何静"), [life.case], standing.house())


@pytest.mark.django_db
def test_the_decision_shows_to_the_person_only_when_handed_over(cast, life):
    life.decided()
    own = reverse("workbench:accountability_own", args=[life.uid])
    assert "给予批评教育" not in desk_of(cast, "李强").get(own).content.decode()
    life.notified()
    assert "给予批评教育" in desk_of(cast, "李强").get(own).content.decode()


@pytest.mark.django_db
def test_an_interest_shuts_out_at_once_and_the_office_sees_that_another_is_needed(cast):
    life = Life(cast).accepted()
    working.declare(uid=life.uid, interest=True, relation="大学同学", actor=cast.actor("何静"))
    with pytest.raises(Case.DoesNotExist):
        life.recorded()
    page = desk_of(cast, "彭燕").get(reverse("workbench:accountability_case", args=[life.uid]))
    assert "请另定承办人" in page.content.decode()
    with pytest.raises(Refused, match="有关系"):
        working.assign(uid=life.uid, investigator_id=cast.staff_id("赵敏"), actor=cast.actor("彭燕"))
    working.assign(uid=life.uid, investigator_id=cast.staff_id("冯涛"), actor=cast.actor("彭燕"))


@pytest.mark.django_db
def test_nobody_investigates_who_is_named_or_stands_in_for_them(cast):
    life = Life(cast)
    for name in ("李强", "赵敏", "周明"):
        with pytest.raises(Refused, match="有关系"):
            life.accepted(investigator=name)


@pytest.mark.django_db
def test_if_the_party_office_is_named_the_office_handles_and_the_reverse(cast):
    against = Life(cast, "彭燕")
    assert lines.waiting_leads(cast.actor("彭燕")) == []
    with pytest.raises(Lead.DoesNotExist):
        leads.dismiss(uid=against.lead, reason="没有", actor=cast.actor("彭燕"))
    against.accepted(by="沈远")
    other = Life(cast, "沈远")
    assert other.lead not in {one.uid for one in lines.waiting_leads(cast.actor("沈远"))}
    other.accepted(by="彭燕", investigator="吴导")


@pytest.mark.django_db
def test_if_the_secretary_is_named_a_leader_records_the_decision(cast):
    life = Life(cast, "龚书").before_decision()
    with pytest.raises(NotPermitted):
        life.decided(by="龚书")
    life.decided(by="陈局")
    assert life.case.decided_by_id == cast.staff_id("陈局")


@pytest.mark.django_db
def test_a_leader_sees_for_the_decision_only_and_does_not_decide(cast):
    life = Life(cast).working().told().stated().weighed()
    for name in ("陈局", "龚书"):
        assert not standing.parts_in_cases(cast.actor(name), [life.case], standing.house())
    life.proposed()
    with pytest.raises(NotPermitted):
        life.decided(by="陈局")


@pytest.mark.django_db
def test_the_administrator_reads_none_but_their_own(cast, life):
    own = Life(cast, "周明").working().told()
    client = desk_of(cast, "周明")
    assert client.get(reverse("workbench:accountability_case", args=[life.uid])).status_code == 404
    assert client.get(reverse("workbench:accountability_own", args=[own.uid])).status_code == 200
