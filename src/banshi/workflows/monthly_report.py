"""Last month's report: for the leaders the whole bureau's, for each section its own; once, on the first working day."""

import datetime as dt
from collections.abc import Iterable
from contextlib import suppress

from django.db import IntegrityError
from django.utils.translation import gettext, override

from banshi.kernel.cases.models import Case
from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import SYSTEM, Actor, act
from banshi.kernel.notifications.actions import Notice, send_many
from banshi.kernel.organisation.models import Role
from banshi.kernel.organisation.people import holders, holders_by_section
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.organisation.queries import SectionCard, sections
from banshi.kernel.regulations.citation import Citation
from banshi.kernel.reports import monthly, spans
from banshi.kernel.reports.models import MonthlyReport
from banshi.kernel.reports.papers import Paper, frozen
from banshi.kernel.reports.scope import Asked, Scope
from banshi.kernel.reports.shown import nowhere
from banshi.kernel.ui.wording import date_text
from banshi.kernel.workdays.days import BeyondCalendar
from banshi.kernel.workdays.periods import Period
from banshi.kernel.workdays.queries import table
from banshi.lib import clock
from banshi.lib.results import Reason, Refused, gettext_noop
from banshi.workflows import reporting

NOT_MISSING = gettext_noop("这个月的报表已经有了，或者这个月还没有过完。")


@act("make_monthly_report", "11-03-6")
def make_monthly_report(*, month: dt.date, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Make the report of a month that has none, and tell leaders and heads. Returns how many there are.

    Raises `IntegrityError` when another worker makes the same at this moment.
    """
    if actor != SYSTEM:
        permit(actor, "make_report")
    period = spans.of_code(spans.code_of(month))
    if period is None or month not in monthly.missing(clock.today()):
        raise Refused(Reason(NOT_MISSING, ("11-03-6",), "month"))
    with override("zh-hans"):
        rows = [_row(period, section, actor) for section in (None, *_busy(period))]
    MonthlyReport.objects.bulk_create(rows)
    code = spans.code_of(month)
    append([NewEntry(f"report:{code}", "monthly_report_made", cites, {"month": code})], actor=actor)
    send_many(_announced(code))
    return len(rows)


def make_due_report(*, limit: int, actor: Actor) -> int:
    """Make last month's report from the first working day on, if there is none. Returns how many months (0 or 1)."""
    today = clock.today()
    due = spans.month_before(today).first
    if not limit or today < _first_workday(today.replace(day=1)) or due not in monthly.missing(today):
        return 0
    # Another worker may be making the same, or just have made it: it is there then.
    with suppress(IntegrityError, Refused):
        make_monthly_report(month=due, actor=actor)
    return 1


def _first_workday(first: dt.date) -> dt.date:
    with suppress(BeyondCalendar):
        return table().roll(first)
    return first


def _busy(period: Period) -> list[SectionCard]:
    """The sections to which something came, or that decided something."""
    asked = Asked(period, Scope())
    ids = {
        one
        for field in ("received_at", "decided_at")
        for one in Case.objects.filter(asked.during(field))
        .order_by()
        .values_list("section_id", flat=True)
        .distinct()
    }
    return [card for one, card in sections().items() if one in ids]


def _row(period: Period, section: SectionCard | None, actor: Actor) -> MonthlyReport:
    now = clock.now()
    asked = Asked(period, Scope(), section.id if section else None)
    paper = Paper(
        gettext("统计报表"),
        (
            (gettext("时间"), f"{date_text(period.first)} – {date_text(period.last)}"),
            (gettext("科室"), section.name_zh if section else gettext("全部")),
        ),
        reporting.figures(asked, nowhere, tuple(reporting.ARRIVALS)),
        now,
    )
    return MonthlyReport(
        month=period.first,
        section_id=section.id if section else None,
        data=frozen(paper),
        made_at=now,
        made_by=actor.ref,
    )


def _announced(code: str) -> Iterable[Notice]:
    heads = [one for people in holders_by_section(Role.HEAD).values() for one in people]
    for staff_id in sorted({*holders(Role.LEADER), *heads}):
        yield Notice(
            channel="inapp",
            to=staff_id,
            template_key="monthly_report",
            params={"month": code},
            stream=f"report:{code}",
            dedupe_key=f"report:{code}:{staff_id}",
        )
