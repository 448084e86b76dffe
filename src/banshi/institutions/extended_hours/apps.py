"""延时服务（附件2）。"""

from django.apps import AppConfig

from banshi.kernel.documents.kinds import Kind, register

RECORD = Kind(
    "W27",
    "延时服务登记单",
    "Record of service after hours",
    "延服",
    "extended_hours/notices/W27.typ",
    ("section", "officer", "extended"),
)


class ExtendedHoursConfig(AppConfig):
    name = "banshi.institutions.extended_hours"
    label = "extended_hours"
    verbose_name = "延时服务"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the paper whose wording is kept in this room."""
        register(RECORD)
