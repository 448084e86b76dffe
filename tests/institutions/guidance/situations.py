"""Situations of annex 8 and the rule that answers each; the answers are in tests/golden/decisions/."""

import datetime as dt

from banshi.institutions.guidance import rules
from banshi.institutions.guidance.rules import Answer, Level
from banshi.lib import clock

TODAY = dt.date(2026, 11, 23)
NOON = clock.parse("2026-11-23 12:00")
SECOND = dt.timedelta(seconds=1)
EVERYDAY = frozenset({"高龄", "津贴"})


def _rating(**change):
    given = {"level": Level.VERY_BAD, "over": True, "rated": False, "by_staff": False}
    return rules.rating(**(given | change))


def _following(**change):
    given = {"handler_id": 5, "actor_ids": {5, 6}, "rated": {7}, "done": False}
    return rules.following_up(**(given | change))


def _verifying(**change):
    return rules.verifying(
        **({"finding": "justified", "words": "确实等了一小时", "verified": False} | change)
    )


def _closing(**change):
    given = {"verified": True, "finding": "justified", "measure": "加开一个窗口", "reply": "对不起，已经改了"}
    return rules.closing(**(given | change))


def _late(**change):
    given = {"verified": False, "closed": False, "verify_by": NOON, "mend_by": NOON + SECOND}
    return rules.late_stages(now=NOON, **(given | change))


def _assisting(**change):
    return rules.assisting(**({"person": "李大爷", "consent": "当面口头同意", "running": False} | change))


def _publishing(**change):
    given = {"title": "高龄津贴办法", "text": "正文", "explanation": "解读", "first": TODAY, "last": None}
    return rules.publishing(**(given | change))


def _opinion(**change):
    given = {"reply": "谢谢您的建议", "public": True, "shown": "希望多放椅子", "answered": False}
    return rules.answering_opinion(**(given | change))


SITUATIONS = {
    "办完以后评价": _rating,
    "最好的评价": lambda: _rating(level=Level.VERY_GOOD),
    "工作人员代填评价": lambda: _rating(by_staff=True),
    "没有办完就评价": lambda: _rating(over=False),
    "评价第二次": lambda: _rating(rated=True),
    "没有选评价": lambda: _rating(level=0),
    "评价超出五级": lambda: _rating(level=6),
    "基本满意算不算差评": lambda: rules.bad(3),
    "不满意算不算差评": lambda: rules.bad(4),
    "差评由手头最少的人核实": lambda: rules.handler([1, 2, 3], {3}, {1: 2, 2: 1}),
    "手头一样多，由排在前面的人核实": lambda: rules.handler([2, 1], (), {1: 1, 2: 1}),
    "手头没有的人先核实": lambda: rules.handler([1, 2], (), {1: 1}),
    "除了被评价的没有别人": lambda: rules.handler([3], {3}, {}),
    "核实人处理差评": _following,
    "处理对自己的评价": lambda: _following(rated={6}),
    "别人处理差评": lambda: _following(handler_id=9),
    "差评答复过了": lambda: _following(done=True),
    "核实属实": _verifying,
    "核实没有选结果": lambda: _verifying(finding=""),
    "核实没有写事实": lambda: _verifying(words=" "),
    "核实第二次": lambda: _verifying(verified=True),
    "整改以后答复": _closing,
    "没有核实就答复": lambda: _closing(verified=False),
    "属实却没有整改": lambda: _closing(measure=" "),
    "不属实，不用整改": lambda: _closing(finding="unfounded", measure=""),
    "没有写怎样答复": lambda: _closing(reply=" "),
    "核实到时": _late,
    "整改到时": lambda: _late(verified=True, mend_by=NOON),
    "核实和整改都到时": lambda: _late(mend_by=NOON),
    "已经核实、已经答复": lambda: _late(verified=True, closed=True, mend_by=NOON),
    "核实差一秒到时": lambda: _late(verify_by=NOON + SECOND),
    "期限还算不出": lambda: _late(verify_by=None, mend_by=None),
    "帮老人办，本人同意": _assisting,
    "没有写帮谁": lambda: _assisting(person=" "),
    "没有本人同意": lambda: _assisting(consent=""),
    "正在帮另一位": lambda: _assisting(running=True),
    "帮办的最后一秒": lambda: rules.expired(expires_at=NOON, now=NOON),
    "帮办过了一秒": lambda: rules.expired(expires_at=NOON, now=NOON + SECOND),
    "政策和解读一起公布": _publishing,
    "政策没有标题": lambda: _publishing(title=" "),
    "政策没有正文": lambda: _publishing(text=" "),
    "政策没有解读": lambda: _publishing(explanation=" "),
    "政策没有施行的日子": lambda: _publishing(first=None),
    "政策当天失效": lambda: _publishing(last=TODAY),
    "政策失效早于施行": lambda: _publishing(last=TODAY - dt.timedelta(days=1)),
    "公开答复意见": _opinion,
    "只答复本人": lambda: _opinion(public=False, shown=""),
    "公开答复，没有公开的内容": lambda: _opinion(shown=" "),
    "意见没有写答复": lambda: _opinion(reply=" "),
    "意见答复第二次": lambda: _opinion(answered=True),
    "条件都符合": lambda: rules.verdict([Answer.YES, Answer.YES]).value,
    "有一条不清楚": lambda: rules.verdict([Answer.YES, Answer.UNSURE]).value,
    "有一条不符合": lambda: rules.verdict([Answer.NO, Answer.UNSURE]).value,
    "没有搜到的词": lambda: rules.harmless("养老 补贴？", EVERYDAY),
    "没有搜到的词里有姓名": lambda: rules.harmless("王秀英", EVERYDAY),
    "没有搜到的词以姓氏开头，却是常用的词": lambda: rules.harmless("高龄津贴", EVERYDAY),
    "没有搜到的词是姓氏加常用的词": lambda: rules.harmless("高津贴", EVERYDAY),
    "没有搜到的词里有复姓": lambda: rules.harmless("欧阳秀英", EVERYDAY),
    "没有搜到的词里有号码": lambda: rules.harmless("电梯13800000000", EVERYDAY),
    "没有搜到的词里说了自己是谁": lambda: rules.harmless("高龄津贴我叫秀英", EVERYDAY),
    "没有搜到的词正好十二个字": lambda: rules.harmless("高龄老人津贴在哪里申请呢", EVERYDAY),
    "没有搜到的词有十三个字": lambda: rules.harmless("高龄老人的津贴在哪里申请呢", EVERYDAY),
    "没有搜到的词是英文": lambda: rules.harmless("Old Age-Care", EVERYDAY),
    "没有搜到的只有标点": lambda: rules.harmless("？！", EVERYDAY),
}
