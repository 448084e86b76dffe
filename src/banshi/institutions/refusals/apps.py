"""否定备案（附件1）。"""

from django.apps import AppConfig

from banshi.kernel.documents.kinds import Kind, register

_CASE = ("applicant", "case_number", "item_name")
_IN = "refusals/notices/"

KINDS = (
    Kind(
        "W06",
        "不予受理通知书",
        "Notice of non-acceptance",
        "不受",
        _IN + "W06.typ",
        (*_CASE, "decision", "remedies"),
    ),
    Kind(
        "W15",
        "否定备案登记表",
        "Register form of a refusal",
        "否登",
        _IN + "W15.typ",
        (*_CASE, "refusal"),
        internal=True,
    ),
    Kind(
        "W16",
        "否定备案报送单",
        "Filing of refusals",
        "否报",
        _IN + "W16.typ",
        ("recipient", "refusals"),
        internal=True,
    ),
    Kind(
        "W17",
        "超权限请示单",
        "Request for instructions",
        "示",
        _IN + "W17.typ",
        (*_CASE, "refusal", "question"),
        internal=True,
    ),
)


class RefusalsConfig(AppConfig):
    name = "banshi.institutions.refusals"
    label = "refusals"
    verbose_name = "否定备案"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the papers whose wording is kept in this room."""
        for kind in KINDS:
            register(kind)
