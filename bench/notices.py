"""A notice of acceptance (W05) as PDF/A-2a + PDF/UA-1: first in a process, then warm; the same bytes twice."""

import io
from collections.abc import Iterator
from time import perf_counter

import pikepdf

from banshi.kernel.documents.actions import make
from banshi.kernel.documents.models import Document
from banshi.kernel.organisation.models import Staff
from banshi.kernel.organisation.people import actor_for
from banshi.workflows.intake import receive_and_accept
from bench import bureau
from bench.applications import applicants, application
from bench.report import Table, run
from bench.timing import each, percentile, shown

MILLI = 1e-3


def measure(quick: bool) -> Iterator[Table]:
    """The paper of each of several real acceptances, typeset as the worker does it."""
    bureau.found()
    clerk = actor_for(Staff.objects.get(username=bureau.CLERK))
    people = applicants()
    for _ in range(20 if quick else 100):
        receive_and_accept(application=application(next(people)), actor=clerk)
    letters = list(Document.objects.filter(kind="W05").order_by("id"))
    start = perf_counter()
    first = make(letters[0])
    cold = perf_counter() - start
    queue = iter(letters[1:])
    # Each letter is another one: the engine remembers what it has just set.
    warm = each(lambda: make(next(queue)), times=len(letters) - 3)
    same = make(letters[0]) == first
    rows = [
        ("first in a process (ms)", shown(cold / MILLI)),
        ("warm, median (ms)", shown(percentile(warm, 0.5) / MILLI)),
        ("warm, p95 (ms)", shown(percentile(warm, 0.95) / MILLI)),
        ("size (KiB), pages", f"{len(first) / 1024:.0f}, {_pages(first)}"),
        ("the same data give the same bytes", "yes" if same else "NO"),
    ]
    yield Table("notices: W05 as PDF/A-2a + PDF/UA-1", ("what", "value"), rows, aim="25 ms warm")


def _pages(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


if __name__ == "__main__":
    run(measure)
