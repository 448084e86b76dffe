"""The lamps as the database counts them are the lamps of the rule, on every day and at every hour."""

import datetime as dt
from itertools import product

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from banshi.kernel.clocks import dated, shades
from banshi.kernel.clocks.lamps import Lamp
from banshi.kernel.clocks.models import Clock
from banshi.kernel.clocks.worklist import lamp_of, reckoned_of, with_ids
from banshi.kernel.organisation.dated import Reader, Wanted
from banshi.kernel.workdays.queries import table
from banshi.lib import clock
from banshi.workflows.decision import Ruling, decide

pytestmark = pytest.mark.django_db
# Monday, Friday evening, a weekend, the days before and after a holiday with make-up days, the year's last days.
MOMENTS = (
    "2026-11-23 10:00",
    "2026-11-20 16:59",
    "2026-11-20 17:30",
    "2026-11-21 09:00",
    "2026-09-30 18:00",
    "2026-10-08 09:00",
    "2026-02-14 09:00",
    "2026-12-30 12:00",
    "2026-12-31 20:00",
)
PERIODS = (0, 1, 2, 3, 5, 6, 9, 30)
AHEAD = (-30, -2, -1, 0, 1, 2, 3, 4, 5, 9, 12, 40)


@pytest.mark.parametrize("moment", MOMENTS)
def test_the_condition_of_each_lamp_is_the_rule(accepted_case, at, moment):
    with at(moment):
        today, days, case_id = clock.today(), table(), accepted_case()
        Clock.objects.filter(case_id=case_id).delete()
        for n, (ahead, period, provisional, online) in enumerate(
            product(AHEAD, PERIODS, (False, True), (False, True))
        ):
            due = today + dt.timedelta(days=ahead)
            start = min(due - dt.timedelta(days=period), today)
            Clock(
                case_id=case_id, kind=f"k{n}", start=start, due=due, provisional=provisional, online=online
            ).save()
        rows = Clock.objects.filter(case_id=case_id).order_by("id")
        conditions = shades.of_dates(
            shades.edges(), "due", "start", provisional="provisional", online="online"
        )
        shown = list(shades.shaded(rows, conditions))
        ruled = [
            lamp_of(
                reckoned_of(one.start, one.due, one.provisional, ()), days, clock.now(), online=one.online
            )
            for one in shown
        ]
        assert [one.shade for one in shown] == [str(one.lamp) for one in ruled]
        # No row satisfies two of them.
        assert sum(rows.filter(condition).count() for condition in conditions.values()) == len(shown)


def test_one_clock_of_an_open_case_governs_and_none_of_a_closed_one(cast, accepted_case, received_case, at):
    with at("2026-11-02"):
        accepted, short = accepted_case(), received_case("刘桂兰", missing=(1,))
    decided = accepted_case()
    decide(case_id=decided, version=None, ruling=Ruling(granted=True), actor=cast.actor("李强"))
    governing = dict(Clock.objects.filter(governs=True).order_by("id").values_list("case_id", "kind"))
    assert governing == {accepted: "promised", short: "intake", decided: "deliver"}
    rows = with_ids([accepted, short, decided])
    assert {pk: row.clock for pk, row in rows.items()} == governing


def test_an_older_database_is_marked_as_the_acts_would_have_marked_it(accepted_case, received_case, at):
    with at("2026-11-02"):
        accepted_case()
        received_case("刘桂兰", missing=(1,))
    Clock.objects.filter(kind="statutory").update(pauses=[["2026-11-20", "2026-11-25", "专家评审"]])
    kept = list(Clock.objects.order_by("id").values_list("pk", "governs"))
    Clock.objects.update(governs=False, interrupted=False)
    (step,) = MigrationLoader(connection).disk_migrations["clocks", "0005_who_governs"].operations
    step.code(apps, None)
    assert list(Clock.objects.order_by("id").values_list("pk", "governs")) == kept
    assert set(Clock.objects.filter(interrupted=True).values_list("kind", flat=True)) == {"statutory"}


def test_a_stopped_clock_is_grey_while_it_stands_and_no_longer(cast, accepted_case, at):
    with at("2026-11-02"):
        case_id = accepted_case()
    Clock.objects.filter(case_id=case_id, governs=True).update(
        pauses=[["2026-11-20", "2026-11-25", "专家评审"]], interrupted=True
    )
    reader = Reader(frozenset())
    for day, lamp in (("2026-11-23", Lamp.GREY), ("2026-11-26", Lamp.RED)):
        with at(day):
            Clock.objects.filter(case_id=case_id, governs=True).update(due=dt.date(2026, 11, 25))
            assert [(one.lamp, one.number) for one in dated.counts(reader)] == [(lamp, 1)]
            found = dated.lines(Wanted(reader, "review", lamp))
            assert [(one.stream, one.lamp) for one in found] == [(f"case:{case_id}", lamp)]
            assert dated.lines(Wanted(reader, "review", Lamp.GREEN)) == []
