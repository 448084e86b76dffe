"""界面。"""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "banshi.kernel.ui"
    label = "ui"
    verbose_name = "界面"
    default_auto_field = "django.db.models.BigAutoField"
