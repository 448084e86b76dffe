"""咨询引导, rule by rule: ratings and their follow-up, consent, what may be counted (annex 8)."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banshi.institutions.guidance import rules
from banshi.institutions.guidance.rules import Answer, Level, Verdict
from banshi.lib.clock import BEIJING

pytestmark = pytest.mark.pure
NOON = dt.datetime(2026, 11, 23, 12, 0, tzinfo=BEIJING)
SECOND = dt.timedelta(seconds=1)


@pytest.mark.parametrize(
    ("given_", "allowed"),
    [
        ({}, True),
        ({"level": 0}, False),
        ({"level": 6}, False),
        ({"over": False}, False),
        ({"rated": True}, False),
        ({"by_staff": True}, False),
    ],
)
def test_a_rating_is_given_once_after_the_service_by_the_person_served(given_, allowed):
    """08-04-3"""
    usual = {"level": 1, "over": True, "rated": False, "by_staff": False}
    decision = rules.rating(**(usual | given_))
    assert decision.allowed is allowed
    assert all(reason.articles == ("08-04-3",) for reason in decision.reasons)


@pytest.mark.parametrize(("level", "bad"), [(1, False), (2, False), (3, False), (4, True), (5, True)])
def test_the_two_lowest_levels_are_followed_up(level, bad):
    assert rules.bad(level) is bad
    assert Level(level) in rules.LEVELS


@given(
    st.lists(st.integers(1, 9), unique=True),
    st.sets(st.integers(1, 9)),
    st.dictionaries(st.integers(1, 9), st.integers(0, 5)),
)
def test_the_handler_is_never_one_of_the_rated_and_nobody_free_has_less_in_hand(candidates, rated, held):
    chosen = rules.handler(candidates, rated, held)
    free = [one for one in candidates if one not in rated]
    if not free:
        assert chosen is None
    else:
        assert chosen in free
        assert held.get(chosen, 0) == min(held.get(one, 0) for one in free)


@pytest.mark.parametrize(
    ("handler", "rated", "done", "allowed"),
    [(7, (1,), False, True), (7, (7,), False, False), (8, (1,), False, False), (7, (1,), True, False)],
)
def test_only_the_handler_follows_up_and_never_the_rated(handler, rated, done, allowed):
    assert rules.following_up(handler_id=handler, actor_ids=(7,), rated=rated, done=done).allowed is allowed


@pytest.mark.parametrize(
    ("finding", "words", "verified", "wrong"),
    [
        ("justified", "查了录像", False, 0),
        ("", "查了录像", False, 1),
        ("justified", " ", False, 1),
        ("nonsense", "", True, 3),
    ],
)
def test_a_verification_says_what_was_found(finding, words, verified, wrong):
    assert len(rules.verifying(finding=finding, words=words, verified=verified).reasons) == wrong


@pytest.mark.parametrize(
    ("verified", "finding", "measure", "reply", "wrong"),
    [
        (True, "justified", "增开窗口", "您好", set()),
        (True, "justified", "", "您好", {"measure"}),
        (True, "unfounded", "", "您好", set()),
        (True, "explained", "", "", {"reply"}),
        (False, "", "增开窗口", "您好", {""}),
    ],
)
def test_a_bad_rating_is_verified_mended_and_answered(verified, finding, measure, reply, wrong):
    decision = rules.closing(verified=verified, finding=finding, measure=measure, reply=reply)
    assert {reason.field for reason in decision.reasons} == wrong


@pytest.mark.parametrize(
    ("verified", "closed", "after_verify", "after_mend", "late"),
    [
        (False, False, -1, -1, ()),
        (False, False, 0, -1, ("verify",)),
        (True, False, 0, -1, ()),
        (True, False, 5, 0, ("mend",)),
        (False, False, 5, 0, ("verify", "mend")),
        (True, True, 5, 5, ()),
    ],
)
def test_each_step_of_a_follow_up_runs_out_to_the_second(verified, closed, after_verify, after_mend, late):
    found = rules.late_stages(
        verified=verified,
        closed=closed,
        verify_by=NOON - after_verify * SECOND,
        mend_by=NOON - after_mend * SECOND,
        now=NOON,
    )
    assert found == late


def test_a_date_not_settled_yet_never_runs_out():
    assert rules.late_stages(verified=False, closed=False, verify_by=None, mend_by=None, now=NOON) == ()


@pytest.mark.parametrize(
    ("person", "consent", "running", "wrong"),
    [
        ("刘桂兰", "spoken", False, set()),
        ("刘桂兰", "", False, {"consent"}),
        (" ", "spoken", False, {"person"}),
        ("刘桂兰", "spoken", True, {""}),
    ],
)
def test_a_guide_acts_with_consent_for_one_person_at_a_time(person, consent, running, wrong):
    """08-04-2-2"""
    decision = rules.assisting(person=person, consent=consent, running=running)
    assert {reason.field for reason in decision.reasons} == wrong


@pytest.mark.parametrize(("seconds", "over"), [(-1, False), (0, False), (1, True)])
def test_help_closes_itself_to_the_second(seconds, over):
    assert rules.expired(expires_at=NOON, now=NOON + seconds * SECOND) is over


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": ""}, "title"),
        ({"text": " "}, "text"),
        ({"explanation": ""}, "explanation"),
        ({"first": None}, "effective_from"),
        ({"last": dt.date(2026, 1, 1)}, "effective_to"),
    ],
)
def test_a_policy_is_complete_and_explained(changed, field):
    """08-04-1"""
    usual = {
        "title": "办法",
        "text": "正文",
        "explanation": "解读",
        "first": dt.date(2026, 11, 1),
        "last": None,
    }
    assert rules.publishing(**usual).allowed
    assert [reason.field for reason in rules.publishing(**(usual | changed)).reasons] == [field]


@pytest.mark.parametrize(
    ("reply", "public", "shown", "answered", "wrong"),
    [
        ("好的", False, "", False, set()),
        ("好的", True, "椅子太少", False, set()),
        ("好的", True, "", False, {"shown"}),
        ("", False, "", False, {"reply"}),
        ("好的", False, "", True, {""}),
    ],
)
def test_an_opinion_is_answered_once_and_shown_only_in_fit_words(reply, public, shown, answered, wrong):
    decision = rules.answering_opinion(reply=reply, public=public, shown=shown, answered=answered)
    assert {reason.field for reason in decision.reasons} == wrong


@given(st.lists(st.sampled_from(Answer), max_size=8))
def test_one_no_outweighs_all_and_one_doubt_all_but_a_no(answers):
    found = rules.verdict(answers)
    assert (found is Verdict.UNLIKELY) == (Answer.NO in answers)
    assert (found is Verdict.LIKELY) == all(answer is Answer.YES for answer in answers)


@pytest.mark.parametrize("words", ["补办户口本", "买火车票", "社保卡年审", "yibao"])
def test_words_that_say_nothing_of_anybody_are_counted(words):
    assert rules.harmless(words, ()) == words


EVERYDAY = frozenset({"高龄", "津贴", "高龄津贴", "志愿", "石碑"})


@pytest.mark.parametrize("words", ["高龄津贴", "高龄", "石碑", "津贴高龄", "高龄 津贴"])
def test_everyday_words_are_nobodys_name(words):
    assert rules.harmless(words, EVERYDAY) == words.replace(" ", "")


@pytest.mark.parametrize("words", ["王秀英", "高龄英", "王志愿", "高志愿", "高津贴领", "高秀英", "石碑雄"])
def test_what_is_not_all_everyday_words_may_still_be_a_name(words):
    assert rules.harmless(words, EVERYDAY) == ""


@pytest.mark.parametrize(
    "words",
    [
        "",
        "13800138000",
        "210902196001011234",
        "王小明",
        "我叫张三",
        "李四",
        "欧阳小",
        "住在中华路",
        "一二三四五六七八九十一二三",
    ],
)
def test_what_may_say_who_somebody_is_is_dropped(words):
    assert rules.harmless(words, EVERYDAY) == ""


@given(st.text(max_size=60))
def test_nothing_with_a_digit_or_longer_than_a_few_words_is_ever_kept(text):
    kept = rules.harmless(text, EVERYDAY)
    assert len(kept) <= rules.MOST_WORDS
    assert not any(letter.isdigit() and letter.isascii() for letter in kept)
