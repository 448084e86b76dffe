"""Booking, answering, arriving, moving: the acts with their papers, messages and ledger."""

import datetime as dt

import pytest

from banshi.institutions.appointments.actions.answering import accept_request, decline_request
from banshi.institutions.appointments.actions.booking import cancel_booking, move_booking
from banshi.institutions.appointments.actions.keeping import check_equipment, set_bookable_hours
from banshi.institutions.appointments.actions.serving import arrive, finish_booked, serve_booked
from banshi.institutions.appointments.models import Lateness, Slot
from banshi.institutions.appointments.queries import bookings, slots
from banshi.institutions.appointments.rules.life import State
from banshi.kernel.documents.models import Document
from banshi.kernel.ledger.acts import CITIZEN
from banshi.kernel.ledger.queries import stream
from banshi.kernel.ledger.verify import verify
from banshi.kernel.notifications.models import Message
from banshi.kernel.workdays.actions import close_hall
from banshi.kernel.workdays.queries import table
from banshi.lib.results import NotPermitted, Refused, Stale
from banshi.workflows.administration import load_calendar, recompute_open
from banshi.workflows.tick import tick
from tests.factories.bookings import booked, open_hours, requested, week
from tests.factories.citizens import CITIZENS

pytestmark = pytest.mark.django_db
TUESDAY = dt.date(2026, 11, 24)
HALF_PAST_NINE = dt.time(9, 30)


@pytest.fixture
def section(cast):
    """The associations' section with bookable hours."""
    own = cast.sections["SHZZ"]
    open_hours(cast.actor("赵敏"), own)
    return own


def state(booking_id: int) -> State:
    return bookings.card(booking_id).state


def free(section: int, day: dt.date = TUESDAY, start: dt.time = HALF_PAST_NINE) -> int:
    slot = slots.day(section, day).slot(start)
    assert slot is not None
    return slot.free


def test_a_booking_takes_a_place_and_says_so_in_writing(section):
    booking = booked("2026-11-24 09:30")
    assert state(booking) is State.ACCEPTED
    assert free(section) == 1
    card = bookings.card(booking)
    assert card.number == "Y20261123-0001"
    paper = Document.objects.get(pk=card.document_id)
    assert (paper.kind, paper.addressee_masked) == ("W28", "张*")
    assert "2026年11月24日 9:30" in Message.objects.get(template_key="booking_accepted").body
    entry = stream(f"booking:{booking}")[0]
    assert {"03-05-1", "03-06", "03-07"} <= set(entry.articles)
    assert "张伟" not in str(entry.payload)
    assert CITIZENS["张伟"].phone not in str(entry.payload)
    assert verify().sound


def test_the_place_that_has_gone_is_refused_with_the_nearest_free_times(section):
    booked("2026-11-24 09:30")
    booked("2026-11-24 09:30", "刘桂兰")
    with pytest.raises(Refused, match="约满") as refused:
        booked("2026-11-24 09:30", "张䶮")
    assert len(refused.value.instead) == 3
    assert Slot.objects.get().taken == 2


def test_moving_gives_the_old_place_back_and_keeps_the_number(section):
    booking = booked("2026-11-24 09:30")
    before = bookings.card(booking)
    move_booking(booking_id=booking, version=before.version, day=TUESDAY, start=dt.time(14), actor=CITIZEN)
    after = bookings.card(booking)
    assert (after.number, after.time_text, after.state) == (before.number, "14:00–14:30", State.ACCEPTED)
    assert (free(section), free(section, start=dt.time(14))) == (2, 1)
    assert Document.objects.filter(kind="W28").count() == 2
    with pytest.raises(Stale):
        cancel_booking(booking_id=booking, version=before.version, actor=CITIZEN)
    with pytest.raises(Refused, match="原来的时间"):
        move_booking(booking_id=booking, version=None, day=TUESDAY, start=dt.time(14), actor=CITIZEN)


def test_cancelling_frees_the_place_and_ends_it(section):
    booking = booked("2026-11-24 09:30")
    cancel_booking(booking_id=booking, version=None, actor=CITIZEN)
    assert (state(booking), free(section)) == (State.CANCELLED, 2)
    with pytest.raises(Refused, match="已取消") as refused:
        cancel_booking(booking_id=booking, version=None, actor=CITIZEN)
    assert refused.value.articles


def test_one_telephone_holds_one_of_a_days_bookings_from_outside_but_staff_may_book_two(section, cast):
    booked("2026-11-24 09:30")
    with pytest.raises(Refused, match="已经有一个预约"):
        booked("2026-11-24 10:00")
    other = booked("2026-11-25 09:30")
    with pytest.raises(Refused, match="已经有一个预约"):
        move_booking(booking_id=other, version=None, day=TUESDAY, start=dt.time(14), actor=CITIZEN)
    assert booked("2026-11-24 10:00", actor=cast.actor("王芳"), channel="phone")
    assert free(section, start=dt.time(14)) == 2


