"""容缺受理, rule by rule; each row names its article."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banshi.institutions.provisional_acceptance.rules import committing, offering, register, supplying
from banshi.institutions.provisional_acceptance.rules.committing import Signing
from banshi.institutions.provisional_acceptance.rules.offering import QUESTIONS, Paper, Terms
from banshi.institutions.provisional_acceptance.rules.supplying import Piece, Promise
from banshi.kernel.clocks.reckoning import Limit, Unit, due
from banshi.kernel.workdays import bundled
from banshi.lib.clock import BEIJING

pytestmark = pytest.mark.pure

TODAY = dt.date(2026, 9, 1)
OPEN = Terms((), "", None, TODAY, dt.date(2026, 9, 29))
FORM = Paper(1, "申请书", "present", True, False)
LIST = Paper(2, "会员名册", "missing", False, True)


DAYS = bundled.table()
PROMISED = due(TODAY, Limit(20, Unit.WORKING_DAY), DAYS)


def articles(decision):
    return {article for reason in decision.reasons for article in reason.articles}


def changed(paper, **values):
    parts = {name: getattr(paper, name) for name in Paper.__slots__} | values
    return Paper(**parts)


def terms(**values):
    return Terms(**({name: getattr(OPEN, name) for name in Terms.__slots__} | values))


@pytest.mark.parametrize(
    ("papers", "given", "article"),
    [
        ((FORM, LIST), OPEN, None),
        ((FORM, changed(LIST, status="wrong")), OPEN, None),
        ((FORM, changed(LIST, status="present")), OPEN, "04-02"),
        ((changed(FORM, status="missing"), LIST), OPEN, "04-09"),
        ((changed(FORM, status="wrong"), LIST), OPEN, "04-09"),
        ((FORM, changed(LIST, tolerable=False)), OPEN, "04-05"),
        ((FORM, LIST), terms(exclusions=("public_safety",)), "04-04"),
        ((FORM, LIST), terms(exclusions=("ecological_environment",)), "04-04"),
        ((FORM, LIST), terms(exclusions=("health_life_property",)), "04-04"),
        ((FORM, LIST), terms(exclusions=("forbidden_by_law",)), "04-04"),
        ((FORM, LIST), terms(closed_because="不以材料为前提"), "04-04"),
        ((FORM, LIST), terms(barred_until=TODAY), "04-13"),
        ((FORM, LIST), terms(barred_until=TODAY - dt.timedelta(1)), None),
        ((FORM, LIST), terms(latest=TODAY), "04-06"),
        ((FORM, LIST), terms(latest=None), None),
    ],
)
def test_when_it_must_be_offered(papers, given, article):
    decision = offering.offer(papers, given)
    assert decision.allowed == (article is None)
    assert article is None or article in articles(decision)


def test_every_article_that_forbids_it_is_named_at_once():
    shut = terms(exclusions=("public_safety",), barred_until=TODAY, latest=TODAY)
    firm = changed(LIST, tolerable=False)
    decision = offering.offer((changed(FORM, status="missing"), firm), shut)
    assert articles(decision) == {"04-02", "04-04", "04-05", "04-06", "04-09", "04-13"}


@pytest.mark.parametrize(
    ("paper", "answered", "reason", "lacking"),
    [
        (changed(LIST, tolerable=False), tuple(QUESTIONS), "已看过照片", set()),
        (changed(LIST, tolerable=False), tuple(QUESTIONS), " ", {"04-05-4"}),
        (changed(LIST, tolerable=False), (), "已看过照片", {"04-05-1", "04-05-2", "04-05-3"}),
        (LIST, tuple(QUESTIONS), "已看过照片", {"04-05-4", "04-02"}),
        (changed(FORM, status="missing"), tuple(QUESTIONS), "已看过照片", {"04-05-4", "04-02"}),
        (None, tuple(QUESTIONS), "已看过照片", {"04-05-4", "04-02"}),
    ],
)
def test_a_section_judges_with_all_questions_and_a_reason(paper, answered, reason, lacking):
    decision = offering.judgement(paper=paper, answered=answered, reason=reason)
    assert articles(decision) == lacking
    assert decision.allowed == (not lacking)


@pytest.mark.parametrize(
    ("is_open", "declined", "allowed"),
    [(True, False, False), (True, True, True), (False, False, True), (False, True, True)],
)
def test_the_offer_comes_before_the_notice(is_open, declined, allowed):
    decision = offering.declined_first(is_open=is_open, declined=declined)
    assert decision.allowed == allowed
    assert allowed or "04-04" in articles(decision)


ALL = (1, 2, 3, 4, 5)


@pytest.mark.parametrize(
    ("kind", "signing", "field"),
    [
        ("citizen", Signing(ALL, "hand", id_copy=True), ""),
        ("citizen", Signing(ALL, "typed", id_copy=True), ""),
        ("citizen", Signing(ALL, "drawn", id_copy=True), ""),
        ("citizen", Signing(ALL, "hand"), "id_copy"),
        ("citizen", Signing(ALL, "seal", id_copy=True), "signature"),
        ("citizen", Signing(ALL, "", id_copy=True), "signature"),
        ("legal_person", Signing(ALL, "representative"), ""),
        ("legal_person", Signing(ALL, "authorised"), ""),
        ("other_organisation", Signing(ALL, "seal"), ""),
        ("legal_person", Signing(ALL, "hand"), "signature"),
        ("citizen", Signing(ALL, "hand", id_copy=True, by_agent=True), ""),
        ("citizen", Signing(ALL, "authorised", id_copy=True, by_agent=True), ""),
        ("legal_person", Signing(ALL, "hand", by_agent=True), ""),
    ],
)
def test_each_kind_of_applicant_signs_as_it_must(kind, signing, field):
    decision = committing.commitment(signing, kind=kind, requested=True)
    assert [reason.field for reason in decision.reasons] == ([field] if field else [])
    assert not field or articles(decision) == {"04-07"}


def test_nothing_is_accepted_that_was_not_asked_for():
    decision = committing.commitment(Signing(ALL, "hand", id_copy=True), kind="citizen", requested=False)
    assert articles(decision) == {"04-03"}


@pytest.mark.parametrize("number", ALL)
def test_each_of_the_five_points_is_needed(number):
    signing = Signing(tuple(n for n in ALL if n != number), "hand", id_copy=True)
    decision = committing.commitment(signing, kind="citizen", requested=True)
    assert articles(decision) == {"04-08", f"04-08-{number}"}
    assert [reason.field for reason in decision.reasons] == [f"confirmed_{number}"]


def test_marriage_and_adoption_papers_are_signed_by_hand():
    for way in ("typed", "drawn"):
        signing = Signing(ALL, way, id_copy=True)
        decision = committing.commitment(signing, kind="citizen", requested=True, by_hand=True)
        assert [reason.field for reason in decision.reasons] == ["signature"]


@pytest.mark.parametrize(
    ("until", "allowed"),
    [
        (None, False),
        (dt.date(2026, 8, 31), False),
        (TODAY, False),
        (dt.date(2026, 9, 2), True),
        (dt.date(2026, 9, 5), False),  # a Saturday
        (dt.date(2026, 9, 20), True),  # an adjusted working Sunday
        (dt.date(2026, 9, 25), False),  # Mid-Autumn
        (dt.date(2026, 9, 29), True),  # the promised date itself
        (dt.date(2026, 9, 30), False),
        (dt.date(2027, 1, 4), False),
    ],
)
def test_the_date_is_a_working_day_after_today_and_within_the_promise(until, allowed):
    decision = committing.deadline(until, today=TODAY, promised=PROMISED, days=DAYS)
    assert decision.allowed == allowed
    assert allowed or articles(decision) == {"04-06"}


@given(st.dates(dt.date(2026, 8, 1), dt.date(2027, 1, 31)), st.integers(1, 60), st.integers(0, 90))
def test_a_lawful_date_always_lies_between_today_and_the_promise_on_a_working_day(until, limit, ahead):
    today = dt.date(2026, 8, 3) + dt.timedelta(ahead)
    promised = due(today, Limit(limit, Unit.WORKING_DAY), DAYS)
    allowed = bool(committing.deadline(until, today=today, promised=promised, days=DAYS))
    last = promised.date or DAYS.last_day
    lawful = today < until <= last and DAYS.covers(until) and DAYS.is_workday(until)
    assert allowed == lawful


@pytest.mark.parametrize(
    ("until", "left"),
    [
        (dt.date(2026, 9, 21), None),  # 5 of 20 remain: exactly a quarter
        (dt.date(2026, 9, 22), 4),
        (dt.date(2026, 9, 28), 1),
        (dt.date(2026, 9, 29), 0),
        (dt.date(2026, 10, 8), None),  # not lawful anyway
    ],
)
def test_the_clerk_is_warned_when_little_time_would_remain(until, left):
    warning = committing.short_time(until, today=TODAY, promised=PROMISED, days=DAYS, least=(4, 2))
    assert (warning.params["left"] if warning else None) == left


def test_fewer_than_two_working_days_are_little_even_of_a_short_limit():
    promised = due(TODAY, Limit(4, Unit.WORKING_DAY), DAYS)
    warning = committing.short_time(
        dt.date(2026, 9, 4), today=TODAY, promised=promised, days=DAYS, least=(4, 2)
    )
    assert warning is not None
    assert warning.articles == ("04-06", "04-11")


UNTIL = dt.date(2026, 9, 15)
ENDS = dt.datetime(2026, 9, 16, tzinfo=BEIJING)
SECOND = dt.timedelta(seconds=1)
PROMISE = Promise((6, 8), UNTIL, ENDS, dt.date(2026, 9, 21))
IN_TIME, LATE = ENDS - SECOND, ENDS
ORDERLY = Piece(6, "accepted", IN_TIME)


@pytest.mark.parametrize(
    ("pieces", "now", "way"),
    [
        ((), IN_TIME, None),
        ((), ENDS, "not_supplied"),
        ((ORDERLY,), ENDS, "not_supplied"),
        ((ORDERLY, Piece(8, "accepted", IN_TIME)), ENDS, None),
        ((ORDERLY, Piece(8, "waiting", IN_TIME)), ENDS, None),
        ((ORDERLY, Piece(8, "waiting", LATE)), ENDS, "not_supplied"),
        ((ORDERLY, Piece(8, "waiting", LATE, UNTIL)), ENDS, None),
        ((ORDERLY, Piece(8, "waiting", LATE, UNTIL + dt.timedelta(1))), ENDS, "not_supplied"),
        ((ORDERLY, Piece(8, "rejected", IN_TIME)), IN_TIME, None),
        ((ORDERLY, Piece(8, "rejected", IN_TIME)), ENDS, "not_acceptable"),
        ((ORDERLY, Piece(8, "rejected", IN_TIME), Piece(8, "waiting", IN_TIME)), ENDS, None),
        ((Piece(8, "rejected", IN_TIME),), ENDS, "not_supplied"),
        ((ORDERLY, Piece(8, "sent", None, UNTIL)), ENDS, None),
        ((ORDERLY, Piece(8, "sent", None, None)), ENDS, "not_supplied"),
        ((ORDERLY, Piece(8, "sent", None, UNTIL)), ENDS + dt.timedelta(days=5), None),
        ((ORDERLY, Piece(8, "sent", None, UNTIL)), ENDS + dt.timedelta(days=6), "not_supplied"),
    ],
)
def test_what_breaks_a_commitment_and_what_does_not(pieces, now, way):
    decision = supplying.lapse(PROMISE, pieces, now=now)
    assert decision.allowed == (way is not None)
    assert way is None or (decision.reasons[0].field, decision.reasons[0].articles) == (way, ("04-12",))


@given(
    st.lists(
        st.builds(
            Piece,
            st.sampled_from((6, 8)),
            st.sampled_from(("waiting", "accepted", "rejected")),
            st.sampled_from((IN_TIME, LATE)),
        ),
        max_size=6,
    )
)
def test_a_commitment_never_breaks_before_its_end_nor_with_all_in_order(pieces):
    assert not supplying.lapse(PROMISE, pieces, now=IN_TIME)
    if not supplying.outstanding(PROMISE.gaps, pieces):
        assert not supplying.lapse(PROMISE, pieces, now=ENDS)


@pytest.mark.parametrize(
    ("channel", "tracking", "posted", "now", "fields"),
    [
        ("in_person", "", None, IN_TIME, []),
        ("email", "", None, IN_TIME, []),
        ("fax", "", None, IN_TIME, []),
        ("online", "", None, IN_TIME, []),
        ("post", "XA1", None, IN_TIME, []),
        ("post", " ", None, IN_TIME, ["tracking"]),
        ("pigeon", "", None, IN_TIME, ["channel"]),
        ("online", "", None, ENDS, ["posted_on"]),
        ("in_person", "", UNTIL, ENDS, ["posted_on"]),
        ("post", "XA1", UNTIL, ENDS, []),
        ("post", "XA1", UNTIL + dt.timedelta(1), ENDS, ["posted_on"]),
        ("post", "XA1", ENDS.date(), IN_TIME, ["posted_on"]),
    ],
)
def test_papers_come_by_a_recognised_way_and_in_time(channel, tracking, posted, now, fields):
    decision = supplying.arrival(
        channel=channel,
        channels=("post", "email", "fax", "online", "in_person"),
        tracking=tracking,
        posted_on=posted,
        now=now,
        promise=PROMISE,
    )
    assert [reason.field for reason in decision.reasons] == fields
    assert decision.allowed == (not fields)


@pytest.mark.parametrize(
    ("channel", "tracking", "now", "field"),
    [
        ("post", "XA1", IN_TIME, ""),
        ("email", "", IN_TIME, ""),
        ("fax", "", IN_TIME, ""),
        ("post", "", IN_TIME, "tracking"),
        ("in_person", "", IN_TIME, "channel"),
        ("email", "", ENDS, "channel"),
    ],
)
def test_what_is_under_way_is_announced_in_time(channel, tracking, now, field):
    decision = supplying.announcement(channel=channel, tracking=tracking, now=now, promise=PROMISE)
    assert [reason.field for reason in decision.reasons] == ([field] if field else [])


@pytest.mark.parametrize(
    ("status", "accepted", "problem", "field"),
    [
        ("waiting", True, "", ""),
        ("waiting", False, "没有签名", ""),
        ("waiting", False, " ", "problem"),
        ("sent", True, "", "piece"),
        ("accepted", True, "", "piece"),
        ("", True, "", "piece"),
    ],
)
def test_a_paper_is_checked_once_it_is_here_and_rejected_with_its_problem(status, accepted, problem, field):
    decision = supplying.checking(status=status, accepted=accepted, problem=problem)
    assert [reason.field for reason in decision.reasons] == ([field] if field else [])


def test_nothing_is_granted_with_papers_outstanding():
    assert supplying.granting(())
    decision = supplying.granting(("会员名册",))
    assert articles(decision) == {"04-11", "04-12"}
    assert "会员名册" in str(decision.reasons[0])


@pytest.mark.parametrize(
    ("breach", "last"),
    [
        (dt.date(2026, 9, 15), dt.date(2027, 9, 15)),
        (dt.date(2024, 2, 29), dt.date(2025, 2, 28)),
        (dt.date(2027, 2, 28), dt.date(2028, 2, 28)),
    ],
)
def test_the_bar_ends_on_the_corresponding_date_included(breach, last):
    until = register.bar_ends(breach, 1)
    assert until == last
    assert register.barred(last, until=until)
    assert not register.barred(last + dt.timedelta(1), until=until)


@given(st.dates(dt.date(2023, 1, 29), dt.date(2120, 12, 31)), st.integers(1, 3))
def test_the_bar_lasts_whole_years_to_the_day(breach, number):
    last = register.bar_ends(breach, number)
    assert last.year == breach.year + number
    assert (last.month, last.day) == (
        (breach.month, breach.day) if (breach.month, breach.day) != (2, 29) or last.day == 29 else (2, 28)
    )


REASON = "核实无误"


@pytest.mark.parametrize(
    ("state", "heard", "today", "reason", "allowed"),
    [
        ("told", True, TODAY, REASON, True),
        ("told", True, TODAY, " ", False),
        ("told", False, TODAY, REASON, False),
        ("told", False, TODAY + dt.timedelta(1), REASON, True),
        ("reported", True, TODAY, REASON, False),
        ("confirmed", True, TODAY, REASON, False),
    ],
)
def test_a_breach_is_confirmed_by_a_person_after_the_party_was_told_and_could_speak(
    state, heard, today, reason, allowed
):
    decision = register.confirming(state=state, heard=heard, today=today, speak_until=TODAY, reason=reason)
    assert decision.allowed == allowed
    assert allowed or articles(decision) == {"04-13"}


@pytest.mark.parametrize(
    ("state", "until", "reason", "allowed"),
    [
        ("confirmed", dt.date(2026, 9, 2), REASON, True),
        ("confirmed", dt.date(2027, 9, 1), REASON, True),
        ("confirmed", dt.date(2027, 9, 2), REASON, False),
        ("confirmed", TODAY, REASON, False),
        ("confirmed", None, REASON, False),
        ("confirmed", dt.date(2026, 9, 2), "", False),
        ("told", dt.date(2026, 9, 2), REASON, False),
        ("withdrawn", dt.date(2026, 9, 2), REASON, False),
    ],
)
def test_publication_needs_a_confirmed_record_a_reason_and_an_end(state, until, reason, allowed):
    decision = register.publishing(
        state=state, reason=reason, until=until, today=TODAY, bar_until=dt.date(2027, 9, 1)
    )
    assert decision.allowed == allowed


@pytest.mark.parametrize(
    ("rule", "open_in"),
    [
        (register.withdrawing, {"reported", "told", "confirmed"}),
        (register.ending, {"confirmed"}),
        (register.referring, {"confirmed"}),
    ],
)
@pytest.mark.parametrize("state", ["reported", "told", "confirmed", "withdrawn", "ended"])
def test_each_step_has_its_state_and_its_reason(rule, open_in, state):
    assert bool(rule(state=state, reason=REASON)) == (state in open_in)
    assert not rule(state=state, reason=" ")


def test_the_party_is_told_once_and_heard_after_it():
    assert register.telling(state="reported")
    assert not register.telling(state="told")
    assert register.hearing(state="told", statement="耽误了")
    assert not register.hearing(state="reported", statement="耽误了")
    assert not register.hearing(state="told", statement=" ")


def test_an_objection_is_against_a_record_that_stands_and_is_answered_with_a_reason():
    assert register.objecting(state="confirmed", objection="已经寄出")
    assert not register.objecting(state="told", objection="已经寄出")
    assert not register.objecting(state="confirmed", objection="")
    assert register.answering(waiting=True, reason=REASON)
    assert not register.answering(waiting=False, reason=REASON)
    assert not register.answering(waiting=True, reason="")
