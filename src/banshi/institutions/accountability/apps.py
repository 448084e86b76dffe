"""问责管理（附件12）。"""

from django.apps import AppConfig


class AccountabilityConfig(AppConfig):
    name = "banshi.institutions.accountability"
    label = "accountability"
    verbose_name = "问责管理"
    default_auto_field = "django.db.models.BigAutoField"
