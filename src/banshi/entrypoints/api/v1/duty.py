"""/api/v1/duty: who is at the post in a week, where nobody is, and saying that somebody will be away (09-02-5)."""

import datetime as dt
from typing import Any

from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from banshi.entrypoints.api.describing import operation
from banshi.entrypoints.api.endpoint import Endpoint
from banshi.entrypoints.api.shapes import Choice, Day, Flag, Many, Record, Text, Whole
from banshi.institutions.conduct.actions.duty import plan_absence
from banshi.institutions.conduct.queries import duty as queries
from banshi.institutions.conduct.queries.duty import ABSENCES, DutyDay
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.ui.wording import say
from banshi.lib import clock

ASKED = Record(
    name="DutyWeek",
    fields={
        "section": Text(longest=16, about="The section's code.", example="SHZZ"),
        "day": Day(default=None, about="Any day of the week; today's week without it."),
    },
)
PERSON = Record(
    name="OnDuty",
    fields={
        "staff": Whole(about="The colleague's staff id."),
        "name": Text(),
        "away": Text(about="Why they are not there; empty when they are."),
    },
)
PERIOD = Record(
    name="DutyPeriod",
    fields={
        "hours": Text(example="9:00–12:00"),
        "people": Many(of=PERSON),
        "gap": Flag(about="Nobody is at the post."),
    },
)
WEEK = Record(
    name="DutyDays",
    fields={
        "section": Text(example="SHZZ"),
        "days": Many(
            of=Record(
                name="DutyDay",
                fields={
                    "date": Day(),
                    "works": Flag(nullable=True, about="Null past the published calendar."),
                    "periods": Many(of=PERIOD),
                },
            )
        ),
    },
)
ABSENCE = Record(
    name="AbsencePlan",
    fields={
        "staff": Whole(about="Who: oneself, or a colleague for whom one plans."),
        "first": Day(),
        "last": Day(about="Included."),
        "kind": Choice(name="AbsenceKind", options={kind.value: name for kind, name in ABSENCES.items()}),
        "note": Text(default="", longest=200),
    },
)
PLANNED = Record(
    name="PlannedAbsence",
    fields={
        "absence": Whole(about="Its id."),
        "gaps": Many(
            of=Record(name="DutyGap", fields={"date": Day(), "hours": Text(example="9:00–12:00")}),
            about="The working periods that are left with nobody at the post: a deputy is asked for.",
        ),
    },
)


class Duty(Endpoint):
    """The duty week of a section, and the door for absences."""

    guard = "see_duty"

    @operation(
        "show_duty", "一周的值班", tag="conduct", query=ASKED, answer=WEEK, problems=(401, 403, 404, 422)
    )
    def get(self, request: Request) -> Response:
        """Show who is on duty in each working period of a week, and where nobody is (09-02-5)."""
        asked = self.asked(ASKED)
        section = next((s for s in organisation.sections().values() if s.code == asked["section"]), None)
        if section is None:
            raise Http404
        day = asked["day"] or clock.today()
        monday = day - dt.timedelta(days=day.weekday())
        return Response(
            {"section": section.code, "days": [_body(one) for one in queries.week(section.id, monday)]}
        )

    @operation(
        "plan_absence",
        "登记离岗",
        tag="conduct",
        body=ABSENCE,
        answer=PLANNED,
        status=201,
        problems=(400, 401, 403, 404, 413, 415, 422),
        once=True,
    )
    def post(self, request: Request) -> Response:
        """Say that somebody will be away; gaps it leaves forbid nothing, are told and ask for a deputy (09-02-5)."""
        given = self.given(ABSENCE)
        names = organisation.staff_names({given["staff"]})
        if not names:
            raise Http404
        staff = given.pop("staff")
        number = plan_absence(staff_id=staff, **given, actor=self.actor, key=self.once())
        section = queries.absence(number).section_id
        left = queries.gaps({section: ""}, given["first"], given["last"])
        gaps = [{"date": gap.day, "hours": queries.period_words(gap.period)} for gap in left]
        return Response({"absence": number, "gaps": gaps}, status=201)


def _body(day: DutyDay) -> dict[str, Any]:
    return {
        "date": day.day,
        "works": day.works,
        "periods": [
            {
                "hours": queries.period_words(period.index),
                "people": [
                    {"staff": one.staff_id, "name": one.name, "away": say(one.away)} for one in period.people
                ],
                "gap": period.gap,
            }
            for period in day.periods
        ],
    }
