"""监督考核（附件11）。"""

from django.apps import AppConfig

from banshi.kernel.documents.kinds import Kind, register

RECORD = Kind(
    "W44",
    "监督检查记录",
    "Supervision record",
    "监查",
    "supervision/notices/W44.typ",
    ("applicant", "period", "conclusion", "parts"),
    internal=True,
)
NOTICE = Kind(
    "W44Z",
    "整改通知书",
    "Notice of correction",
    "监改",
    "supervision/notices/W44Z.typ",
    ("applicant", "indicator", "finding", "due"),
    internal=True,
)


class SupervisionConfig(AppConfig):
    name = "banshi.institutions.supervision"
    label = "supervision"
    verbose_name = "监督考核"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the papers whose wording is kept in this room."""
        register(RECORD)
        register(NOTICE)
