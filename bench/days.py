"""Adding working days: one date at a time and a million at once, beside numpy and chinesecalendar."""

import datetime as dt
from collections.abc import Callable, Iterator

import numpy as np
import numpy.typing as npt

from banshi.kernel.workdays.bulk import add_many
from banshi.kernel.workdays.days import ONE_DAY, DayTable
from banshi.kernel.workdays.queries import table
from bench import bureau
from bench.report import Table, run
from bench.timing import per_operation
from bench.yardstick import DAYS, FIRST, day_by_day

NUMBERS = (3, 20, 60)
Adding = Callable[[dt.date, int], dt.date]
MICRO, NANO = 1e-6, 1e-9


def measure(quick: bool) -> Iterator[Table]:
    """Every day of 2025 as a start; then a million starts in bulk."""
    bureau.found()
    days = table()
    starts = [FIRST + n * ONE_DAY for n in range(DAYS)]
    ways: dict[str, tuple[Adding, int]] = {
        "Banshi, DayTable.add": (days.add, 50),
        "numpy.busday_offset": (_numpy(days), 5),
        "chinesecalendar, day by day": (day_by_day, 1),
    }
    truth = {n: [day_by_day(start, n) for start in starts] for n in NUMBERS}
    yield Table(
        "days: the n-th working day after a date (µs)",
        ("way", *(f"n={n}" for n in NUMBERS), "same dates"),
        [_scalar(name, add, rounds, starts, truth) for name, (add, rounds) in ways.items()],
        aim="0.3 µs, whatever n",
        notes=(
            "numpy with every day of the week in its mask and every day off as a holiday, calendar prebuilt",
        ),
    )
    yield _bulk(days, 100_000 if quick else 1_000_000)


def _scalar(
    name: str, add: Adding, rounds: int, starts: list[dt.date], truth: dict[int, list[dt.date]]
) -> tuple:
    def all_days(n: int) -> None:
        for _ in range(rounds):
            for start in starts:
                add(start, n)

    cells = [per_operation(lambda n=n: all_days(n), operations=rounds * DAYS).cell(MICRO) for n in NUMBERS]
    same = all([add(start, n) for start in starts] == truth[n] for n in NUMBERS)
    return (name, *cells, "yes" if same else "NO")


def _bulk(days: DayTable, count: int) -> Table:
    ordinals = np.random.default_rng(1).integers(FIRST.toordinal(), FIRST.toordinal() + DAYS, count)
    offs = np.array(_days_off(days), dtype="datetime64[D]")
    calendar = np.busdaycalendar(weekmask="1111111", holidays=offs)
    dates = _as_dates(ordinals)

    def theirs(n: int) -> npt.NDArray[np.datetime64]:
        return np.busday_offset(dates, n, roll="backward", busdaycal=calendar)

    ours = {n: per_operation(lambda n=n: add_many(days, ordinals, n), operations=count) for n in NUMBERS}
    other = {n: per_operation(lambda n=n: theirs(n), operations=count, repeats=3) for n in NUMBERS}
    same = all((_as_dates(add_many(days, ordinals, n)) == theirs(n)).all() for n in NUMBERS)
    return Table(
        f"days: {count:,} dates at once (ns a date)",
        ("way", *(f"n={n}" for n in NUMBERS), "same dates"),
        [
            (
                "Banshi, workdays.bulk.add_many",
                *(ours[n].cell(NANO) for n in NUMBERS),
                "yes" if same else "NO",
            ),
            ("numpy.busday_offset", *(other[n].cell(NANO) for n in NUMBERS), ""),
        ],
        aim="10 ns a date",
    )


def _numpy(days: DayTable) -> Adding:
    calendar = np.busdaycalendar(weekmask="1111111", holidays=_days_off(days))

    def add(start: dt.date, n: int) -> dt.date:
        return np.busday_offset(start, n, roll="backward", busdaycal=calendar).item()

    return add


def _days_off(days: DayTable) -> list[dt.date]:
    length = (days.last_day - days.first_day).days + 1
    return [day for day in (days.first_day + n * ONE_DAY for n in range(length)) if not days.is_workday(day)]


def _as_dates(ordinals: npt.NDArray[np.int64]) -> npt.NDArray[np.datetime64]:
    return (ordinals - dt.date(1970, 1, 1).toordinal()).astype("datetime64[D]")


if __name__ == "__main__":
    run(measure)
