"""Messages to colleagues that say there is something, and nothing more: not which, from whom, about what (10-05)."""

from collections.abc import Mapping

from banshi.kernel.notifications.text import Text
from banshi.lib.results import gettext_noop as _

TEXTS: Mapping[str, Text] = {
    "complaint_new": Text(
        _("有新的投诉举报"),
        _("收到一件投诉举报。请您打开“投诉举报”登记分级，辛苦了。"),
        staff=True,
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
    "accountability_lead": Text(
        _("有新的问责线索"),
        _("有新的问责线索。请您打开“问责”查看，五个工作日内受理或者关闭，辛苦了。"),
        staff=True,
    ),
    "accountability_yours": Text(
        _("有一件问责由您承办"),
        _("有一件问责由您承办。请您打开“问责”，先作回避声明，再开始工作，辛苦了。"),
        staff=True,
    ),
    "accountability_word": Text(
        _("问责件有新的进展"),
        _("由您办理的问责件有新的进展。请您打开“问责”查看，辛苦了。"),
        staff=True,
    ),
    "accountability_decide": Text(
        _("有一件等局党组决定"),
        _("有一件问责等局党组会议决定。请您打开“问责”查看，会议决定后记下结果，辛苦了。"),
        staff=True,
    ),
    "accountability_feedback": Text(
        _("有结果要反馈"),
        _("有一件事的处理结果要向反映人反馈。请您按投诉举报的规定反馈，不要说出无关的人和事，辛苦了。"),
        staff=True,
    ),
    "accountability_about_you": Text(
        _("有一件与您有关的事项"),
        _("有一件与您有关的事项有了新的情况。请您打开“问责”里的“关于我的”查看，可以陈述、申辩，辛苦了。"),
        staff=True,
    ),
}
