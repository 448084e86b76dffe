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
    "commitment_signed": Text(
        _("容缺受理申请已收到"),
        _(
            "您好！您为“%(item)s”（办件编号%(case_number)s）提出的容缺受理申请和承诺书，我们已经收到，"
            "工作人员核对以后马上告诉您。您承诺补齐材料的日期是%(until)s。有疑问请拨打%(phone)s，感谢您的配合。"
        ),
    ),
    "provisionally_accepted": Text(
        _("申请已容缺受理"),
        _(
            "您好！您申请的“%(item)s”（办件编号%(case_number)s）已经容缺受理，我们先办起来。"
            "请您在%(until)s前（含当天）补齐%(count)s项材料，可以当面交、邮寄、发电子邮件、传真或者在网上提交；"
            "到期没有补齐的，办理会终止。我们承诺的办结日期：%(promised_due)s。有疑问请拨打%(phone)s。"
        ),
    ),
    "commitment_reminder": Text(
        _("请记得补齐材料"),
        _(
            "您好！您申请的“%(item)s”（办件编号%(case_number)s）还有材料要在%(due)s前（含当天）补齐。"
            "已经寄出的，请在办理进度里告诉我们邮件号码。有困难请拨打%(phone)s，感谢您的配合。"
        ),
    ),
    "commitment_moved": Text(
        _("补正日期顺延"),
        _(
            "您好！因为工作日历有更新，您申请的“%(item)s”（办件编号%(case_number)s）补齐材料的日期"
            "由%(before)s顺延到%(after)s。有疑问请拨打%(phone)s，感谢您的配合。"
        ),
    ),
    "piece_arrived": Text(
        _("补交的材料已收到"),
        _(
            "您好！您为“%(item)s”（办件编号%(case_number)s）补交的%(count)s项材料已经收到。"
            "补正日期到%(until)s为止，收件单可以在办理进度里查看。有疑问请拨打%(phone)s，感谢您的配合。"
        ),
    ),
    "piece_rejected": Text(
        _("补交的材料要改一下"),
        _(
            "您好！非常抱歉，您为“%(item)s”（办件编号%(case_number)s）补交的材料还有问题，"
            "请在%(until)s前（含当天）重新补交。问题写在办理进度里，也可以拨打%(phone)s询问。"
        ),
    ),
    "commitment_kept": Text(
        _("材料已经补齐"),
        _(
            "您好！您为“%(item)s”（办件编号%(case_number)s）承诺的材料已经全部补齐，谢谢您说到做到。"
            "我们接着办理，有结果马上告诉您。有疑问请拨打%(phone)s。"
        ),
    ),
    "terminated": Text(
        _("办理已终止"),
        _(
            "您好！非常抱歉，您申请的“%(item)s”（办件编号%(case_number)s），承诺的材料到%(until)s没有补齐，"
            "办理已经终止。我们会在3个工作日内书面或者电话告诉您，并退还您的材料。"
            "材料备齐以后，您可以重新申请。有疑问请拨打%(phone)s。"
        ),
    ),
    "integrity_told": Text(
        _("请您说明情况"),
        _(
            "您好！关于“%(item)s”（办件编号%(case_number)s）没有兑现的承诺，我们已经书面告知您事实和您的权利。"
            "请您在%(until)s前（含当天）说明情况，我们会认真听取。请拨打%(phone)s，或者到窗口来。"
        ),
    ),
    "integrity_confirmed": Text(
        _("承诺未兑现的认定"),
        _(
            "您好！关于“%(item)s”（办件编号%(case_number)s）的承诺，经核实已作出认定，"
            "%(until)s以前（含当天）不能再用容缺受理，其他申请不受影响。您可以提出异议，也可以申请修复，请拨打%(phone)s。"
        ),
    ),
    "integrity_withdrawn": Text(
        _("记录已经撤销"),
        _(
            "您好！关于“%(item)s”（办件编号%(case_number)s）的承诺记录已经撤销，不影响您以后申请容缺受理。"
            "给您带来不便，非常抱歉。有疑问请拨打%(phone)s。"
        ),
    ),
    "integrity_ended": Text(
        _("记录已经提前结束"),
        _(
            "您好！关于“%(item)s”（办件编号%(case_number)s）的承诺记录已经提前结束，"
            "您又可以申请容缺受理了。有疑问请拨打%(phone)s，感谢您的配合。"
        ),
    ),
    "integrity_objection_declined": Text(
        _("异议已有答复"),
        _(
            "您好！您对“%(item)s”（办件编号%(case_number)s）承诺记录的异议，我们已经核实并作出答复，记录暂不改变。"
            "想了解理由，请拨打%(phone)s，我们当面向您说明。感谢您的理解。"
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
    "commitment_unchecked": Text(
        _("容缺材料等您核对"),
        _(
            "办件%(case_number)s“%(item)s”的容缺补正期限%(due)s已到，材料已经按时交来或者寄出，还没有核对。"
            "请您尽快核对，辛苦了。"
        ),
        staff=True,
    ),
    "commitment_complete": Text(
        _("容缺材料已补齐"),
        _("办件%(case_number)s“%(item)s”容缺的材料已经全部补齐并核对。请您按承诺的期限作出决定，辛苦了。"),
        staff=True,
    ),
    "terminated_staff": Text(
        _("办件已自动终止"),
        _(
            "办件%(case_number)s“%(item)s”承诺的材料没有补齐，已按制度终止。"
            "请在3个工作日内书面或者电话告知申请人，并退还材料，辛苦了。"
        ),
        staff=True,
    ),
    "integrity_reported": Text(
        _("有违诺信息待核实"),
        _("办件%(case_number)s“%(item)s”的承诺没有兑现，已经上报。请您核实并听取当事人的陈述，辛苦了。"),
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
