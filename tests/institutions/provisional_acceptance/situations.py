"""Situations of annex 4 and the rule that answers each; the answers are in tests/golden/decisions/."""

import dataclasses
import datetime as dt

from banshi.institutions.provisional_acceptance.rules import committing, offering, register, supplying
from banshi.institutions.provisional_acceptance.rules.committing import Signing
from banshi.institutions.provisional_acceptance.rules.offering import QUESTIONS, Paper, Terms
from banshi.institutions.provisional_acceptance.rules.supplying import Piece, Promise
from banshi.kernel.clocks.reckoning import Limit, Unit, due
from banshi.kernel.workdays import bundled
from banshi.lib import clock

TODAY = dt.date(2026, 9, 1)
DAY = dt.timedelta(days=1)
SECOND = dt.timedelta(seconds=1)
DAYS = bundled.table()
PROMISED = due(TODAY, Limit(20, Unit.WORKING_DAY), DAYS)

FORM = Paper(1, "申请书", "present", True, False)
CHARTER = Paper(2, "章程", "missing", True, False)
LETTER = Paper(3, "批准文件", "wrong", True, False)
LIST = Paper(4, "会员名册", "missing", False, True)
PHOTO = Paper(5, "场所照片", "missing", False, False)
LEASE = Paper(6, "租赁合同", "wrong", False, False)
TERMS = Terms((), "", None, TODAY, TODAY + DAY)


def _offer(*papers, **change):
    return offering.offer(papers or (FORM, LIST), dataclasses.replace(TERMS, **change))


def _judgement(paper=PHOTO, **change):
    given = {"answered": tuple(QUESTIONS), "reason": "勘查时已经看过"}
    return offering.judgement(paper=paper, **(given | change))


OFFERS = {
    "只缺可以容缺的材料": _offer,
    "材料已经齐全": lambda: _offer(FORM),
    "主要材料缺一份、错一份": lambda: _offer(FORM, CHARTER, LETTER, LIST),
    "缺两份不能后补的次要材料": lambda: _offer(FORM, PHOTO, LEASE, LIST),
    "事项涉及公共安全": lambda: _offer(exclusions=("public_safety",)),
    "事项涉及生态环境": lambda: _offer(exclusions=("ecological_environment",)),
    "事项涉及人身健康和财产安全": lambda: _offer(exclusions=("health_life_property",)),
    "法律禁止容缺，又写了别的原因": lambda: _offer(
        exclusions=("forbidden_by_law",), closed_because="不以材料为前提。"
    ),
    "事项因别的原因不容缺": lambda: _offer(closed_because="不以材料为前提。"),
    "失信限制的最后一天": lambda: _offer(barred_until=TODAY),
    "失信限制的后一天": lambda: _offer(barred_until=TODAY - DAY),
    "没有可以约定的日期": lambda: _offer(latest=TODAY),
    "没有期限约束": lambda: _offer(latest=None),
    "材料、事项、申请人、时间都不行": lambda: _offer(
        CHARTER, PHOTO, exclusions=("public_safety",), barred_until=TODAY, latest=TODAY
    ),
    "逐项确认，写明理由": _judgement,
    "判定一份有错的次要材料": lambda: _judgement(LEASE),
    "判定没有写理由": lambda: _judgement(reason=" "),
    "判定有一项没有确认": lambda: _judgement(answered=("04-05-1", "04-05-3")),
    "判定一项也没有确认": lambda: _judgement(answered=()),
    "判定主要材料可以后补": lambda: _judgement(CHARTER),
    "判定目录已经列为可容缺的": lambda: _judgement(LIST),
    "判定已经交来的": lambda: _judgement(dataclasses.replace(PHOTO, status="present")),
    "判定目录里没有的材料": lambda: _judgement(None),
    "可以容缺，还没有告诉申请人": lambda: offering.declined_first(is_open=True, declined=False),
    "可以容缺，申请人不要": lambda: offering.declined_first(is_open=True, declined=True),
    "不能容缺，直接通知补正": lambda: offering.declined_first(is_open=False, declined=False),
}


def _deadline(until, promised=PROMISED):
    return committing.deadline(until, today=TODAY, promised=promised, days=DAYS)


def _short(until, promised=PROMISED, least=(2, 3)):
    return str(
        committing.short_time(until, today=TODAY, promised=promised, days=DAYS, least=least) or "时间够"
    )


