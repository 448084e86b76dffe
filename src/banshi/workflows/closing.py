"""Finish by appointment: a line of the closing list and the booking made for it, in one act (02-04, 03-04)."""

import datetime as dt

from banshi.institutions.appointments.actions.booking import Wanted, book
from banshi.institutions.extended_hours.actions.closing import LineChoice, decide_closing_line
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.regulations.citation import Citation
from banshi.workflows.arrival import follow


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
    decide_closing_line(choice=choice, actor=actor)
    if choice.visit_id is not None:
        follow(choice.visit_id, "visit_left", actor)
    return book(wanted=wanted, day=day, start=start, actor=actor)
