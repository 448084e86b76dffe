"""The limits of a complaint as they stand now."""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from banshi.institutions.complaints.models import Complaint, Extension, Review
from banshi.institutions.complaints.rules import limits
from banshi.institutions.complaints.rules.limits import Binding, Numbers
from banshi.kernel.clocks.actions import steps
from banshi.kernel.regulations.registry import parameter
from banshi.kernel.workdays.queries import table
from banshi.lib.clock import BEIJING


def numbers(on: dt.date) -> Numbers:
    """The numbers of the regulation in force on a day."""
    return Numbers(
        reply_wd=int(parameter("10-09", "brief_reply_working_days", on)),
        reply_cd=int(parameter("10-09", "petition_tell_calendar_days", on)),
        close_wd=int(parameter("10-12", "close_working_days", on)),
        close_cd=int(parameter("10-12", "petition_close_calendar_days", on)),
        extension_cd=int(parameter("10-12", "petition_extension_calendar_days", on)),
        review_cd=int(parameter("10-04", "review_calendar_days", on)),
        ask_review_cd=int(parameter("10-04", "ask_review_calendar_days", on)),
    )


def numbers_of(complaint: Complaint) -> Numbers:
    """The numbers under which a complaint was received."""
    return numbers(_day(complaint.received_at))


def binding(complaint: Complaint, kind: str) -> Binding | None:
    """One duty's limits; None when nothing has started it."""
    return bindings([complaint], kind).get(complaint.pk)


def bindings(complaints: Sequence[Complaint], kind: str) -> dict[UUID, Binding]:
    """One duty's limits for many complaints: the same few questions for any number."""
    keys, days = [one.pk for one in complaints], table()
    if kind == limits.REPLY:
        return {one.pk: limits.reply(_day(one.received_at), numbers_of(one), days) for one in complaints}
    if kind == limits.CLOSE:
        more = dict(
            Extension.objects.filter(complaint__in=keys).order_by("at").values_list("complaint", "days")
        )
        return {
            one.pk: limits.close(
                _day(one.accepted_at),
                _day(one.agreed_at) if one.agreed_at else None,
                numbers_of(one),
                days,
                more.get(one.pk, 0),
            )
            for one in complaints
            if one.accepted_at
        }
    asked = dict(
        Review.objects.filter(complaint__in=keys).order_by("round").values_list("complaint", "asked_at")
    )
    return {
        one.pk: limits.review(_day(asked[one.pk]), numbers_of(one), days)
        for one in complaints
        if one.pk in asked
    }


def review_until(complaint: Complaint) -> dt.date | None:
    """The last day to object: counted from the result, or from the last answer to an objection."""
    answered = Review.objects.filter(complaint=complaint).exclude(decided_at=None).order_by("round").last()
    since = answered.decided_at if answered else complaint.closed_at
    return limits.review_until(_day(since), numbers_of(complaint), table()) if since else None


def outer_near(complaint: Complaint, today: dt.date) -> bool:
    """Whether the last part of the outer limit has begun: from the first warning on."""
    found = binding(complaint, limits.CLOSE)
    outer = found.running[-1].reckoned if found else None
    if outer is None or outer.provisional or outer.date is None:
        return False
    return any(step.day <= today for step in steps(outer.start, outer.date, table()))


def _day(moment: dt.datetime) -> dt.date:
    return moment.astimezone(BEIJING).date()
