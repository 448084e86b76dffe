"""首问负责（附件5）。"""

from django.apps import AppConfig

from banshi.kernel.documents.kinds import Kind, register

SLIP = Kind(
    "W30",
    "首问登记与指引单",
    "First-contact slip",
    "引",
    "first_contact/notices/W30.typ",
    ("contact_number", "about", "officer", "target"),
)


class FirstContactConfig(AppConfig):
    name = "banshi.institutions.first_contact"
    label = "first_contact"
    verbose_name = "首问负责"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the paper whose wording is kept in this room."""
        register(SLIP)
