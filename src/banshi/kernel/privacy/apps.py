"""个人信息。"""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "banshi.kernel.privacy"
    label = "privacy"
    verbose_name = "个人信息"
    default_auto_field = "django.db.models.BigAutoField"
