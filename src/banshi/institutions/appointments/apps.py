"""预约服务（附件3）。"""

from django.apps import AppConfig


class AppointmentsConfig(AppConfig):
    name = "banshi.institutions.appointments"
    label = "appointments"
    verbose_name = "预约服务"
    default_auto_field = "django.db.models.BigAutoField"
