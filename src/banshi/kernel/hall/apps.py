"""大厅。"""

from django.apps import AppConfig


class HallConfig(AppConfig):
    name = "banshi.kernel.hall"
    label = "hall"
    verbose_name = "大厅"
    default_auto_field = "django.db.models.BigAutoField"
