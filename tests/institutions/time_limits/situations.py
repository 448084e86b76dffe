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


GROUNDS = ("needs_investigation", "needs_meeting", "needs_city_approval_or_letter")


def _incoming(**change):
    given = {
        "kind": "official_document",
        "title": "关于报送年度统计的通知",
        "source": "市政府办公室",
        "grade": "ordinary",
        "ground": "",
        "received_at": NOON,
        "demanded": None,
    }
    return rules.registering(rules.Incoming(**(given | change)), now=NOON, grounds=GROUNDS)


def _special(**change):
    given = {"grade": "special", "until": TODAY, "reason": "要到县里走访", "today": TODAY, "over": False}
    return rules.limit_setting(**(given | change))


def _explained(**change):
    given = {"kind": "superior_task", "reason": "大雪封路", "agreed_by": "市局", "new_due": TODAY + DAY}
    return rules.explaining(**(given | {"due": TODAY, "today": TODAY, "over": False} | change))


MATTERS = {
    "登记一般公文": _incoming,
    "登记公文，没有标题": lambda: _incoming(title=" "),
    "登记公文，没有来文单位": lambda: _incoming(source=" "),
    "登记公文，没有收到时间": lambda: _incoming(received_at=None),
    "登记公文，收到时间在后头": lambda: _incoming(received_at=NOON + dt.timedelta(seconds=1)),
    "登记公文，收到的时间在一年以前": lambda: _incoming(received_at=NOON - dt.timedelta(days=366)),
    "登记公文，收到的时间正好一年": lambda: _incoming(received_at=NOON - dt.timedelta(days=365)),
    "登记公文，来文指定当天": lambda: _incoming(demanded=TODAY),
    "登记公文，来文指定的日期已过": lambda: _incoming(demanded=TODAY - DAY),
    "登记特殊公文，写明情况": lambda: _incoming(grade="special", ground="needs_meeting"),
    "登记特殊公文，没有情况": lambda: _incoming(grade="special"),
    "登记特殊公文，情况不在三种之内": lambda: _incoming(grade="special", ground="busy"),
    "登记一般公文，却写了情况": lambda: _incoming(ground="needs_meeting"),
    "登记交办，有指定日期": lambda: _incoming(kind="superior_task", grade="set", demanded=TODAY + DAY),
    "登记交办，没有指定日期": lambda: _incoming(kind="superior_task", grade="set"),
    "登记紧急交办，没有日期": lambda: _incoming(kind="superior_task", grade="urgent"),
    "登记转办，没有日期": lambda: _incoming(kind="peer_transfer"),
    "分给一个科室": lambda: rules.routing(lead=1, others=(), known={1, 2}),
    "分给两个科室": lambda: rules.routing(lead=1, others=(2,), known={1, 2}),
    "没有主办科室": lambda: rules.routing(lead=None, others=(2,), known={1, 2}),
    "主办又是会办": lambda: rules.routing(lead=1, others=(1, 2), known={1, 2}),
    "会办科室不存在": lambda: rules.routing(lead=1, others=(9,), known={1, 2}),
    "设定特殊公文的期限": _special,
    "给一般公文设定期限": lambda: _special(grade="ordinary"),
    "特殊公文的期限定在昨天": lambda: _special(until=TODAY - DAY),
    "特殊公文的期限没有填": lambda: _special(until=None),
    "设定期限，没有理由": lambda: _special(reason=" "),
    "期限过了再设定": lambda: _special(over=True),
    "退回，写明理由": lambda: rules.returning(reason="不属于本科室"),
    "退回，没有理由": lambda: rules.returning(reason=" "),
    "主办办结": lambda: rules.finishing(opinion="已答复", lead=True, waiting_for=()),
    "主办办结，会办还没有意见": lambda: rules.finishing(
        opinion="已答复", lead=True, waiting_for=("养老服务科",)
    ),
    "会办给出意见，别的会办还没有": lambda: rules.finishing(
        opinion="同意", lead=False, waiting_for=("养老服务科",)
    ),
    "办结，没有写结果": lambda: rules.finishing(opinion=" ", lead=True, waiting_for=()),
    "期限前说明并重新定日期": _explained,
    "期限前说明，新日期没有晚": lambda: _explained(new_due=TODAY),
    "期限前说明，没有新日期": lambda: _explained(new_due=None),
    "期限前说明，新日期已经过去": lambda: _explained(due=TODAY - 3 * DAY, new_due=TODAY - DAY),
    "期限前说明，没有写谁定的": lambda: _explained(agreed_by=" "),
    "说明没有写原因": lambda: _explained(reason=" "),
    "公文不能说明后改期": lambda: _explained(kind="official_document"),
    "期限后说明，只作记录": lambda: _explained(over=True, new_due=None, agreed_by=""),
    "期限前说明，日期改为": lambda: rules.redates(over=False, new_due=TODAY),
    "期限后说明，日期不改": lambda: rules.redates(over=True, new_due=TODAY),
    "转办退回来文单位": lambda: rules.sending_back(kind="peer_transfer", reason="不属于民政"),
    "转办退回，没有理由": lambda: rules.sending_back(kind="peer_transfer", reason=" "),
    "公文退回来文单位": lambda: rules.sending_back(kind="official_document", reason="不属于民政"),
    "办理中的事项办结": lambda: rules.matter_move("in_hand", "matter_done"),
    "没有接办就办结": lambda: rules.matter_move("routed", "matter_done"),
    "归档以后再督办": lambda: rules.matter_move("closed", "matter_urged"),
}

SITUATIONS = MATTERS | {
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