def _until(**change):
    return dataclasses.replace(PROMISED, **change)


CITIZEN = Signing((1, 2, 3, 4, 5), "hand", id_copy=True)
UNIT = Signing((1, 2, 3, 4, 5), "seal")


def _signed(signing=CITIZEN, kind="citizen", **change):
    given = {"requested": True, "by_hand": False}
    extra = {key: change.pop(key) for key in list(change) if key in given}
    return committing.commitment(dataclasses.replace(signing, **change), kind=kind, **(given | extra))


COMMITMENTS = {
    "补正日期就是今天": lambda: _deadline(TODAY),
    "补正日期是明天": lambda: _deadline(TODAY + DAY),
    "没有补正日期": lambda: _deadline(None),
    "补正日期是星期六": lambda: _deadline(dt.date(2026, 9, 5)),
    "补正日期就是承诺办结的日期": lambda: _deadline(PROMISED.date),
    "补正日期晚于承诺办结的日期": lambda: _deadline(PROMISED.date + DAY),
    "没有承诺办结期限，补正日期很远": lambda: _deadline(dt.date(2026, 11, 2), None),
    "补正日期在没有公布的年份": lambda: _deadline(dt.date(2027, 3, 1), None),
    "补正日期没有填，办结日期也没有": lambda: _deadline(None, None),
    "承诺有办结日期，补正最晚到哪天": lambda: committing.bounded(PROMISED),
    "没有以天数承诺，补正最晚到哪天": lambda: committing.bounded(_until(limit=Limit(0, Unit.NONE))),
    "补齐以后时间够": lambda: _short(dt.date(2026, 9, 2)),
    "补齐以后剩下正好一半": lambda: _short(dt.date(2026, 9, 15)),
    "补齐以后剩下不到一半": lambda: _short(dt.date(2026, 9, 16)),
    "补齐以后只剩三个工作日": lambda: _short(dt.date(2026, 9, 24), least=(20, 3)),
    "补齐以后只剩两个工作日": lambda: _short(dt.date(2026, 9, 28), least=(20, 3)),
    "补正在办结当天，一天不剩": lambda: _short(PROMISED.date),
    "办结日期只是暂算的，不提醒": lambda: _short(PROMISED.date, _until(provisional=True)),
    "没有承诺，不提醒": lambda: _short(dt.date(2026, 9, 28), None),
    "补正日期晚于办结日期，不提醒": lambda: _short(PROMISED.date + DAY),
    "补正日期就是今天，不提醒": lambda: _short(TODAY),
    "公民签名，附身份证复印件": _signed,
    "公民没有附身份证复印件": lambda: _signed(id_copy=False),
    "公民网上输入姓名": lambda: _signed(signature="typed"),
    "公民网上手写": lambda: _signed(signature="drawn"),
    "公民盖了单位的章": lambda: _signed(signature="seal"),
    "公民没有签": lambda: _signed(signature=""),
    "婚姻、收养一类的文书，本人网上签": lambda: _signed(signature="typed", by_hand=True),
    "婚姻、收养一类的文书，本人当面签": lambda: _signed(by_hand=True),
    "单位盖章": lambda: _signed(UNIT, "legal_person"),
    "单位的法定代表人签字": lambda: _signed(UNIT, "legal_person", signature="representative"),
    "单位的授权代表签字": lambda: _signed(UNIT, "other_organisation", signature="authorised"),
    "单位网上签": lambda: _signed(UNIT, "legal_person", signature="drawn"),
    "单位只有个人签名": lambda: _signed(UNIT, "legal_person", signature="hand"),
    "婚姻、收养一类的文书，单位网上签": lambda: _signed(
        UNIT, "legal_person", signature="typed", by_hand=True
    ),
    "不是申请人自己提出的": lambda: _signed(requested=False),
    "五项里有一项没有确认": lambda: _signed(confirmed=(1, 2, 4, 5)),
    "五项都没有确认": lambda: _signed(confirmed=()),
    "代理人替公民签": lambda: _signed(by_agent=True, signature="authorised"),
    "代理人替单位签": lambda: _signed(UNIT, "legal_person", by_agent=True, signature="hand"),
    "代理人没有签": lambda: _signed(by_agent=True, signature=""),
}

