"""Who may know of a complaint, cell by cell, and the cases in which that changes from one moment to the next."""

import datetime as dt
import itertools
import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from banshi.entrypoints.api.recorded import examples
from banshi.entrypoints.api.v1.complaint_steps import STEP_BODIES
from banshi.institutions.complaints.actions import handling, receiving
from banshi.institutions.complaints.models import Complaint
from banshi.institutions.complaints.queries import lines, standing
from banshi.institutions.complaints.rules import access
from banshi.institutions.complaints.rules.access import About, Exclusion, Part, excluded, may, parts
from banshi.institutions.complaints.staff.acts import STEPS
from banshi.kernel.documents.models import Document
from banshi.kernel.organisation.models import ApiKey, Deputy, Post, Role
from banshi.kernel.organisation.standing import Person
from banshi.kernel.vault.digests import digest
from banshi.lib.results import NotPermitted, Refused
from tests.institutions.complaints.lives import Life
from tests.people import COLLEAGUES

HERE, THERE, ELSEWHERE = 1, 2, 3
ME, SOMEBODY, ACCUSED = 7, 8, 9


def person(*posts, ids=(ME,), home=ELSEWHERE):
    return Person(min(ids, default=0), frozenset(ids), frozenset(posts), frozenset({home}))


def accused(*posts, home=HERE):
    return person(*posts, ids=(ACCUSED,), home=home)


# Who, about whom, why they may not know of it (None: they may).
EXCLUSIONS = [
    ("the accused", person(ids=(ACCUSED,)), About((accused(),)), Exclusion.ACCUSED),
    ("a deputy of the accused", person(ids=(ME, ACCUSED)), About((accused(),)), Exclusion.ACCUSED),
    ("one of two accused", person(ids=(SOMEBODY,)), About((accused(), person(ids=(SOMEBODY,)))), "accused"),
    ("the head of the accused", person(("head", HERE)), About((accused(),)), Exclusion.LINE),
    (
        "the head of a post of the accused",
        person(("head", THERE)),
        About((accused(("handler", THERE)),)),
        "line",
    ),
    ("a head of another section", person(("head", THERE)), About((accused(),)), None),
    ("somebody below an accused head", person(("handler", HERE)), About((accused(("head", HERE)),)), "line"),
    (
        "somebody whose home is below an accused head",
        person(home=HERE),
        About((accused(("head", HERE)),)),
        "line",
    ),
    ("somebody below no head", person(("handler", THERE)), About((accused(("head", HERE)),)), None),
    ("a colleague of an accused who heads nothing", person(("handler", HERE)), About((accused(),)), None),
    ("a post in an accused section", person(("handler", HERE)), About(sections=frozenset({HERE})), "section"),
    ("a home in an accused section", person(home=HERE), About(sections=frozenset({HERE})), "section"),
    ("another section than the accused", person(home=THERE), About(sections=frozenset({HERE})), None),
    ("who declared an interest", person(), About(interested=frozenset({ME})), Exclusion.INTEREST),
    (
        "the deputy of who declared one",
        person(ids=(ME, SOMEBODY)),
        About(interested=frozenset({SOMEBODY})),
        "interest",
    ),
    (
        "the office of an accused receiver",
        person(("party_office", HERE)),
        About((accused(("party_office", HERE)),)),
        Exclusion.OFFICE,
    ),
    (
        "the other receiving office",
        person(("office", THERE)),
        About((accused(("party_office", HERE)),)),
        None,
    ),
    (
        "an accused leader",
        person(("leader", HERE), ids=(ACCUSED,)),
        About((accused(("leader", HERE)),)),
        "accused",
    ),
    ("another leader", person(("leader", HERE), home=THERE), About((accused(("leader", HERE)),)), None),
    ("the machines", person(("administrator", THERE)), About(), Exclusion.MACHINES),
    (
        "the machines with a receiver's post",
        person(("administrator", THERE), ("party_office", THERE)),
        About(),
        Exclusion.MACHINES,
    ),
    ("nobody in particular", person(("clerk", THERE)), About(), None),
]


