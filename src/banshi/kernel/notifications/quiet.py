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
}
