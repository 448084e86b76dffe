"""一次性告知（附件6）。"""

from django.apps import AppConfig

from banshi.kernel.documents.kinds import Kind, register

_CASE = ("applicant", "case_number", "item_name")
_HEARING = (*_CASE, "hearing")
_IN = "one_time_notice/notices/"
_FAILURE = ("applicant", "times", "kind", "omission", "delay")
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
        "W07",
        "不需办理告知记录",
        "Record that nothing has to be applied for",
        "免",
        _IN + "W07.typ",
        ("applicant", "told_at", "channel"),
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
    Kind("W22a", "听证权利告知书", "Notice of the right to a hearing", "听告", _IN + "W22a.typ", _HEARING),
    Kind("W22b", "听证通知书", "Notice of hearing", "听通", _IN + "W22b.typ", _HEARING),
    Kind("W22c", "听证笔录", "Minutes of the hearing", "听录", _IN + "W22c.typ", _HEARING),
    Kind(
        "W23",
        "利害关系人告知书",
        "Notice to an interested person",
        "利",
        _IN + "W23.typ",
        (*_CASE, "person", "party", "interest", "until"),
    ),
    Kind(
        "W26",
        "当场更正记录",
        "Record of correction on the spot",
        "更",
        _IN + "W26.typ",
        (*_CASE, "corrections", "done_at"),
    ),
    Kind(
        "W45a",
        "批评教育记录",
        "Record of criticism and education",
        "教",
        _IN + "W45a.typ",
        (*_FAILURE, "said", "answer"),
        internal=True,
        confidential=True,
    ),
    Kind(
        "W45b",
        "有效投诉认定书",
        "Finding of a valid complaint",
        "效",
        _IN + "W45b.typ",
        (*_FAILURE, "facts", "reason"),
        internal=True,
        confidential=True,
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
