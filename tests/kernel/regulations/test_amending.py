"""What a bureau may change of the regulation's numbers: stricter for itself, never at the citizen's cost."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banshi.kernel.regulations import registry
from banshi.kernel.regulations.amending import (
    BOUNDS,
    PAIRS,
    Partner,
    Proposal,
    amendable,
    answered,
    bound_reason,
    proposed,
    read_value,
    withdrawable,
)
from banshi.lib.results import Reason

pytestmark = pytest.mark.pure

TODAY = dt.date(2026, 11, 23)
REFUSAL = ("01-08", "notice_working_days")
DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2030, 12, 31))


def proposal(value="2", key=REFUSAL, since=dt.date(2027, 1, 1), **changes):
    usual = {"reason": "群众意见", "document": "阜民发〔2026〕12号"}
    return Proposal(*key, value, since, **(usual | changes))


def judged(given_proposal, now=3, partners=None, waiting=False, today=TODAY):
    value = read_value(given_proposal.key, given_proposal.value)
    return proposed(given_proposal, value, now=now, partners=partners or {}, waiting=waiting, today=today)


def test_a_stricter_number_from_a_later_day_may_be_proposed():
    assert judged(proposal()).allowed


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"value": "4"}, "value"),
        ({"value": "0"}, "value"),
        ({"value": "3"}, "value"),
        ({"since": dt.date(2026, 11, 24)}, "since"),
        ({"since": dt.date(2020, 1, 1)}, "since"),
        ({"reason": "  "}, "reason"),
        ({"document": ""}, "document"),
    ],
)
def test_every_refusal_names_its_field_and_its_article(changes, field):
    decision = judged(proposal(**changes))
    assert [(reason.field, reason.articles) for reason in decision.reasons] == [(field, ("01-08",))]


def test_the_day_after_tomorrow_is_the_first():
    assert judged(proposal(since=dt.date(2026, 11, 25))).allowed


def test_only_one_proposal_waits_at_a_time():
    assert not judged(proposal(), waiting=True).allowed


@pytest.mark.parametrize("typed", ["", "三", "-1", "2.5", "1e3", "99999", "２"])
def test_what_is_no_number_is_said_to_be_none(typed):
    found = read_value(REFUSAL, typed)
    assert isinstance(found, Reason)
    assert found.field == "value"


def test_the_closing_time_may_be_earlier_never_later():
    key = ("02-05", "latest_time")
    assert read_value(key, "19:30") == "19:30"
    assert bound_reason(key, "19:30") is None
    assert bound_reason(key, "20:30")
    assert isinstance(read_value(key, "25:00"), Reason)


def test_the_smaller_of_two_limits_stays_the_smaller():
    key = ("01-06", "file_amber_working_days")
    assert not judged(proposal("6", key), partners={"file_red_working_days": Partner("红灯", 5)}).allowed
    assert judged(proposal("5", key), partners={"file_red_working_days": Partner("红灯", 5)}).allowed
    other = ("01-06", "file_red_working_days")
    assert not judged(
        proposal("2", other), now=5, partners={"file_amber_working_days": Partner("提醒", 3)}
    ).allowed


@given(since=DAYS, today=DAYS)
def test_nothing_ever_begins_before_the_day_after_tomorrow(since, today):
    assert judged(proposal(since=since), today=today).allowed == ((since - today).days >= 2)


@given(key=st.sampled_from(sorted(BOUNDS)), value=st.integers(0, 2000))
def test_a_bound_holds_on_both_sides(key, value):
    bound = BOUNDS[key]
    assert (bound_reason(key, value) is None) == (bound.least <= value <= bound.most)


def test_every_bound_and_pair_names_a_parameter_and_leaves_room_for_the_value_in_force():
    known = registry.parameters()
    assert BOUNDS.keys() <= known.keys()
    assert all((article, name) in known for article, *names in PAIRS for name in names)
    for key, values in known.items():
        if amendable(key, values[-1].value):
            assert bound_reason(key, values[-1].value) is None, key


def test_a_number_from_the_law_or_the_regulation_has_a_bound_of_its_own():
    bare = [
        key
        for key, values in registry.parameters().items()
        if values[-1].source != "bureau" and amendable(key, values[-1].value) and key not in BOUNDS
    ]
    assert bare == [("02-05", "latest_time")]


ANSWERS = {"article": "01-08", "since": dt.date(2027, 1, 1), "today": TODAY, "opinion": "", "own": False}


def test_nobody_approves_their_own_and_nothing_twice_or_too_late():
    assert answered(**ANSWERS, state="", approves=True).allowed
    assert not answered(**(ANSWERS | {"own": True}), state="", approves=True).allowed
    assert not answered(**ANSWERS, state="approved", approves=True).allowed
    assert not answered(**(ANSWERS | {"today": dt.date(2027, 1, 1)}), state="", approves=True).allowed
    assert not answered(**ANSWERS, state="", approves=False).allowed
    assert answered(**(ANSWERS | {"opinion": "再议"}), state="", approves=False).allowed


@given(today=DAYS, since=DAYS, state=st.sampled_from(["", "approved", "declined", "withdrawn"]))
def test_what_has_begun_is_never_taken_back(today, since, state):
    found = withdrawable(article="01-08", since=since, today=today, state=state)
    assert found.allowed == (since > today and state in {"", "approved"})
