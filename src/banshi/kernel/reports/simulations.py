"""Reading simulations: how far they are, their lamps as a figure, the cases behind a number."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext

from banshi.kernel.clocks.lamps import Lamp
from banshi.kernel.reports import drawing
from banshi.kernel.reports.drawing import Bar, Part
from banshi.kernel.reports.figure import Figure, Number, Row
from banshi.kernel.reports.models import WORKING, SimulatedCase, Simulation, SimulationState
from banshi.kernel.reports.replay import Scenario
from banshi.kernel.reports.scope import Scope
from banshi.kernel.reports.simulating import scenario_of

SHOWN = 20
WHENS = ("real", "before", "after")
LAMPS = (Lamp.GREEN, Lamp.AMBER, Lamp.RED)


@dataclass(frozen=True, slots=True)
class SimulationCard:
    """A simulation as pages show it. `done` of `total` pieces of work; `per_cent` of the whole."""

    id: int
    first: dt.date
    last: dt.date
    sections: tuple[int, ...]
    item: str
    scenario: Scenario
    state: SimulationState
    total: int
    done: int
    asked_by: str
    asked_at: dt.datetime

    @property
    def working(self) -> bool:
        """Whether it is still under way."""
        return self.state in WORKING

    @property
    def per_cent(self) -> int:
        """How far it is: half for reading, half for judging."""
        return 100 if self.state is SimulationState.DONE else min(99, 50 * self.done // max(self.total, 1))


def recent(scope: Scope) -> list[SimulationCard]:
    """The latest simulations that somebody may see, the newest first."""
    rows = Simulation.objects.select_related("asked_by").order_by("-id")[: SHOWN * 5]
    return [_card(row, 0) for row in rows if _visible(row, scope)][:SHOWN]


def card(simulation_id: int, scope: Scope) -> SimulationCard | None:
    """One simulation with its progress; None for one that this person may not know of."""
    row = Simulation.objects.select_related("asked_by").filter(pk=simulation_id).first()
    if row is None or not _visible(row, scope):
        return None
    numbers = row.cases.aggregate(read=Count("pk"), judged=Count("pk", filter=~Q(after="")))
    return _card(row, numbers["read"] + numbers["judged"])


def lines(
    simulation_id: int, when: str, lamp: str, section: int | None, item: str
) -> QuerySet[SimulatedCase]:
    """The cases behind a number, by their case, in the order of acceptance."""
    chosen = Q() if section is None else Q(section_id=section)
    chosen &= Q(item_code=item) if item else Q()
    chosen &= Q(**{when: lamp}) if lamp else Q()
    rows = SimulatedCase.objects.filter(chosen, simulation_id=simulation_id)
    return rows.select_related("case").order_by("start", "case_id")


def result(
    card_: SimulationCard, names: Mapping[int, str], items: Mapping[str, str], address: Callable[..., str]
) -> Figure:
    """The lamps before and after, by section and item: three questions, whatever the number of cases."""
    found = {when: _tally(card_.id, when) for when in WHENS}
    whens = {"real": gettext("实际"), "before": gettext("模型：原来"), "after": gettext("假如")}
    shown = [when for when in WHENS if card_.scenario.roster or when != "before"]
    bars = [_bar(whens[when], found[when], address(when=when)) for when in shown]
    keys = sorted({key for when in shown for key in found[when]}, key=lambda one: (one[0], one[1]))
    rows = [Row(gettext("全部"), _numbers(found, shown, None, address))]
    for at, (section, code) in enumerate(keys):
        if at == 0 or keys[at - 1][0] != section:
            own = {"section": section}
            rows.append(Row(names.get(section, gettext("其他科室")), _numbers(found, shown, own, address)))
        particular = {"section": section, "item": code}
        label = items.get(code, code)
        rows.append(Row(label, _numbers(found, shown, particular, address), part=True))
    heads = [
        gettext("%(when)s：%(lamp)s") % {"when": whens[when], "lamp": word}
        for when in shown
        for word in _words().values()
    ]
    legend = tuple((str(lamp), word) for lamp, word in _words().items())
    return Figure(
        "what-if",
        gettext("灯和超期：原来和假如"),
        (gettext("科室和事项"), *heads),
        tuple(rows),
        drawing.bars(bars, legend),
        limits(card_.scenario),
        ("07-03", "07-04"),
    )


def limits(scenario: Scenario) -> tuple[str, ...]:
    """What the simulation does not know, said plainly."""
    said = [
        gettext(
            "只算这段时间受理、已经作出决定的办件。灯是作出决定那一刻的灯，用的是系统平时算期限的同一套办法。"
        ),
        gettext("更短的承诺只改按工作日算、原来更长的承诺；当场办理、按日按月算的和法定期限不变。"),
    ]
    if scenario.roster:
        said += [
            gettext(
                "排队模型很简单：一个科室同时在办的件数，最多是它实际有过的最多件数，按人数增减；先受理的先办。"
            ),
            gettext(
                "每件办多久，从同一事项实际用过的工作日里抽一个，由种子决定，所以同样的种子得到同样的结果。"
            ),
            gettext(
                "模型不知道谁请假、谁更熟练、哪件更难，也不知道改变以后大家会不会换一种做法。请比较“模型：原来”和“假如”，不要当成预测。"
            ),
        ]
    return tuple(said)


def _words() -> dict[Lamp, str]:
    return {Lamp.GREEN: gettext("正常"), Lamp.AMBER: gettext("临近"), Lamp.RED: gettext("超期")}


def _tally(simulation_id: int, when: str) -> dict[tuple[int, str], Counter[str]]:
    rows = SimulatedCase.objects.filter(simulation_id=simulation_id).exclude(**{when: ""}).order_by()
    found: dict[tuple[int, str], Counter[str]] = {}
    for section, code, lamp, number in rows.values_list("section_id", "item_code", when).annotate(
        n=Count("pk")
    ):
        found.setdefault((section, code), Counter())[lamp] += number
    return found


def _bar(name: str, found: Mapping[tuple[int, str], Counter[str]], url: str) -> Bar:
    sums = sum(found.values(), Counter())
    parts = tuple(Part(str(lamp), word, sums[lamp]) for lamp, word in _words().items())
    return Bar(name, parts, gettext("超期 %(n)s 件") % {"n": sums[Lamp.RED]}, url)


def _numbers(
    found: Mapping[str, Mapping[tuple[int, str], Counter[str]]],
    shown: list[str],
    particular: Mapping[str, object] | None,
    address: Callable[..., str],
) -> tuple[Number, ...]:
    own = dict(particular or {})
    numbers = []
    for when in shown:
        sums: Counter[str] = sum(
            (
                lamps
                for (section, code), lamps in found[when].items()
                if own.get("section", section) == section and own.get("item", code) == code
            ),
            Counter(),
        )
        for lamp in LAMPS:
            url = address(when=when, lamp=str(lamp), **own) if sums[lamp] else ""
            numbers.append(Number(sums[lamp], url))
    return tuple(numbers)


def _visible(row: Simulation, scope: Scope) -> bool:
    return scope.whole is None or (bool(row.sections) and set(row.sections) <= scope.whole)


def _card(row: Simulation, done: int) -> SimulationCard:
    return SimulationCard(
        row.pk,
        row.first,
        row.last,
        tuple(row.sections),
        row.item,
        scenario_of(row),
        SimulationState(row.state),
        row.total,
        done,
        row.asked_by.called,
        row.asked_at,
    )