ENDS = clock.parse("2026-09-10 17:00")
PROMISE = Promise((1, 2), dt.date(2026, 9, 10), ENDS, dt.date(2026, 9, 15))
WAYS = ("window", "post", "email", "fax")


def _arrival(**change):
    given = {"channel": "window", "tracking": "", "posted_on": None, "now": ENDS - SECOND}
    return supplying.arrival(channels=WAYS, promise=PROMISE, **(given | change))


def _announced(**change):
    given = {"channel": "email", "tracking": "", "now": ENDS - SECOND}
    return supplying.announcement(promise=PROMISE, **(given | change))


def _posted(**change):
    return _arrival(**({"channel": "post", "tracking": "EMS1", "posted_on": PROMISE.until} | change))


def _checked(**change):
    return supplying.checking(**({"status": "waiting", "accepted": True, "problem": ""} | change))


DONE = Piece(1, "accepted", ENDS - SECOND)


def _lapse(*pieces, now=ENDS, **change):
    return supplying.lapse(dataclasses.replace(PROMISE, **change), (DONE, *pieces), now=now)


PIECES = {
    "到期前一秒送来": _arrival,
    "到期的一刻送来": lambda: _arrival(now=ENDS),
    "补正方式不对": lambda: _arrival(channel="pigeon"),
    "邮寄，到期以后才到，邮戳当天": lambda: _posted(now=ENDS + 3 * DAY),
    "邮寄，到期以后才到，邮戳晚了一天": lambda: _posted(now=ENDS + 3 * DAY, posted_on=PROMISE.until + DAY),
    "邮寄，到期以后才到，没有寄出日期": lambda: _posted(now=ENDS, posted_on=None),
    "邮寄，没有邮件号码": lambda: _posted(tracking=" "),
    "寄出日期在后头": lambda: _posted(now=ENDS - DAY),
    "传真，到期以后写了寄出日期": lambda: _arrival(channel="fax", now=ENDS, posted_on=PROMISE.until),
    "说已经用电子邮件发出": _announced,
    "说已经传真": lambda: _announced(channel="fax"),
    "说已经寄出，有邮件号码": lambda: _announced(channel="post", tracking="EMS1"),
    "说已经寄出，没有邮件号码": lambda: _announced(channel="post", tracking=" "),
    "说已经送到窗口": lambda: _announced(channel="window"),
    "到期的一刻才说发出": lambda: _announced(now=ENDS),
    "核对合格": _checked,
    "核对不合格，写明哪里不合格": lambda: _checked(accepted=False, problem="缺盖章"),
    "核对不合格，没有写哪里不合格": lambda: _checked(accepted=False, problem=" "),
    "还没有收到就核对": lambda: _checked(status="sent"),
    "还差哪几项": lambda: supplying.outstanding((1, 2, 3), [DONE, Piece(2, "waiting"), Piece(3, "rejected")]),
    "到期前一秒，还缺一项": lambda: _lapse(now=ENDS - SECOND),
    "到期，还缺一项": _lapse,
    "到期，两项都缺": lambda: supplying.lapse(PROMISE, (), now=ENDS),
    "到期，补来的不合格": lambda: _lapse(Piece(2, "rejected", ENDS - DAY)),
    "到期，一项不合格、一项没有补": lambda: supplying.lapse(PROMISE, [Piece(1, "rejected", ENDS)], now=ENDS),
    "到期，都合格": lambda: _lapse(Piece(2, "accepted", ENDS - SECOND)),
    "到期，按时送来还没有核对": lambda: _lapse(Piece(2, "waiting", ENDS - SECOND)),
    "到期，踩着点送来还没有核对": lambda: _lapse(Piece(2, "waiting", ENDS)),
    "到期，按时寄出还没有核对": lambda: _lapse(Piece(2, "waiting", ENDS + DAY, PROMISE.until)),
    "到期，晚寄了一天还没有核对": lambda: _lapse(Piece(2, "waiting", ENDS + DAY, PROMISE.until + DAY)),
    "到期，按时寄出，等到最后一天": lambda: _lapse(Piece(2, "sent", None, PROMISE.until), now=ENDS + 5 * DAY),
    "到期，按时寄出，等过了最后一天": lambda: _lapse(
        Piece(2, "sent", None, PROMISE.until), now=ENDS + 6 * DAY
    ),
    "到期，说寄出却没有日期": lambda: _lapse(Piece(2, "sent")),
    "到期，按时寄出，等邮件的日子还算不出": lambda: _lapse(
        Piece(2, "sent", None, PROMISE.until), post_until=None
    ),
    "容缺的材料都补齐，准予": lambda: supplying.granting([]),
    "容缺的材料还缺两份，准予": lambda: supplying.granting(["会员名册", "场所照片"]),
}


