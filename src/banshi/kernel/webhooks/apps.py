"""回调。"""

from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    name = "banshi.kernel.webhooks"
    label = "webhooks"
    verbose_name = "回调"
    default_auto_field = "django.db.models.BigAutoField"
