"""否定备案（附件1）。"""

from django.apps import AppConfig


class RefusalsConfig(AppConfig):
    name = "banshi.institutions.refusals"
    label = "refusals"
    verbose_name = "否定备案"
    default_auto_field = "django.db.models.BigAutoField"
