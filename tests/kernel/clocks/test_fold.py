"""From a timeline to where each clock stands: the same facts always give the same clock."""

import datetime as dt
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banshi.kernel.cases import facts as f
from banshi.kernel.clocks.fold import standings
from banshi.kernel.regulations.registry import parameter
from banshi.kernel.workdays.bundled import table
from banshi.lib.clock import BEIJING

pytestmark = pytest.mark.pure
DAYS = table()


@dataclass(frozen=True)
class Event:
    at: dt.datetime
    fact: f.Fact


def on(day: str, fact: f.Fact) -> Event:
    return Event(dt.datetime.fromisoformat(f"{day}T10:00").replace(tzinfo=BEIJING), fact)


def where(*events: Event):
    return standings(events, DAYS, parameter)


RECEIVED = on("2026-09-14", f.Received(channel="counter", item_version=1, party=1, materials=()))
ACCEPTED = on(
    "2026-09-21",
    f.Accepted(
        since=dt.date(2026, 9, 21),
        statutory="60 calendar_day",
        promised="20 working_day",
        online=False,
        document=1,
    ),
)


def started(first: str, last: str, *stops: str, number: int = 1) -> f.ProcedureStarted:
    return f.ProcedureStarted(
        procedure=number,
        procedure_kind="hearing",
        first=dt.date.fromisoformat(first),
        last=dt.date.fromisoformat(last),
        stops=stops or ("statutory", "promised"),
        document=1,
    )


def due(name: str, *events: Event) -> str:
    return str(where(RECEIVED, ACCEPTED, *events)[name].reckoned.date)


def test_before_anything_no_clock_runs():
    assert where() == {}


def test_receipt_starts_only_the_intake_clock_and_acceptance_stops_it():
    assert where(RECEIVED).keys() == {"intake"}
    assert str(where(RECEIVED)["intake"].reckoned.date) == "2026-09-20"  # a make-up Sunday
    after = where(RECEIVED, ACCEPTED)
    assert not after["intake"].running
    assert {name for name, standing in after.items() if standing.running} == {"statutory", "promised"}


def test_supplied_papers_open_a_new_term_to_answer():
    asked = on("2026-09-15", f.SupplementAsked(document=1, gaps=(2,), until=dt.date(2026, 9, 30)))
    supplied = on("2026-09-25", f.SupplementSupplied(materials=(2,), channel="counter"))
    assert not where(RECEIVED, asked)["intake"].running
    assert str(where(RECEIVED, asked)["supply"].reckoned.date) == "2026-09-30"
    again = where(RECEIVED, asked, supplied)["intake"]
    assert again.running
    assert str(again.reckoned.date) == "2026-10-09"


def test_a_procedure_stops_the_clocks_it_names_and_an_early_end_gives_days_back():
    review = on("2026-09-28", started("2026-09-29", "2026-10-09"))
    ended = on("2026-10-08", f.ProcedureEnded(procedure=1, last=dt.date(2026, 10, 8)))
    survey = on("2026-09-28", started("2026-09-29", "2026-10-09", "promised"))
    assert (due("promised"), due("statutory")) == ("2026-10-26", "2026-11-20")
    assert (due("promised", review), due("statutory", review)) == ("2026-10-30", "2026-12-01")
    assert due("promised", review, ended) == "2026-10-29"
    assert due("statutory", survey) == "2026-11-20"


def test_an_extension_lengthens_both_limits():
    granted = on("2026-10-12", f.ExtensionGranted(request=1, days=10, document=2))
    assert due("promised", granted) == "2026-11-09"
    assert due("statutory", granted) == "2026-12-04"


def test_a_kept_promise_holds_until_a_pause_or_extension_moves_it():
    kept = on(
        "2026-10-12",
        f.DueRecomputed(
            clock="promised",
            before=dt.date(2026, 10, 26),
            after=dt.date(2026, 10, 23),
            calendar="2026",
            stands=True,
        ),
    )
    assert due("promised", kept) == "2026-10-26"
    review = on("2026-10-13", started("2026-10-14", "2026-10-16"))
    assert due("promised", kept, review) == "2026-10-29"


@pytest.mark.parametrize(
    ("granted", "clock", "date"), [(True, "deliver", "2026-10-20"), (False, "tell_refusal", "2026-10-10")]
)
def test_a_decision_stops_the_limits_and_starts_the_duty_to_tell(granted, clock, date):
    decided = on("2026-09-30", f.Decided(granted=granted, document=5))
    found = where(RECEIVED, ACCEPTED, decided)
    assert {name for name, standing in found.items() if standing.running} == {clock}
    assert str(found[clock].reckoned.date) == date
    served = f.Served(document=5, delivery=1, way="in_person", on=dt.date(2026, 10, 8), decision=True)
    assert not where(RECEIVED, ACCEPTED, decided, on("2026-10-08", served))[clock].running


@given(
    st.lists(st.integers(0, 60), max_size=4, unique=True),
    st.lists(st.integers(0, 12), min_size=4, max_size=4),
    st.sampled_from([0, 1, 10]),
)
def test_pauses_and_extensions_only_ever_move_a_date_later(starts, lengths, extended):
    begin = dt.date(2026, 3, 2)
    accepted = f.Accepted(
        since=begin, statutory="60 calendar_day", promised="20 working_day", online=False, document=1
    )
    timeline = [on("2026-03-02", accepted)]
    before = standings(timeline, DAYS, parameter)
    for number, (start, length) in enumerate(zip(sorted(starts), lengths, strict=False)):
        first = begin + dt.timedelta(start)
        last = first + dt.timedelta(length)
        timeline.append(on("2026-03-03", started(str(first), str(last), number=number)))
    if extended:
        timeline.append(on("2026-03-04", f.ExtensionGranted(request=1, days=extended, document=2)))
    after = standings(timeline, DAYS, parameter)
    for name in ("statutory", "promised"):
        assert after[name].reckoned.date >= before[name].reckoned.date
    assert standings(timeline, DAYS, parameter) == after
