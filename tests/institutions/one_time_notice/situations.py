"""Situations of annex 6 and the rule that answers each; the answers are in tests/golden/decisions/."""

import dataclasses
import datetime as dt

from banshi.institutions.one_time_notice.rules import answering, completing, hearings, suspending
from banshi.institutions.one_time_notice.rules.answering import Duty
from banshi.institutions.one_time_notice.rules.completing import Paper
from banshi.institutions.one_time_notice.rules.hearings import Arrangement, Bounds, HearingState
from banshi.institutions.one_time_notice.rules.suspending import Announcement

TODAY = dt.date(2026, 11, 23)
DAY = dt.timedelta(days=1)
FORM = Paper(1, "申请书", "present")
MISSING = Paper(2, "章程草案", "missing")
WRONG = Paper(3, "验资报告", "wrong", problem="缺盖章")
UNSTATED = Paper(4, "会员名册", "wrong")
REVIEW = Announcement("expert_review", "三楼会议室", "上午九时", TODAY, TODAY + 4 * DAY)
LISTED = ("expert_review", "site_survey")


def _telling(duty, *, written=True, authority=""):
    return answering.telling(duty, written=written, competent_authority=authority)


def _supplement(*papers, until=TODAY + DAY, asked=False, head=""):
    return completing.supplement(papers, until=until, today=TODAY, asked_before=asked, head_reason=head)


def _procedure(running=(), **change):
    given = {
        "kind": REVIEW.kind,
        "place": REVIEW.place,
        "time": REVIEW.time,
        "first": TODAY,
        "last": REVIEW.last,
    }
    return suspending.procedure(Announcement(**(given | change)), today=TODAY, listed=LISTED, running=running)


OFFERED = HearingState(TODAY)
ASKED = HearingState(TODAY - DAY, requested=True)
BOUNDS = Bounds(earliest=TODAY + 9 * DAY, latest=TODAY + 20 * DAY, handler=7)


def _state(base, **change):
    return dataclasses.replace(base, **change)


def _arranging(hearing=ASKED, *, bounds=BOUNDS, **change):
    wanted = {"on": TODAY + 9 * DAY, "time": "上午九时", "place": "三楼会议室", "chair": 8}
    return hearings.arranging(hearing, Arrangement(**(wanted | change)), bounds)


def _closing(hearing=None, **change):
    given = {"today": TODAY, "minutes": "双方陈述了意见", "participants": "申请人、邻居", "signed": True}
    return hearings.closing(hearing or _state(ASKED, on=TODAY), **(given | change))


def _interested(**change):
    given = {"name": "王芳", "interest": "住在隔壁", "until": TODAY + DAY, "today": TODAY}
    return hearings.telling_interested(**(given | change))


def _spoken(**change):
    return hearings.hearing_statement(
        **({"heard_before": False, "made": True, "statement": "担心噪音"} | change)
    )


def _heard(hearing=None, *persons):
    return hearings.heard(hearing, persons, today=TODAY)


