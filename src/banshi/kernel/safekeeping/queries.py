"""Whether the bureau could be brought back, and whether it just was."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings

from banshi.kernel.documents import leasing
from banshi.kernel.safekeeping.models import Kind, Restoration, Run
from banshi.lib import clock


@dataclass(frozen=True, slots=True)
class Standing:
    """How safe the bureau's data are: the last good backup and proof, the newest runs, what is still paused.

    `late` names the kinds that are older than the bureau wants: backup, proof.
    """

    backup: Run | None
    proof: Run | None
    runs: tuple[Run, ...]
    late: tuple[str, ...]
    paused: Restoration | None
    held: int


def standing(shown: int = 20) -> Standing:
    """Everything about backups that somebody who looks after them asks."""
    good = {kind: Run.objects.filter(kind=kind, problem="").order_by("-id").first() for kind in Kind}
    return Standing(
        good[Kind.BACKUP],
        good[Kind.PROOF],
        tuple(Run.objects.order_by("-id")[:shown]),
        late(),
        pause(),
        held(),
    )


def late() -> tuple[str, ...]:
    """The kinds whose last good run is older than `BACKUP_ALARM_HOURS`, or that never ran; none when that is 0."""
    hours = settings.BACKUP["alarm_hours"]
    if not hours:
        return ()
    since = clock.now() - dt.timedelta(hours=hours)
    fresh = set(Run.objects.filter(problem="", ended_at__gt=since).order_by().values_list("kind", flat=True))
    return tuple(kind for kind in Kind.values if kind not in fresh)


def pause() -> Restoration | None:
    """The restoration after which nobody has said yet that the bureau goes on."""
    return Restoration.objects.filter(resumed_at=None).order_by("-id").first()


def paused() -> bool:
    """Whether nothing may leave the house and no duty be done by itself."""
    return Restoration.objects.filter(resumed_at=None).exists()


def held() -> int:
    """How many messages, filings and webhooks are in doubt since a restoration."""
    return sum(leasing.held(model).count() for model in leasing.outward())