def _confirming(**change):
    given = {"state": "told", "heard": True, "today": TODAY, "speak_until": TODAY, "reason": "没有补齐"}
    return register.confirming(**(given | change))


def _publishing(**change):
    given = {"state": "confirmed", "reason": "情节严重", "until": TODAY + DAY, "today": TODAY}
    return register.publishing(**(given | {"bar_until": TODAY + DAY} | change))


REGISTER = {
    "限制到哪一天": lambda: register.bar_ends(dt.date(2026, 9, 10), 3),
    "闰日失信，限制到哪一天": lambda: register.bar_ends(dt.date(2028, 2, 29), 1),
    "限制的最后一天": lambda: register.barred(TODAY, until=TODAY),
    "限制过后一天": lambda: register.barred(TODAY + DAY, until=TODAY),
    "第一次告知当事人": lambda: register.telling(state="reported"),
    "第二次告知当事人": lambda: register.telling(state="told"),
    "告知以后记录陈述": lambda: register.hearing(state="told", statement="当时住院"),
    "告知以前记录陈述": lambda: register.hearing(state="reported", statement="当时住院"),
    "陈述没有内容": lambda: register.hearing(state="told", statement=" "),
    "听取陈述以后认定": _confirming,
    "陈述期限过后认定": lambda: _confirming(heard=False, speak_until=TODAY - DAY),
    "陈述期限最后一天认定": lambda: _confirming(heard=False),
    "陈述期限还算不出就认定": lambda: _confirming(heard=False, speak_until=None),
    "没有告知就认定": lambda: _confirming(state="reported"),
    "认定没有写理由": lambda: _confirming(reason=" "),
    "记错了，撤销": lambda: register.withdrawing(state="confirmed", reason="不是本人"),
    "已经撤销，再撤销": lambda: register.withdrawing(state="withdrawn", reason="不是本人"),
    "已经结束，再撤销": lambda: register.withdrawing(state="ended", reason="不是本人"),
    "撤销没有写理由": lambda: register.withdrawing(state="told", reason=" "),
    "修复以后提前结束": lambda: register.ending(state="confirmed", reason="已经补齐"),
    "没有认定就提前结束": lambda: register.ending(state="told", reason="已经补齐"),
    "提前结束没有写理由": lambda: register.ending(state="confirmed", reason=" "),
    "公布到限制的最后一天": _publishing,
    "公布到今天": lambda: _publishing(until=TODAY),
    "公布没有截止日期": lambda: _publishing(until=None),
    "公布超过限制一天": lambda: _publishing(until=TODAY + 2 * DAY),
    "限制到哪天还算不出，公布": lambda: _publishing(bar_until=None),
    "限制到哪天还算不出，公布没有截止": lambda: _publishing(bar_until=None, until=None),
    "没有认定就公布": lambda: _publishing(state="told"),
    "公布没有写理由": lambda: _publishing(reason=" "),
    "转法制审核": lambda: register.referring(state="confirmed", reason="拟撤销决定"),
    "没有认定就转法制审核": lambda: register.referring(state="told", reason="拟撤销决定"),
    "转法制审核没有写理由": lambda: register.referring(state="confirmed", reason=" "),
    "对认定提出异议": lambda: register.objecting(state="confirmed", objection="已经寄出"),
    "没有认定就提出异议": lambda: register.objecting(state="told", objection="已经寄出"),
    "异议没有内容": lambda: register.objecting(state="confirmed", objection=" "),
    "答复异议": lambda: register.answering(waiting=True, reason="邮戳为证"),
    "没有异议却答复": lambda: register.answering(waiting=False, reason="邮戳为证"),
    "答复异议没有写理由": lambda: register.answering(waiting=True, reason=" "),
}

SITUATIONS = OFFERS | COMMITMENTS | PIECES | REGISTER
