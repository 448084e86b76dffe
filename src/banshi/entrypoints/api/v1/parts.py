"""The parts of answers that several addresses share, each beside the function that fills it. All masked."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext

from banshi.entrypoints.api.shapes import LARGEST, Choice, Day, Flag, Many, Moment, Record, Text, Whole
from banshi.kernel.cases.life import NAMES
from banshi.kernel.cases.models import Channel
from banshi.kernel.cases.queries import CaseCard
from banshi.kernel.clocks.kinds import KINDS
from banshi.kernel.clocks.lamps import Lamp
from banshi.kernel.clocks.queries import ClockCard
from banshi.kernel.ui.wording import say
from banshi.lib import clock

ID = Whole(high=LARGEST)
CASE_ID = Whole(about="The case's id.", example=12)
ARTICLES = Many(of=Text(example="06-03-2"), about="The articles it rests on.")
STATE = Choice(name="CaseState", options={state.value: name for state, name in NAMES.items()})
CHANNEL = Choice(name="Channel", options={each.value: str(each.label) for each in Channel})
CLOCK_KIND = Choice(name="ClockKind", options={kind.name: kind.title for kind in KINDS.values()})
LAMP = Choice(
    name="Lamp",
    options={
        Lamp.GREEN.value: "time enough",
        Lamp.AMBER.value: "due soon",
        Lamp.RED.value: "overdue",
        Lamp.GREY.value: "suspended",
        Lamp.HOLLOW.value: "provisional",
    },
)

CASE = Record(
    name="Case",
    about="A case as lists show it; the applicant is masked.",
    fields={
        "id": ID,
        "number": Text(example="210900-20261029-000035"),
        "item": Text(about="The item's code.", example="MZ-XK-01"),
        "item_name": Text(),
        "section": Text(about="The responsible section's code.", example="SHZZ"),
        "handler": Whole(nullable=True, about="The handler's staff id."),
        "applicant": Text(about="The applicant's name, masked.", example="张*"),
        "channel": CHANNEL,
        "state": STATE,
        "state_name": Text(about="The state in the reader's language."),
        "version": Whole(about="To be sent back with the next act on the case."),
        "due": Day(nullable=True, about="The governing due date: the earliest of the running clocks."),
        "received_at": Moment(),
        "accepted_on": Day(nullable=True),
    },
)
CLOCK = Record(
    name="Clock",
    fields={
        "kind": CLOCK_KIND,
        "title": Text(),
        "articles": ARTICLES,
        "start": Day(),
        "due": Day(nullable=True, about="None while it cannot be known yet (provisional)."),
        "provisional": Flag(about="The calendar of the year it reaches into is not published yet."),
        "after": Day(nullable=True, about="The last published day, while provisional."),
        "remaining": Whole(low=0, about="Working days still to count after `after`."),
        "running": Flag(),
        "lamp": LAMP,
        "working_days_left": Whole(low=-LARGEST, about="Negative when overdue."),
        "text": Text(about="The lamp in words."),
    },
)


def case_body(card: CaseCard, sections: Mapping[int, str]) -> dict[str, Any]:
    """A case card; `sections` are codes by id."""
    return {
        "id": card.id,
        "number": card.number,
        "item": card.item_code,
        "item_name": card.item_name,
        "section": sections[card.section_id],
        "handler": card.handler_id,
        "applicant": card.party_masked,
        "channel": card.channel,
        "state": card.state.value,
        "state_name": gettext(card.state_name),
        "version": card.version,
        "due": card.due,
        "received_at": moment(card.received_at),
        "accepted_on": card.accepted_on,
    }


def clock_bodies(cards: Iterable[ClockCard]) -> list[dict[str, Any]]:
    """The clocks of a case, in the order given."""
    return [
        {
            "kind": card.kind,
            "title": gettext(card.title),
            "articles": list(card.articles),
            "start": card.start,
            "due": card.due,
            "provisional": card.provisional,
            "after": card.after,
            "remaining": card.remaining,
            "running": card.running,
            "lamp": card.lamp.lamp.value,
            "working_days_left": card.lamp.remaining_wd,
            "text": say(card.lamp.text),
        }
        for card in cards
    ]


def moment(value: dt.datetime) -> str:
    """A moment in Beijing time, to the second."""
    return value.astimezone(clock.BEIJING).isoformat(timespec="seconds")
