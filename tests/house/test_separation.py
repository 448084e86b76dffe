"""Separation of duty: what one person, or one post, must never be able to do (三员分立; 01-06, 07-05, 10-05, 10-06)."""

import datetime as dt
import re
from itertools import combinations

import pytest

from banshi.institutions.accountability.rules import access as accountable
from banshi.institutions.complaints.rules import access as complained
from banshi.institutions.supervision.models import Reply
from banshi.kernel.organisation.models import Role
from banshi.kernel.organisation.permissions import STEP_UP, TABLE
from banshi.kernel.organisation.standing import Person
from banshi.kernel.organisation.three import AUDIT, SECURITY, THREE, Held, doubled, kept_apart
from tests.house.source import modules, place

pytestmark = pytest.mark.pure
ALL = frozenset(TABLE)


def acts_of(role: str) -> set[str]:
    return {act for act, row in TABLE.items() if role in row}


def holders(*acts: str) -> set[str]:
    return {role for act in acts for role in TABLE[act]}


# What a citizen's matter consists of; whoever keeps machines, accounts or records does nothing in it.
MATTERS = frozenset(
    {"see_case", "find_party", "unmask", "receive", "accept", "decide", "refuse_intake", "serve", "withdraw"}
    | {"see_complaints", "receive_complaint", "raise_lead", "see_failures", "judge_failure", "see_bookings"}
    | {
        "see_matter",
        "see_reports",
        "see_refusals",
        "file_refusals",
        "read_appraisals",
        "see_appraisal",
        "see_posts",
    }
)
# One asks or does, another answers or checks: no post holds both.
APART = [
    (
        "archive and file a refusal",
        ("archive_refusal", "file_refusals"),
        "decide it",
        ("decide", "refuse_intake"),
    ),
    ("record the receipt of a filing", ("record_receipt",), "decide a refusal", ("decide", "refuse_intake")),
    ("ask for instructions", ("request_instructions",), "answer them", ("answer_instructions",)),
    ("ask for an extension", ("request_extension",), "answer it", ("answer_extension",)),
    (
        "propose another number of the regulation",
        ("propose_amendment",),
        "approve it",
        ("approve_amendment",),
    ),
    ("register a matter", ("register_matter",), "work on it", ("work_on_matter", "finish_matter_part")),
    ("close a matter", ("close_matter",), "finish a part of it", ("finish_matter_part",)),
    ("urge a matter", ("urge_matter",), "work on it", ("work_on_matter",)),
    ("widen what may be missing", ("judge_tolerance",), "sit at the window", ("make_calls",)),
    ("allow a second notice", ("allow_second_supplement",), "sit at the window", ("make_calls",)),
    ("give posts", ("import_roster", "guard_accounts"), "read what was given", ("audit_accounts",)),
    ("give posts", ("import_roster", "guard_accounts"), "take data out", ("export_cases",)),
    ("give posts", ("import_roster", "guard_accounts"), "keep the machines", ("see_administration",)),
    ("keep the machines", ("see_administration", "manage_webhooks"), "read the record", ("audit_accounts",)),
    ("close the hall", ("close_hall",), "set up the hall", ("set_up_hall",)),
    ("see ratings come", ("see_feedback",), "be rated for work at the window", ("work_counter",)),
    ("publish who broke a promise", ("publish_integrity",), "accept on a promise", ("accept_provisionally",)),
    ("answer an objection to an appraisal", ("answer_appraisal",), "lead a section", ("assign",)),
]


@pytest.mark.parametrize(("one", "first", "other", "second"), APART, ids=[f"{r[0]} / {r[2]}" for r in APART])
def test_no_post_does_both(one, first, other, second):
    assert holders(*first) & holders(*second) == set()


@pytest.mark.parametrize("role", sorted(THREE))
def test_none_of_the_three_has_a_hand_or_an_eye_in_a_citizens_matter(role):
    assert acts_of(role) & MATTERS == set()


def test_the_audit_administrator_reads_and_writes_nothing_but_what_is_their_own():
    reads = {"audit_accounts", "see_accountability", "see_retention"}
    assert acts_of(AUDIT) == {"see_work", "change_password"} | reads


def test_the_security_administrator_holds_accounts_and_nothing_else():
    assert acts_of(SECURITY) == {
        "see_work",
        "change_password",
        "import_roster",
        "guard_accounts",
        "see_accountability",
    }


@pytest.mark.parametrize("role", sorted(THREE))
@pytest.mark.parametrize("also", sorted(set(Role.values) - THREE))
def test_one_of_the_three_reads_no_complaint_and_no_lead_whatever_else_they_hold(role, also):
    person = Person(7, frozenset({7}), frozenset({(role, 1), (also, 1)}), frozenset({1}))
    about = complained.About(investigator=7, reviewer=7, leaders_called=True)
    assert complained.parts(person, about, unreceived=True) == frozenset()
    named = accountable.About(investigator=7, deciding=True)
    stand = accountable.Stand(unreceived=True, unheaded=True)
    assert accountable.parts(person, named, stand) == frozenset()


@pytest.mark.parametrize(("one", "other"), list(combinations(sorted(THREE), 2)))
def test_two_of_the_three_are_never_one_person_on_any_day_nor_through_leave(one, other):
    day = dt.date(2026, 11, 23)
    assert doubled([Held(one, None, None), Held(other, day, day)])
    assert not doubled([Held(one, None, day), Held(other, day + dt.timedelta(days=1), None)])
    own, lent = frozenset({(one, 1)}), frozenset({(other, 1), ("head", 2)})
    assert kept_apart(own, lent) == own | {("head", 2)}
    assert kept_apart(frozenset(), own | lent) == {("head", 2)}


def test_who_investigates_does_not_decide():
    person = Person(7, frozenset({7}), frozenset({("party_secretary", 1)}), frozenset({1}))
    about = accountable.About(investigator=7, deciding=True)
    assert accountable.Part.DECIDER not in accountable.parts(person, about)
    assert accountable.Part.DECIDER in accountable.parts(
        person, accountable.About(investigator=8, deciding=True)
    )


def test_nobody_rechecks_their_own_correction():
    assert "reply_not_rechecked_by_oneself" in {one.name for one in Reply._meta.constraints}


def test_a_red_lamp_is_put_out_by_nobody():
    """No code of the product removes a breach, and no act is about it; it stays on record (07-05)."""
    removal = re.compile(r"\bBreach\.objects\b[^\n]*\.delete\(")
    assert [place(path) for path in modules() if removal.search(path.read_text("utf-8"))] == []
    assert [act for act in ALL if "breach" in act or "lamp" in act] == ["see_lamps"]


def test_data_that_leave_the_house_and_powers_that_are_given_ask_once_more_who_it_is():
    assert frozenset({"export_cases", "import_roster", "guard_accounts"}) == STEP_UP
