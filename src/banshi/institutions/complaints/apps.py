"""投诉举报（附件10）。"""

from django.apps import AppConfig


class ComplaintsConfig(AppConfig):
    name = "banshi.institutions.complaints"
    label = "complaints"
    verbose_name = "投诉举报"
    default_auto_field = "django.db.models.BigAutoField"
