"""What if: asked by an act, worked off piece by piece, stopped, started anew; real cases are never touched."""

import datetime as dt

import pytest

from banshi.kernel.cases.models import Case
from banshi.kernel.clocks.models import Clock
from banshi.kernel.ledger.models import Entry
from banshi.kernel.reports import simulating, simulations
from banshi.kernel.reports.models import SimulatedCase, Simulation
from banshi.kernel.reports.replay import Scenario
from banshi.kernel.reports.scope import scope_of
from banshi.kernel.reports.simulating import advance
from banshi.lib.results import NotPermitted, Refused
from banshi.workflows.decision import Ruling, decide
from banshi.workflows.simulation import ask_simulation, stop_simulation

pytestmark = pytest.mark.django_db
OCTOBER = {"first": dt.date(2026, 10, 1), "last": dt.date(2026, 10, 31)}
PAGE = "/desk/reports/what-if/"


@pytest.fixture
def past(accepted_case, cast, at):
    """Five accepted on 9 October; decided after 2, 4, 6 and 8 working days, and one on the last day but late."""

    with at("2026-10-09 09:30"):
        ids = [accepted_case() for _ in range(5)]
    days = ("2026-10-12", "2026-10-14", "2026-10-16", "2026-10-20", "2026-11-20")
    for case_id, day in zip(ids, days, strict=True):
        with at(f"{day} 10:00"):
            decide(
                case_id=case_id,
                version=None,
                ruling=Ruling(granted=True, **_late(day)),
                actor=cast.actor("赵敏"),
            )
    return ids


def _late(day):
    return {"delay_reason": "材料核实用时较长"} if day > "2026-11" else {}


def ask(cast, name="陈局", sections=(), **scenario):
    return ask_simulation(
        **OCTOBER, sections=sections, item="", scenario=Scenario(**scenario), actor=cast.actor(name)
    )


def finish():
    pieces = 0
    while advance(1):
        pieces += 1
        assert pieces < 50
    return pieces


def lamps(simulation_id, when):
    rows = SimulatedCase.objects.filter(simulation_id=simulation_id).order_by("case_id")
    return list(rows.values_list(when, flat=True))


def world():
    return (
        list(Case.objects.order_by("id").values()),
        list(Clock.objects.order_by("id").values()),
        list(
            Entry.objects.exclude(stream__startswith="simulation:")
            .order_by("id")
            .values_list("hash", flat=True)
        ),
    )


def test_a_shorter_promise_makes_some_late_and_touches_nothing_real(past, cast):
    before = world()
    simulation = ask(cast, promise=3)
    finish()
    assert world() == before
    assert Simulation.objects.get().state == "done"
    assert lamps(simulation, "real")[:4] == lamps(simulation, "before")[:4]
    assert "red" not in lamps(simulation, "real")[:4]
    # By the clock of production: late is what the index of clocks calls late.
    late = {
        c.case_id for c in Clock.objects.filter(kind="promised").order_by("id") if c.ends_at < c.stopped_at
    }
    real = SimulatedCase.objects.filter(real="red").order_by("id").values_list("case_id", flat=True)
    assert set(real) == late
    assert [one == "red" for one in lamps(simulation, "after")][1:] == [True, True, True, True]
    entries = Entry.objects.filter(stream=f"simulation:{simulation}").order_by("seq")
    assert [entry.act for entry in entries] == ["simulation_asked"]


def test_the_same_seed_gives_the_same_and_another_may_not(past, cast):
    found = []
    for seed in (7, 7, 8):
        simulation = ask(cast, fewer=1, saturdays=True, seed=seed)
        finish()
        rows = SimulatedCase.objects.filter(simulation_id=simulation).order_by("case_id")
        found.append(list(rows.values_list("case_id", "before_on", "after_on", "before", "after")))
    assert found[0] == found[1]
    assert len(found[2]) == len(found[0])


