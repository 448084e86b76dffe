"""The dashboard on a wall: numbers and sections only, large and dark; it comes anew every minute by itself."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from banshi.entrypoints.workbench.dashboard_numbers import COUNTED, NOBODY, WORDS, Board, Line, Shade, board
from banshi.kernel.clocks.desk import actor_of
from banshi.kernel.clocks.lamps import Lamp
from banshi.kernel.clocks.record import month
from banshi.kernel.organisation.permissions import needs
from banshi.lib import clock
from banshi.lib.results import Reason
from banshi.workflows import dated

# As many as can be read across a room; the most urgent stand there.
SECTIONS = 12


@dataclass(frozen=True, slots=True)
class Big:
    """A lamp with its number."""

    shade: Shade
    number: int


@dataclass(frozen=True, slots=True)
class WallLine:
    """A section with its red and its amber lamp, None where it does not burn."""

    label: str
    lamps: tuple[Shade | None, ...]


@needs(dated.OPENS)
@never_cache
@require_safe
def wall(request: HttpRequest) -> HttpResponse:
    """The wall; the script asks for the part that changes each minute, without one the page comes anew."""
    actor, language = actor_of(request), get_language() or ""
    whole = not request.headers.get("HX-Request")
    template = "workbench/dashboard/wall.html" if whole else "workbench/dashboard/wall_now.html"
    found = board(actor, language)
    named = [line for line in found.sections if line.label != NOBODY]
    lines = sorted(named, key=lambda line: (-line.numbers[0], -line.numbers[1]))
    pressing = [line for line in lines if line.numbers[0] or line.numbers[1]]
    context = {
        "bigs": bigs(found),
        "lines": [_line(line) for line in pressing[:SECTIONS]],
        "hidden": len(pressing[SECTIONS:]),
        "calm": len(lines) - len(pressing),
        "month": month(clock.today()) if dated.reader_of(actor, ("see_lamps",)).sections is None else None,
        "now": clock.now(),
    }
    return render(request, template, context)


def bigs(found: Board) -> tuple[Big, ...]:
    """The sums of all lamps."""
    return tuple(
        Big(Shade(Lamp(cell.lamp), WORDS[Lamp(cell.lamp)]), cell.number) for cell in found.sums.cells
    )


def _line(line: Line) -> WallLine:
    shades = (
        Shade(Lamp(cell.lamp), Reason(COUNTED[Lamp(cell.lamp)], params={"n": cell.number}))
        if cell.number
        else None
        for cell in line.cells[:2]
    )
    return WallLine(line.label, tuple(shades))
