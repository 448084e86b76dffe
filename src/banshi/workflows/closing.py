"""The closing list and the bookings: what was decided for a visitor holds for the booking they came with
(02-04, 03-07); finishing by appointment makes the new one in the same act (03-04)."""

import datetime as dt

from banshi.institutions.appointments.actions.booking import Wanted, book
from banshi.institutions.extended_hours.actions.closing import LineChoice, decide_closing_line
from banshi.institutions.extended_hours.rules import SERVE_ON
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.regulations.citation import Citation
from banshi.workflows.arrival import follow


@act("decide_line", "02-04", "03-07", many=True)
def decide_line(*, choice: LineChoice, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Decide a line; the booking of a visitor who goes home ends with the visit. Returns the line's id."""
    line = decide_closing_line(choice=choice, actor=actor)
    if choice.visit_id is not None and choice.decision != SERVE_ON:
        follow(choice.visit_id, "visit_left", actor)
    return line


@act("finish_by_appointment", "02-04", "03-04", many=True)
def finish_by_appointment(
    *,
    choice: LineChoice,
    wanted: Wanted,
    day: dt.date,
    start: dt.time,
    actor: Actor,
    cites: tuple[Citation, ...],
) -> int:
    """Let a visitor who agrees go home with a booked time and its slip W28. Returns the booking's id.

    Raises `Refused`, and then neither the line is decided nor a place taken.
    """
    decide_line(choice=choice, actor=actor)
    return book(wanted=wanted, day=day, start=start, actor=actor)
