"""Applications for the benchmark: complete, each from another person, with numbers that belong to nobody."""

import datetime as dt
import json
from collections.abc import Iterator
from itertools import count

from banshi.config.demo.identities import citizen_number, mobile
from banshi.kernel.catalogue.queries import version_in_force
from banshi.lib import clock
from banshi.workflows.intake import Applicant, Application

ITEM = "MZ-XK-01"
ELDEST = dt.date(1950, 1, 1)
SERIALS = 999


def papers() -> tuple[int, ...]:
    """The numbers of the papers the item demands."""
    return tuple(paper.seq for paper in version_in_force(ITEM, clock.today()).spec.materials)


def applicants(first: int = 0) -> Iterator[Applicant]:
    """Endless people, from the `first` on; each has another number."""
    for n in count(first):
        born = ELDEST + dt.timedelta(days=n // SERIALS)
        yield Applicant(
            kind="citizen",
            name="张伟",
            number_kind="citizen_id",
            number=citizen_number(born, n % SERIALS + 1),
            phone=mobile(n % 10_000),
            address="辽宁省阜新市海州区中华路0号",
        )


def application(applicant: Applicant) -> Application:
    """A complete application at the counter."""
    return Application(item_code=ITEM, applicant=applicant, channel="counter", present=papers())


def body(applicant: Applicant, present: tuple[int, ...]) -> bytes:
    """The same as the body of a request to the API, to be accepted at once."""
    given = {name: getattr(applicant, name) for name in Applicant.__slots__}
    return json.dumps(
        {"item": ITEM, "applicant": given, "channel": "counter", "present": present, "accept": True},
        ensure_ascii=False,
    ).encode()
