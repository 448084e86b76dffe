"""Measuring: repeats with their spread, percentiles, the CPU time of other processes."""

import os
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import isnan
from pathlib import Path
from time import perf_counter

TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Spread:
    """Seconds for one operation: the median of the repeats, the best and the worst of them."""

    median: float
    best: float
    worst: float

    def cell(self, unit: float) -> str:
        """As a cell of a table, in units of `unit` seconds: median [best..worst]."""
        return f"{shown(self.median / unit)} [{shown(self.best / unit)}..{shown(self.worst / unit)}]"


def per_operation(work: Callable[[], object], *, operations: int, repeats: int = 5) -> Spread:
    """Run `work`, which does `operations` operations, `repeats` times after one warm run."""
    work()
    seconds = sorted(_timed(work) / operations for _ in range(repeats))
    return Spread(statistics.median(seconds), seconds[0], seconds[-1])


def each(work: Callable[[], object], *, times: int, warm: int = 2) -> list[float]:
    """The seconds of each of `times` runs after `warm` runs that are not counted."""
    for _ in range(warm):
        work()
    return [_timed(work) for _ in range(times)]


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` (0 to 1) of the values do not exceed; nan of none."""
    if not values:
        return float("nan")
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, max(0, -int(-share * len(ranked) // 1) - 1))]


def shown(number: float) -> str:
    """A number with three digits that count, and no more."""
    if isnan(number):
        return "–"
    if number >= 100:
        return f"{number:,.0f}"
    return f"{number:.1f}" if number >= 10 else f"{number:.2f}" if number >= 1 else f"{number:.3f}"


def cpu_seconds(pids: Iterable[int]) -> float:
    """The CPU time these processes used so far, their ended children included; those gone count nothing."""
    return sum(_used(pid) for pid in pids)


def family(pid: int) -> set[int]:
    """A process and its living descendants."""
    parents = {
        int(entry.name): _parent(int(entry.name)) for entry in Path("/proc").iterdir() if entry.name.isdigit()
    }
    found = {pid}
    while grown := {child for child, parent in parents.items() if parent in found} - found:
        found |= grown
    return found


def _timed(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def _stat(pid: int) -> list[str]:
    try:
        # The name in parentheses may hold spaces.
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []


def _parent(pid: int) -> int:
    stat = _stat(pid)
    return int(stat[1]) if stat else 0


def _used(pid: int) -> float:
    stat = _stat(pid)
    return sum(map(int, stat[11:15])) / TICK if stat else 0.0
