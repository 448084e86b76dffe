"""The sample bureau's day in the hall, played at its own pace for `banshi demo --day`."""

import datetime as dt
from threading import Event

from django.db import close_old_connections

from banshi.config.demo.day import Day, TakeIn, Tally
from banshi.config.demo.dice import Dice
from banshi.config.demo.scene import Scene
from banshi.kernel.catalogue import competence
from banshi.kernel.catalogue import queries as catalogue
from banshi.kernel.hall.models import Visit
from banshi.kernel.hall.queries import open_on
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation.queries import sections
from banshi.kernel.workdays.queries import table
from banshi.lib import clock
from banshi.lib.results import Refused
from banshi.workflows import intake

VISITORS = 320
MORNING = dt.time(8, 0)
SEATS = {
    "0": "daofu",
    "1": "chuangkou",
    "2": "chuangkou2",
    "3": "jiuzhu",
    "4": "chuangkou3",
    "5": "yanglao",
    "6": "shiwu",
    "7": "shiwu2",
}
ONE_DAY = dt.timedelta(days=1)


def next_day() -> dt.date:
    """The next day on which the hall opens, whose morning is still to come and on which nobody came yet."""
    day = clock.today() if clock.now().time() < MORNING else clock.today() + ONE_DAY
    while not open_on(day) or Visit.objects.filter(day__gte=day).exists():
        day += ONE_DAY
    return day


def play(day: dt.date, visitors: int = VISITORS) -> Tally:
    """Play the day, waiting until each moment really comes by the clock of this process."""
    pause = Event()

    def wait(moment: dt.datetime) -> None:
        close_old_connections()
        pause.wait(clock.real_seconds_until(moment))

    with clock.frozen(dt.datetime.combine(day, MORNING, clock.BEIJING)) as morning:
        scene = Scene(Dice("applications"), table(), morning)
        seats = {code: scene.actor(login) for code, login in SEATS.items()}
    return Day(Dice("hall"), day, seats, visitors, _taking_in(scene)).run(wait)


def _taking_in(scene: Scene) -> TakeIn:
    def take_in(actor: Actor, section_id: int) -> int | None:
        """Take in an application for one of the section's items, as far as this colleague may."""
        code = sections()[section_id].code
        specs = [card.spec for card in catalogue.published(clock.today())]
        own = [spec.code for spec in specs if spec.section == code and competence.at_the_counter(spec)]
        if not own:
            return None
        try:
            return intake.receive_and_accept(application=scene.application(scene.dice.pick(own)), actor=actor)
        except Refused:
            return None

    return take_in
