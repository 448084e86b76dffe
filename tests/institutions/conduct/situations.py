"""Situations of annex 9 and the rule that answers each; the answers are in tests/golden/decisions/."""

import datetime as dt

from banshi.institutions.conduct import rules

TODAY = dt.date(2026, 11, 23)
DAY = dt.timedelta(days=1)
LI, ZHAO, HE = 1, 2, 3


def _rostering(**change):
    return rules.rostering(**({"day": TODAY, "today": TODAY, "works": True, "member": True} | change))


def _absence(**change):
    given = {"first": TODAY, "last": TODAY, "today": TODAY, "overlapping": False}
    return rules.absence(**(given | change))


def _deputy(**change):
    given = {"absent": LI, "deputy": HE, "known": {LI, ZHAO, HE}, "away": False, "cancelled": False}
    return rules.deputising(**(given | change))


def _finding(**change):
    given = {
        "inspector": ZHAO,
        "concerned": LI,
        "note": "上班时间看手机",
        "has_photo": False,
        "correct_by": TODAY,
        "today": TODAY,
    }
    return rules.finding(**(given | change))


def _stating(**change):
    return rules.stating(
        **({"concerned": LI, "speaker": LI, "words": "在回复申请人", "state": "found"} | change)
    )


def _recheck(**change):
    given = {"inspector": ZHAO, "concerned": LI, "state": "corrected", "passed": True}
    return rules.rechecking(**(given | {"correct_by": None, "today": TODAY} | change))


def _cleaning(**change):
    given = {"kind": "daily", "day": TODAY, "today": TODAY, "works": True, "late_days": 3, "ticked": False}
    return rules.cleaning(**(given | change))


def _register(**change):
    given = {"kind": "gift", "from_whom": "张伟", "what": "购物卡", "disposal": "handed_in"}
    return rules.registering(**(given | {"happened_on": TODAY, "today": TODAY} | change))


def _receiving(**change):
    given = {"kind": "gift", "disposal": "handed_in", "received": False, "keeper": HE, "owner": LI}
    return rules.receiving(**(given | change))


def _declaring(**change):
    given = {"ground": "relative", "grounds": {"relative", "other"}, "with_whom": "张伟", "already": False}
    return rules.declaring(**(given | change))


