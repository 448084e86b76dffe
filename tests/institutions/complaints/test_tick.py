"""What happens by itself: warnings, breaches, the ladder of a grave matter; each once, whatever the worker does."""

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from banshi.institutions.complaints.actions import failing as proving
from banshi.institutions.complaints.actions import handling, receiving
from banshi.institutions.complaints.actions.failing import Proved
from banshi.institutions.complaints.models import Breach, Duty, Report, Rung
from banshi.kernel.ledger.models import Entry
from banshi.kernel.ledger.verify import verify
from banshi.kernel.notifications.models import Message
from banshi.lib.results import Refused
from banshi.workflows.administration import load_calendar
from banshi.workflows.tick import complaints
from tests.institutions.complaints.lives import Life

RECEIVED = "2026-09-01 10:00"


def told(cast, name, key=""):
    mine = Message.objects.filter(recipient_staff_id=cast.staff_id(name)).order_by("id")
    return [one.template_key for one in mine if not key or one.template_key == key]


def kind_of(day):
    """A plain year: only New Year's Day is a holiday."""
    if day.month == day.day == 1:
        return "holiday,元旦"
    return "weekend," if day.weekday() > 4 else "workday,"


def breaches():
    return list(Breach.objects.order_by("found_at", "kind").values_list("kind", "due"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("moment", "due", "overdue"),
    [
        ("2026-09-08 23:59:59", 0, 0),
        ("2026-09-09 00:00:00", 1, 0),
        ("2026-09-10 16:59:59", 3, 0),
        ("2026-09-10 17:00:00", 3, 1),
    ],
)
def test_the_short_reply_is_warned_of_and_its_breach_recorded_once(cast, at, moment, due, overdue):
    with at(RECEIVED):
        Life(cast).accepted()
    for step in ("2026-09-08 09:00", "2026-09-09 00:00", "2026-09-09 09:00", "2026-09-10 09:00", moment):
        if dt.datetime.fromisoformat(step) <= dt.datetime.fromisoformat(moment):
            with at(step):
                complaints()
                complaints()
    assert len(told(cast, "何静", "complaint_due")) == min(due, Rung.objects.exclude(rung="breach").count())
    assert len(told(cast, "何静", "complaint_overdue")) == overdue
    assert len(breaches()) == overdue


@pytest.mark.django_db
def test_after_three_days_without_a_worker_the_highest_rung_is_given_once(cast, at):
    with at(RECEIVED):
        Life(cast).accepted()
    for _ in range(3):
        with at("2026-09-13 10:00"):
            complaints()
    assert breaches() == [("reply", dt.date(2026, 9, 10))]
    assert [one.rung for one in Rung.objects.all()] == ["breach"]
    for name in ("何静", "彭燕", "沈远", "陈局", "龚书"):
        assert told(cast, name, "complaint_overdue") == ["complaint_overdue"]


@pytest.mark.django_db
def test_warnings_never_reach_who_may_not_know(cast, at):
    with at(RECEIVED):
        Life(cast, whom="彭燕").named("彭燕", by="沈远").graded(by="沈远").taken_up("何静", by="沈远")
    with at("2026-09-14 10:00"):
        complaints()
    assert told(cast, "沈远", "complaint_overdue")
    for name in ("彭燕", "蒋廉", "周明", "李强", "赵敏"):
        assert told(cast, name) == []


@pytest.mark.django_db
def test_never_agreeing_ends_at_the_outer_limit_with_a_reasoned_opinion(cast, at):
    with at("2026-03-02 10:00"):
        life = Life(cast).investigated()
        with pytest.raises(Refused, match="请等双方"):
            life.closed(unagreed="投诉人没有表态")
    with at("2026-04-20 10:00"):
        with pytest.raises(Refused, match="这一项要写明"):
            life.closed(unagreed="")
        life.closed(unagreed="投诉人一直没有表态，期限将满。")
    assert not Duty.objects.filter(ended_at=None).exists()


@pytest.mark.django_db
def test_a_refused_proposal_can_be_replaced_or_closed_with_the_reason(cast):
    life = Life(cast).investigated()
    handling.consent_by_code(code=life.code, agreed=False, note="只道歉不够")
    life.proposed()
    with pytest.raises(Refused, match="请等双方"):
        life.closed(unagreed="没有表态")
    handling.consent_by_code(code=life.code, agreed=False, note="还是不够")
    life.closed(unagreed="双方对补偿的数额没有一致意见。")


@pytest.mark.django_db
def test_agreement_on_the_last_day_does_not_move_the_outer_limit(cast, at):
    with at("2026-03-02 10:00"):
        life = Life(cast).investigated()
        outer = Duty.objects.get(kind="close").due
    with at(f"{outer} 16:00"):
        life.agreed()
        duty = Duty.objects.get(kind="close")
        assert duty.due == outer == dt.date(2026, 5, 6)
        life.closed()
    with at(f"{outer} 17:00"):
        complaints()
    assert breaches() == []


@pytest.mark.django_db
def test_more_time_moves_the_date_and_the_next_warning(cast, at):
    with at("2026-03-02 10:00"):
        life = Life(cast).named("李强").graded("major").taken_up().declared().recorded().replied()
        receiving.acknowledge(uid=life.uid, instruction="查清", actor=cast.actor("陈局"))
        handling.extend(
            uid=life.uid, cause="policy_change", reason="政策调整", days=30, actor=cast.actor("陈局")
        )
        with pytest.raises(Refused, match="延期过一次"):
            handling.extend(uid=life.uid, cause="other", reason="再延", days=1, actor=cast.actor("陈局"))
    assert Duty.objects.get(kind="close").due == dt.date(2026, 6, 1)
    with at("2026-05-07 10:00"):
        complaints()
    assert breaches() == []
    with at("2026-06-01 17:00"):
        complaints()
    assert breaches() == [("close", dt.date(2026, 6, 1))]


@pytest.mark.django_db
def test_more_time_for_any_other_cause_is_refused_and_changes_nothing(cast):
    life = Life(cast).named("李强").graded("major").taken_up().declared().recorded().replied()
    receiving.acknowledge(uid=life.uid, instruction="查清", actor=cast.actor("陈局"))
    before = Duty.objects.get(kind="close").due
    for cause in ("busy", "", "policy_change "):
        with pytest.raises(Refused, match="政策调整、不可抗力"):
            handling.extend(uid=life.uid, cause=cause, reason="人手不够", days=5, actor=cast.actor("陈局"))
    assert Duty.objects.get(kind="close").due == before


@pytest.mark.django_db
def test_before_a_long_holiday_the_petition_limit_is_what_is_warned_of_and_broken(cast, at):
    with at("2026-09-24 10:00"):
        Life(cast).accepted()
    assert Duty.objects.get(kind="reply").due == dt.date(2026, 10, 9)
    with at("2026-10-09 16:59"):
        complaints()
    assert breaches() == []
    with at("2026-10-09 17:00"):
        complaints()
    assert breaches() == [("reply", dt.date(2026, 10, 9))]


@pytest.mark.django_db
def test_both_ways_of_answering_an_objection_have_thirty_days(cast, at):
    with at(RECEIVED):
        life = Life(cast).investigated().agreed().closed()
    with at("2026-09-10 10:00"):
        life.objected()
        assert Duty.objects.get(kind="review", ended_at=None).due == dt.date(2026, 10, 10)
        with pytest.raises(Refused, match="没有办过这一件"):
            life.reviewed_by("何静")
        life.reviewed_by("冯涛")
    with at("2026-09-20 10:00"):
        life.objected()
        with pytest.raises(Refused, match="没有办过这一件"):
            life.reviewed_by("冯涛")
    with at("2026-10-20 17:00"):
        complaints()
    assert breaches() == [("review", dt.date(2026, 10, 20))]
    with at("2026-10-21 10:00"):
        life.reviewed_by("蒋廉")
        with pytest.raises(Refused, match="复查过两次"):
            life.objected()


@pytest.mark.django_db
def test_an_objection_after_thirty_days_is_shown_the_way_outside(cast, at):
    with at(RECEIVED):
        life = Life(cast).investigated().agreed().closed()
    with at("2026-10-09 10:00"), pytest.raises(Refused, match="上一级行政机关"):
        life.objected()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("moment", "asked"),
    [
        ("2026-11-23 10:59:59", ["陈局"]),
        ("2026-11-23 11:00:00", ["陈局", "龚书"]),
        ("2026-11-26 10:00:00", ["陈局", "龚书"]),
    ],
)
def test_a_grave_matter_climbs_after_the_hour_once_for_each_rung(cast, at, moment, asked):
    Life(cast).named("李强").graded("urgent")
    with at(moment):
        complaints()
        complaints()
    reports = Report.objects.order_by("rung").select_related("to")
    assert [one.to.name_zh for one in reports] == asked
    assert told(cast, "陈局", "complaint_grave") == ["complaint_grave"]
    assert len(told(cast, "龚书", "complaint_grave")) == len(asked) - 1


