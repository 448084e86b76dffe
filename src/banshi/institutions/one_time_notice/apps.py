"""一次性告知（附件6）。"""

from django.apps import AppConfig

from banshi.kernel.documents.kinds import Kind, register

_CASE = ("applicant", "case_number", "item_name")
_IN = "one_time_notice/notices/"
_NOTICE = ("item_name", "materials", "steps", "legal_basis")

KINDS = (
    Kind("W01", "一次性告知书", "Complete notice", "告", _IN + "W01.typ", _NOTICE),
    Kind("W02", "电话咨询书面告知", "Written answer to a telephone enquiry", "电", _IN + "W02.typ", _NOTICE),
    Kind("W03", "收件凭证", "Receipt for papers handed in", "收", _IN + "W03.typ", (*_CASE, "materials")),
    Kind(
        "W04",
        "补正材料通知书",
        "Notice to complete papers",
        "补",
        _IN + "W04.typ",
        (*_CASE, "gaps", "supply_until"),
    ),
    Kind(
        "W05",
        "受理通知书",
        "Notice of acceptance",
        "受",
        _IN + "W05.typ",
        (*_CASE, "accepted_at", "promised_due"),
    ),
    Kind(
        "W18",
        "不予批准决定书",
        "Decision of refusal",
        "否",
        _IN + "W18.typ",
        (*_CASE, "decision", "remedies"),
    ),
    Kind(
        "W19",
        "准予决定书",
        "Decision granting the application",
        "准",
        _IN + "W19.typ",
        (*_CASE, "decision"),
    ),
    Kind(
        "W21",
        "特别程序告知书",
        "Notice of a special procedure",
        "特",
        _IN + "W21.typ",
        (*_CASE, "procedure"),
    ),
)


class OneTimeNoticeConfig(AppConfig):
    name = "banshi.institutions.one_time_notice"
    label = "one_time_notice"
    verbose_name = "一次性告知"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the papers whose wording is kept in this room."""
        for kind in KINDS:
            register(kind)
