"""备份。"""

from django.apps import AppConfig


class SafekeepingConfig(AppConfig):
    name = "banshi.kernel.safekeeping"
    label = "safekeeping"
    verbose_name = "备份"
    default_auto_field = "django.db.models.BigAutoField"
