"""Pieces of `soak.restore` that need the product inside: one process for each, with the settings in its environment."""

import datetime as dt
import json
import os
import random
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "banshi.config.settings")

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import override_settings  # noqa: E402

from banshi.kernel.cases.models import Case  # noqa: E402
from banshi.kernel.ledger.verify import verify  # noqa: E402
from banshi.kernel.notifications.actions import send  # noqa: E402
from banshi.kernel.organisation.models import Staff  # noqa: E402
from banshi.kernel.organisation.people import actor_for  # noqa: E402
from banshi.kernel.safekeeping import archive  # noqa: E402
from banshi.kernel.safekeeping.container import new_key  # noqa: E402
from banshi.kernel.safekeeping.models import Run  # noqa: E402
from banshi.lib.results import Refused  # noqa: E402
from tests.factories.cases import accepted_case  # noqa: E402


def read_all(path: Path) -> None:
    """What a restoration reads before it touches anything."""
    with archive.opened(path) as (opened, manifest), Path("/dev/null").open("wb") as out:
        for name in manifest.parts:
            archive.take(opened, manifest, name, out)


def accepted(path: Path) -> bool:
    """Whether a backup would be taken for whole."""
    try:
        read_all(path)
    except Refused:
        return False
    return True


def damage(file: Path, turns: int) -> tuple[int, int, int, int]:
    """Offer damaged backups: flips, cuts, wrong keys; and how many of them were taken for whole."""
    read_all(file)
    blob, dice, wrong = file.read_bytes(), random.Random(11), 0
    cuts = turns // 5
    with tempfile.TemporaryDirectory() as folder:
        bad = Path(folder) / "bad.bak"
        for turn in range(turns):
            changed = bytearray(blob)
            # Half of them at the beginning and the end, where a format is told.
            at = dice.randrange(len(blob)) if turn % 2 else dice.choice((1, -1)) * dice.randrange(1, 600)
            changed[at] ^= 1 << dice.randrange(8)
            bad.write_bytes(changed)
            wrong += accepted(bad)
        for _turn in range(cuts):
            bad.write_bytes(blob[: dice.randrange(len(blob))])
            wrong += accepted(bad)
    for kid in ("t1", "x9"):
        with override_settings(BACKUP=settings.BACKUP | {"keys": f"{kid}:{new_key()}"}):
            wrong += accepted(file)
    if wrong:
        raise AssertionError(f"{wrong} damaged backups were taken for whole")
    return turns, cuts, 2, wrong


def acts(count: int, pause: float) -> list[tuple[str, int]]:
    """Accept applications one by one; the real moment after each was acknowledged, and its case."""
    clerk, journal = actor_for(Staff.objects.get(username="chuangkou")), []
    for _turn in range(count):
        case = accepted_case(clerk)
        journal.append((dt.datetime.fromtimestamp(time.time(), dt.UTC).isoformat(), case))  # noqa: TID251
        time.sleep(pause)
    return journal


def recovered() -> dict[str, object]:
    """What is there after the recovery, once it has ended."""
    with connection.cursor() as cursor:
        for _turn in range(600):
            cursor.execute("SELECT pg_is_in_recovery()")
            if not cursor.fetchone()[0]:
                break
            time.sleep(0.1)
    found = verify()
    cases = list(Case.objects.order_by("pk").values_list("pk", flat=True))
    return {"cases": cases, "entries": found.entries, "faults": len(found.faults)}


def last() -> dict[str, int]:
    """The newest proof."""
    run = Run.objects.filter(kind="proof", problem="").order_by("-pk")[0]
    return {"cases": run.cases, "entries": run.entries, "pages": run.pages}


def main(piece: str, *given: str) -> object:
    """One piece; its answer is printed as JSON."""
    if piece == "--damage":
        return damage(Path(given[0]), int(given[1]))
    if piece == "--acts":
        return acts(int(given[0]), float(given[1]))
    if piece == "--recovered":
        return recovered()
    if piece == "--last":
        return last()
    if piece == "--switch":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_switch_wal()")
            cursor.execute("SELECT 1")
        time.sleep(3)
        return None
    params = {"case_number": "1", "item": "x", "promised_due": "—", "phone": "0"}
    send(channel="sms", to="13800000000", template_key="accepted", params=params, stream="soak:1")
    return None


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(*sys.argv[1:])) + "\n")
