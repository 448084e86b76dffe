"""Which part of a list of work is asked for: desk, lamp, state, place; written in the address."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from banshi.entrypoints.workbench.desks import Desk
from banshi.kernel.cases.life import State
from banshi.kernel.clocks.lamps import Lamp
from banshi.kernel.clocks.worklist import Place

SHAPES = (Lamp.RED, Lamp.AMBER, Lamp.GREEN, Lamp.GREY, Lamp.HOLLOW)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the address asks for; unknown values are left out."""

    desk: Desk
    shape: Lamp | None
    state: State | None
    after: Place | None

    def url(self, **changes: object) -> str:
        """The same list with something changed, from its beginning unless `after` is given."""
        values = {"desk": self.desk.name, "lamp": self.shape, "state": self.state, "after": None} | changes
        return "?" + urlencode({name: str(value) for name, value in values.items() if value})


def chosen_of(asked: Mapping[str, str], own: tuple[Desk, ...]) -> Chosen:
    """What an address asks for, on one of these desks; the first where it names none of them."""
    desk = next((desk for desk in own if desk.name == asked.get("desk")), own[0])
    shape = next((shape for shape in SHAPES if shape == asked.get("lamp")), None)
    state = next((state for state in desk.scope.states if state == asked.get("state")), None)
    return Chosen(desk, shape, state, Place.parse(asked.get("after", "")))
