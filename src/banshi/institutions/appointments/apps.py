"""预约服务（附件3）。"""

from django.apps import AppConfig

from banshi.kernel.documents.kinds import Kind, register

_IN = "appointments/notices/"
KINDS = (
    Kind("W28", "预约回执", "Appointment slip", "约", _IN + "W28.typ", ("applicant", "booking_number")),
    Kind(
        "W29",
        "预约失效告知书",
        "Notice that an appointment has lapsed",
        "失",
        _IN + "W29.typ",
        ("applicant", "booking_number", "when"),
    ),
)


class AppointmentsConfig(AppConfig):
    name = "banshi.institutions.appointments"
    label = "appointments"
    verbose_name = "预约服务"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the papers whose wording is kept in this room."""
        for kind in KINDS:
            register(kind)
