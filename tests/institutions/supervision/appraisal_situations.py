"""Situations of the appraisal (11-03) and the rule that answers each; the answers are in tests/golden/decisions/."""

import datetime as dt

from banshi.institutions.supervision.rules import appraisal as rules
from banshi.institutions.supervision.rules.appraisal import Answer, SheetNow, SheetState

UNTIL = dt.date(2026, 11, 9)
DAY = dt.timedelta(days=1)


def _sheet(**change):
    given = {"state": SheetState.DRAFTED, "own": True, "until": UNTIL, "open_objections": 0}
    return SheetNow(**(given | change))


def _objecting(sheet=None, **change):
    given = {"known": True, "open_already": False, "reason": "这一件不是我办的", "today": UNTIL}
    return rules.objecting(sheet or _sheet(), **(given | change))


def _answering(accepted=True, count=0, reason="核对属实", **change):
    given = {"sheet_state": SheetState.DRAFTED, "answered": False, "by_concerned": False, "count": 1}
    return rules.answering(Answer(accepted, count, reason), **(given | change))


SITUATIONS = {
    "本人确认": lambda: rules.confirming(_sheet()),
    "别人替本人确认": lambda: rules.confirming(_sheet(own=False)),
    "确认第二次": lambda: rules.confirming(_sheet(state=SheetState.CONFIRMED)),
    "有异议没有答复就确认": lambda: rules.confirming(_sheet(open_objections=1)),
    "结束以后确认": lambda: rules.confirming(_sheet(state=SheetState.CLOSED)),
    "最后一天提出异议": _objecting,
    "过了一天提出异议": lambda: _objecting(today=UNTIL + DAY),
    "日历还没有公布时提出异议": lambda: _objecting(_sheet(until=None)),
    "替别人提出异议": lambda: _objecting(_sheet(own=False)),
    "没有写理由": lambda: _objecting(reason="  "),
    "考核表上没有的数字": lambda: _objecting(known=False),
    "同一项提第二次": lambda: _objecting(open_already=True),
    "确认以后提出异议": lambda: _objecting(_sheet(state=SheetState.CONFIRMED)),
    "结束以后提出异议": lambda: _objecting(_sheet(state=SheetState.CLOSED)),
    "采纳并更正": _answering,
    "采纳但没有填数字": lambda: _answering(count=None),
    "采纳但数字没有变": lambda: _answering(count=1),
    "不采纳": lambda: _answering(accepted=False, count=None, reason="记录完整，维持"),
    "不采纳又不说理由": lambda: _answering(accepted=False, count=None, reason=""),
    "答复自己的异议": lambda: _answering(by_concerned=True),
    "答复第二次": lambda: _answering(answered=True),
    "结束以后答复": lambda: _answering(sheet_state=SheetState.CLOSED),
    "本人确认以后结束": lambda: rules.closing(_sheet(own=False, state=SheetState.CONFIRMED), today=UNTIL),
    "期限里没有确认就结束": lambda: rules.closing(_sheet(own=False), today=UNTIL),
    "期限过了没有确认也可以结束": lambda: rules.closing(_sheet(own=False), today=UNTIL + DAY),
    "没有期限也没有确认": lambda: rules.closing(_sheet(own=False, until=None), today=UNTIL),
    "有异议没有答复就结束": lambda: rules.closing(_sheet(own=False, open_objections=1), today=UNTIL + DAY),
    "结束自己的考核表": lambda: rules.closing(_sheet(state=SheetState.CONFIRMED), today=UNTIL),
    "结束第二次": lambda: rules.closing(_sheet(own=False, state=SheetState.CLOSED), today=UNTIL + DAY),
}
