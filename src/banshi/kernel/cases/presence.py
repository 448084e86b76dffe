"""Who else has a case open now. It tells, it never locks: what two do at once is settled by the version."""

import datetime as dt
from dataclasses import dataclass

from banshi.kernel.cases.models import Onlooker
from banshi.lib import clock
from banshi.lib.results import Reason, gettext_noop

FORGOTTEN = dt.timedelta(minutes=5)
LOOKING = gettext_noop("%(name)s 正在查看")
LOOKED = gettext_noop("%(name)s 正在查看，%(minutes)s 分钟前")


@dataclass(frozen=True, slots=True)
class Seen:
    """A colleague who has the case open, and how many whole minutes ago their page last said so."""

    name: str
    minutes: int

    @property
    def words(self) -> Reason:
        """As a sentence."""
        if not self.minutes:
            return Reason(LOOKING, params={"name": self.name})
        return Reason(LOOKED, params={"name": self.name, "minutes": self.minutes})


def note(case_id: int, staff_id: int) -> None:
    """Remember that somebody has the case open now. One query; a first look also clears out who has long left."""
    now = clock.now()
    if Onlooker.objects.filter(case_id=case_id, staff_id=staff_id).update(at=now):
        return
    row = Onlooker(case_id=case_id, staff_id=staff_id, at=now)
    Onlooker.objects.bulk_create([row], ignore_conflicts=True)
    Onlooker.objects.filter(at__lt=now - FORGOTTEN).delete()


def others(case_id: int, staff_id: int) -> tuple[Seen, ...]:
    """Who else has the case open, the latest first. One query."""
    now = clock.now()
    rows = Onlooker.objects.filter(case_id=case_id, at__gte=now - FORGOTTEN).exclude(staff_id=staff_id)
    found = rows.order_by("-at", "id").values_list("staff__name_zh", "at")
    return tuple(Seen(name, int((now - at).total_seconds()) // 60) for name, at in found)
