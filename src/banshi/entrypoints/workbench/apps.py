"""工作台：工作人员的网站。"""

from django.apps import AppConfig


class WorkbenchConfig(AppConfig):
    name = "banshi.entrypoints.workbench"
    label = "workbench"
    verbose_name = "工作台"
