"""The wording of messages: courteous, complete, without half sentences (annex 9)."""

import datetime as dt
import re

import pytest

from banshi.kernel.notifications import texts
from banshi.kernel.notifications.texts import TEXTS

pytestmark = pytest.mark.pure
PARAMS = {
    "case_number": "210900-20260928-000035",
    "item": "社会团体成立登记",
    "query_code": "7KXN4RWA",
    "told_by": dt.date(2026, 10, 12),
    "promised_due": "暂定：2026-12-31 之后第 3 个工作日（2027 年工作日安排公布后确定）",
    "count": 2,
    "until": dt.date(2026, 10, 30),
    "since": dt.date(2026, 9, 28),
    "procedure": "专家评审",
    "time": "2026-10-12 09:00",
    "place": "三楼会议室",
    "first": dt.date(2026, 10, 12),
    "last": dt.date(2026, 10, 16),
    "days": 10,
    "on": dt.date(2026, 10, 12),
    "new_due": dt.date(2026, 11, 12),
    "before": dt.date(2026, 10, 29),
    "after": dt.date(2026, 10, 30),
    "due": dt.date(2026, 10, 29),
    "clock": "承诺期限",
    "handler": "王晓梅",
    "section": "社会组织管理科",
    "number": "阜民电告〔2026〕7号",
    "kind": "公文",
    "title": "关于报送年度统计的通知",
    "page": "http://127.0.0.1:8000/items/MZ-XK-01/",
    "booking": "Y20261123-0007",
    "when": "2026-11-24 9:30",
    "day": dt.date(2026, 11, 28),
    "reason": "周六整修供电",
    "nearest": "2026-11-25 9:00–9:30",
    "minutes": 30,
    "at": "20:00",
    "officer": "王芳",
    "giver": "王芳",
    "taker": "孙丽",
    "name": "社会救助科",
    "office": "305 室",
    "contact": "000-0000-0103",
    "period": "2026-10",
    "article": "告知 第三条(二)",
    "value": "3 个工作日",
    "month": "2026-10",
    "reply": "您好，已经增开了窗口。",
    "problem": "ConnectionError",
    "checkpoint": 128,
    "entries": 51204,
    "root": "0f1e2d3c",
    "signature": "4b5a6978",
}
CITIZENS = sorted(key for key, text in TEXTS.items() if not text.staff)
STAFF = sorted(set(TEXTS) - set(CITIZENS))


def say(key: str) -> str:
    return texts.say(key, PARAMS, "zh-hans")[1]


@pytest.mark.parametrize("key", CITIZENS)
def test_a_citizen_is_greeted_and_asked_thanked_or_given_an_apology(key: str) -> None:
    body = say(key)
    assert body.startswith("您好！")
    assert re.search("请|感谢|抱歉", body)
    assert not re.search("[^您]你|不得|必须|否则|逾期|勿", body)


@pytest.mark.parametrize(
    "key",
    [
        "supplement_asked",
        "deemed_accepted",
        "extension_granted",
        "due_recomputed",
        "booking_declined",
        "booking_displaced",
    ],
)
def test_where_we_ask_for_patience_we_are_sorry(key: str) -> None:
    assert "非常抱歉" in say(key)


@pytest.mark.parametrize("key", STAFF)
def test_a_colleague_is_asked_and_thanked(key: str) -> None:
    assert re.search("请", say(key))
    assert say(key).endswith("辛苦了。")


@pytest.mark.parametrize("key", sorted(TEXTS))
def test_no_text_has_a_hole_or_a_raw_date(key: str) -> None:
    body = say(key)
    assert not re.search(r"%\(|\d{4}-\d{2}-\d{2}(?!\d)|None", body)
    assert body.endswith("。")
    assert len(body) < 200


@pytest.mark.parametrize("key", CITIZENS)
def test_a_citizen_can_call_or_knows_the_codes(key: str) -> None:
    assert re.search(r"000-0000-0100|查询码", say(key))


def test_dates_are_written_out_and_case_numbers_are_not() -> None:
    body = say("received")
    assert "2026年10月12日" in body
    assert "210900-20260928-000035" in body
    assert "暂定：2026年12月31日 之后第 3 个工作日" in say("accepted")


def test_a_missing_value_or_text_is_a_defect_never_half_a_sentence() -> None:
    with pytest.raises(LookupError, match="until"):
        texts.say("supplement_asked", {k: v for k, v in PARAMS.items() if k != "until"}, "zh-hans")
    with pytest.raises(LookupError, match="good_morning"):
        texts.say("good_morning", {}, "zh-hans")
