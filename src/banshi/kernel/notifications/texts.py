"""The wording of every message: courteous, plain, one table.

Texts for citizens open with 您好 and use the forms of annex 9; a test keeps them so. Placeholders hold
references, dates and names of items, never identity numbers or addresses.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from banshi.kernel.notifications.quiet import QUIET
from banshi.lib.results import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Text:
    """Subject and body as message ids; `staff` marks what goes to colleagues, not to citizens."""

    subject: str
    body: str
    staff: bool = False


TEXTS: Mapping[str, Text] = {
    "received": Text(
        _("材料已收到"),
        _(
            "您好！您申请的“%(item)s”，材料我们已经收到。办件编号%(case_number)s，查询码%(query_code)s。"
            "我们最晚告诉您是否受理的日期：%(told_by)s。请保管好查询码，不要告诉无关的人。感谢您的配合。"
        ),
    ),
    "accepted": Text(
        _("申请已受理"),
        _(
            "您好！您申请的“%(item)s”（办件编号%(case_number)s）已经受理。我们承诺的办结日期：%(promised_due)s。"
            "凭办件编号和查询码可以查询进度，有疑问请拨打%(phone)s。感谢您的配合。"
        ),
    ),
    "supplement_asked": Text(
        _("请补正材料"),
        _(
            "您好！非常抱歉，您申请的“%(item)s”（办件编号%(case_number)s）还有%(count)s项材料需要补正，"
            "全部内容已经写在补正材料通知书里。请您在%(until)s前补交，有不清楚的地方请拨打%(phone)s。"
        ),
    ),
    "deemed_accepted": Text(
        _("申请已依法受理"),
        _(
            "您好！非常抱歉，我们没有在规定时间内告诉您“%(item)s”（办件编号%(case_number)s）材料的核对结果。"
            "依照法律，您的申请自%(since)s起视为已经受理，您不需要再做什么。"
            "我们承诺的办结日期：%(promised_due)s。有疑问请拨打%(phone)s。"
        ),
    ),
    "procedure_started": Text(
        _("办理中的特别程序"),
        _(
            "您好！您申请的“%(item)s”（办件编号%(case_number)s）需要进行%(procedure)s。"
            "时间：%(time)s；地点：%(place)s。%(first)s至%(last)s不计入办理期限。"
            "有疑问请拨打%(phone)s，感谢您的配合。"
        ),
    ),
    "hearing_offered": Text(
        _("您有要求听证的权利"),
        _(
            "您好！您申请的“%(item)s”（办件编号%(case_number)s），在作出决定以前，您可以要求听证，"
            "请您在%(until)s以前告诉我们。详情写在听证权利告知书里，有疑问请拨打%(phone)s。感谢您的配合。"
        ),
    ),
    "hearing_arranged": Text(
        _("听证的安排"),
        _(
            "您好！您申请的“%(item)s”（办件编号%(case_number)s）定于%(on)s举行听证。时间：%(time)s；地点：%(place)s。"
            "请您按时参加，有疑问请拨打%(phone)s。感谢您的配合。"
        ),
    ),
    "extension_granted": Text(
        _("办理期限延长"),
        _(
            "您好！非常抱歉，您申请的“%(item)s”（办件编号%(case_number)s）需要延长%(days)s个工作日，"
            "新的办结日期：%(new_due)s。原因已经写在延期办理告知书里。请您谅解，有疑问请拨打%(phone)s。"
        ),
    ),
    "decided": Text(
        _("申请已有结果"),
        _(
            "您好！您申请的“%(item)s”（办件编号%(case_number)s）已经有了结果，我们会尽快把决定书送到您手里。"
            "您也可以凭办件编号和查询码查询，有疑问请拨打%(phone)s。感谢您的配合。"
        ),
    ),
    "not_accepted": Text(
        _("申请没有受理"),
        _(
            "您好！非常抱歉，您申请的“%(item)s”（办件编号%(case_number)s）我们不能受理。理由、应当向谁申请，"
            "以及您申请复议和起诉的权利，都写在不予受理通知书里，我们会尽快送到您手里。有疑问请拨打%(phone)s。"
        ),
    ),
    "return_requested": Text(
        _("退还材料"),
        _(
            "您好！您要求退还“%(item)s”（办件编号%(case_number)s）的材料，我们已经登记。"
            "请您带上有效证件到%(address)s签收；不方便前来的，请拨打%(phone)s，我们可以邮寄。感谢您的配合。"
        ),
    ),
    "ready_to_collect": Text(
        _("请领取办理结果"),
        _(
            "您好！您申请的“%(item)s”（办件编号%(case_number)s）已经办好，请您带上有效证件到%(address)s领取。"
            "不方便前来的，请拨打%(phone)s，我们可以邮寄。感谢您的配合。"
        ),
    ),
    "due_recomputed": Text(
        _("办结日期有变化"),
        _(
            "您好！因为工作日历有更新，您申请的“%(item)s”（办件编号%(case_number)s）的办结日期"
            "由%(before)s调整为%(after)s。给您带来不便，非常抱歉；有疑问请拨打%(phone)s。"
        ),
    ),
    "provisional_dates_set": Text(
        _("办结日期已确定"),
        _(
            "您好！您申请的“%(item)s”（办件编号%(case_number)s）原来暂定的办结日期，现在已经确定：%(due)s。"
            "有疑问请拨打%(phone)s，感谢您的配合。"
        ),
    ),
    "told": Text(
        _("一次性告知"),
        _(
            "您好！您咨询的“%(item)s”，要准备的材料、程序和时限都写在告知书（%(number)s）里，"
            "请打开 %(page)s 查看。有疑问请拨打%(phone)s，欢迎您随时来办。"
        ),
    ),
    "contact_answered": Text(
        _("您的咨询已经答复"),
        _(
            "您好！您的咨询（编号%(number)s）已经答复，请打开 %(page)s，凭编号和电话号码后四位查看。"
            "还有不清楚的请拨打%(phone)s，感谢您的来问。"
        ),
    ),
    "contact_pointed": Text(
        _("您咨询的事请找"),
        _(
            "您好！您咨询的事请找%(name)s，地点：%(office)s，联系电话：%(contact)s。"
            "没有找到人或者没有解决的，请拨打%(phone)s，我们继续帮您。"
        ),
    ),
    "rating_answered": Text(
        _("您的评价有了答复"),
        _("您好！您的评价我们已经核实。%(reply)s 有疑问请拨打%(phone)s，感谢您帮助我们改进。"),
    ),
    "opinion_answered": Text(
        _("您的意见有了答复"),
        _(
            "您好！您的意见（编号%(number)s）已经答复，凭编号和电话号码后四位可以在网上查看。"
            "有疑问请拨打%(phone)s，感谢您的建议。"
        ),
    ),
    "follow_up_opened": Text(
        _("有一条差评请您核实"),
        _("有一条差评由您核实，请在1个工作日内核实，15个工作日内整改并答复，辛苦了。"),
        staff=True,
    ),
    "follow_up_late": Text(
        _("差评核实已超期"),
        _("您负责核实的一条差评已经超过期限，系统已作记录。请尽快办结，辛苦了。"),
        staff=True,
    ),
    "contact_assigned": Text(
        _("有网上咨询请您答复"),
        _("网上咨询%(number)s由您负责答复，请在下班前答完，辛苦了。"),
        staff=True,
    ),
    "contact_offered": Text(
        _("同事请您答复一次咨询"),
        _("%(giver)s转请您答复咨询%(number)s，请在%(minutes)s分钟内接手，辛苦了。"),
        staff=True,
    ),
    "contact_returned": Text(
        _("转请的咨询退回了"),
        _("您转请%(taker)s的咨询%(number)s没有及时接手，已经退回，请您继续答复，辛苦了。"),
        staff=True,
    ),
    "contact_lapsed": Text(
        _("有咨询当天没有答复"),
        _("咨询%(number)s到下班还没有答复，首问负责人：%(officer)s，系统已作记录。请尽快答复，辛苦了。"),
        staff=True,
    ),
    "warning_handler": Text(
        _("办件快到期了"),
        _("办件%(case_number)s“%(item)s”将于%(due)s到期（%(clock)s）。请您及时办理，辛苦了。"),
        staff=True,
    ),
    "warning_head": Text(
        _("科室有办件快到期了"),
        _(
            "本科室的办件%(case_number)s“%(item)s”将于%(due)s到期（%(clock)s），经办人：%(handler)s。"
            "请您了解情况，辛苦了。"
        ),
        staff=True,
    ),
    "warning_leader": Text(
        _("有办件即将到期"),
        _(
            "%(section)s的办件%(case_number)s“%(item)s”将于%(due)s到期（%(clock)s），经办人：%(handler)s。"
            "请您协助推进，辛苦了。"
        ),
        staff=True,
    ),
    "breach": Text(
        _("办件已超期"),
        _(
            "%(section)s的办件%(case_number)s“%(item)s”已超过%(due)s的期限（%(clock)s），经办人：%(handler)s，"
            "系统已作记录。请尽快办结，并向申请人说明情况，辛苦了。"
        ),
        staff=True,
    ),
    "supply_expired": Text(
        _("补正期限已过"),
        _("办件%(case_number)s“%(item)s”的补正期限%(due)s已过，材料还没有补齐。请您与申请人联系，辛苦了。"),
        staff=True,
    ),
    "due_moved": Text(
        _("到期日已重新计算"),
        _(
            "因为工作日历有更新，办件%(case_number)s“%(item)s”的到期日（%(clock)s）现在是%(due)s。"
            "请您留意，辛苦了。"
        ),
        staff=True,
    ),
    "due_clash": Text(
        _("到期日有冲突"),
        _(
            "按更新后的工作日历，办件%(case_number)s“%(item)s”的到期日（%(clock)s）会提前；"
            "已经告诉申请人的%(due)s继续有效。请您与科室负责人核对，辛苦了。"
        ),
        staff=True,
    ),
    "refusal_registered": Text(
        _("有否定事项待归档"),
        _("办件%(case_number)s“%(item)s”的否定已经登记（%(number)s）。请您归档并按规定报备案，辛苦了。"),
        staff=True,
    ),
    "unfiled_amber": Text(
        _("否定事项还没有报备案"),
        _(
            "办件%(case_number)s“%(item)s”的否定（%(number)s）到%(due)s还没有报市营商局备案。请您及时报送，辛苦了。"
        ),
        staff=True,
    ),
    "unfiled_red": Text(
        _("否定事项迟迟没有报备案"),
        _(
            "办件%(case_number)s“%(item)s”的否定（%(number)s）到%(due)s仍没有报市营商局备案。请您马上报送，辛苦了。"
        ),
        staff=True,
    ),
    "filing_failed": Text(
        _("备案报送没有成功"),
        _("报送单%(number)s没有发送成功。请您查看原因，重新发送或者下载后送交，辛苦了。"),
        staff=True,
    ),
    "instructions_requested": Text(
        _("有请示待批"),
        _("办件%(case_number)s“%(item)s”的否定超出科室权限，科室请示您。请您批示，辛苦了。"),
        staff=True,
    ),
    "instructions_answered": Text(
        _("请示已有批示"),
        _("办件%(case_number)s“%(item)s”的请示已有批示。请您查看，辛苦了。"),
        staff=True,
    ),
    "papers_wanted_back": Text(
        _("申请人要求退还材料"),
        _("办件%(case_number)s“%(item)s”的申请人要求退还材料。请您整理材料，由申请人签收，辛苦了。"),
        staff=True,
    ),
    "extension_requested": Text(
        _("有延期申请待批"),
        _("办件%(case_number)s“%(item)s”申请延长%(days)s个工作日。请您在到期前批示，辛苦了。"),
        staff=True,
    ),
    "extension_answered": Text(
        _("延期申请已有批示"),
        _("办件%(case_number)s“%(item)s”的延期申请已有批示。请您查看，辛苦了。"),
        staff=True,
    ),
    **{key: Text(*words, staff=True) for key, words in QUIET.items()},
    "booking_accepted": Text(
        _("预约成功"),
        _(
            "您好！您的预约已经约好。预约号%(booking)s，时间：%(when)s，地点：%(place)s。"
            "请按时到，超过预约时间30分钟没有到的，视为放弃。改期或者取消请凭预约号和手机号码后四位，"
            "也可以拨打%(phone)s。"
        ),
    ),
    "booking_request_received": Text(
        _("预约申请已收到"),
        _(
            "您好！您提出的预约申请（预约号%(booking)s，希望的日子：%(day)s）我们已经收到，会尽快答复您。"
            "答复以前请先不要前来。有疑问请拨打%(phone)s，感谢您的配合。"
        ),
    ),
    "booking_declined": Text(
        _("预约申请的答复"),
        _(
            "您好！非常抱歉，您提出的%(day)s的预约（预约号%(booking)s）我们不能安排，原因：%(reason)s。"
            "最近的空闲时间：%(nearest)s。请您另选时间，或者拨打%(phone)s。"
        ),
    ),
    "booking_moved": Text(
        _("预约已改期"),
        _(
            "您好！您的预约（预约号%(booking)s）已经改到%(when)s，地点：%(place)s。原来的时间不再保留，"
            "请按新的时间来。有疑问请拨打%(phone)s。"
        ),
    ),
    "booking_cancelled": Text(
        _("预约已取消"),
        _(
            "您好！您的预约（预约号%(booking)s）已经取消。感谢您提前告诉我们；需要时请再预约，或者拨打%(phone)s。"
        ),
    ),
    "booking_given_up": Text(
        _("预约已失效"),
        _(
            "您好！您的预约（预约号%(booking)s，%(when)s）过了%(minutes)s分钟没有报到，按规定视为放弃。"
            "您今天仍可以到大厅取号，也可以重新预约。有疑问请拨打%(phone)s。"
        ),
    ),
    "booking_displaced": Text(
        _("预约需要改期"),
        _(
            "您好！非常抱歉，%(when)s大厅不能开放，您的预约（预约号%(booking)s）需要改期。"
            "最近的空闲时间：%(nearest)s。请凭预约号和手机号码后四位改期，或者拨打%(phone)s，我们帮您改。"
        ),
    ),
    "booking_requested": Text(
        _("有预约申请待答复"),
        _("%(section)s收到一个%(day)s的预约申请（预约号%(booking)s）。请您今天答复，辛苦了。"),
        staff=True,
    ),
    "bookings_displaced": Text(
        _("有预约需要改期"),
        _(
            "因为日历或者闭厅有变化，%(day)s的预约（预约号%(booking)s）不能保留，已经通知本人。"
            "请您帮助改期，辛苦了。"
        ),
        staff=True,
    ),
    "bureau_late": Text(
        _("没有在预约时间内办理"),
        _(
            "%(section)s的预约（预约号%(booking)s）已经超过约定的时间还没有开始办理，系统已作记录。"
            "请尽快办理并向对方说明，辛苦了。"
        ),
        staff=True,
    ),
}

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?!\d)")


def say(key: str, params: Mapping[str, object], language: str) -> tuple[str, str]:
    """Subject and body of a message in the reader's language; ISO dates are written out.

    The bureau's telephone and address stand in where the params name none. Raises LookupError when the key is
    unknown or a placeholder has no value: no half sentence is ever sent.
    """
    text = TEXTS[key]
    english = language.startswith("en")
    known = {
        "phone": settings.BUREAU["phone"],
        "address": settings.BUREAU["address_en" if english else "address_zh"],
    }
    known |= {name: _readable(value, english) for name, value in params.items()}
    with translation.override(language):
        return gettext(text.subject), gettext(text.body) % known


def _readable(value: object, english: bool) -> str:
    """2026-10-09 as 2026年10月9日 (English keeps the ISO form); case numbers hold no such dates."""
    if english:
        return str(value)
    return _ISO.sub(lambda date: f"{date[1]}年{int(date[2])}月{int(date[3])}日", str(value))
