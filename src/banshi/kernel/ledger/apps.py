"""账本。"""

from django.apps import AppConfig
from django.conf import settings

from banshi.kernel.ledger import failpoints


class LedgerConfig(AppConfig):
    name = "banshi.kernel.ledger"
    label = "ledger"
    verbose_name = "账本"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Arm the point that a rehearsal named, if it named one."""
        if settings.BANSHI_FAILPOINT:
            log = settings.BANSHI_DATA / "failpoints.log"
            failpoints.arm(failpoints.killer(settings.BANSHI_FAILPOINT, log))
