"""机构与人员。"""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "banshi.kernel.organisation"
    label = "organisation"
    verbose_name = "机构与人员"
    default_auto_field = "django.db.models.BigAutoField"
