"""Situations of annex 2 and the rule that answers each; the answers are in tests/golden/decisions/."""

import datetime as dt

from banshi.institutions.extended_hours import rules
from banshi.lib import clock

CLOSE = clock.parse("2026-11-23 17:00")
LATEST = clock.parse("2026-11-23 20:00")
SECOND = dt.timedelta(seconds=1)
HOUR = dt.timedelta(hours=1)


def _line(decision, **change):
    given = {"reason": "要等县里回复", "agreed": True, "successor": 5}
    return rules.line(decision=decision, **(given | change))


def _opening(now=CLOSE, **change):
    given = {"staff": {1, 2}, "in_order": rules.EQUIPMENT, "faults": ""}
    return rules.opening(now, CLOSE, LATEST, **(given | change))


def _later(**change):
    given = {"now": LATEST - SECOND, "before": LATEST, "until": LATEST + SECOND, "reason": "还有三位老人"}
    return rules.later(**(given | change))


def _serve(**change):
    given = {"now": CLOSE, "close": CLOSE, "works": True, "until": LATEST}
    return rules.may_serve(**(given | change))


SITUATIONS = {
    "下班前一小时处理清单": lambda: rules.may_decide(CLOSE - HOUR, CLOSE),
    "下班前一小时零一秒处理清单": lambda: rules.may_decide(CLOSE - HOUR - SECOND, CLOSE),
    "继续办完": lambda: _line("serve_on", reason="", agreed=False, successor=None),
    "改天办理，本人同意": lambda: _line("appointment", successor=None),
    "改天办理，本人不同意": lambda: _line("appointment", agreed=False),
    "改天办理，没有理由": lambda: _line("appointment", reason=" "),
    "交给同事": lambda: _line("handed_over", agreed=False),
    "交给同事，没有写交给谁": lambda: _line("handed_over", successor=None),
    "没有选怎么处理": lambda: _line(""),
    "下班的一刻开始": _opening,
    "下班前一秒开始": lambda: _opening(CLOSE - SECOND),
    "最晚时间前一秒开始": lambda: _opening(LATEST - SECOND),
    "最晚的时间才开始": lambda: _opening(LATEST),
    "没有人留下来": lambda: _opening(staff=()),
    "打印机坏了，没有写明": lambda: _opening(
        in_order=("computers", "calling", "light", "safety"), faults=" "
    ),
    "打印机坏了，写明了": lambda: _opening(in_order=("computers",), faults="打印机坏了，用二楼的"),
    "到时前一秒还在办": lambda: rules.going_on(LATEST - SECOND, LATEST),
    "到时还在办": lambda: rules.going_on(LATEST, LATEST),
    "到时前一秒同意延长": _later,
    "到时才同意延长": lambda: _later(now=LATEST),
    "延长没有晚": lambda: _later(until=LATEST),
    "延长到第二天": lambda: _later(until=LATEST + 5 * HOUR),
    "延长没有理由": lambda: _later(reason=" "),
    "上班时间叫号": lambda: _serve(now=CLOSE - SECOND, until=None),
    "不上班的日子叫号": lambda: _serve(works=False, until=None),
    "下班以后叫号，没有开始延时服务": lambda: _serve(until=None),
    "延时服务里叫号": _serve,
    "延时服务到时以后叫号": lambda: _serve(now=LATEST),
    "已受理的办件属于": lambda: rules.work_of(accepted=True, section=True),
    "没有受理的办件属于": lambda: rules.work_of(accepted=False, section=True),
    "到科室的来访属于": lambda: rules.work_of(accepted=None, section=True),
    "没有科室的来访属于": lambda: rules.work_of(accepted=None, section=False),
}
