"""当事人。"""

from django.apps import AppConfig


class PartiesConfig(AppConfig):
    name = "banshi.kernel.parties"
    label = "parties"
    verbose_name = "当事人"
    default_auto_field = "django.db.models.BigAutoField"
