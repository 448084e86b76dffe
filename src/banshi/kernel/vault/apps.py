"""保险柜。"""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "banshi.kernel.vault"
    label = "vault"
    verbose_name = "保险柜"
    default_auto_field = "django.db.models.BigAutoField"