HEARINGS = {
    "第一次告知听证权利": lambda: hearings.offering(None, matter="拟不予许可", today=TODAY),
    "告知听证权利，没有写拟作的决定": lambda: hearings.offering(None, matter=" ", today=TODAY),
    "上次告知的期限今天到，又告知": lambda: hearings.offering(OFFERED, matter="拟不予许可", today=TODAY),
    "上次告知的期限昨天过了，又告知": lambda: hearings.offering(
        OFFERED, matter="拟不予许可", today=TODAY + DAY
    ),
    "有人要求了听证还没有举行，又告知": lambda: hearings.offering(ASKED, matter="拟不予许可", today=TODAY),
    "上次的听证已经举行，又告知": lambda: hearings.offering(
        _state(ASKED, held=True), matter="拟不予许可", today=TODAY
    ),
    "期限最后一天要求听证": lambda: hearings.asking(OFFERED, today=TODAY),
    "期限过了一天要求听证": lambda: hearings.asking(OFFERED, today=TODAY + DAY),
    "期限还算不出，要求听证": lambda: hearings.asking(HearingState(None), today=TODAY),
    "期限还算不出，却已经放弃，又要求听证": lambda: hearings.asking(
        HearingState(None, waived=True), today=TODAY
    ),
    "没有告知就要求听证": lambda: hearings.asking(None, today=TODAY),
    "要求过听证，又要求": lambda: hearings.asking(ASKED, today=TODAY),
    "听证定在最早的一天": _arranging,
    "听证早了一天": lambda: _arranging(on=TODAY + 8 * DAY),
    "听证没有定日期": lambda: _arranging(on=None),
    "听证定在最晚的一天": lambda: _arranging(on=TODAY + 20 * DAY),
    "听证晚了一天": lambda: _arranging(on=TODAY + 21 * DAY),
    "听证最晚的一天还不知道": lambda: _arranging(bounds=_state(BOUNDS, latest=None)),
    "日历还没有公布，定不出听证": lambda: _arranging(bounds=_state(BOUNDS, earliest=None)),
    "听证没有写时间": lambda: _arranging(time=" "),
    "听证没有写地点": lambda: _arranging(place=" "),
    "听证由审查人自己主持": lambda: _arranging(chair=7),
    "没有告知过，就通知听证": lambda: _arranging(None),
    "没有人要求，就通知听证": lambda: _arranging(OFFERED),
    "听证举行过，又通知": lambda: _arranging(_state(ASKED, held=True)),
    "听证当天登记结果": _closing,
    "听证前一天登记结果": lambda: _closing(today=TODAY - DAY),
    "听证没有写谁参加": lambda: _closing(participants=" "),
    "听证没有写经过": lambda: _closing(minutes=" "),
    "听证笔录没有签名": lambda: _closing(signed=False),
    "没有告知听证，登记结果": lambda: hearings.closing(
        None, today=TODAY, minutes="经过", participants="申请人", signed=True
    ),
    "没有通知听证，登记结果": lambda: _closing(ASKED),
    "听证已经放弃，登记结果": lambda: _closing(_state(ASKED, on=TODAY, waived=True)),
    "放弃还没有举行的听证": lambda: hearings.waiving(ASKED),
    "没有告知，就放弃听证": lambda: hearings.waiving(None),
    "听证举行过，再放弃": lambda: hearings.waiving(_state(ASKED, held=True)),
    "告知利害关系人": _interested,
    "告知利害关系人，没有写是谁": lambda: _interested(name=" "),
    "告知利害关系人，没有写什么关系": lambda: _interested(interest=" "),
    "告知利害关系人，截止就是今天": lambda: _interested(until=TODAY),
    "告知利害关系人，没有截止日": lambda: _interested(until=None),
    "登记利害关系人的意见": _spoken,
    "登记利害关系人没有意见": lambda: _spoken(made=False, statement=""),
    "登记利害关系人的意见，没有写内容": lambda: _spoken(statement=" "),
    "利害关系人的意见登记第二次": lambda: _spoken(heard_before=True),
    "没有听证也没有利害关系人，作决定": _heard,
    "有人要求听证，还没有举行，作决定": lambda: _heard(ASKED),
    "听证已经举行，作决定": lambda: _heard(_state(ASKED, held=True)),
    "听证已经放弃，作决定": lambda: _heard(_state(OFFERED, waived=True)),
    "要求听证的最后一天，作决定": lambda: _heard(OFFERED),
    "要求听证的期限过了，作决定": lambda: _heard(HearingState(TODAY - DAY)),
    "要求听证的期限还算不出，作决定": lambda: _heard(HearingState(None)),
    "利害关系人今天还可以说，作决定": lambda: _heard(None, TODAY, TODAY + DAY),
    "利害关系人的期限过了，作决定": lambda: _heard(None, TODAY - DAY),
    "听证和利害关系人都在等，作决定": lambda: _heard(ASKED, TODAY),
}
UNCORRECTED = {
    "写明为什么不能当场更正": lambda: completing.no_correction([FORM, WRONG], [3], reason="要单位盖章"),
    "没有写为什么不能当场更正": lambda: completing.no_correction([FORM, WRONG], [3], reason=" "),
    "不能当场更正，一项也没有选": lambda: completing.no_correction([FORM, WRONG], [], reason="要单位盖章"),
    "不能当场更正的是还没有交的": lambda: completing.no_correction(
        [MISSING, WRONG], [2], reason="要单位盖章"
    ),
}

