"""限时办结（附件7）。"""

from django.apps import AppConfig

from banshi.kernel.documents.kinds import Kind, register

EXTENSION = Kind(
    "W20",
    "延期办理告知书",
    "Notice of extension",
    "延",
    "time_limits/notices/W20.typ",
    ("applicant", "case_number", "item_name", "extension"),
)
SHEET = Kind(
    "W43",
    "公文办理单",
    "Handling sheet",
    "办",
    "time_limits/notices/W43.typ",
    ("applicant", "form", "matter"),
)


class TimeLimitsConfig(AppConfig):
    name = "banshi.institutions.time_limits"
    label = "time_limits"
    verbose_name = "限时办结"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the papers whose wording is kept in this room."""
        register(EXTENSION)
        register(SHEET)