SITUATIONS = {
    "一个人在岗": lambda: rules.uncovered(rostered={LI}, absent=(), minimum=1),
    "在岗的请假了": lambda: rules.uncovered(rostered={LI}, absent={LI}, minimum=1),
    "两个人一个请假": lambda: rules.uncovered(rostered={LI, ZHAO}, absent={LI}, minimum=1),
    "没有排班": lambda: rules.uncovered(rostered=(), absent=(), minimum=1),
    "同一个人排了两次，不算两个": lambda: rules.uncovered(rostered=(LI, LI), absent=(), minimum=2),
    "今天排班": _rostering,
    "给昨天排班": lambda: _rostering(day=TODAY - DAY),
    "休息日排班": lambda: _rostering(works=False),
    "排不在职的人": lambda: _rostering(member=False),
    "登记今天离岗": _absence,
    "登记昨天起离岗": lambda: _absence(first=TODAY - DAY),
    "离岗没有开始": lambda: _absence(first=None),
    "离岗没有结束": lambda: _absence(last=None),
    "离岗先结束后开始": lambda: _absence(first=TODAY + DAY),
    "离岗最长的天数": lambda: _absence(last=TODAY + 180 * DAY),
    "离岗超过最长的天数": lambda: _absence(last=TODAY + 181 * DAY),
    "重复登记离岗": lambda: _absence(overlapping=True),
    "请同事代岗": _deputy,
    "请自己代岗": lambda: _deputy(deputy=LI),
    "请不在职的人代岗": lambda: _deputy(deputy=9),
    "代岗的人也不在": lambda: _deputy(away=True),
    "离岗已取消还代岗": lambda: _deputy(cancelled=True),
    "记下问题": _finding,
    "记下环境的问题": lambda: _finding(concerned=None),
    "检查自己": lambda: _finding(concerned=ZHAO),
    "只有照片": lambda: _finding(note=" ", has_photo=True),
    "没有照片也没有文字": lambda: _finding(note=" "),
    "改正期限没有填": lambda: _finding(correct_by=None),
    "改正期限是昨天": lambda: _finding(correct_by=TODAY - DAY),
    "本人说明": _stating,
    "改正以后再说明": lambda: _stating(state="corrected"),
    "别人替他说明": lambda: _stating(speaker=ZHAO),
    "复查结束再说明": lambda: _stating(state="closed"),
    "说明是空的": lambda: _stating(words=" "),
    "环境的问题没有本人": lambda: _stating(concerned=None),
    "报告改正": lambda: rules.correcting(words="手机放进抽屉", state="found"),
    "报告两次改正": lambda: rules.correcting(words="手机放进抽屉", state="corrected"),
    "报告改正是空的": lambda: rules.correcting(words=" ", state="found"),
    "复查合格": _recheck,
    "没有改正就复查": lambda: _recheck(state="found"),
    "复查自己的问题": lambda: _recheck(concerned=ZHAO),
    "复查环境": lambda: _recheck(concerned=None),
    "复查不合格，另定期限": lambda: _recheck(passed=False, correct_by=TODAY),
    "复查不合格，没有期限": lambda: _recheck(passed=False),
    "复查不合格，期限是昨天": lambda: _recheck(passed=False, correct_by=TODAY - DAY),
    "今天打扫打勾": _cleaning,
    "明天的先打勾": lambda: _cleaning(day=TODAY + DAY),
    "三天前的补记": lambda: _cleaning(day=TODAY - 3 * DAY),
    "四天前的补记": lambda: _cleaning(day=TODAY - 4 * DAY),
    "休息日打扫": lambda: _cleaning(works=False),
    "重复打勾": lambda: _cleaning(ticked=True),
    "本月大扫除，休息日也行": lambda: _cleaning(kind="monthly", day=TODAY.replace(day=1), works=False),
    "上月大扫除，月底后三天": lambda: _cleaning(
        kind="monthly", day=dt.date(2026, 10, 1), today=dt.date(2026, 11, 3)
    ),
    "上月大扫除，月底后四天": lambda: _cleaning(
        kind="monthly", day=dt.date(2026, 10, 1), today=dt.date(2026, 11, 4)
    ),
    "十二月大扫除，元旦后三天": lambda: _cleaning(
        kind="monthly", day=dt.date(2025, 12, 1), today=dt.date(2026, 1, 3)
    ),
    "当天打勾不算补记": lambda: rules.made_up_for(kind="daily", day=TODAY, today=TODAY),
    "第二天打勾算补记": lambda: rules.made_up_for(kind="daily", day=TODAY - DAY, today=TODAY),
    "月底打勾不算补记": lambda: rules.made_up_for(
        kind="monthly", day=dt.date(2026, 11, 1), today=dt.date(2026, 11, 30)
    ),
    "登记上交的礼品": _register,
    "登记礼品，没有写是谁": lambda: _register(from_whom=" "),
    "登记礼品，没有写什么": lambda: _register(what=" "),
    "登记礼品，日子在后头": lambda: _register(happened_on=TODAY + DAY),
    "登记礼品，日子没有填": lambda: _register(happened_on=None),
    "登记礼品，处理是已报告": lambda: _register(disposal="reported"),
    "登记宴请，已谢绝": lambda: _register(kind="banquet", disposal="refused"),
    "登记说情，已报告": lambda: _register(kind="intercession", disposal="reported"),
    "登记说情，不能上交": lambda: _register(kind="intercession"),
    "接收上交的礼品": _receiving,
    "接收谢绝了的": lambda: _receiving(disposal="refused"),
    "接收两次": lambda: _receiving(received=True),
    "接收自己上交的": lambda: _receiving(keeper=LI),
    "接收不是礼品的": lambda: _receiving(kind="banquet"),
    "申报近亲属": _declaring,
    "申报没有选关系": lambda: _declaring(ground=""),
    "申报没有写与谁": lambda: _declaring(with_whom=" "),
    "申报两次": lambda: _declaring(already=True),
}
