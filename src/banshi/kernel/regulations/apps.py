"""制度条文。"""

from django.apps import AppConfig


class RegulationsConfig(AppConfig):
    name = "banshi.kernel.regulations"
    label = "regulations"
    verbose_name = "制度条文"
    default_auto_field = "django.db.models.BigAutoField"
