"""延时服务（附件2）。"""

from django.apps import AppConfig


class ExtendedHoursConfig(AppConfig):
    name = "banshi.institutions.extended_hours"
    label = "extended_hours"
    verbose_name = "延时服务"
    default_auto_field = "django.db.models.BigAutoField"
