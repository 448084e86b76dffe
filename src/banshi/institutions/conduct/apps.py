"""服务行为（附件9）。"""

from django.apps import AppConfig


class ConductConfig(AppConfig):
    name = "banshi.institutions.conduct"
    label = "conduct"
    verbose_name = "服务行为"
    default_auto_field = "django.db.models.BigAutoField"