@pytest.mark.pure
@pytest.mark.parametrize(
    ("who", "about", "why"), [row[1:] for row in EXCLUSIONS], ids=[r[0] for r in EXCLUSIONS]
)
def test_who_may_not_know_of_a_complaint(who, about, why):
    assert excluded(who, about) == why
    assert (
        why is None
        or parts(who, About(about.accused, about.sections, about.interested, ME, ME, True)) == set()
    )


RELATIONS = {
    "stranger": About(),
    "investigator": About(investigator=ME),
    "reviewer": About(reviewer=ME),
    "called": About(leaders_called=True),
    "accused": About(accused=(person(ids=(ME,)),), investigator=ME, reviewer=ME, leaders_called=True),
    "interested": About(interested=frozenset({ME}), investigator=ME, reviewer=ME, leaders_called=True),
}


def expected(role: str, relation: str, act: str) -> bool:
    """Written by hand beside the table: the words of the institution, not its code."""
    if role in {"administrator", "security", "audit"} or relation in {"accused", "interested"}:
        return False
    receives = role in {"party_office", "office"}
    investigates, reviews = relation == "investigator", relation == "reviewer"
    leads = role in {"leader", "party_secretary"} and relation == "called"
    return {
        "see": receives or investigates or reviews or leads,
        "declare": receives or investigates or reviews or leads,
        "name_accused": receives,
        "grade": receives,
        "accept": receives,
        "refer": receives,
        "archive": receives,
        "acknowledge": leads,
        "extend": leads,
        "assign": receives or leads,
        "recuse": receives or leads,
        "appoint": receives or leads,
        "explain": receives or leads,
        "confirm": receives or leads,
        "record": investigates,
        "propose": investigates,
        "reply": receives or investigates,
        "consent": receives or investigates,
        "close": receives or investigates,
        "failing": receives or investigates,
        "identity": receives or investigates,
        "review": reviews,
        "write": receives or investigates or reviews,
    }[act]


@pytest.mark.pure
@pytest.mark.parametrize("act", sorted(access.TABLE))
@pytest.mark.parametrize("role", sorted(Role.values))
def test_every_cell_of_the_room_is_open_or_closed_as_written(act, role):
    for relation, about in RELATIONS.items():
        held = parts(person((role, THERE)), about)
        assert may(held, act) == expected(role, relation, act), relation


@pytest.mark.pure
def test_when_no_receiver_may_know_the_leaders_receive():
    leader = person(("leader", THERE))
    assert parts(leader, About()) == set()
    assert parts(leader, About(), unreceived=True) == {Part.RECEIVER, Part.LEADER}
    assert parts(person(("clerk", THERE)), About(), unreceived=True) == set()


@pytest.mark.pure
def test_every_step_with_a_page_has_its_row_in_the_table():
    assert STEPS.keys() | {"see"} == access.TABLE.keys()


@pytest.fixture
def urgent(cast):
    """李强 is accused, 何静 investigates, the leader is told."""
    return Life(cast).named("李强").graded("urgent").taken_up()


def desk_of(cast, name):
    client = Client()
    client.force_login(cast.staff(name))
    return client


def addresses(uid):
    yield reverse("workbench:complaint", args=[uid])
    yield reverse("workbench:complaint_limit", args=[uid, "reply"])
    yield reverse("workbench:complaint_paper", args=[uid, 123456789012345])
    yield from (reverse("workbench:complaint_act", args=[uid, act]) for act in [*STEPS, "no-such-step"])


def comparable(answer):
    """The answer without tokens and the key that was asked for."""
    return answer.status_code, re.sub(
        rb'value="[\w-]{40,}"|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}', b"", answer.content
    )


MAY_KNOW = {"彭燕", "沈远", "何静", "陈局", "龚书"}


