"""The cells of the table, every id swapped for every post at every address, ids that are gone, how long "no" takes, and
ten thousand guesses.

The fast forms are in `make test` (tests/house/test_access.py, tests/config/test_demo.py, tests/entrypoints/portal/
test_guessing.py); here the whole product of ids and posts is asked, over a sample bureau loaded for it.
"""

import logging
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator

os.environ["BANSHI_ENV"] = "demo"
os.environ["BANSHI_DATA"] = tempfile.mkdtemp(prefix="banshi-access-")
os.environ["BANSHI_NOW"] = MOMENT = "2026-11-23T10:00"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "banshi.config.settings")

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import transaction  # noqa: E402

from banshi.kernel.cases import lookups  # noqa: E402
from banshi.kernel.cases.models import Case  # noqa: E402
from banshi.kernel.organisation.models import Role  # noqa: E402
from banshi.kernel.organisation.permissions import TABLE, may  # noqa: E402
from banshi.lib import clock  # noqa: E402
from banshi.lib.results import Refused  # noqa: E402
from bench.report import Table, progress, run  # noqa: E402
from tests.house import swapped, test_access  # noqa: E402
from tests.house.swapping import answer, asked, model, nobodys, with_ids  # noqa: E402

# `ALL`: of one kind the things that somebody may not know of; `TIMES`: how often each of two answers is timed.
GUESSES, CASES, ALL, TIMES, EVEN = 10_000, 25, 8, 200, 0.1


