"""咨询引导（附件8）。"""

from django.apps import AppConfig


class GuidanceConfig(AppConfig):
    name = "banshi.institutions.guidance"
    label = "guidance"
    verbose_name = "咨询引导"
    default_auto_field = "django.db.models.BigAutoField"
