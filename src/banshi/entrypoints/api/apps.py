"""接口：其他系统。"""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "banshi.entrypoints.api"
    label = "api"
    verbose_name = "接口"
