"""A small chart of bars, drawn on the server: where each bar stands. Pure; the table beside it says the same."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, TOP, FOOT = 360, 132, 18, 18
GAP = 5


@dataclass(frozen=True, slots=True)
class Point:
    """One period: its name, whole name for reading aloud, its figure, the part of it that is late, its list."""

    label: str
    title: str
    value: float | None
    part: float = 0
    url: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A drawn point; everything in units of the view box, as text so that no language writes it otherwise."""

    point: Point
    x: str
    width: str
    y: str
    height: str
    part_y: str
    part_height: str
    middle: str
    text: str
    label: str


def bars(points: Sequence[Point]) -> tuple[Bar, ...]:
    """The points as bars from the same ground; names under every second one where there are many."""
    most = max((point.value or 0 for point in points), default=0) or 1
    step = WIDTH / max(len(points), 1)
    sparse = 2 if len(points) > 8 else 1
    return tuple(
        _bar(point, at * step, step - GAP, most, show=(len(points) - 1 - at) % sparse == 0)
        for at, point in enumerate(points)
    )


def _bar(point: Point, x: float, width: float, most: float, *, show: bool) -> Bar:
    room, ground = HEIGHT - TOP - FOOT, HEIGHT - FOOT
    height = room * (point.value or 0) / most
    part = room * point.part / most
    return Bar(
        point,
        f"{x:.1f}",
        f"{width:.1f}",
        f"{ground - height:.1f}",
        f"{height:.1f}",
        f"{ground - part:.1f}",
        f"{part:.1f}",
        f"{x + width / 2:.1f}",
        figure(point.value),
        point.label if show else "",
    )


def figure(value: float | None) -> str:
    """A figure as it is read: at most one decimal; "" for none."""
    return "" if value is None else f"{value:.1f}".removesuffix(".0")
