"""To colleagues, in the application."""

from collections.abc import Mapping

from banshi.kernel.notifications.text import Text
from banshi.lib.results import gettext_noop as _

TEXTS: Mapping[str, Text] = {
    "personal_asked": Text(
        _("有人请求更正或者删除个人信息"),
        _("办件%(case_number)s的当事人请求更正或者删除自己的信息，请在%(due)s以前核对并答复，辛苦了。"),
        staff=True,
    ),
    "follow_up_opened": Text(
        _("有一条差评请您核实"),
        _("有一条差评由您核实，请在1个工作日内核实，15个工作日内整改并答复，辛苦了。"),
        staff=True,
    ),
    "run_started": Text(
        _("本月的监督检查已经自动开始"),
        _("%(first)s至%(last)s的监督检查已经自动完成能自动检查的部分，请您看一看结果，填好检查表，辛苦了。"),
        staff=True,
    ),
    "correction_issued": Text(
        _("有一份整改通知书请您办理"),
        _("%(section)s收到一份整改通知书，请在%(due)s以前报整改情况，辛苦了。"),
        staff=True,
    ),
    "correction_answered": Text(
        _("有一项整改请您复查"),
        _("%(section)s已经报了整改情况，请您复查，辛苦了。"),
        staff=True,
    ),
    "correction_passed": Text(
        _("整改复查合格"),
        _("%(section)s的一项整改已经复查合格，请您放心，辛苦了。"),
        staff=True,
    ),
    "correction_again": Text(
        _("整改还要再做"),
        _("%(section)s的一项整改复查没有通过，请看复查意见，在%(due)s以前再报，辛苦了。"),
        staff=True,
    ),
    "correction_due_soon": Text(
        _("整改快到期了"),
        _("%(section)s的一项整改将于%(due)s到期，请及时报整改情况，辛苦了。"),
        staff=True,
    ),
    "correction_lapsed": Text(
        _("整改已经超期"),
        _("%(section)s的一项整改应当在%(due)s以前报，已经超期，系统已作记录。请尽快整改，辛苦了。"),
        staff=True,
    ),
    "key_post_due": Text(
        _("有一项关键岗位检查到期"),
        _("您负责的一项关键岗位检查应当在%(due)s以前做完，请您及时检查并记下，辛苦了。"),
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
    "monthly_report": Text(
        _("上个月的统计报表出来了"),
        _("%(month)s的统计报表出来了，请到“统计报表”里看，每个数字都可以点开，辛苦了。"),
        staff=True,
    ),
    "appraisal_drafted": Text(
        _("您的考核表出来了"),
        _("您%(period)s的考核表出来了，每个数字都可以点开看。不对的，请在%(until)s以前提出异议，辛苦了。"),
        staff=True,
    ),
    "appraisal_of_section": Text(
        _("科室的考核表出来了"),
        _("本科室%(period)s的考核表出来了，请核对。不对的，请在%(until)s以前提出异议，辛苦了。"),
        staff=True,
    ),
    "appraisal_objected": Text(
        _("有一条考核异议请您答复"),
        _("对%(period)s的一张考核表有一条异议，请您核对以后答复，辛苦了。"),
        staff=True,
    ),
    "appraisal_answered": Text(
        _("您的考核异议有了答复"),
        _("您对%(period)s考核表的异议有了答复，请您查看。谢谢您提出来，辛苦了。"),
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
    "suspended_promise": Text(
        _("承诺期限因闭厅顺延"),
        _(
            "因为%(reason)s，%(first)s至%(last)s闭厅，局领导决定不计入承诺期限。办件%(case_number)s“%(item)s”"
            "的承诺期限现在是%(due)s，法定期限不变。请您留意，辛苦了。"
        ),
        staff=True,
    ),
    "session_forgotten": Text(
        _("有一次延时服务没有人结束"),
        _("%(section)s %(day)s 的延时服务没有人结束，系统在%(at)s自动结束并作了记录。请您了解情况，辛苦了。"),
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
    "webhook_disabled": Text(
        _("一个回调地址已经停用"),
        _("回调“%(name)s”连续多日没有送达，系统已经停用。请您联系对方系统，恢复以后重新启用，辛苦了。"),
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
    "amendment_waiting": Text(
        _("制度里的一个数字拟修改，请您批准"),
        _(
            "%(article)s“%(name)s”拟从%(since)s起改为%(value)s。请您看过影响以后批准或者写明不同意的理由，辛苦了。"
        ),
        staff=True,
    ),
    "amendment_approved": Text(
        _("您提出的修改已经批准"),
        _("%(article)s“%(name)s”从%(since)s起改为%(value)s，已经写在公开的制度页上，请看一看。辛苦了。"),
        staff=True,
    ),
    "amendment_declined": Text(
        _("您提出的修改没有批准"),
        _(
            "%(article)s“%(name)s”从%(since)s起改为%(value)s，没有批准，理由写在这个修改的页面上，请看一看。辛苦了。"
        ),
        staff=True,
    ),
    "matter_routed": Text(
        _("有新的公文或者交办事项"),
        _("%(kind)s%(number)s“%(title)s”已经分到%(section)s，办结期限%(due)s。请您及时接办，辛苦了。"),
        staff=True,
    ),
    "matter_assigned": Text(
        _("有公文或者交办事项请您办理"),
        _("%(kind)s%(number)s“%(title)s”请您办理，办结期限%(due)s。辛苦了。"),
        staff=True,
    ),
    "matter_returned": Text(
        _("科室退回了一件事项"),
        _("%(section)s退回了%(kind)s%(number)s“%(title)s”，理由写在办理单里。请您重新分办，辛苦了。"),
        staff=True,
    ),
    "matter_limit_asked": Text(
        _("有特殊公文请您设定期限"),
        _("特殊公文%(number)s“%(title)s”还没有设定期限，现在按%(due)s计算。请您设定，辛苦了。"),
        staff=True,
    ),
    "matter_limit_set": Text(
        _("期限有变动"),
        _("%(kind)s%(number)s“%(title)s”的办结期限现在是%(due)s。请您按这个日期办理，辛苦了。"),
        staff=True,
    ),
    "matter_urged": Text(
        _("您有一件督办事项"),
        _("%(kind)s%(number)s“%(title)s”已经发出督办单，办结期限%(due)s。请您抓紧办理，辛苦了。"),
        staff=True,
    ),
    "matter_done": Text(
        _("一件事项已经办结"),
        _("%(section)s已经办结%(kind)s%(number)s“%(title)s”。请您核对后归档，辛苦了。"),
        staff=True,
    ),
    "matter_warning": Text(
        _("公文或者交办事项快到期了"),
        _(
            "%(kind)s%(number)s“%(title)s”将于%(due)s到期（%(clock)s），经办：%(handler)s。请您及时办理，辛苦了。"
        ),
        staff=True,
    ),
    "matter_breach": Text(
        _("公文或者交办事项已超期"),
        _(
            "%(kind)s%(number)s“%(title)s”已超过%(due)s的期限（%(clock)s），经办：%(handler)s，系统已作记录。"
            "请尽快办结，辛苦了。"
        ),
        staff=True,
    ),
    "duty_gap": Text(
        _("有一段时间没有人在岗"),
        _("%(name)s从%(first)s到%(last)s离岗，本科室有%(count)s个工作时段没有人在岗。请您安排代岗，辛苦了。"),
        staff=True,
    ),
    "deputy_named": Text(
        _("请您代岗"),
        _("%(name)s从%(first)s到%(last)s离岗，请您代岗，期间可以办理这位同事的事项。辛苦了。"),
        staff=True,
    ),
    "finding_recorded": Text(
        _("有一项检查结果请您查看"),
        _("%(section)s有一项行为规范的检查结果与您有关，请您查看、说明，并在%(due)s前改正，辛苦了。"),
        staff=True,
    ),
    "finding_corrected": Text(
        _("有一项问题等您复查"),
        _("%(section)s报告了一项问题已经改正（期限%(due)s）。请您复查，辛苦了。"),
        staff=True,
    ),
    "correction_overdue": Text(
        _("有一项问题过了改正期限"),
        _("%(section)s有一项检查发现的问题，%(due)s的改正期限已过。请您尽快处理，辛苦了。"),
        staff=True,
    ),
    "integrity_registered": Text(
        _("廉洁登记有新的内容"),
        _("有同事登记了一项廉洁事项。请您查看，有上交物品的请接收，辛苦了。"),
        staff=True,
    ),
    "case_to_assign": Text(
        _("有办件需要改派"),
        _("办件%(case_number)s“%(item)s”的经办人申报了回避。请您改派给别的同事，期限照常计算，辛苦了。"),
        staff=True,
    ),
    "failure_of_mine": Text(
        _("有一项一次性告知的情况请您说明"),
        _("有一项一次性告知的情况与您有关，还在核实。请您查看，可以写下说明，辛苦了。"),
        staff=True,
    ),
    "failure_to_check": Text(
        _("有一项没有一次告知的情况待核实"),
        _("有一项没有一次告知的情况等您核实。请您查看，听取本人的说明，辛苦了。"),
        staff=True,
    ),
    "failure_judged": Text(
        _("一次性告知的情况有核实结果"),
        _("与您有关的一项一次性告知的情况已经核实。请您查看结果，辛苦了。"),
        staff=True,
    ),
    "failure_recorded": Text(
        _("一次性告知的情况有处理记录"),
        _("与您有关的一项一次性告知的情况有了处理记录。请您查看，辛苦了。"),
        staff=True,
    ),
}
