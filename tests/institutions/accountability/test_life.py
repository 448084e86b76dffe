"""One case from the lead to the end, by every way it may go (12-04 to 12-07)."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from banshi.institutions.accountability.actions import deciding, leads, person, working
from banshi.institutions.accountability.actions.leads import Taking
from banshi.institutions.accountability.models import Case
from banshi.institutions.accountability.queries import lines, yearly
from banshi.institutions.accountability.queries.whole import for_oneself, whole
from banshi.institutions.accountability.rules.steps import OUTCOMES, State
from banshi.institutions.accountability.rules.tolerance import Weighed
from banshi.kernel.documents.models import Document
from banshi.kernel.ledger.queries import stream
from banshi.kernel.ledger.verify import verify
from banshi.kernel.notifications.models import Message
from banshi.kernel.organisation.models import Staff
from banshi.lib import clock
from banshi.lib.results import Refused
from tests.institutions.accountability.lives import ANSWERS, Life, told

pytestmark = pytest.mark.django_db


def papers(life):
    return list(
        Document.objects.filter(stream=life.case.ledger)
        .order_by("issued_at", "pk")
        .values_list("kind", flat=True)
    )


def messages(cast, name):
    rows = Message.objects.filter(recipient_staff_id=cast.staff_id(name), template_key__startswith="account")
    return [one.template_key for one in rows.order_by("id")]


def test_from_the_lead_to_the_end(cast, at):
    life = Life(cast).before_decision().decided().notified().corrected().fed_back()
    with pytest.raises(Refused, match="还可以申请复核"):
        life.closed()
    with at("2026-12-24 10:00"):
        life.closed()
    assert life.case.state == "closed"
    assert sorted(papers(life)) == ["W46-1", "W46-2", "W46-3", "W46-4", "W46-5"]
    assert messages(cast, "李强") == ["accountability_about_you"] * 5
    assert not any("批评" in one.body or "李强" in one.body for one in Message.objects.order_by("id"))
    kept = " ".join(f"{entry.act} {entry.payload}" for entry in stream(life.case.ledger))
    assert "李强" not in kept
    assert "批评教育" not in kept
    assert verify().sound


def test_every_person_is_in_scope_leaders_and_who_has_left(cast):
    for name in ("陈局", "龚书", "彭燕", "沈远", "王芳", "周明"):
        Life(cast, name).accepted(by="沈远" if name == "彭燕" else "彭燕")
    Staff.objects.filter(pk=cast.staff_id("李强")).update(is_active=False)
    life = Life(cast, "李强").accepted()
    assert life.case.supervisor_id == cast.staff_id("赵敏")


def test_who_supervised_is_named_and_a_second_case_is_about_them(cast):
    life = Life(cast)
    assert life.lead_row.supervisor_id == cast.staff_id("赵敏")
    first = life.accepted().uid
    second = life.accepted(who="赵敏").case
    assert (second.lead_id, second.supervisor_id) == (life.lead, cast.staff_id("陈局"))
    with pytest.raises(Refused, match="已经就这位同事"):
        life.accepted(who="赵敏")
    assert {one.uid for one in lines.cases(cast.actor("彭燕"), lines.OPEN)} == {first, second.pk}


def test_not_heard_no_decision(cast):
    life = Life(cast).working().told()
    for step in (life.weighed, life.proposed):
        with pytest.raises(Refused):
            step()
    with pytest.raises(Case.DoesNotExist):
        life.decided()
    assert life.case.state == "told"


def test_tolerance_not_weighed_no_decision(cast):
    life = Life(cast).working().told().stated()
    with pytest.raises(Refused):
        life.proposed()
    with pytest.raises(Refused, match="这一种情形"):
        working.weigh(uid=life.uid, answers={}, opinion="没有", actor=cast.actor("何静"))
    unsaid = ANSWERS | {"RC-4": Weighed("RC-4", True, " ")}
    with pytest.raises(Refused, match="为什么有"):
        working.weigh(uid=life.uid, answers=unsaid, opinion="没有", actor=cast.actor("何静"))


def test_the_database_knows_no_decision_without_hearing_and_weighing(cast):
    life = Life(cast).working()
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=life.uid).update(
            state="decided",
            outcome="education",
            decided_by=cast.staff_id("龚书"),
            decided_at=clock.now(),
            meeting_on=clock.today(),
        )


def test_silence_is_a_waiver_only_when_the_days_to_answer_are_over(cast, at):
    life = Life(cast).working().told()
    with at("2026-11-30 18:00"), pytest.raises(Refused, match="2026-11-30 以前可以陈述申辩"):
        life.heard("waiver", silent=True)
    with at("2026-12-01 09:00"):
        life.heard("waiver", silent=True).weighed()
    assert life.case.state == "weighed"


def test_news_after_telling_are_told_and_heard_again(cast):
    life = Life(cast).working().told().stated().recorded()
    with pytest.raises(Refused, match="又有新的调查记录"):
        life.weighed()
    with pytest.raises(Refused):
        life.told().weighed()
    life.waived().weighed().proposed()
    assert life.case.state == "proposed"


def test_an_unfounded_one_leaves_no_trace_with_the_person(cast):
    life = Life(cast).working().told().stated().dropped()
    assert life.case.state == "unfounded"
    assert yearly.named_list(cast.actor("彭燕")) == []
    shown = for_oneself(life.uid, cast.actor("李强"))
    assert "系统登记晚了一天" in str(shown.work)
    with pytest.raises(Case.DoesNotExist):
        life.decided()


def test_who_was_never_told_never_sees_that_it_was_unfounded(cast):
    life = Life(cast).working().dropped()
    assert lines.own(cast.actor("李强")) == []
    assert messages(cast, "李强") == []
    with pytest.raises(Case.DoesNotExist):
        for_oneself(life.uid, cast.actor("李强"))


def test_a_lead_is_closed_with_a_reason_and_once(cast):
    life = Life(cast)
    with pytest.raises(Refused, match="要写明"):
        leads.dismiss(uid=life.lead, reason=" ", actor=cast.actor("彭燕"))
    leads.dismiss(uid=life.lead, reason="当天系统停机，不是责任", actor=cast.actor("彭燕"))
    with pytest.raises(Refused, match="已经处理过"):
        leads.dismiss(uid=life.lead, reason="再关一次", actor=cast.actor("彭燕"))
    with pytest.raises(Refused, match="已经处理过"):
        life.accepted()
    assert lines.waiting_leads(cast.actor("彭燕")) == []


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"outcome": "dismissal"}, "会议决定的结果"),
        ({"text": ""}, "要写明"),
        ({"measures": ""}, "整改措施"),
        ({"due": None}, "整改到哪一天"),
        ({"meeting_on": dt.date(2026, 11, 24)}, "不能晚于今天"),
        ({"basis": ""}, "要写明"),
    ],
)
def test_what_the_meeting_decided_must_be_whole(cast, changed, why):
    life = Life(cast).before_decision()
    with pytest.raises(Refused, match=why):
        life.decided(**{"outcome": "education"} | changed)


def test_no_accountability_needs_no_measure(cast):
    life = Life(cast).before_decision().decided(outcome="none", measures="", due=None).notified().fed_back()
    assert life.case.outcome == "none"


def test_the_party_group_sends_back_and_the_person_is_heard_anew(cast):
    life = Life(cast).before_decision()
    deciding.send_back(uid=life.uid, reason="请再核实请示的情况", actor=cast.actor("龚书"))
    assert life.case.state == "accepted"
    with pytest.raises(Refused):
        life.weighed()
    life.recorded().told().stated("补充：附请示记录。").weighed().proposed().decided()
    assert life.case.state == "decided"


def test_a_review_may_change_the_outcome_and_an_appeal_revokes(cast, at):
    life = Life(cast).before_decision().decided(outcome="criticism").notified().fed_back()
    with at("2026-12-20 10:00"):
        life.asked()
        with pytest.raises(Refused, match="请等现在这一项"):
            life.asked("appeal")
        with pytest.raises(Refused, match="还没有结果"):
            life.corrected().closed()
        life.reviewed("changed", outcome="education")
        with pytest.raises(Refused, match="已经提出过"):
            life.asked()
    assert life.case.outcome == "education"
    with at("2026-12-29 10:00"):
        life.asked("appeal")
        answered = deciding.Answered("revoked", "上级撤销")
        deciding.answer_appeal(uid=life.uid, answered=answered, actor=cast.actor("彭燕"))
        life.closed()
    assert life.case.revoked
    assert yearly.named_list(cast.actor("彭燕")) == []


@pytest.mark.parametrize("heavier", ["criticism", "examination", "referral"])
def test_nobody_is_worse_off_for_asking_for_a_review(cast, heavier):
    life = Life(cast).before_decision().decided(outcome="examination").notified().asked()
    with pytest.raises(Refused, match="不能因为申请复核、提出申诉加重处理"):
        life.reviewed("changed", outcome=heavier)
    assert life.case.outcome == "examination"


@pytest.mark.parametrize(("moment", "in_time"), [("2026-12-23 23:00", True), ("2026-12-24 00:10", False)])
def test_a_review_is_asked_for_within_thirty_days(cast, at, moment, in_time):
    life = Life(cast).before_decision().decided().notified()
    with at(moment):
        if in_time:
            life.asked()
        else:
            with pytest.raises(Refused, match="期限已经过了"):
                life.asked()


def test_a_measure_not_carried_out_gets_another_date(cast):
    life = Life(cast).before_decision().decided().notified()
    person.report(uid=life.uid, text="正在补办", actor=cast.actor("李强"))
    actor = cast.actor("彭燕")
    with pytest.raises(Refused, match="改到哪一天"):
        deciding.check(uid=life.uid, done=False, note="没有补", due=None, actor=actor)
    deciding.check(uid=life.uid, done=False, note="没有补", due=dt.date(2026, 12, 20), actor=actor)
    life.corrected()


def test_whoever_complained_waits_for_feedback_and_the_wall_stands(cast, at):
    life = Life(cast, origin="complaint", informant="投诉举报受理部门").before_decision().decided().notified()
    assert "accountability_feedback" in messages(cast, "沈远")
    with at("2027-01-04 10:00"), pytest.raises(Refused):
        life.closed()
    shown = whole(life.uid, cast.actor("彭燕"))
    assert shown.now.feedback_owed


def test_what_is_entered_by_hand_must_be_whole(cast):
    actor = cast.actor("蒋廉")
    for changed, why in (
        ({"facts": " "}, "请写明事实"),
        ({"cause": "WZ-9"}, "八项问责事由"),
        ({"origin": "rumour"}, "线索从哪里来"),
        ({"handler_id": None}, "哪位同事"),
        ({"on": dt.date(2026, 12, 1)}, "不能晚于今天"),
    ):
        with pytest.raises(Refused, match=why):
            leads.enter(told=told(cast, **changed), actor=actor)


def test_a_cause_is_chosen_by_a_person_with_a_reason(cast):
    life = Life(cast)
    for cause, reason, why in (("", "因为", "八项"), ("WZ-5", "", "为什么是这一项")):
        taking = Taking(cast.staff_id("李强"), cause, reason, cast.staff_id("何静"))
        with pytest.raises(Refused, match=why):
            leads.accept(uid=life.lead, taking=taking, actor=cast.actor("彭燕"))


def test_the_same_form_sent_twice_is_one_step(cast):
    life = Life(cast)
    taking = Taking(cast.staff_id("李强"), "WZ-5", "超期", cast.staff_id("何静"))
    one, two = (
        leads.accept(uid=life.lead, taking=taking, actor=cast.actor("彭燕"), key="once") for _ in range(2)
    )
    assert one == two
    assert Case.objects.count() == 1


def test_public_figures_say_no_number_under_five(cast):
    for name in ("李强", "何静", "王芳"):
        investigator = "冯涛" if name != "何静" else "吴导"
        life = (
            Life(cast, name).accepted(investigator=investigator).declared(investigator).recorded(investigator)
        )
        life.told(investigator).stated().weighed(investigator).proposed(investigator)
        life.decided(outcome="education" if name != "王芳" else "criticism")
    (year,) = yearly.years()
    causes = {code: cell.number for code, _text, cell in year.causes}
    outcomes = {text: cell.number for text, cell in year.outcomes}
    assert causes == dict.fromkeys([f"WZ-{n}" for n in range(1, 9)])
    assert set(outcomes.values()) == {None}
    assert len(outcomes) == len(OUTCOMES)


def test_every_state_is_reached_by_some_life(cast, at):
    reached = set()
    life = Life(cast).accepted()
    for step in (
        life.declared,
        life.told,
        life.stated,
        life.weighed,
        life.proposed,
        life.decided,
        life.notified,
    ):
        if step == life.told:
            life.recorded()
        step()
        reached.add(life.case.state)
    life.corrected().fed_back()
    with at("2026-12-24 10:00"):
        reached |= {life.closed().case.state, Life(cast).accepted().dropped().case.state}
    assert reached == {one.value for one in State}
