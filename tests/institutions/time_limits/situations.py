"""Situations of annex 7 and the rule that answers each; the answers are in tests/golden/decisions/."""

import datetime as dt

from banshi.institutions.time_limits import rules
from banshi.lib import clock

TODAY = dt.date(2026, 11, 23)
DAY = dt.timedelta(days=1)
NOON = clock.parse("2026-11-23 12:00")


def _request(**change):
    given = {"days": 5, "reason": "需要会商", "most": 10, "due": TODAY, "today": TODAY}
    return rules.extension_request(**(given | {"extended": False, "pending": False} | change))


def _answer(**change):
    given = {"granted": True, "opinion": "", "due": TODAY, "today": TODAY, "asked_by_same": False}
    return rules.extension_answer(**(given | change))


def _deciding(**change):
    given = {"due": TODAY, "today": TODAY, "earliest": TODAY, "delay_reason": " "}
    return rules.deciding(**(given | change))


def _silent(**change):
    return rules.deemed_acceptance(**({"state": "received", "ended": NOON, "now": NOON} | change))


SITUATIONS = {
    "期限内申请延期": _request,
    "申请延期一天": lambda: _request(days=1),
    "申请延期到最多的天数": lambda: _request(days=10),
    "申请延期，天数没有填": lambda: _request(days=None),
    "申请延期零天": lambda: _request(days=0),
    "申请延期超过最多的天数": lambda: _request(days=11),
    "申请延期，没有理由": lambda: _request(reason=" "),
    "期限过后申请延期": lambda: _request(due=TODAY - DAY),
    "期限还没有确定，申请延期": lambda: _request(due=None),
    "已经延长过，再申请": lambda: _request(extended=True),
    "已有申请在等批示，再申请": lambda: _request(pending=True),
    "期限内批准": _answer,
    "期限过后批准": lambda: _answer(due=TODAY - DAY),
    "期限没有确定，批准": lambda: _answer(due=None),
    "不批准，没有写理由": lambda: _answer(granted=False, opinion=" "),
    "期限过后不批准，写明理由": lambda: _answer(granted=False, opinion="请按期", due=TODAY - DAY),
    "批准自己的申请": lambda: _answer(asked_by_same=True),
    "到期日当天作出决定": _deciding,
    "等待期没有满": lambda: _deciding(earliest=TODAY + DAY),
    "超期，没有写原因": lambda: _deciding(due=TODAY - DAY),
    "超期，写明原因": lambda: _deciding(due=TODAY - DAY, delay_reason="单位推迟回复"),
    "没有期限也没有等待期": lambda: _deciding(due=None, earliest=None),
    "到点没有告知": _silent,
    "差一秒到点": lambda: _silent(ended=NOON + dt.timedelta(seconds=1)),
    "已经告知过": lambda: _silent(state="supplement"),
    "期限没有确定，不视为受理": lambda: _silent(ended=None),
    "哪个期限管着": lambda: rules.shortest(statutory=TODAY + DAY, promised=TODAY, superior=None),
    "没有一个期限确定": lambda: rules.shortest(statutory=None),
    "重算提前了": lambda: rules.shortens(before=TODAY, after=TODAY - DAY),
    "重算没有变": lambda: rules.shortens(before=TODAY, after=TODAY),
    "重算以前没有日期": lambda: rules.shortens(before=None, after=TODAY),
    "重算以后没有日期": lambda: rules.shortens(before=TODAY, after=None),
}