@pytest.mark.django_db
@pytest.mark.parametrize("name", [one.name_zh for one in COLLEAGUES])
def test_requests_with_swapped_ids_open_nothing(cast, urgent, name):
    client, unknown = desk_of(cast, name), uuid4()
    for real, none in zip(addresses(urgent.uid), addresses(unknown), strict=True):
        for method in (client.get, client.post):
            theirs, nothing = method(real), method(none)
            if name in MAY_KNOW:
                assert nothing.status_code in {404, 405}
                assert theirs.status_code in {200, 403, 404, 405, 422}, real
            else:
                assert comparable(theirs) == comparable(nothing), real
                assert theirs.status_code in {403, 404, 405}
    page = client.get(reverse("workbench:complaints"))
    number = Complaint.objects.get(pk=urgent.uid).number
    assert (name in MAY_KNOW) == (page.status_code == 200 and number in page.content.decode())


# What each colleague is to the urgent complaint: the role and the relation of `expected`.
STANDING = {
    "彭燕": ("party_office", "called"),
    "沈远": ("office", "called"),
    "何静": ("handler", "investigator"),
    "陈局": ("leader", "called"),
    "龚书": ("party_secretary", "called"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", [one.name_zh for one in COLLEAGUES])
def test_every_cell_answers_a_request_as_written(cast, urgent, name):
    client = desk_of(cast, name)
    for act in STEPS:
        url = reverse("workbench:complaint_act", args=[urgent.uid, act])
        may_do = name in STANDING and expected(*STANDING[name], act)
        closed = {403} if name in STANDING else {403, 404}
        assert (client.get(url).status_code == 200) == may_do, act
        sent = client.post(url, {"once": "t" * 43})
        assert sent.status_code in ({200, 302, 422} if may_do else closed), act


@pytest.mark.django_db
@pytest.mark.parametrize("name", [one.name_zh for one in COLLEAGUES])
def test_the_interface_opens_no_cell_that_the_table_closes(cast, urgent, name):
    client = Client()
    secret = f"cells-{cast.staff_id(name)}"
    ApiKey.objects.create(name="cells", staff=cast.staff(name), digest=digest("api-key", secret))
    headers = {"Authorization": f"Bearer {secret}", "Idempotency-Key": "cells-1"}
    for act in STEP_BODIES:
        answers = [
            client.post(
                f"/api/v1/complaints/{uid}/acts/{act}",
                examples()[f"complaint_{act}"]["request"]["value"],
                content_type="application/json",
                headers=headers,
            )
            for uid in (urgent.uid, uuid4())
        ]
        real, none = (one.status_code for one in answers)
        if name not in STANDING:
            assert real == none, act
            assert real in {403, 404}
        elif not expected(*STANDING[name], act):
            assert real in {403, 404}, act
        else:
            assert real not in {401, 403, 404}, act


@pytest.mark.django_db
@pytest.mark.parametrize("name", [one.name_zh for one in COLLEAGUES])
def test_a_real_paper_opens_for_those_alone_who_may_know(cast, urgent, name):
    serial = -Document.objects.filter(stream=Complaint.objects.get(pk=urgent.uid).stream).latest("pk").pk
    other = Life(cast)
    client = desk_of(cast, name)
    theirs = client.get(reverse("workbench:complaint_paper", args=[urgent.uid, serial]))
    assert theirs.status_code in ({200} if name in STANDING else {403, 404})
    swapped = client.get(reverse("workbench:complaint_paper", args=[other.uid, serial]))
    assert swapped.status_code in {403, 404}
    assert client.get(f"/documents/{-serial}/").status_code in {302, 403, 404}


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["李强", "赵敏", "冯涛"])
def test_a_hidden_complaint_costs_the_same_questions_as_none(cast, urgent, name):
    client, counted = desk_of(cast, name), []
    for uid in (urgent.uid, uuid4(), urgent.uid):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(reverse("workbench:complaint", args=[uid]))
        counted.append([re.sub(r"'[^']*'|\b[0-9a-f]{32}\b", "?", one["sql"]) for one in asked])
    assert counted[0] == counted[1] == counted[2]


ACTS = {
    "grade": lambda life, actor: receiving.grade(uid=life.uid, severity="ordinary", actor=actor),
    "declare": lambda life, actor: handling.declare(uid=life.uid, interest=False, relation="", actor=actor),
    "assign": lambda life, actor: handling.assign(
        uid=life.uid, investigator_id=life.cast.staff_id("何静"), actor=actor
    ),
    "acknowledge": lambda life, actor: receiving.acknowledge(uid=life.uid, instruction="快办", actor=actor),
}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "act"), [*itertools.product(["李强", "赵敏", "周明", "王芳", "蒋廉"], ACTS)]
)
def test_a_page_is_not_the_permission_the_act_asks_again(cast, urgent, name, act):
    with pytest.raises(Complaint.DoesNotExist):
        ACTS[act](urgent, cast.actor(name))


