"""频次。"""

from django.apps import AppConfig


class RatesConfig(AppConfig):
    name = "banshi.kernel.rates"
    label = "rates"
    verbose_name = "频次"
    default_auto_field = "django.db.models.BigAutoField"
