"""The wording of messages among colleagues: official documents and tasks, duty, inspections, integrity."""

from collections.abc import Mapping

from banshi.kernel.notifications.wording import Text
from banshi.lib.results import gettext_noop as _

INSIDE: Mapping[str, Text] = {
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
}