@pytest.mark.django_db
def test_when_nobody_is_left_to_climb_to_that_is_a_breach(cast, at):
    Life(cast).named("李强").graded("urgent")
    for hour in ("11:00", "12:00", "13:00", "14:00"):
        with at(f"2026-11-23 {hour}"):
            complaints()
    assert breaches() == [("acknowledge", dt.date(2026, 11, 23))]


@pytest.mark.django_db
def test_an_acknowledged_matter_climbs_no_further_and_an_accused_leader_is_never_asked(cast, at):
    life = Life(cast, whom="陈局").named("陈局").graded("urgent")
    assert [one.to.name_zh for one in Report.objects.select_related("to")] == ["龚书"]
    receiving.acknowledge(uid=life.uid, instruction="马上核实", actor=cast.actor("龚书"))
    with at("2026-11-23 13:00"):
        complaints()
    assert Report.objects.count() == 1
    assert told(cast, "陈局") == []


@pytest.mark.django_db
def test_a_date_that_could_not_be_known_is_set_when_the_calendar_comes(cast, at):
    with at("2026-12-28 10:00"):
        Life(cast)
        complaints()
        assert Duty.objects.get().due is None
        every = [dt.date(2027, 1, 1) + dt.timedelta(n) for n in range(365)]
        rows = [f"{d},{kind_of(d)}" for d in every]
        load_calendar(
            text="\n".join(["date,kind,name", *rows]), source="通知（演练）", actor=cast.actor("周明")
        )
    with at("2026-12-28 10:01"):
        complaints()
        complaints()
    assert Duty.objects.get().due == dt.date(2027, 1, 7)
    assert Entry.objects.filter(act="complaint_due_settled").count() == 1


