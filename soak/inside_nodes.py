"""The journal client of `soak.nodes`, and its check: acts of the product, noted when they were acknowledged."""

import json
import os
import sys
import time
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "banshi.config.settings")

import django

django.setup()

from django.db import DatabaseError, InterfaceError, connection  # noqa: E402

from banshi.kernel.cases.models import Case  # noqa: E402
from banshi.kernel.ledger.models import Entry  # noqa: E402
from banshi.kernel.ledger.verify import verify  # noqa: E402
from banshi.kernel.organisation.models import Staff  # noqa: E402
from banshi.kernel.organisation.people import actor_for  # noqa: E402
from tests.factories.cases import accepted_case  # noqa: E402


def write(seconds: float, journal: Path) -> None:
    """Accept applications until the time is over; each line says when one was acknowledged, or failed."""
    clerk, end = actor_for(Staff.objects.get(username="chuangkou")), time.monotonic() + seconds
    with journal.open("a", buffering=1) as out:
        while time.monotonic() < end:
            try:
                told: dict[str, object] = {"case": accepted_case(clerk)}
            except (DatabaseError, InterfaceError) as error:
                told = {"error": type(error).__name__}
                connection.close()
                time.sleep(0.2)
            out.write(json.dumps(told | {"at": time.monotonic()}) + "\n")


def check(acked: Path) -> dict[str, int]:
    """Of what was acknowledged: how many are lost or twice; what the verifier says of all."""
    cases = json.loads(acked.read_text())
    there = set(Case.objects.filter(pk__in=cases).order_by().values_list("pk", flat=True))
    streams = [f"case:{case}" for case in cases]
    doubled = (
        Entry.objects.filter(stream__in=streams, act="accepted").order_by().values_list("stream", flat=True)
    )
    found = verify()
    return {
        "lost": len(set(cases) - there),
        "twice": len(doubled) - len(set(doubled)),
        "entries": found.entries,
        "faults": len(found.faults),
    }


if __name__ == "__main__":
    if sys.argv[1] == "check":
        sys.stdout.write(json.dumps(check(Path(sys.argv[2]))) + "\n")
    else:
        write(float(sys.argv[1]), Path(sys.argv[2]))
