"""By when an applicant can turn to reconsideration or to a court, reckoned from serving (06-06)."""

import datetime as dt
from dataclasses import dataclass

from banshi.kernel.clocks.reckoning import Limit, Unit, due
from banshi.kernel.clocks.words import due_reason
from banshi.kernel.regulations.registry import parameter
from banshi.kernel.workdays.queries import table
from banshi.lib.results import Reason


@dataclass(frozen=True, slots=True)
class RemedyDates:
    """The last day for reconsideration and for litigation, in words (tentative where the calendar ends)."""

    reconsideration: Reason
    litigation: Reason


def remedy_dates(served_on: dt.date) -> RemedyDates:
    """Both dates after a paper that counts as served on `served_on`: the day itself is not counted."""
    days = int(parameter("06-06", "reconsideration_calendar_days", served_on))
    months = int(parameter("06-06", "litigation_months", served_on))
    return RemedyDates(
        due_reason(due(served_on, Limit(days, Unit.CALENDAR_DAY), table())),
        due_reason(due(served_on, Limit(months, Unit.MONTH), table())),
    )