@pytest.mark.django_db(transaction=True)
def test_what_is_proved_under_06_09_is_passed_on_once_however_many_workers(cast):
    life = Life(cast).investigated().agreed().closed()
    proved = Proved(staff_id=cast.staff_id("李强"), on=dt.date(2026, 11, 20), omission="materials", delay=1)
    proving.prove(uid=life.uid, proved=proved, actor=cast.actor("彭燕"))
    at_once(4)
    complaints()
    assert len(told(cast, "李强", "failure_of_mine")) == 1
    assert len(told(cast, "彭燕", "failure_to_check")) == 1
    assert verify().sound


def at_once(number):
    """Let so many workers do the duties of complaints in the same moment."""
    gun = threading.Barrier(number)

    def work(_number):
        try:
            gun.wait()
            complaints()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(number) as pool:
        list(pool.map(work, range(number)))


@pytest.mark.django_db(transaction=True)
def test_four_workers_at_once_give_each_warning_once(cast, at):
    with at(RECEIVED):
        Life(cast).accepted()
        Life(cast).named("李强").graded("urgent")
    with at("2026-09-13 10:00"):
        at_once(4)
        complaints()
    assert len(breaches()) == 2
    assert Rung.objects.count() == 2
    assert Report.objects.count() == 2
    assert verify().sound