def test_a_killed_worker_costs_a_piece_and_changes_nothing(past, cast, monkeypatch):
    whole = ask(cast, fewer=1)
    finish()
    monkeypatch.setattr(simulating, "PIECE", 2)
    pieces = ask(cast, fewer=1)

    def broken(*_args, **_kwargs):
        raise RuntimeError("killed")

    with monkeypatch.context() as killing:
        killing.setattr(simulating, "timelines", broken)
        with pytest.raises(RuntimeError):
            advance(1)
    assert finish() > 5
    columns = ("case_id", "start", "service", "before_on", "after_on", "real", "before", "after")
    rows = [
        list(SimulatedCase.objects.filter(simulation_id=one).order_by("case_id").values_list(*columns))
        for one in (whole, pieces)
    ]
    assert rows[0] == rows[1]


def test_cases_whose_clocks_cannot_be_reckoned_hold_nothing_up(past, cast, monkeypatch):
    monkeypatch.setattr(simulating, "PIECE", 2)
    line = simulating._line
    monkeypatch.setattr(
        simulating, "_line", lambda row, case, *rest: line(row, case, *rest) if case.pk == past[4] else None
    )
    one = ask(cast, promise=1)
    finish()
    assert list(SimulatedCase.objects.order_by("id").values_list("simulation_id", "case_id")) == [
        (one, past[4])
    ]


def test_it_can_be_stopped_and_then_nothing_goes_on(past, cast):
    simulation = ask(cast, promise=3)
    advance(1)
    stop_simulation(simulation_id=simulation, actor=cast.actor("陈局"))
    assert advance(1) == 0
    assert Simulation.objects.get().state == "stopped"
    with pytest.raises(Refused, match="已经结束"):
        stop_simulation(simulation_id=simulation, actor=cast.actor("陈局"))


def test_a_head_simulates_the_own_section_only(past, cast):
    with pytest.raises(NotPermitted):
        ask(cast, "李强", promise=3)
    with pytest.raises(NotPermitted):
        ask(cast, "赵敏", sections=(cast.sections["SHJZ"],), promise=3)
    own = ask(cast, "赵敏", promise=3)
    assert Simulation.objects.get(pk=own).sections == [cast.sections["SHZZ"]]
    assert simulations.card(own, scope_of(cast.actor("冯涛"), "simulate")) is None
    assert simulations.card(own, scope_of(cast.actor("陈局"), "simulate")) is not None
    with pytest.raises(NotPermitted):
        stop_simulation(simulation_id=own, actor=cast.actor("冯涛"))
    with pytest.raises(Refused, match="没有已经作出决定"):
        ask(cast, "冯涛", promise=3)


def test_the_pages(past, cast, client):
    client.force_login(cast.staff("陈局"))
    form = client.get(PAGE)
    once = form.context["form"]["once"].value()
    given = {"once": once, "first": "2026-10-01", "last": "2026-10-31", "seed": "3"}
    nothing = client.post(PAGE, given)
    assert nothing.status_code == 422
    assert "请至少改一样" in nothing.content.decode()
    wrong = client.post(PAGE, given | {"promise": "0", "last": "2026-09-01"})
    assert wrong.status_code == 422
    asked = client.post(PAGE, given | {"promise": "3"})
    url = asked["Location"]
    assert client.post(PAGE, given | {"promise": "3"})["Location"] == url  # sent twice
    assert "0%" in client.get(url).content.decode()
    assert "<html" not in client.get(url, headers={"HX-Request": "true"}).content.decode()
    finish()
    assert client.get(url, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    page = client.get(url)
    figure = page.context["figure"]
    for row in figure.rows:
        for number in row.numbers:
            if number.url:
                assert client.get(number.url).context["number"] == number.value
    assert client.get(url, {"as": "pdf"}).content.startswith(b"%PDF")
    assert client.get(url, {"as": "xlsx"}).status_code == 200
    assert client.get(f"{url}cases/?when=never").status_code == 404
    assert client.post(f"{url}stop/", follow=True).status_code == 200
    client.force_login(cast.staff("冯涛"))
    assert client.get(url).status_code == 404
    assert client.get(f"{url}cases/?when=after").status_code == 404
    assert client.post(f"{url}stop/").status_code == 404
    client.force_login(cast.staff("李强"))
    assert client.get(PAGE).status_code == 403


def test_a_number_out_of_bounds_is_refused_in_a_sentence_that_names_the_field(past, cast, client):
    client.force_login(cast.staff("陈局"))
    page = client.post(PAGE, {"promise": "-3"})
    assert page.status_code == 422
    assert "承诺最多几个工作日：最少填 1" in page.content.decode()