def measure(quick: bool) -> Iterator[Table]:
    """Cells, swapped ids, guesses; a difference, a disclosure or a guess too many fails the part."""
    logging.disable(logging.CRITICAL)
    settings.ALLOWED_HOSTS = ["*"]
    yield _cells()
    progress("the sample bureau is loaded")
    load = ["demo", "--load-only", "--cases", str(CASES)]
    subprocess.run([sys.executable, "-m", "banshi.config.cli", *load], check=True, stdout=subprocess.DEVNULL)
    with clock.frozen(MOMENT):
        yield _gone()
        yield _times(TIMES // 20 if quick else TIMES)
        yield _swapped(1 if quick else ALL)
        yield _guessed(GUESSES // 20 if quick else GUESSES)


def _cells() -> Table:
    found = list(test_access.differences(test_access.WRITTEN))
    assert found == [], found[:20]
    sizes = (len(TABLE), len(Role.values), len(test_access.STANDINGS))
    total = sizes[0] * sizes[1] * sizes[2]
    return Table(
        "the table of rights against docs/permissions.md",
        ("acts", "posts", "relations", "cells", "differences"),
        [(*sizes, total, len(found))],
        aim="0 differences",
    )


def _swapped(most: int) -> Table:
    begun, compared, told = time.monotonic(), 0, []
    with transaction.atomic():
        for one in (*swapped.round_of(swapped.all_of(most)), *swapped.strangers()):
            compared += one == 1
            told += [one] if one != 1 else []
        transaction.set_rollback(True)
    assert told == [], told[:20]
    addresses = len([*with_ids("desk/"), *with_ids("api/")])
    return Table(
        "ids swapped",
        ("addresses with ids", "who", "answers compared", "disclosures", "seconds"),
        [(addresses, len(swapped.WHO), compared, len(told), round(time.monotonic() - begun))],
        aim="0 disclosures; nothing written",
    )


def _gone() -> Table:
    """What was there and is deleted, asked for by somebody who knew it: like what never was."""
    compared, told = 0, []
    with transaction.atomic():
        people = swapped.callers()
        for route in (*with_ids("desk/"), *with_ids("api/")):
            # What was told at the window stands in the ledger, whatever row is gone.
            if route.pattern.startswith("desk/tell/done/"):
                continue
            name, kind = route.ids[0]
            rows = model(kind)._default_manager
            pk = rows.order_by("-pk").values_list("pk", flat=True).first()
            caller = next((one for one in people if may(one.actor, route.act)), people[0])
            inner = {one: swapped.some(other) for one, other in route.ids[1:]}
            for method in swapped.METHODS if pk is not None else ():
                paths = [route.path(inner | {name: one}) for one in (nobodys(kind), pk)]
                with transaction.atomic():
                    rows.filter(pk=pk)._raw_delete(rows.db)
                    found = [
                        answer(asked(caller.client, method, path, **caller.extra(route, method))[0], path)
                        for path in paths
                    ]
                    transaction.set_rollback(True)
                compared += 1
                told += [(method, paths[1], found[1][0], found[0][0])] if found[0] != found[1] else []
        transaction.set_rollback(True)
    assert told == [], told[:20]
    return Table(
        "ids that are gone", ("answers compared", "differences"), [(compared, len(told))], aim="0 differences"
    )


def _times(rounds: int) -> Table:
    """Of each kind of thing one that its asker may not know of, and one that is not: in turn, at the same address."""
    settings.EVEN_SECONDS = EVEN
    timed: dict[str, tuple[float, float, float]] = {}
    with transaction.atomic():
        people = swapped.callers()
        for route in (*with_ids("desk/"), *with_ids("api/")):
            name, kind = route.ids[0]
            place = f"{route.pattern.partition('/')[0]} {kind}"
            chosen = None if place in timed or len(route.ids) > 1 else swapped.hidden_from_one(route, people)
            if chosen:
                caller, pk = chosen
                timed[place] = _timed(
                    caller, [route.path({name: one}) for one in (nobodys(kind), pk)], rounds
                )
        transaction.set_rollback(True)
    settings.EVEN_SECONDS = 0.0
    rows = [(place, *(f"{1000 * one:.2f}" for one in found)) for place, found in timed.items()]
    columns = ("thing", "there is none, ms", "you may not, ms", "half of all within, ms")
    return Table(
        f"how long a no takes, median of {rounds}", columns, rows, aim="no difference that can be measured"
    )


def _timed(caller: swapped.Caller, paths: list[str], rounds: int) -> tuple[float, float, float]:
    taken: list[list[float]] = [[], []]
    extra = {"headers": caller.headers} if paths[0].startswith("/api/") else {}
    for turn in range(2 * rounds + 10):
        began = time.perf_counter()
        caller.client.get(paths[turn % 2], **extra)
        taken[turn % 2].append(time.perf_counter() - began)
    none, not_yours = (one[5:] for one in taken)
    quarters = statistics.quantiles(none, n=4)
    return statistics.median(none), statistics.median(not_yours), quarters[2] - quarters[0]


def _guessed(guesses: int) -> Table:
    case, looked, own = Case.objects.order_by("pk")[0], 0, lookups.find_own
    right = next(n for n in range(10_000) if own(case.number, phone_tail=f"{n:04d}"))

    def counted(number: str, **secret: str) -> object:
        nonlocal looked
        looked += 1
        return own(number, **secret)

    lookups.find_own = counted  # type: ignore[assignment]
    with transaction.atomic():
        for guess in range(guesses):
            if guess != right:
                _try(case.number, f"{guess % 10_000:04d}", f"198.51.{guess // 250 % 250}.{guess % 250}")
        held = lookups.find(number=case.number, secret=case.query_code, network="203.0.113.5").id == case.pk
        transaction.set_rollback(True)
    lookups.find_own = own
    looked -= 1
    assert (looked, held) == (lookups.NUMBER_TRIES, True)
    return Table(
        "guesses of one telephone tail from many networks in a day",
        ("guesses", "looked at", "chance of one case", "the receipt still opens"),
        [(guesses, looked, f"{looked / 10_000:.2%}", "yes" if held else "no")],
        aim="0.05 % a case and day; nobody else shut out",
    )


def _try(number: str, secret: str, network: str) -> None:
    try:
        lookups.find(number=number, secret=secret, network=network)
    except Refused:
        return


if __name__ == "__main__":
    run(measure)
