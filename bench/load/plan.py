"""What the people of the load come for: taken from the data set, with accounts, keys and times that are free."""

import datetime as dt
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any

from django.conf import settings
from django.test import Client

from banshi.institutions.appointments.actions.keeping import set_bookable_hours
from banshi.institutions.appointments.queries.slots import bookable_days
from banshi.institutions.appointments.rules.days import Hours
from banshi.kernel.cases.models import Case
from banshi.kernel.organisation.models import ApiKey, Staff
from banshi.kernel.organisation.people import actor_for
from banshi.kernel.organisation.queries import section_by_code
from banshi.kernel.vault.digests import digest
from banshi.lib import clock, ids
from bench.applications import applicants, body, papers
from bench.bureau import CLERK
from bench.dataset.originals import BASE

ITEM, SECTION, HEAD = "MZ-XK-01", "SHZZ", "kezhang"
COLLEAGUES = ("kezhang", "juling", "jingban", "jingban2", "chuangkou")
WORDS = ("低保", "社团登记", "结婚", "养老机构", "收养", "慈善", "孤儿", "殡葬", "地名", "残疾人补贴")
CASES, KEYS, MANY, FEW = 40, 4, 50, 20
OK = 200
FRIDAY = 4


@dataclass(frozen=True, slots=True)
class Plan:
    """As `bench.load.client` reads it."""

    words: tuple[str, ...]
    items: tuple[str, ...]
    own: list[tuple[str, str]]
    staff: list[dict[str, Any]]
    keys: list[str]
    bookable: str

    def asked(self, **more: object) -> dict[str, object]:
        """With who comes, and for how long."""
        nobody = {"people": 0, "boards": 0, "rush": 0, "seconds": 0, "slot": "", "pace": 1, "bodies": []}
        return asdict(self) | nobody | more


def plan() -> Plan:
    """Cases from all over the archive; each colleague opens such as they may see."""
    number = Case.objects.filter(pk__gte=BASE).count()
    cases = list(
        Case.objects.filter(pk__in=range(BASE, BASE + number, max(1, number // CASES))).order_by("id")
    )
    return Plan(
        WORDS,
        ("MZ-XK-01", "MZ-XK-02", "MZ-XK-03"),
        [(case.number, case.query_code) for case in cases],
        [_colleague(name, cases) for name in COLLEAGUES],
        [_key(n) for n in range(KEYS)],
        ITEM,
    )


def bodies(number: int) -> list[str]:
    """So many applications for the API, of people who never came before."""
    begin = Case.objects.filter(pk__lt=BASE).count() + int(clock.now().timestamp()) % 10**6
    present = papers()
    return [body(one, present).decode() for one in islice(applicants(begin), number)]


def times() -> list[tuple[str, int]]:
    """Fridays' times with a few places, none taken: their addresses, and the places. The other days have many."""
    section = section_by_code(SECTION).id
    week = tuple(
        Hours(day, dt.time(hour), dt.time(hour + 3), 30, FEW if day == FRIDAY else MANY)
        for day in range(5)
        for hour in (9, 13)
    )
    head = actor_for(Staff.objects.get(username=HEAD))
    set_bookable_hours(section_id=section, effective_from=clock.today(), week=week, actor=head)
    days = [day for day in bookable_days(section) if day.day.weekday() == FRIDAY and day.open]
    return [
        (f"/appointments/{ITEM}/{day.day}/{slot.key}/", slot.places)
        for day in days
        for slot in day.slots
        if slot.free == FEW
    ]


def _colleague(name: str, cases: list[Case]) -> dict[str, Any]:
    """The session of a colleague who is signed in, and cases that open for them."""
    client = Client(raise_request_exception=False)
    client.force_login(Staff.objects.get(username=name))
    own = [case.pk for case in cases if client.get(f"/desk/cases/{case.pk}/").status_code == OK]
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    return {"cookies": {settings.SESSION_COOKIE_NAME: session}, "cases": own}


def _key(n: int) -> str:
    secret = ids.token()
    clerk = Staff.objects.get(username=CLERK)
    ApiKey.objects.create(name=f"load {n}", staff=clerk, digest=digest("api-key", secret))
    return secret