@pytest.mark.django_db
def test_who_may_know_of_it_is_told_when_a_step_is_not_theirs(cast, urgent):
    with pytest.raises(NotPermitted):
        receiving.grade(uid=urgent.uid, severity="ordinary", actor=cast.actor("何静"))


def sees(cast, name, uid):
    return bool(standing.held_by(cast.actor(name), uid))


@pytest.mark.django_db
def test_the_accused_becomes_deputy_of_the_investigator_and_still_sees_nothing(cast, urgent):
    day = dt.date(2026, 11, 23)
    Deputy.objects.create(
        absent=cast.staff("何静"), deputy=cast.staff("李强"), first=day, last=day, reason="年休假"
    )
    assert not sees(cast, "李强", urgent.uid)
    assert sees(cast, "何静", urgent.uid)


@pytest.mark.django_db
def test_the_accused_never_becomes_the_investigator_or_the_reviewer(cast, urgent):
    for name in ("李强", "赵敏", "周明"):
        with pytest.raises(Refused, match="有关系"):
            handling.assign(uid=urgent.uid, investigator_id=cast.staff_id(name), actor=cast.actor("彭燕"))
    closed = Life(cast).investigated().agreed().closed().objected()
    with pytest.raises(Refused, match="有关系"):
        closed.reviewed_by("李强")


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["leader", "party_secretary", "supervisor", "office", "party_office"])
def test_an_accused_who_is_promoted_or_transferred_sees_nothing_from_the_new_post(cast, urgent, role):
    Post.objects.create(
        staff=cast.staff("李强"), role=role, section_id=cast.sections["BGS"], first=dt.date(2026, 11, 23)
    )
    assert not sees(cast, "李强", urgent.uid)
    for act in ("grade", "acknowledge", "assign"):
        with pytest.raises(Complaint.DoesNotExist):
            ACTS[act](urgent, cast.actor("李强"))


@pytest.mark.django_db
def test_an_accused_who_becomes_deputy_of_a_receiver_or_a_leader_sees_nothing(cast, urgent):
    day = dt.date(2026, 11, 23)
    for absent in ("彭燕", "陈局", "沈远"):
        Deputy.objects.create(
            absent=cast.staff(absent), deputy=cast.staff("李强"), first=day, last=day, reason="年休假"
        )
    assert not sees(cast, "李强", urgent.uid)
    assert sees(cast, "彭燕", urgent.uid)


@pytest.mark.django_db
def test_who_stands_in_for_the_accused_is_shut_out_for_those_days_only(cast, urgent, at):
    day = dt.date(2026, 11, 23)
    Deputy.objects.create(
        absent=cast.staff("李强"), deputy=cast.staff("何静"), first=day, last=day, reason="年休假"
    )
    assert not sees(cast, "何静", urgent.uid)
    with at("2026-11-24"):
        assert sees(cast, "何静", urgent.uid)


@pytest.mark.django_db
def test_an_investigator_transferred_to_head_the_section_of_the_accused_is_shut_out_and_the_office_sees_it(
    cast, urgent
):
    Post.objects.create(
        staff=cast.staff("何静"), role="head", section_id=cast.sections["SHZZ"], first=dt.date(2026, 11, 23)
    )
    assert not sees(cast, "何静", urgent.uid)
    page = desk_of(cast, "彭燕").get(reverse("workbench:complaint", args=[urgent.uid]))
    assert "请另定承办人" in page.content.decode()
    with pytest.raises(Refused, match="有关系"):
        handling.assign(uid=urgent.uid, investigator_id=cast.staff_id("何静"), actor=cast.actor("彭燕"))


