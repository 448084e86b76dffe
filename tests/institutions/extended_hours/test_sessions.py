"""Sessions after hours: what the acts refuse, what the database refuses, what the figures say."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from banshi.institutions.extended_hours.actions.closing import LineChoice, decide_closing_line
from banshi.institutions.extended_hours.actions.sessions import (
    Opening,
    allow_late,
    close_forgotten,
    close_session,
    join_session,
    leave_session,
    open_session,
)
from banshi.institutions.extended_hours.models import ClosingLine, Session, Stay
from banshi.institutions.extended_hours.queries import sessions as queries
from banshi.institutions.extended_hours.rules import EQUIPMENT
from banshi.kernel.ledger import queries as ledger
from banshi.kernel.ledger.acts import SYSTEM
from banshi.kernel.ledger.verify import verify
from banshi.lib import clock
from banshi.lib.results import NotPermitted, Refused
from banshi.workflows import hall as acts

pytestmark = [pytest.mark.django_db, pytest.mark.at("2026-11-23T17:00:00")]


@pytest.fixture
def begin(cast):
    """`begin("王芳")` opens a session of the associations' section with these colleagues."""

    def opened(*names, section="SHZZ", by="王芳"):
        staff = tuple(cast.staff_id(name) for name in names)
        opening = Opening(cast.sections[section], staff, EQUIPMENT)
        return open_session(opening=opening, actor=cast.actor(by))

    return opened


def test_a_section_has_one_session_at_a_time_and_a_colleague_stays_in_one(begin):
    begin("王芳")
    with pytest.raises(Refused, match="已经开始"):
        begin("李强")
    with pytest.raises(Refused, match="王芳"):
        begin("王芳", section="SHJZ")


def test_a_handler_opens_one_for_their_own_section_only(begin):
    begin("李强", by="李强")
    with pytest.raises(NotPermitted):
        begin("何静", section="SHJZ", by="李强")


def test_joining_leaving_and_the_end_are_in_the_ledger_and_in_the_overtime(cast, begin, at):
    session, clerk = begin("王芳"), cast.actor("王芳")
    with at("2026-11-23T17:10:00"):
        join_session(session_id=session, staff_id=cast.staff_id("李强"), actor=clerk)
    with at("2026-11-23T18:10:00"):
        leave_session(session_id=session, staff_id=cast.staff_id("李强"), actor=clerk)
    with at("2026-11-23T18:30:00"):
        close_session(session_id=session, actor=clerk)
        with pytest.raises(Refused, match="已经结束"):
            close_session(session_id=session, actor=clerk)
    kept = [entry.act for entry in ledger.stream(f"extended:{session}")]
    assert kept == ["session_opened", "staff_joined", "staff_left", "session_closed"]
    report = queries.month(dt.date(2026, 11, 1))
    assert {row.name: row.minutes for row in report.staff} == {"王芳": 90, "李强": 60}
    assert [(row.sessions, row.minutes, row.forgotten) for row in report.sections] == [(1, 90, 0)]
    assert verify().sound


def test_a_forgotten_one_ends_itself_at_its_hour_once_whenever_the_tick_comes(begin, at):
    session = begin("王芳")
    with at("2026-11-23T19:59:59"):
        assert close_forgotten(limit=10, actor=SYSTEM) == 0
    with at("2026-11-24T08:00:00"):
        assert close_forgotten(limit=10, actor=SYSTEM) == 1
        assert close_forgotten(limit=10, actor=SYSTEM) == 0
    row = Session.objects.get(pk=session)
    assert row.closed_at == clock.parse("2026-11-23T20:00:00")
    assert (row.forgotten, row.closed_by) == (True, None)
    assert list(row.stays.order_by("id").values_list("until", flat=True)) == [row.closed_at]
    assert row.document is not None


def test_one_that_may_go_on_later_ends_itself_at_the_later_hour(cast, begin, at):
    session = begin("王芳")
    nine = clock.parse("2026-11-23T21:00:00")
    allow_late(session_id=session, until=nine, reason="还有三位老人", actor=cast.actor("赵敏"))
    with at("2026-11-23T20:59:59"):
        assert close_forgotten(limit=10, actor=SYSTEM) == 0
    with at("2026-11-23T21:00:00"):
        assert close_forgotten(limit=10, actor=SYSTEM) == 1
    assert Session.objects.get(pk=session).closed_at == nine
    with at("2026-11-23T21:00:01"), pytest.raises(Refused, match="已经结束"):
        allow_late(session_id=session, until=nine, reason="还有", actor=cast.actor("赵敏"))


