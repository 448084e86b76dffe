"""谁能代办：an agent within scope and time, joint applicants, all of whom take back. Each row names its article."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banshi.kernel.parties.agency import Power, all_agree, power, spoken_for, together

pytestmark = pytest.mark.pure
TODAY = dt.date(2026, 11, 23)
ITEM = "MZ-XK-01"
GOOD = Power(1, 2, (ITEM,), dt.date(2026, 11, 1), dt.date(2026, 11, 30), "授权委托书原件")


@pytest.mark.parametrize(
    ("article", "changed", "today", "agents", "field", "words"),
    [
        ("06-03-2", {}, TODAY, True, "", ""),
        ("06-03-2", {"items": ()}, TODAY, True, "", ""),
        ("07-03", {"last": TODAY}, TODAY, True, "", ""),
        ("07-03", {"first": TODAY}, TODAY, True, "", ""),
        ("06-08", {"last": dt.date(2026, 11, 22)}, TODAY, True, "agent.last", "已经过期"),
        ("06-08", {"first": dt.date(2026, 11, 24)}, TODAY, True, "agent.first", "今天还不能代办"),
        ("06-03-2", {"items": ("MZ-XK-02",)}, TODAY, True, "agent.items", "没有写明可以代办这件事"),
        ("06-03-2", {"agent": 1}, TODAY, True, "agent.number", "代理人不能是申请人本人"),
        ("04-07", {"evidence": "  "}, TODAY, True, "agent.evidence", "看到了哪份授权委托书"),
        ("06-03-2", {"first": None}, TODAY, True, "agent.last", "从哪天起"),
        ("06-03-2", {"last": dt.date(2026, 10, 1)}, TODAY, True, "agent.last", "从哪天起"),
        ("06-03-2", {}, TODAY, False, "agent.name", "要本人到场"),
    ],
)
def test_a_power_of_attorney(article, changed, today, agents, field, words):
    decision = power(replace(GOOD, **changed), item=ITEM, today=today, agents=agents, articles=(article,))
    assert decision.allowed == (not words)
    assert decision.articles == (article,)
    if words:
        (reason,) = decision.reasons
        assert (reason.field, reason.articles) == (field, (article,))
        assert words in str(reason)
        assert bool(decision.instead) == agents


@given(st.dates(), st.dates(), st.dates())
def test_it_holds_from_the_first_day_to_the_last_both_included(first, last, today):
    decision = power(
        replace(GOOD, first=first, last=last), item=ITEM, today=today, agents=True, articles=("07-03",)
    )
    assert decision.allowed == (first <= today <= last)


@pytest.mark.parametrize(
    ("article", "numbers", "needed", "fields"),
    [
        ("06-03-1", ["a"], 1, []),
        ("06-03-1", ["a", "b"], 1, []),
        ("06-03-1", ["a", "b"], 2, []),
        ("06-03-1", ["a"], 2, ["co_applicants"]),
        ("06-03-2", ["a", "a"], 2, ["co_applicants[1].number"]),
        ("06-03-2", ["a", "b", "b", "a"], 2, ["co_applicants[2].number", "co_applicants[3].number"]),
        ("06-03-2", ["a", "a"], 3, ["co_applicants", "co_applicants[1].number"]),
    ],
)
def test_how_many_apply_together(article, numbers, needed, fields):
    decision = together(numbers, needed=needed)
    assert [reason.field for reason in decision.reasons] == fields
    assert decision.allowed == (not fields)
    assert article in decision.articles


@given(st.sets(st.integers(1, 9), min_size=1), st.sets(st.integers(1, 9)))
def test_a_joint_application_is_taken_back_by_all_or_not_at_all(applicants, agreeing):
    decision = all_agree(sorted(applicants), agreeing)
    assert decision.allowed == applicants.issubset(agreeing)
    assert decision.allowed or decision.instead
    assert decision.articles == ("07-03",)


def test_an_agent_speaks_only_for_who_gave_the_power():
    assert spoken_for({1: None, 3: None})
    assert spoken_for({1: GOOD, 3: None})
    decision = spoken_for({1: None, 3: GOOD})
    assert not decision
    assert decision.reasons[0].field == "said"
