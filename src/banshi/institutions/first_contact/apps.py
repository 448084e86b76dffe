"""首问负责（附件5）。"""

from django.apps import AppConfig


class FirstContactConfig(AppConfig):
    name = "banshi.institutions.first_contact"
    label = "first_contact"
    verbose_name = "首问负责"
    default_auto_field = "django.db.models.BigAutoField"
