"""The front page: our own record of the month, and whether the hall is open."""

import datetime as dt

import pytest

from banshi.institutions.one_time_notice.actions.completing import ask_supplement
from banshi.institutions.time_limits.actions.sweep import sweep
from banshi.kernel.catalogue.bundled import life_events
from banshi.kernel.ledger.acts import SYSTEM
from banshi.workflows.decision import Ruling, decide
from tests.entrypoints.portal.conftest import words


@pytest.mark.parametrize(
    ("moment", "sentence"),
    [
        ("2026-11-23T10:00", "今天开到 17:00"),
        ("2026-11-23T17:00", "今天已经下班"),
        ("2026-11-22", "今天休息"),
        ("2026-10-01", "今天休息（国庆节"),
        ("2027-01-04", "今年的放假安排还没有公布"),
    ],
)
def test_the_hall_today_follows_the_calendar(citizen, at, moment, sentence):
    with at(moment):
        assert sentence in words(citizen.open("/"))


def test_a_closed_day_names_the_next_open_one(citizen, at):
    with at("2026-10-01"):
        assert "下次开放：2026-10-08（周四）" in words(citizen.open("/hall/"))


def test_every_situation_in_life_leads_to_items(citizen):
    home = citizen.open("/").content.decode()
    for event in life_events():
        assert f"/events/{event.key}/" in home
        assert "/items/" in citizen.open(f"/events/{event.key}/").content.decode()


def test_a_month_without_decisions_claims_nothing(citizen):
    page = words(citizen.open("/"))
    assert "本月还没有办结过办件" in page
    assert "100%" not in page


def test_the_record_counts_what_was_late_and_explains_it_without_names(
    citizen, cast, accepted_case, received_case, at
):
    with at("2026-10-09"):
        late, open_late = accepted_case(), accepted_case("刘桂兰")
    with at("2026-11-23"):
        in_time = accepted_case("阜新市书法协会筹备组")
        for case_id, why in ((late, "评审专家外出"), (in_time, "")):
            decide(
                case_id=case_id,
                version=None,
                ruling=Ruling(granted=True, delay_reason=why),
                actor=cast.actor("赵敏"),
            )
        incomplete = received_case("张䶮", missing=(2,))
        ask_supplement(
            case_id=incomplete, version=None, until=dt.date(2026, 12, 14), actor=cast.actor("王芳")
        )
        sweep(limit=100, actor=SYSTEM)
        home, record = words(citizen.open("/")), words(citizen.open("/record/"))
    assert open_late
    assert "50% 按期办结 办结 2 件，其中 1 件晚了" in home
    assert "100% 一次说清 补正通知 1 份，重复通知 0 份" in home
    assert "2 件 超过期限 逐件说明" in home
    assert "办结 2 件，其中 1 件超过了期限；还有 1 件没有办结" in record
    assert record.count("社会团体成立登记") == 2
    for secret in ("张", "刘", "210900-", "评审专家外出"):
        assert secret not in record


@pytest.mark.parametrize("url", ["/accessibility/", "/privacy/", "/hall/"])
def test_the_plain_pages_open(citizen, url):
    assert citizen.open(url).status_code == 200
