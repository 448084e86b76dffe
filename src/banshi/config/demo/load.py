"""Loading the sample bureau: its calendar, catalogue, sections and staff, then ninety days of its work.

Every case comes about through the acts of the product, in the order of time, with the clock held at each
moment; what must happen by itself (deemed acceptance, warnings, breaches) is found by the same sweep as in
earnest. All in one transaction: an interrupted load leaves nothing behind.
"""

import datetime as dt
import heapq
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from django.conf import settings
from django.db import transaction

from banshi.config.demo import amending, appraising, guiding, office, reporting, supervising
from banshi.config.demo.answering_for import ANSWERING
from banshi.config.demo.appointments import appointments, set_hours
from banshi.config.demo.dice import Dice
from banshi.config.demo.failings import FAILINGS
from banshi.config.demo.grievances import GRIEVANCES
from banshi.config.demo.hall import furnish_hall
from banshi.config.demo.own_data import own_data
from banshi.config.demo.people import STAFF, found_sections, hire
from banshi.config.demo.programme import Casting, programme
from banshi.config.demo.refusing import approvals_desk
from banshi.config.demo.scene import Scene, Story
from banshi.config.demo.telling import register_sample
from banshi.kernel.catalogue.bundled import load_bundled
from banshi.kernel.ledger.models import DoneOnce
from banshi.kernel.organisation.models import ApiKey, Staff
from banshi.kernel.organisation.people import actor_for
from banshi.kernel.vault.digests import digest
from banshi.kernel.workdays import bundled
from banshi.kernel.workdays.queries import forget, table
from banshi.lib import clock
from banshi.lib.results import Refused
from banshi.workflows.administration import load_calendar, load_catalogue
from banshi.workflows.tick import duties

# Known to everybody who reads this: `load` refuses to run outside demo and tests.
PASSWORD = "banshi-demo-2026"
API_KEY = "banshi-demo-key-known-to-everybody"
API_STAFF = "chuangkou"

CASES = 300
CATALOGUE_SINCE = dt.date(2023, 1, 29)
FOUNDED_BEFORE = dt.timedelta(days=120)
MORNING, EVENING = dt.time(8, 30), dt.time(17, 5)
_LOADED = "demo:loaded"


class NotARehearsal(RuntimeError):
    """Demo data were asked for outside demo and tests."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many stories were told, and how many broke off because an act was refused."""

    told: int
    broken_off: int


def loaded() -> bool:
    """Whether the sample bureau is in this database."""
    return DoneOnce.objects.filter(key=_LOADED).exists()


def load(*, cases: int = CASES, progress: Callable[[dt.date], object] = lambda day: None) -> Loaded:
    """Load the sample bureau with about `cases` cases up to this moment; `progress` hears of each new day."""
    if not settings.BANSHI_REHEARSAL:
        raise NotARehearsal("demo data have a known password and are refused outside demo and tests")
    until = clock.now()
    with transaction.atomic():
        with clock.frozen(until - FOUNDED_BEFORE):
            _found()
        told = _tell(cases, until, progress)
        DoneOnce.objects.create(key=_LOADED, act="demo", at=clock.now(), answer=cases)
    forget()
    return told


def _found() -> None:
    found_sections()
    furnish_hall()
    staff = hire(STAFF, password=PASSWORD)
    administrator = actor_for(staff["guanli"])
    for year in bundled.years():
        load_calendar(text=year.text, source=year.source, actor=administrator)
    load_catalogue(rows=load_bundled(), effective_from=CATALOGUE_SINCE, actor=administrator)
    set_hours(staff)
    ApiKey.objects.create(
        name="演示", staff=Staff.objects.get(username=API_STAFF), digest=digest("api-key", API_KEY)
    )


# Stories with dice of their own.
OTHERS: tuple[tuple[str, Callable[[Scene], Iterable[tuple[dt.datetime, Story]]]], ...] = (
    ("appraisal", appraising.stories),
    ("reports", reporting.stories),
    ("amendments", amending.stories),
)


def _tell(cases: int, until: dt.datetime, progress: Callable[[dt.date], object]) -> Loaded:
    dice = Dice("banshi")
    scene = Scene(dice, table(), until)
    castings = list(programme(cases, dice, partial(_limit, scene)))
    # The office throws dice of its own: more of its stories change nothing in those of the cases.
    rooms = Scene(Dice("office"), table(), until)
    told = [*((scene, casting) for casting in castings), *((rooms, casting) for casting in office.castings())]
    overseen = Scene(Dice("supervision"), table(), until)
    told += [(overseen, casting) for casting in supervising.castings()]
    queue = [(_beginning(of, c), at, c.tell(of, c.item, c.ago)) for at, (of, c) in enumerate(told)]
    queue += [
        (scene.office.moment(scene.office.shifted(until.date(), -ago)), len(queue) + at, tell(scene))
        for at, (tell, ago) in enumerate((*GRIEVANCES, *ANSWERING, *FAILINGS))
    ]
    queue.append((min(queue)[0], len(queue), _watch(scene)))
    queue.append((min(queue)[0], len(queue), approvals_desk(scene, until)))
    # Dice of their own, so that the cases fall as they did before there were appointments.
    booked = appointments(Scene(Dice("appointments"), table(), until))
    queue += [(moment, len(queue) + n, story) for n, (moment, story) in enumerate(booked)]
    queue += [(moment, len(queue) + at, story) for at, (moment, story) in enumerate(guiding.stories(scene))]
    for name, stories in OTHERS:
        told_of = stories(Scene(Dice(name), table(), until))
        queue += [(moment, len(queue) + at, story) for at, (moment, story) in enumerate(told_of)]
    broken_off = _play(queue, until, progress)
    with clock.frozen(until):
        duties()
        _tell_others()
    return Loaded(len(told) + len(GRIEVANCES) + len(ANSWERING) + len(FAILINGS), broken_off)


def _tell_others() -> None:
    found = Staff.objects.in_bulk(["guanli", API_STAFF], field_name="username")
    register_sample(actor_for(found["guanli"]), found[API_STAFF].pk)
    own_data()


def _play(
    queue: list[tuple[dt.datetime, int, Story]], until: dt.datetime, progress: Callable[[dt.date], object]
) -> int:
    """Let everything happen in the order of time; returns how many stories broke off."""
    heapq.heapify(queue)
    broken_off, day = 0, queue[0][0].date()
    while queue:
        moment, at, story = heapq.heappop(queue)
        if moment > until:
            continue
        if moment.date() > day:
            day = moment.date()
            progress(day)
        with clock.frozen(moment):
            try:
                heapq.heappush(queue, (max(moment, next(story)), at, story))
            except StopIteration:
                continue
            except Refused:
                broken_off += 1
    return broken_off


def _limit(scene: Scene, item: str) -> int:
    return scene.spec(item).promised_limit.value or 1


def _beginning(scene: Scene, casting: Casting) -> dt.datetime:
    return scene.office.moment(scene.office.shifted(scene.until.date(), -casting.ago))


def _watch(scene: Scene) -> Story:
    """What happens by itself, found each morning and after each close; what is to be erased can wait for Monday."""
    while True:
        today = clock.today()
        leaving = ("erased",) if today.weekday() else ()
        duties(leaving)
        yield dt.datetime.combine(today, EVENING, clock.BEIJING)
        duties(leaving)
        yield dt.datetime.combine(scene.office.shifted(today, 1), MORNING, clock.BEIJING)
