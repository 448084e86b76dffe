"""容缺受理（附件4）。"""

from django.apps import AppConfig


class ProvisionalAcceptanceConfig(AppConfig):
    name = "banshi.institutions.provisional_acceptance"
    label = "provisional_acceptance"
    verbose_name = "容缺受理"
    default_auto_field = "django.db.models.BigAutoField"
