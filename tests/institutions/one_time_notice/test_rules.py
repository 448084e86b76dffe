"""一次性告知 as tables: each row a situation, the outcome, and the article it rests on."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banshi.institutions.one_time_notice.rules import answering, completing, suspending
from banshi.institutions.one_time_notice.rules.answering import Duty
from banshi.institutions.one_time_notice.rules.completing import Paper
from banshi.institutions.one_time_notice.rules.suspending import Announcement

pytestmark = pytest.mark.pure

TODAY = dt.date(2026, 11, 23)
KINDS = ("hearing", "expert_review", "site_survey")
STATUTORY = ("hearing", "expert_review")
FORM = Paper(1, "申请书", "present")
CHARTER_MISSING = Paper(2, "章程草案", "missing")
REPORT_WRONG = Paper(3, "验资报告", "wrong", problem="缺盖章")


@pytest.mark.parametrize(
    ("duty", "written", "authority", "article"),
    [
        (Duty.OWN_ITEM, True, "", None),
        (Duty.OWN_ITEM, False, "", "06-07"),
        (Duty.TELEPHONE, False, "", "06-04"),
        (Duty.NOT_NEEDED, False, "", None),
        (Duty.NOT_OURS, False, "省民政厅", None),
        (Duty.NOT_OURS, False, "  ", "06-03-4"),
    ],
)
def test_an_enquiry_is_answered_in_the_form_the_article_asks(duty, written, authority, article):
    decision = answering.telling(duty, written=written, competent_authority=authority)
    assert decision.allowed == (article is None)
    if article:
        assert article in decision.reasons[0].articles


@pytest.mark.parametrize(
    ("papers", "allowed"),
    [((FORM,), True), ((FORM, CHARTER_MISSING), False), ((FORM, REPORT_WRONG), False), ((), True)],
)
def test_complete_papers_must_be_accepted_and_gaps_are_named(papers, allowed):
    decision = completing.acceptance(papers)
    assert decision.allowed is allowed
    if not allowed:
        assert papers[1].name in str(decision.reasons[0])
        assert "06-03-2" in decision.instead[0].articles


@pytest.mark.parametrize(
    ("papers", "allowed"),
    [((FORM,), True), ((FORM, CHARTER_MISSING), False), ((FORM, REPORT_WRONG), False)],
)
def test_nothing_is_granted_while_papers_are_missing_or_wrong(papers, allowed):
    decision = completing.granting(papers)
    assert decision.allowed is allowed
    if not allowed:
        assert papers[1].name in str(decision.reasons[0])
        assert decision.reasons[0].articles == ("07-03",)
        assert "06-03-2" in decision.instead[0].articles


@pytest.mark.parametrize(
    ("papers", "until", "asked", "head", "field"),
    [
        ((FORM, CHARTER_MISSING), TODAY + dt.timedelta(1), False, "", None),
        ((FORM, CHARTER_MISSING), TODAY, False, "", "until"),
        ((FORM, CHARTER_MISSING), None, False, "", "until"),
        ((FORM,), TODAY + dt.timedelta(9), False, "", "materials"),
        ((Paper(4, "名册", "wrong"),), TODAY + dt.timedelta(9), False, "", "materials"),
        ((FORM, CHARTER_MISSING), TODAY + dt.timedelta(9), True, "", "head_reason"),
        ((FORM, CHARTER_MISSING), TODAY + dt.timedelta(9), True, "现场勘查后才能看出", None),
    ],
)
def test_the_one_supplement_notice(papers, until, asked, head, field):
    decision = completing.supplement(papers, until=until, today=TODAY, asked_before=asked, head_reason=head)
    assert [reason.field for reason in decision.reasons] == ([field] if field else [])


@given(st.lists(st.sampled_from(["missing", "present", "wrong"]), max_size=8))
def test_a_notice_lists_every_gap_and_nothing_else(statuses):
    papers = [Paper(n, f"材料{n}", status) for n, status in enumerate(statuses)]
    listed = {paper.seq for paper in completing.gaps(papers)}
    assert listed == {n for n, status in enumerate(statuses) if status != "present"}
    assert completing.acceptance(papers).allowed == (not listed)


@pytest.mark.parametrize(("chosen", "allowed"), [((3,), True), ((2,), False), ((), False), ((3, 1), False)])
def test_only_what_is_wrong_can_be_put_right_on_the_spot(chosen, allowed):
    assert completing.correction((FORM, CHARTER_MISSING, REPORT_WRONG), chosen).allowed is allowed


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({}, []),
        ({"kind": "coffee"}, ["kind"]),
        ({"place": " "}, ["place"]),
        ({"time": ""}, ["time"]),
        ({"first": TODAY - dt.timedelta(1)}, ["first"]),
        ({"first": None}, ["first"]),
        ({"last": TODAY - dt.timedelta(1)}, ["last"]),
        ({"last": None}, ["last"]),
    ],
)
def test_a_special_procedure_is_announced_with_kind_place_time_and_days(change, fields):
    right = {"kind": "hearing", "place": "三楼会议室", "time": "每天 9:00", "first": TODAY, "last": TODAY}
    announced = Announcement(**{**right, **change})
    decision = suspending.procedure(announced, today=TODAY, listed=KINDS)
    assert [reason.field for reason in decision.reasons] == fields
    assert all(reason.articles == ("06-05-2",) for reason in decision.reasons)


def test_two_procedures_may_not_stop_the_clock_on_the_same_day():
    announced = Announcement("hearing", "三楼", "9:00", TODAY, TODAY + dt.timedelta(3))
    running = [(TODAY + dt.timedelta(3), TODAY + dt.timedelta(5))]
    decision = suspending.procedure(announced, today=TODAY, listed=KINDS, running=running)
    assert not decision


def test_a_site_survey_stops_the_promised_clock_only():
    assert suspending.stopped_clocks("site_survey", STATUTORY) == ("promised",)
    assert suspending.stopped_clocks("hearing", STATUTORY) == ("statutory", "promised")


@pytest.mark.parametrize(
    ("first", "last", "allowed"), [(-1, 1, True), (0, 1, True), (0, 0, False), (1, 2, False), (-3, -1, False)]
)
def test_only_a_running_procedure_can_end_early(first, last, allowed):
    day = dt.timedelta(1)
    assert (
        suspending.early_end(first=TODAY + first * day, last=TODAY + last * day, today=TODAY).allowed
        is allowed
    )
