"""/api/v1/calendar: the published years; loading one (07-01)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from banshi.entrypoints.api.describing import operation
from banshi.entrypoints.api.endpoint import PUBLIC, Endpoint
from banshi.entrypoints.api.shapes import Day, Flag, Many, Moment, Record, Text, Whole
from banshi.entrypoints.api.v1.explained import DAY_KIND
from banshi.entrypoints.api.v1.parts import CLOCK_KIND, ID, moment
from banshi.kernel.ui.wording import say
from banshi.kernel.workdays import queries
from banshi.kernel.workdays.actions import ImportReport, import_calendar
from banshi.lib.results import Reason, Refused
from banshi.workflows.administration import DateChange, load_calendar, recompute_open

YEAR = Record(
    name="CalendarYear",
    fields={
        "year": Whole(example=2026),
        "version": Whole(),
        "source": Text(about="The paper it rests on."),
        "loaded_at": Moment(),
        "workdays": Whole(low=0),
        "adjusted": Whole(low=0, about="Make-up workdays among them."),
        "holidays": Whole(low=0),
    },
)
YEARS = Record(name="CalendarYears", fields={"years": Many(of=YEAR)})
DAYS = Record(
    name="CalendarDays",
    fields={
        "year": Whole(),
        "days": Many(
            of=Record(name="CalendarDay", fields={"date": Day(), "kind": DAY_KIND, "name": Text()}), most=366
        ),
    },
)
NO_QUESTION = Record(name="Nothing")
IMPORT = Record(
    name="CalendarImport",
    fields={
        "source": Text(about="The paper the calendar rests on."),
        "csv": Text(longest=1_000_000, about="date,kind,name; every day of whole years, one a line."),
        "dry_run": Flag(default=False, about="Only check and report; nothing is loaded."),
    },
)
REPORT = Record(
    name="CalendarReport",
    fields={
        "imported": Flag(),
        "rows": Whole(low=0),
        "versions": Many(of=Record(name="CalendarVersion", fields={"year": Whole(), "version": Whole()})),
        "changes": Many(
            of=Record(
                name="DayChange",
                fields={"date": Day(), "before": DAY_KIND, "after": DAY_KIND, "name": Text()},
            ),
            about="Days that are not what they were.",
        ),
        "bad": Many(
            of=Record(name="BadLine", fields={"line": Whole(), "reasons": Many(of=Text())}),
            about="Lines with something wrong; one of them, and nothing is loaded.",
        ),
        "dates": Many(
            of=Record(
                name="DateChange",
                fields={
                    "case": ID,
                    "number": Text(),
                    "clock": CLOCK_KIND,
                    "before": Day(nullable=True),
                    "after": Day(nullable=True),
                    "stands": Flag(about="The earlier promise was kept, as the new date would be shorter."),
                },
            ),
            about="Due dates of open cases that moved.",
        ),
    },
)


class Calendar(Endpoint):
    """The calendar in force."""

    guard = PUBLIC
    write_guard = "import_calendar"

    @operation("list_years", "已公布的年份", tag="calendar", answer=YEARS)
    def get(self, request: Request) -> Response:
        """List the loaded years."""
        self.asked(NO_QUESTION)
        return Response(
            {
                "years": [
                    {
                        "year": year.year,
                        "version": year.version,
                        "source": year.source,
                        "loaded_at": moment(year.loaded_at),
                        "workdays": year.workdays,
                        "adjusted": year.adjusted,
                        "holidays": year.holidays,
                    }
                    for year in queries.years()
                ]
            }
        )

    @operation(
        "import_calendar",
        "导入日历，可以先试",
        tag="calendar",
        body=IMPORT,
        answer=REPORT,
        problems=(400, 401, 403, 409, 413, 415, 422),
    )
    def post(self, request: Request) -> Response:
        """Load whole years, all or nothing; then every open clock they reach is recomputed, and those concerned
        are told. With `dry_run` only a report line by line."""
        given = self.given(IMPORT)
        actor, text, source = self.actor, given["csv"], given["source"]
        report = import_calendar(text=text, source=source, actor_ref=actor.ref, dry_run=True)
        if given["dry_run"] or (report.ok and not report.versions):
            return Response(_report(report, []))
        if not report.ok:
            raise Refused(*_reasons(report))
        report = load_calendar(text=text, source=source, actor=actor)
        label = "、".join(str(year) for year, _version in report.versions)
        return Response(_report(report, recompute_open(label=label, since=_since(report), actor=actor)))


class CalendarYearDays(Endpoint):
    """One year day by day."""

    guard = PUBLIC

    @operation(
        "read_year",
        "一年的每一天",
        tag="calendar",
        path={"year": Whole(low=1900, high=9999, example=2026)},
        answer=DAYS,
        problems=(404,),
    )
    def get(self, request: Request, year: int) -> Response:
        """Read the version in force of a year."""
        self.asked(NO_QUESTION)
        newest = queries.in_force()
        if year not in newest:
            raise Http404
        rows = queries.rows_of([newest[year]])
        return Response({"year": year, "days": [{"date": d, "kind": k, "name": n} for d, k, n in rows]})


def _since(report: ImportReport) -> dt.date:
    """The first day that may count otherwise than before."""
    changed = {change.date.year: change.date for change in reversed(report.changes)}
    return min(changed.get(year, dt.date(year, 1, 1)) for year, _version in report.versions)


def _reasons(report: ImportReport) -> list[Reason]:
    return [replace(reason, field=f"csv[{row.line}]") for row in report.bad[:100] for reason in row.reasons]


def _report(report: ImportReport, dates: Sequence[DateChange]) -> dict[str, Any]:
    return {
        "imported": report.imported,
        "rows": len(report.rows),
        "versions": [{"year": year, "version": version} for year, version in report.versions],
        "changes": [
            {"date": c.date, "before": c.before.kind.value, "after": c.after.kind.value, "name": c.after.name}
            for c in report.changes
        ],
        "bad": [
            {"line": row.line, "reasons": [say(reason) for reason in row.reasons]} for row in report.bad[:100]
        ],
        "dates": [
            {
                "case": change.case_id,
                "number": change.case_number,
                "clock": change.clock,
                "before": change.before,
                "after": change.after,
                "stands": change.stands,
            }
            for change in dates
        ],
    }
