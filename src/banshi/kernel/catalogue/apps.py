"""事项清单。"""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "banshi.kernel.catalogue"
    label = "catalogue"
    verbose_name = "事项清单"
    default_auto_field = "django.db.models.BigAutoField"
