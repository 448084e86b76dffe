"""时钟。"""

from django.apps import AppConfig


class ClocksConfig(AppConfig):
    name = "banshi.kernel.clocks"
    label = "clocks"
    verbose_name = "时钟"
    default_auto_field = "django.db.models.BigAutoField"
