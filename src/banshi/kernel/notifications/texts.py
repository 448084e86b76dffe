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
    # Of complaints a message says nothing but that there is one: not which, not from whom, not about what (10-05).
    "complaint_new": Text(
        _("有新的投诉举报"), _("收到一件投诉举报。请您打开“投诉举报”登记分级，辛苦了。"), staff=True
    ),
    "complaint_grave": Text(
        _("有重大或者紧急事项"),
        _("有一件重大或者紧急的投诉举报。请您马上打开“投诉举报”，一小时内确认并写明意见，辛苦了。"),
        staff=True,
    ),
    "complaint_yours": Text(
        _("有一件投诉举报由您办理"),
        _("有一件投诉举报由您办理。请您打开“投诉举报”，先作回避声明，再开始工作，辛苦了。"),
        staff=True,
    ),
    "complaint_word": Text(
        _("投诉举报有新的进展"),
        _("由您办理的投诉举报有新的进展。请您打开“投诉举报”查看，辛苦了。"),
        staff=True,
    ),
    "complaint_due": Text(
        _("投诉举报快到期了"),
        _("有一件投诉举报的期限快到了。请您打开“投诉举报”及时办理，辛苦了。"),
        staff=True,
    ),
    "complaint_overdue": Text(
        _("投诉举报已超期"),
        _("有一件投诉举报超过了期限，系统已作记录。请您打开“投诉举报”尽快办理，辛苦了。"),
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
