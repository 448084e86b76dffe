"""制度条文。"""

from django.apps import AppConfig

from banshi.kernel.regulations import amended, registry


class RegulationsConfig(AppConfig):
    name = "banshi.kernel.regulations"
    label = "regulations"
    verbose_name = "制度条文"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the registry ask for what this bureau amended."""
        registry.amend_from(amended.known)