def test_the_head_of_another_section_allows_nothing(cast, begin):
    until = clock.parse("2026-11-23T21:00:00")
    with pytest.raises(NotPermitted):
        allow_late(session_id=begin("王芳"), until=until, reason="理由", actor=cast.actor("冯涛"))


def test_after_hours_only_who_stays_calls_and_from_eight_on_nobody(hall, begin, at):
    with at("2026-11-23T16:00:00"):
        hall.sit("王芳", "1")
        hall.sit("孙丽", "2")
        for _ in range(3):
            hall.take("A")
    begin("王芳")
    assert hall.call("王芳") == "A001"
    hall.do(acts.finish_visit, "王芳")
    with pytest.raises(Refused, match="延时服务"):
        hall.call("孙丽")
    with at("2026-11-23T19:59:59"):
        assert hall.call("王芳") == "A002"
        hall.do(acts.finish_visit, "王芳")
    with at("2026-11-23T20:00:00"), pytest.raises(Refused, match="20:00"):
        hall.call("王芳")


def test_people_served_are_those_whom_its_staff_served_while_it_ran(cast, hall, begin, at):
    with at("2026-11-23T16:00:00"):
        hall.sit("王芳", "1")
        for _ in range(3):
            hall.take("A")
        hall.serve("王芳")
    session = begin("王芳")
    with at("2026-11-23T17:20:00"):
        hall.serve("王芳")
        hall.serve("王芳")
        close_session(session_id=session, actor=cast.actor("王芳"))
    assert Session.objects.get(pk=session).served == 2


def test_a_line_is_decided_once_and_one_that_is_gone_is_told_so(cast, hall, at):
    with at("2026-11-23T16:30:00"):
        visit, other = hall.take("A"), hall.take("A")
        clerk = cast.actor("王芳")
        decide_closing_line(choice=LineChoice("serve_on", visit_id=visit), actor=clerk)
        with pytest.raises(Refused, match="已经处理过"):
            decide_closing_line(choice=LineChoice("serve_on", visit_id=visit), actor=clerk)
        acts.leave(visit_id=other, actor=clerk)
        for gone in (LineChoice("serve_on", visit_id=other), LineChoice("serve_on", case_id=10**9)):
            with pytest.raises(Refused, match="不在下班清单上"):
                decide_closing_line(choice=gone, actor=clerk)


def test_who_is_handed_over_goes_home_and_the_line_says_to_whom(cast, hall, at):
    with at("2026-11-23T16:30:00"):
        visit = hall.take("A")
        choice = LineChoice("handed_over", visit_id=visit, reason="要查档案", successor=cast.staff_id("李强"))
        decide_closing_line(choice=choice, actor=cast.actor("王芳"))
    assert hall.state(visit) == "left"
    (line,) = queries.closing_list()
    assert (line.decision, line.successor, line.reason) == ("handed_over", "李强", "要查档案")


@pytest.mark.parametrize(
    "column",
    [
        {"fee": 1},
        {"closed_at": clock.parse("2026-11-23T20:00:01")},
        {"until": clock.parse("2026-11-23T21:00:00")},
        {"forgotten": True},
        {"closed_at": clock.parse("2026-11-23T16:00:00")},
    ],
    ids=["a fee", "ended too late", "later without a reason", "forgotten yet running", "ended before"],
)
def test_the_database_refuses_what_must_never_be(begin, column):
    session = begin("王芳")
    with pytest.raises(IntegrityError), transaction.atomic():
        Session.objects.filter(pk=session).update(**column)


def test_the_database_knows_no_other_kind_of_work(cast, hall, at):
    with at("2026-11-23T16:30:00"):
        choice = LineChoice("serve_on", visit_id=hall.take("A"))
        line = decide_closing_line(choice=choice, actor=cast.actor("王芳"))
    assert ClosingLine.objects.get(pk=line).work == "handle"
    with pytest.raises(IntegrityError), transaction.atomic():
        ClosingLine.objects.update(work="banquet")


def test_no_field_and_no_act_of_the_room_takes_money_but_the_one_that_is_always_nothing(begin, cast):
    names = {field.name for model in (Session, Stay, ClosingLine) for field in model._meta.get_fields()}
    assert {name for name in names if name in {"fee", "price", "amount", "cost", "charge"}} == {"fee"}
    assert not Session._meta.get_field("fee").editable
    with pytest.raises(TypeError):
        Opening(cast.sections["SHZZ"], (), EQUIPMENT, fee=5)
    assert Session.objects.get(pk=begin("王芳")).fee == 0
