"""Every id swapped for every post at every address, the cells of the table, and ten thousand guesses.

The fast forms are in `make test` (tests/house/test_access.py, tests/config/test_demo.py, tests/entrypoints/portal/
test_guessing.py); here the whole product of ids and posts is asked, over a sample bureau loaded for it.
"""

import logging
import os
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
from banshi.kernel.organisation.permissions import TABLE  # noqa: E402
from banshi.lib import clock  # noqa: E402
from banshi.lib.results import Refused  # noqa: E402
from bench.report import Table, progress, run  # noqa: E402
from tests.house import swapped, test_access  # noqa: E402
from tests.house.swapping import with_ids  # noqa: E402

GUESSES, CASES, ALL = 10_000, 25, 40


def measure(quick: bool) -> Iterator[Table]:
    """Cells, swapped ids, guesses; a difference, a disclosure or a guess too many fails the part."""
    logging.disable(logging.CRITICAL)
    settings.ALLOWED_HOSTS = ["*"]
    yield _cells()
    progress("the sample bureau is loaded")
    load = ["demo", "--load-only", "--cases", str(CASES)]
    subprocess.run([sys.executable, "-m", "banshi.config.cli", *load], check=True, stdout=subprocess.DEVNULL)
    with clock.frozen(MOMENT):
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
