"""To citizens: every text opens with 您好 and uses the courteous forms of annex 9."""

from collections.abc import Mapping

from banshi.kernel.notifications.text import Text
from banshi.lib.results import gettext_noop as _

TEXTS: Mapping[str, Text] = {
    "personal_answered": Text(
        _("个人信息请求已经答复"),
        _(
            "您好！您关于个人信息的请求已经答复，请凭办件编号%(case_number)s查办理进度，"
            "在“我的信息”里查看，有疑问请拨打%(phone)s。感谢您的配合。"
        ),
    ),
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
    "promise_suspended": Text(
        _("办结日期有变化"),
        _(
            "您好！因为%(reason)s，服务大厅%(first)s至%(last)s不对外办公，您申请的“%(item)s”"
            "（办件编号%(case_number)s）的办结日期由%(before)s调整为%(after)s。"
            "给您带来不便，非常抱歉；有疑问请拨打%(phone)s。"
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
}