SITUATIONS = (
    HEARINGS
    | UNCORRECTED
    | {
        "咨询本科室事项，书面答复": lambda: _telling(Duty.OWN_ITEM),
        "咨询本科室事项，只口头答复": lambda: _telling(Duty.OWN_ITEM, written=False),
        "电话咨询，只口头答复": lambda: _telling(Duty.TELEPHONE, written=False),
        "不需要办理，口头告知": lambda: _telling(Duty.NOT_NEEDED, written=False),
        "不归本局办，说明了部门": lambda: _telling(Duty.NOT_OURS, written=False, authority="省民政厅"),
        "不归本局办，没有说明部门": lambda: _telling(Duty.NOT_OURS, authority=" "),
        "不归本局办，没有传部门": lambda: answering.telling(Duty.NOT_OURS, written=True),
        "登记目录以内的材料": lambda: completing.listing([1, 2, 3], present=[1], wrong=[2]),
        "登记目录以外的两项材料": lambda: completing.listing([1, 2], present=[1, 7], wrong=[9]),
        "同两项材料既合格又要更正": lambda: completing.listing([1, 2], present=[1, 2], wrong=[2, 1]),
        "材料齐全，受理": lambda: completing.acceptance([FORM]),
        "材料缺两项，受理": lambda: completing.acceptance([FORM, MISSING, WRONG]),
        "材料齐全，准予": lambda: completing.granting([FORM]),
        "材料缺两项，准予": lambda: completing.granting([FORM, MISSING, WRONG]),
        "补正通知，缺一项、更正一项": lambda: _supplement(FORM, MISSING, WRONG),
        "补正通知，截止日就是今天": lambda: _supplement(MISSING, until=TODAY),
        "补正通知，没有截止日": lambda: _supplement(MISSING, until=None),
        "补正通知，材料已经齐全": lambda: _supplement(FORM),
        "补正通知，没有写哪里要更正": lambda: _supplement(UNSTATED, WRONG),
        "第二次补正通知，没有科室负责人的理由": lambda: _supplement(MISSING, asked=True, head=" "),
        "第二次补正通知，科室负责人写明理由": lambda: _supplement(MISSING, asked=True, head="勘查后才能看出"),
        "第一次补正通知，不需要理由": lambda: completing.supplement(
            [MISSING], until=TODAY + DAY, today=TODAY, asked_before=False
        ),
        "第二次补正通知，没有传理由": lambda: completing.supplement(
            [MISSING], until=TODAY + DAY, today=TODAY, asked_before=True
        ),
        "当场更正需要更正的一项": lambda: completing.correction([FORM, WRONG], [3]),
        "当场更正，一项也没有选": lambda: completing.correction([FORM, WRONG], []),
        "当场更正还没有交的材料": lambda: completing.correction([MISSING, WRONG], [2, 3]),
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
        "没有别的程序": lambda: suspending.procedure(REVIEW, today=TODAY, listed=LISTED),
        "听证停哪些期限": lambda: suspending.stopped_clocks("hearing", ("hearing",)),
        "现场勘查停哪些期限": lambda: suspending.stopped_clocks("site_survey", ("hearing",)),
        "程序进行中，提前结束": lambda: suspending.early_end(first=TODAY, last=TODAY + DAY, today=TODAY),
        "程序的最后一天，提前结束": lambda: suspending.early_end(first=TODAY - DAY, last=TODAY, today=TODAY),
        "程序还没有开始，提前结束": lambda: suspending.early_end(
            first=TODAY + DAY, last=TODAY + 2 * DAY, today=TODAY
        ),
    }
)
