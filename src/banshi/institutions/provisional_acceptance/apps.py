"""容缺受理（附件4）。"""

from django.apps import AppConfig

from banshi.kernel.documents.kinds import Kind, register

_CASE = ("applicant", "case_number", "item_name")
_IN = "provisional_acceptance/notices/"

KINDS = (
    Kind(
        "W08",
        "容缺受理承诺书",
        "Letter of commitment",
        "诺",
        _IN + "W08.typ",
        (*_CASE, "gaps", "supply_until"),
    ),
    Kind(
        "W09",
        "容缺补正告知书",
        "Notice on papers to be supplied later",
        "缺",
        _IN + "W09.typ",
        (*_CASE, "gaps", "supply_until", "promised_due"),
    ),
    Kind(
        "W10",
        "不适用容缺受理告知书",
        "Notice that provisional acceptance is not open",
        "适",
        _IN + "W10.typ",
        (*_CASE, "grounds"),
    ),
    Kind(
        "W11",
        "容缺补正收件单",
        "Receipt for papers supplied later",
        "件",
        _IN + "W11.typ",
        (*_CASE, "pieces"),
    ),
    Kind(
        "W12",
        "终止办理通知书",
        "Notice of termination",
        "终",
        _IN + "W12.typ",
        (*_CASE, "termination", "remedies"),
    ),
    Kind("W13", "失信信息上报单", "Report of a broken commitment", "报", _IN + "W13.typ", (*_CASE, "breach")),
    Kind(
        "W14",
        "失信信息告知书",
        "Notice of a broken commitment",
        "信",
        _IN + "W14.typ",
        (*_CASE, "breach", "rights"),
    ),
    Kind("W13Z", "法制审核转办单", "Referral for legal review", "转", _IN + "W13Z.typ", (*_CASE, "breach")),
)


class ProvisionalAcceptanceConfig(AppConfig):
    name = "banshi.institutions.provisional_acceptance"
    label = "provisional_acceptance"
    verbose_name = "容缺受理"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the papers whose wording is kept in this room."""
        for kind in KINDS:
            register(kind)
