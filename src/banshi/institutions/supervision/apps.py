"""监督考核（附件11）。"""

from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "banshi.institutions.supervision"
    label = "supervision"
    verbose_name = "监督考核"
    default_auto_field = "django.db.models.BigAutoField"