@pytest.mark.django_db
def test_an_accused_promoted_above_the_investigator_shuts_the_investigator_out(cast, urgent):
    Post.objects.create(
        staff=cast.staff("李强"), role="head", section_id=cast.sections["SHJZ"], first=dt.date(2026, 11, 23)
    )
    assert not sees(cast, "何静", urgent.uid)


@pytest.mark.django_db
def test_an_accused_who_gets_a_post_of_the_receiving_office_shuts_out_that_office(cast, urgent):
    Post.objects.create(
        staff=cast.staff("李强"),
        role="party_office",
        section_id=cast.sections["RSK"],
        first=dt.date(2026, 11, 23),
    )
    assert not sees(cast, "李强", urgent.uid)
    assert not sees(cast, "彭燕", urgent.uid)
    assert sees(cast, "沈远", urgent.uid)


@pytest.mark.django_db
def test_a_complaint_that_names_two_people_shuts_out_both_and_both_lines(cast):
    life = Life(cast, whom="李强和冯涛")
    assert not any(sees(cast, name, life.uid) for name in ("李强", "赵敏", "冯涛", "何静"))
    life.named("李强", "冯涛").graded()
    with pytest.raises(Refused, match="有关系"):
        life.taken_up("何静")
    life.taken_up("蒋廉")
    assert sees(cast, "蒋廉", life.uid)


@pytest.mark.django_db
def test_an_accused_head_shuts_out_everybody_below(cast):
    life = Life(cast, whom="赵敏").named("赵敏").graded()
    with pytest.raises(Refused, match="有关系"):
        life.taken_up("李强")


@pytest.mark.django_db
def test_when_the_party_office_is_accused_the_office_receives_from_the_first_moment(cast):
    life = Life(cast, whom="机关党委办公室的彭燕")
    assert not sees(cast, "彭燕", life.uid)
    assert sees(cast, "沈远", life.uid)
    assert not lines.lines(cast.actor("彭燕"), lines.OPEN)
    life.named("彭燕", by="沈远").graded(by="沈远").taken_up(by="沈远")
    whole_section = Life(cast, whom="", section_ids=[cast.sections["RSK"]])
    assert not any(sees(cast, name, whole_section.uid) for name in ("彭燕", "蒋廉"))


@pytest.mark.django_db
def test_a_receiver_named_anywhere_in_the_words_never_reads_them(cast):
    life = Life(cast, whom="", content="我找彭燕反映过三次，她都压着不办。")
    assert not sees(cast, "彭燕", life.uid)
    assert sees(cast, "沈远", life.uid)


@pytest.mark.django_db
def test_when_both_receiving_offices_are_accused_the_leaders_receive(cast):
    life = Life(cast, whom="彭燕和沈远")
    assert not any(sees(cast, name, life.uid) for name in ("彭燕", "沈远"))
    assert standing.held_by(cast.actor("陈局"), life.uid) == {Part.RECEIVER, Part.LEADER}
    life.named("彭燕", "沈远", by="陈局").graded(by="陈局")
    assert not any(sees(cast, name, life.uid) for name in ("彭燕", "沈远"))


@pytest.mark.django_db
def test_a_leader_sees_no_ordinary_complaint_and_an_accused_leader_none_at_all(cast):
    ordinary = Life(cast).accepted()
    assert not sees(cast, "陈局", ordinary.uid)
    against = Life(cast, whom="陈局").named("陈局").graded("major")
    assert not sees(cast, "陈局", against.uid)
    assert sees(cast, "龚书", against.uid)


@pytest.mark.django_db
def test_a_declared_interest_shuts_out_at_once(cast, urgent):
    handling.declare(uid=urgent.uid, interest=True, relation="配偶的同事", actor=cast.actor("何静"))
    assert not sees(cast, "何静", urgent.uid)
    handling.recuse(
        uid=urgent.uid, staff_id=cast.staff_id("沈远"), relation="与反映人是亲属", actor=cast.actor("彭燕")
    )
    assert not sees(cast, "沈远", urgent.uid)
