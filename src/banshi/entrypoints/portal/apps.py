"""门户：市民的网站。"""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "banshi.entrypoints.portal"
    label = "portal"
    verbose_name = "门户"
