"""To those who look after machines, ledger and personal data: backups, their proofs, the daily sheet, late answers."""

from collections.abc import Mapping

from banshi.kernel.notifications.text import Text
from banshi.lib.results import gettext_noop as _

TEXTS: Mapping[str, Text] = {
    "backup_late": Text(
        _("备份晚了"),
        _("已经一天多没有做成备份。请您打开“备份”查看原因并尽快补做，辛苦了。"),
        staff=True,
    ),
    "backup_failed": Text(
        _("备份没有做成"),
        _("刚才的备份没有做成（%(problem)s）。请您打开“备份”查看并重做，辛苦了。"),
        staff=True,
    ),
    "proof_late": Text(
        _("备份的恢复演练晚了"),
        _("已经一天多没有演练过恢复，最近的备份能不能用还不知道。请您打开“备份”查看，辛苦了。"),
        staff=True,
    ),
    "proof_failed": Text(
        _("备份的恢复演练没有通过"),
        _("最近的备份在恢复演练中没有通过（%(problem)s）。请您打开“备份”查看，马上重做一份备份，辛苦了。"),
        staff=True,
    ),
    "ledger_sheet": Text(
        _("台账日签"),
        _(
            "%(day)s的台账日签 %(number)s：最近的封存点是第 %(checkpoint)s 个，到这里共 %(entries)s 条记录。\n"
            "根：%(root)s\n签名：%(signature)s\n请您留存这封邮件，以后可以用它核对台账，辛苦了。"
        ),
        staff=True,
    ),
    "personal_late": Text(
        _("更正或者删除个人信息的请求过期未答复"),
        _(
            "办件%(case_number)s的当事人请求更正或者删除自己的信息，答复的期限%(due)s已经过了。"
            "请马上核对并答复，向当事人说明原因，辛苦了。"
        ),
        staff=True,
    ),
}