def test_a_weekend_is_asked_for_and_given_by_the_section(section, cast):
    with pytest.raises(Refused, match="双休日"):
        booked("2026-11-28 09:30")
    booking = requested("2026-11-28", start=HALF_PAST_NINE)
    assert state(booking) is State.REQUESTED
    assert [w.lamp for w in bookings.unanswered([section])] == ["red"]
    with pytest.raises(NotPermitted):
        accept_request(
            booking_id=booking,
            version=None,
            day=dt.date(2026, 11, 28),
            start=HALF_PAST_NINE,
            extra=False,
            actor=cast.actor("何静"),
        )
    accept_request(
        booking_id=booking,
        version=None,
        day=dt.date(2026, 11, 28),
        start=HALF_PAST_NINE,
        extra=False,
        actor=cast.actor("李强"),
    )
    assert state(booking) is State.ACCEPTED
    assert bookings.unanswered([section]) == []


def test_a_full_day_is_asked_for_and_given_an_extra_place(section, cast):
    for who in ("张伟", "刘桂兰"):
        booked("2026-11-24 09:30", who)
    booking = requested("2026-11-24", "张䶮")
    given = {"booking_id": booking, "version": None, "day": TUESDAY, "start": HALF_PAST_NINE}
    with pytest.raises(Refused, match="约满"):
        accept_request(**given, extra=False, actor=cast.actor("李强"))
    accept_request(**given, extra=True, actor=cast.actor("李强"))
    slot = Slot.objects.get()
    assert (slot.places, slot.taken) == (3, 3)


def test_a_decline_gives_its_reason_and_the_nearest_free_times(section, cast):
    booking = requested("2026-11-28")
    with pytest.raises(Refused, match="写明原因"):
        decline_request(booking_id=booking, version=None, reason=" ", actor=cast.actor("李强"))
    decline_request(booking_id=booking, version=None, reason="周六整修供电", actor=cast.actor("李强"))
    assert state(booking) is State.DECLINED
    paper = Document.objects.get(kind="W28")
    assert paper.title_zh == "谢绝预约告知书"
    assert len(paper.data["declined"]["nearest"]) == 3
    assert "周六整修供电" in Message.objects.get(template_key="booking_declined").body


@pytest.mark.parametrize(
    ("moment", "in_time"),
    [
        ("2026-11-24 08:50:00", True),
        ("2026-11-24 09:30:00", True),
        ("2026-11-24 10:00:00", True),
        ("2026-11-24 10:00:01", False),
    ],
)
def test_exactly_thirty_minutes_late_is_in_time(section, at, moment, in_time):
    booking = booked("2026-11-24 09:30")
    with at(moment):
        tick()
        if in_time:
            arrive(booking_id=booking, version=None, actor=CITIZEN)
            assert state(booking) is State.ARRIVED
        else:
            assert state(booking) is State.GIVEN_UP


def test_a_second_too_late_before_the_tick_is_refused_with_what_can_be_done(section, at):
    booking = booked("2026-11-24 09:30")
    with at("2026-11-24 10:00:01"):
        with pytest.raises(Refused, match="30 分钟") as refused:
            arrive(booking_id=booking, version=None, actor=CITIZEN)
        assert [str(one) for one in refused.value.instead] == [
            "可以现在取一个号，按顺序办理。",
            "也可以重新预约别的时间。",
        ]
        tick()
        tick()
    assert (state(booking), free(section)) == (State.GIVEN_UP, 2)
    assert Document.objects.filter(kind="W29").count() == 1
    assert Message.objects.filter(template_key="booking_given_up").count() == 1
    assert verify().sound


def test_who_has_checked_in_is_never_given_up_and_the_bureau_is_late(section, cast, at):
    first = booked("2026-11-24 09:30")
    second = booked("2026-11-24 10:00", "刘桂兰")
    clerk = cast.actor("李强")
    with at("2026-11-24 09:28"):
        arrive(booking_id=first, version=None, actor=CITIZEN)
        serve_booked(booking_id=first, version=None, actor=clerk)
    with at("2026-11-24 09:55"):
        arrive(booking_id=second, version=None, actor=CITIZEN)
    with at("2026-11-24 10:30:00"):
        tick()
        assert not bookings.was_late(second)
    with at("2026-11-24 10:30:01"):
        tick()
        tick()
        assert bookings.was_late(second)
    with at("2026-11-24 16:00"):
        tick()
        assert state(second) is State.ARRIVED
        finish_booked(booking_id=first, version=None, actor=clerk)
        serve_booked(booking_id=second, version=None, actor=clerk)
    assert Lateness.objects.count() == 1
    assert not bookings.was_late(first)
    acts = [entry.act for entry in stream(f"booking:{second}")]
    assert acts == ["booked", "arrived", "bureau_late", "serving"]
    assert "没有在预约时间内办理" in Message.objects.get(template_key="bureau_late").subject


