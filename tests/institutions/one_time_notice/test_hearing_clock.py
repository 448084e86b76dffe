"""听证: the twenty working days are a clock; handler and head are warned while it can still be held (06-05-2)."""

import datetime as dt

import pytest

from banshi.institutions.one_time_notice.actions.hearings import (
    arrange_hearing,
    hold_hearing,
    offer_hearing,
    request_hearing,
    waive_hearing,
)
from banshi.institutions.one_time_notice.rules.hearings import Arrangement
from banshi.institutions.time_limits.actions.sweep import sweep
from banshi.institutions.time_limits.models import Breach
from banshi.kernel.clocks.models import Clock, Rung
from banshi.kernel.ledger.acts import SYSTEM

pytestmark = pytest.mark.django_db
LATEST = dt.date(2026, 12, 21)


@pytest.fixture
def asked(cast, accepted_case):
    """A hearing asked for on Monday 23 November 2026."""
    case = accepted_case()
    offer_hearing(case_id=case, version=None, matter="拟不予登记", actor=cast.actor("李强"))
    request_hearing(case_id=case, version=None, actor=cast.actor("王芳"))
    return case


def clock_of(case: int) -> Clock:
    return Clock.objects.get(case_id=case, kind="hearing")


def rungs(case: int) -> list[str]:
    return list(
        Rung.objects.filter(case_id=case, clock="hearing").order_by("id").values_list("rung", flat=True)
    )


def test_a_hearing_asked_for_is_to_be_held_within_twenty_working_days(asked):
    found = clock_of(asked)
    assert (found.due, found.stopped_at) == (LATEST, None)


def test_handler_and_head_are_warned_and_a_hearing_not_held_is_a_breach(asked, at):
    with at("2026-12-13 23:59"):
        sweep(limit=50, actor=SYSTEM)
    assert rungs(asked) == []
    with at("2026-12-14 08:00"):
        sweep(limit=50, actor=SYSTEM)
    assert rungs(asked) == ["handler"]
    with at("2026-12-18 08:00"):
        sweep(limit=50, actor=SYSTEM)
    assert rungs(asked) == ["handler", "head"]
    assert not Breach.objects.filter(case_id=asked, clock="hearing").exists()
    with at("2026-12-22 08:00"):
        sweep(limit=50, actor=SYSTEM)
    assert Breach.objects.get(case_id=asked, clock="hearing").due == LATEST


def test_a_hearing_held_ends_the_clock(cast, asked, at):
    wanted = Arrangement(dt.date(2026, 12, 2), "上午九时", "三楼会议室", cast.staff_id("赵敏"))
    arrange_hearing(case_id=asked, version=None, wanted=wanted, actor=cast.actor("李强"))
    assert clock_of(asked).stopped_at is None
    with at("2026-12-02 11:00"):
        hold_hearing(
            case_id=asked,
            version=None,
            participants="张伟",
            minutes="各方陈述了意见",
            signed=True,
            actor=cast.actor("李强"),
        )
    assert clock_of(asked).stopped_at is not None


def test_who_wants_none_after_all_ends_it_too(cast, asked):
    waive_hearing(case_id=asked, version=None, actor=cast.actor("王芳"))
    assert clock_of(asked).stopped_at is not None
