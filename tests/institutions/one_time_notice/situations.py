"""Situations of annex 6 and the rule that answers each; the answers are in tests/golden/decisions/."""

import datetime as dt

from banshi.institutions.one_time_notice import rules
from banshi.institutions.one_time_notice.rules import Announcement, Duty, Paper

TODAY = dt.date(2026, 11, 23)
DAY = dt.timedelta(days=1)
FORM = Paper(1, "申请书", "present")
MISSING = Paper(2, "章程草案", "missing")
WRONG = Paper(3, "验资报告", "wrong", problem="缺盖章")
UNSTATED = Paper(4, "会员名册", "wrong")
REVIEW = Announcement("expert_review", "三楼会议室", "上午九时", TODAY, TODAY + 4 * DAY)
LISTED = ("expert_review", "site_survey")


def _telling(duty, *, written=True, authority=""):
    return rules.telling(duty, written=written, competent_authority=authority)


def _supplement(*papers, until=TODAY + DAY, asked=False, head=""):
    return rules.supplement(papers, until=until, today=TODAY, asked_before=asked, head_reason=head)


def _procedure(running=(), **change):
    given = {
        "kind": REVIEW.kind,
        "place": REVIEW.place,
        "time": REVIEW.time,
        "first": TODAY,
        "last": REVIEW.last,
    }
    return rules.procedure(Announcement(**(given | change)), today=TODAY, listed=LISTED, running=running)


SITUATIONS = {
    "咨询本科室事项，书面答复": lambda: _telling(Duty.OWN_ITEM),
    "咨询本科室事项，只口头答复": lambda: _telling(Duty.OWN_ITEM, written=False),
    "电话咨询，只口头答复": lambda: _telling(Duty.TELEPHONE, written=False),
    "不需要办理，口头告知": lambda: _telling(Duty.NOT_NEEDED, written=False),
    "不归本局办，说明了部门": lambda: _telling(Duty.NOT_OURS, written=False, authority="省民政厅"),
    "不归本局办，没有说明部门": lambda: _telling(Duty.NOT_OURS, authority=" "),
    "不归本局办，没有传部门": lambda: rules.telling(Duty.NOT_OURS, written=True),
    "登记目录以内的材料": lambda: rules.listing([1, 2, 3], present=[1], wrong=[2]),
    "登记目录以外的两项材料": lambda: rules.listing([1, 2], present=[1, 7], wrong=[9]),
    "同两项材料既合格又要更正": lambda: rules.listing([1, 2], present=[1, 2], wrong=[2, 1]),
    "材料齐全，受理": lambda: rules.acceptance([FORM]),
    "材料缺两项，受理": lambda: rules.acceptance([FORM, MISSING, WRONG]),
    "材料齐全，准予": lambda: rules.granting([FORM]),
    "材料缺两项，准予": lambda: rules.granting([FORM, MISSING, WRONG]),
    "补正通知，缺一项、更正一项": lambda: _supplement(FORM, MISSING, WRONG),
    "补正通知，截止日就是今天": lambda: _supplement(MISSING, until=TODAY),
    "补正通知，没有截止日": lambda: _supplement(MISSING, until=None),
    "补正通知，材料已经齐全": lambda: _supplement(FORM),
    "补正通知，没有写哪里要更正": lambda: _supplement(UNSTATED, WRONG),
    "第二次补正通知，没有科室负责人的理由": lambda: _supplement(MISSING, asked=True, head=" "),
    "第二次补正通知，科室负责人写明理由": lambda: _supplement(MISSING, asked=True, head="勘查后才能看出"),
    "第一次补正通知，不需要理由": lambda: rules.supplement(
        [MISSING], until=TODAY + DAY, today=TODAY, asked_before=False
    ),
    "第二次补正通知，没有传理由": lambda: rules.supplement(
        [MISSING], until=TODAY + DAY, today=TODAY, asked_before=True
    ),
    "当场更正需要更正的一项": lambda: rules.correction([FORM, WRONG], [3]),
    "当场更正，一项也没有选": lambda: rules.correction([FORM, WRONG], []),
    "当场更正还没有交的材料": lambda: rules.correction([MISSING, WRONG], [2, 3]),
    "专家评审，写明时间地点": _procedure,
    "专家评审，只有一天": lambda: _procedure(last=TODAY),
    "没有列明的程序": lambda: _procedure(kind="coffee"),
    "没有写地点": lambda: _procedure(place=" "),
    "没有写时间": lambda: _procedure(time=" "),
    "没有开始日期": lambda: _procedure(first=None),
    "开始日期早于今天": lambda: _procedure(first=TODAY - DAY),
    "没有结束日期": lambda: _procedure(last=None),
    "结束早于开始": lambda: _procedure(last=TODAY - DAY),
    "与进行中的程序同一天": lambda: _procedure(running=[(TODAY - 9 * DAY, TODAY)]),
    "与后面的程序同一天": lambda: _procedure(running=[(REVIEW.last, REVIEW.last + DAY)]),
    "与前后的程序都不重叠": lambda: _procedure(
        running=[(TODAY - 9 * DAY, TODAY - DAY), (REVIEW.last + DAY, REVIEW.last + 9 * DAY)]
    ),
    "没有别的程序": lambda: rules.procedure(REVIEW, today=TODAY, listed=LISTED),
    "听证停哪些期限": lambda: rules.stopped_clocks("hearing", ("hearing",)),
    "现场勘查停哪些期限": lambda: rules.stopped_clocks("site_survey", ("hearing",)),
    "程序进行中，提前结束": lambda: rules.early_end(first=TODAY, last=TODAY + DAY, today=TODAY),
    "程序的最后一天，提前结束": lambda: rules.early_end(first=TODAY - DAY, last=TODAY, today=TODAY),
    "程序还没有开始，提前结束": lambda: rules.early_end(first=TODAY + DAY, last=TODAY + 2 * DAY, today=TODAY),
}