def test_lateness_found_on_beginning_is_recorded_with_it(section, cast, at):
    booking = booked("2026-11-24 09:30")
    with at("2026-11-24 09:30"):
        arrive(booking_id=booking, version=None, actor=CITIZEN)
    with at("2026-11-24 10:00:01"):
        serve_booked(booking_id=booking, version=None, actor=cast.actor("李强"))
    assert bookings.late([section])[0].card.id == booking


def test_a_closed_day_asks_everybody_to_move_and_nobody_is_given_up(section, cast, at):
    booking = booked("2026-11-24 09:30")
    close_hall(first=TUESDAY, last=TUESDAY, reason="停电检修", moves_promises=False, decided_by="staff:1")
    with at("2026-11-24 11:00"):
        tick()
        tick()
        assert state(booking) is State.DISPLACED
        assert Slot.objects.get().taken == 0
        body = Message.objects.get(template_key="booking_displaced").body
        assert "非常抱歉" in body
        assert "2026年11月25日 9:00–9:30" in body
        assert [card.id for card in bookings.displaced([section])] == [booking]
        move_booking(
            booking_id=booking, version=None, day=dt.date(2026, 11, 25), start=dt.time(9), actor=CITIZEN
        )
    assert state(booking) is State.ACCEPTED
    assert not Document.objects.filter(kind="W29").exists()


def test_new_hours_never_take_a_place_from_who_has_one(section, cast):
    booking = booked("2026-11-24 09:30")
    booked("2026-11-24 09:30", "刘桂兰")
    set_bookable_hours(
        section_id=section, effective_from=TUESDAY, week=week(places=1), actor=cast.actor("赵敏")
    )
    assert (Slot.objects.get().places, free(section)) == (2, 0)
    third = booked("2026-11-25 09:30")
    assert free(section, dt.date(2026, 11, 25)) == 0
    cancel_booking(booking_id=third, version=None, actor=CITIZEN)
    set_bookable_hours(
        section_id=section, effective_from=TUESDAY, week=week(minutes=45), actor=cast.actor("赵敏")
    )
    day = slots.day(section, TUESDAY)
    assert [slot.text for slot in day.slots][:3] == ["9:00–9:45", "9:30–10:00", "9:45–10:30"]
    cancel_booking(booking_id=booking, version=None, actor=CITIZEN)
    assert free(section) == 0


def test_only_the_head_or_the_approvals_section_sets_hours_and_never_for_yesterday(section, cast):
    with pytest.raises(NotPermitted):
        open_hours(cast.actor("冯涛"), section)
    with pytest.raises(Refused, match="今天或者以后"):
        set_bookable_hours(
            section_id=section, effective_from=dt.date(2026, 11, 22), week=week(), actor=cast.actor("孙丽")
        )


def test_a_fault_of_the_equipment_is_named(section, cast):
    given = {"section_id": section, "day": TUESDAY, "actor": cast.actor("李强")}
    with pytest.raises(Refused, match="写明"):
        check_equipment(**given, works=False, note="")
    check_equipment(**given, works=False, note="叫号屏不亮，已报修，改用人工叫号")
    check_equipment(**given, works=True, note="")
    checked = bookings.equipment(section, TUESDAY)
    assert checked is not None
    assert (checked.works, checked.by) == (True, "李强")


def test_a_booking_is_found_by_number_and_tail_and_guessing_is_stopped(section):
    booking = bookings.card(booked("2026-11-24 09:30"))
    tail = CITIZENS["张伟"].phone[-4:]
    assert bookings.find_own(number=booking.number.lower(), tail=tail, network="10.0.0.1").id == booking.id
    for _ in range(5):
        with pytest.raises(Refused, match="没有查到"):
            bookings.find_own(number=booking.number, tail="9999", network="10.0.0.2")
    with pytest.raises(Refused, match="暂停网上查询"):
        bookings.find_own(number=booking.number, tail=tail, network="10.0.0.3")


@pytest.mark.at("2026-09-28")
def test_an_adjusted_workday_that_becomes_a_weekend_again_keeps_only_what_staff_agreed_to(section, cast):
    online = booked("2026-10-10 09:30")
    agreed = booked("2026-10-10 09:30", "刘桂兰", actor=cast.actor("李强"), channel="phone")
    days = table()
    rows = [dt.date(2026, 1, 1) + dt.timedelta(n) for n in range(365)]
    changed = dt.date(2026, 10, 10)
    text = "\n".join(
        ["date,kind,name"]
        + [f"{d},weekend," if d == changed else f"{d},{days.kind(d)},{days.name(d)}" for d in rows]
    )
    load_calendar(text=text, source="更正（演练）", actor=cast.actor("周明"))
    recompute_open(label="2026", since=changed, actor=cast.actor("周明"))
    assert (state(online), state(agreed)) == (State.DISPLACED, State.ACCEPTED)
