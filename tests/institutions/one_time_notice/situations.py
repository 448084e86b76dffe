"""Situations of annex 6 and the rule that answers each; the answers are in tests/golden/decisions/."""

import dataclasses
import datetime as dt

from banshi.institutions.one_time_notice.rules import answering, completing, failing, hearings, suspending
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

WHOSE, OTHER, HEAD = 7, 8, 9
PROVED = failing.Standing("b", WHOSE, TODAY, failing.FailureState.VERIFIED, 2)
EARLIER = failing.Standing("a", WHOSE, TODAY - 30 * DAY, failing.FailureState.VERIFIED, 1)


def _follows(one, *others, since=None):
    return failing.consequence(one, failing.earlier(one, others, since=since)).value


def _proved(**change):
    return dataclasses.replace(PROVED, **change)


def _earlier(**change):
    return dataclasses.replace(EARLIER, **change)


COMPLAINED = _proved(complained=True)
WAITING = _proved(state=failing.FailureState.WAITING, delay=None)


def _judging(one=WAITING, **change):
    given = {"proved": True, "judge": HEAD, "reason": "调看了两次通知", "delay": 2}
    return failing.judging(one, **(given | change))


def _criticising(one=PROVED, follows=failing.Consequence.CRITICISM, **change):
    given = {"speaker": HEAD, "said": "补正要一次列全", "answer": "当时没有看到背面", "done": False}
    return failing.criticising(one, follows, **(given | change))


def _finding_valid(one=COMPLAINED, follows=failing.Consequence.VALID_COMPLAINT, **change):
    given = {"finder": HEAD, "facts": "再次没有一次告知", "reason": "第二次，已查实", "done": False}
    return failing.finding_valid(one, follows, **(given | change))


def _reporting(**change):
    given = {"staff_id": WHOSE, "on": TODAY, "omission": "materials", "today": TODAY, "reporter": HEAD}
    return failing.reporting(**(given | change))


SITUATIONS |= {
    "第一次没有一次告知，有耽误": lambda: _follows(PROVED),
    "第一次没有一次告知，没有耽误": lambda: _follows(_proved(delay=0)),
    "第一次就被投诉查实": lambda: _follows(COMPLAINED),
    "再次没有一次告知，被投诉查实": lambda: _follows(COMPLAINED, EARLIER),
    "再次没有一次告知，没有被投诉": lambda: _follows(PROVED, EARLIER),
    "再次被投诉查实，但没有耽误": lambda: _follows(_proved(complained=True, delay=0), EARLIER),
    "再次被投诉，还没有核实": lambda: _follows(
        _proved(complained=True, state=failing.FailureState.WAITING), EARLIER
    ),
    "再次被投诉，核实后不成立": lambda: _follows(
        _proved(complained=True, state=failing.FailureState.DISMISSED), EARLIER
    ),
    "被投诉查实，前一次还没有核实": lambda: _follows(
        COMPLAINED, _earlier(state=failing.FailureState.WAITING)
    ),
    "被投诉查实，前一次不成立": lambda: _follows(COMPLAINED, _earlier(state=failing.FailureState.DISMISSED)),
    "被投诉查实，前一次没有耽误": lambda: _follows(COMPLAINED, _earlier(delay=0)),
    "被投诉查实，前一次是别人": lambda: _follows(COMPLAINED, _earlier(staff_id=OTHER)),
    "被投诉查实，前一次在期间第一天": lambda: _follows(COMPLAINED, EARLIER, since=EARLIER.on),
    "被投诉查实，前一次在期间以前": lambda: _follows(COMPLAINED, EARLIER, since=EARLIER.on + DAY),
    "同一天两次，后一次被投诉查实": lambda: _follows(COMPLAINED, _earlier(on=TODAY)),
    "登记核查发现的情况": _reporting,
    "登记时没有选同事": lambda: _reporting(staff_id=None),
    "登记自己的事": lambda: _reporting(staff_id=HEAD),
    "登记明天的事": lambda: _reporting(on=TODAY + DAY),
    "登记时没有日期、没有选哪一项": lambda: _reporting(on=None, omission=""),
    "核实属实": _judging,
    "核实不成立": lambda: _judging(proved=False, delay=None),
    "核实不成立，没有写理由": lambda: _judging(proved=False, delay=None, reason=" "),
    "核实自己的事": lambda: _judging(judge=WHOSE),
    "核实属实，没有写耽误几天": lambda: _judging(delay=None),
    "核实属实，没有耽误": lambda: _judging(delay=0),
    "核实属实，耽误的天数是负数": lambda: _judging(delay=-1),
    "核实属实，耽误一千天": lambda: _judging(delay=1000),
    "核实属实，不知道是谁": lambda: _judging(dataclasses.replace(WAITING, staff_id=None)),
    "核实属实，指明是谁": lambda: _judging(dataclasses.replace(WAITING, staff_id=None), named=WHOSE),
    "核实时指明是自己": lambda: _judging(dataclasses.replace(WAITING, staff_id=None), named=HEAD),
    "核实过又核实": lambda: _judging(PROVED),
    "本人说明": lambda: failing.stating(WAITING, speaker=WHOSE, words="当时系统停了", ended=False),
    "查实以后本人说明": lambda: failing.stating(PROVED, speaker=WHOSE, words="当时系统停了", ended=False),
    "别人代写说明": lambda: failing.stating(WAITING, speaker=OTHER, words="当时系统停了", ended=False),
    "说明没有写字": lambda: failing.stating(WAITING, speaker=WHOSE, words=" ", ended=False),
    "处理完又改说明": lambda: failing.stating(PROVED, speaker=WHOSE, words="当时系统停了", ended=True),
    "不成立以后改说明": lambda: failing.stating(
        _proved(state=failing.FailureState.DISMISSED), speaker=WHOSE, words="说明", ended=False
    ),
    "记录批评教育": _criticising,
    "批评教育，没有写内容和本人说明": lambda: _criticising(said=" ", answer=" "),
    "批评教育自己": lambda: _criticising(speaker=WHOSE),
    "批评教育记录过又记": lambda: _criticising(done=True),
    "没有核实就批评教育": lambda: _criticising(WAITING, failing.Consequence.NONE),
    "不成立还批评教育": lambda: _criticising(
        _proved(state=failing.FailureState.DISMISSED), failing.Consequence.NONE
    ),
    "没有耽误还批评教育": lambda: _criticising(_proved(delay=0), failing.Consequence.NONE),
    "应当认定有效投诉，却只批评教育": lambda: _criticising(COMPLAINED, failing.Consequence.VALID_COMPLAINT),
    "认定有效投诉": _finding_valid,
    "认定有效投诉，没有写情况和理由": lambda: _finding_valid(facts=" ", reason=" "),
    "认定自己的有效投诉": lambda: _finding_valid(finder=WHOSE),
    "有效投诉认定过又认定": lambda: _finding_valid(done=True),
    "没有核实就认定有效投诉": lambda: _finding_valid(WAITING, failing.Consequence.NONE),
    "第一次就认定有效投诉": lambda: _finding_valid(COMPLAINED, failing.Consequence.CRITICISM),
}
