"""The round of swapped ids over a loaded bureau: each post at each address, and strangers at the citizens' pages."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

from django.test import Client
from django.urls import get_resolver

from banshi.config.demo.people import STAFF
from banshi.institutions.appointments.models import Booking
from banshi.kernel.cases import lookups
from banshi.kernel.cases.models import Case
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation.models import ApiKey, Staff
from banshi.kernel.organisation.people import actor_for
from banshi.kernel.organisation.permissions import may
from banshi.kernel.vault.digests import digest
from tests.addresses import routes
from tests.house.knowing import knows
from tests.house.swapping import Route, answer, asked, model, nobodys, with_ids

METHODS = ("GET", "POST")
# One colleague for each post, and one of another section for the two posts that are bound to theirs.
WHO = {role: one.username for one in reversed(STAFF) for role, _section in one.posts}
WHO |= {"handler elsewhere": "jiuzhu", "head elsewhere": "ertongkezhang"}


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody at a browser, and another system that acts as them."""

    post: str
    actor: Actor
    client: Client
    headers: dict[str, str]

    def extra(self, route: Route, method: str) -> dict[str, Any]:
        """What a request of theirs carries besides: the key, at the interface."""
        if not route.pattern.startswith("api/"):
            return {}
        body = {"content_type": "application/json", "data": "{}"} if method == "POST" else {}
        return {"headers": self.headers} | body


@dataclass(frozen=True, slots=True)
class Told:
    """An answer that should have been that for a thing which does not exist, or that left a trace."""

    method: str
    path: str
    post: str
    status: int
    instead: int
    written: int


def callers() -> list[Caller]:
    """Somebody of every post, each with a key of their own."""
    found = []
    for post, username in WHO.items():
        staff = Staff.objects.get(username=username)
        client, secret = Client(), f"key-{username}"
        client.force_login(staff)
        ApiKey.objects.create(name=post, staff=staff, digest=digest("api-key", secret))
        found.append(Caller(post, actor_for(staff), client, {"Authorization": f"Bearer {secret}"}))
    return found


Choose = Callable[[Route, Sequence[Caller]], Iterator[tuple[Caller, list[object]]]]


def all_of(most: int) -> Choose:
    """Everybody at every address, with so many of the things they may not know of."""

    def choose(route: Route, people: Sequence[Caller]) -> Iterator[tuple[Caller, list[object]]]:
        for caller in people:
            yield caller, _hidden(route, caller)[:most]

    return choose


def a_few(route: Route, people: Sequence[Caller]) -> Iterator[tuple[Caller, list[object]]]:
    """At every address one who may do it and not with this one, and one who may not do it at all: by lot."""
    lot = crc32(route.pattern.encode())
    turned = [people[(lot + place) % len(people)] for place in range(len(people))]
    bound = (one for one in turned if may(one.actor, route.act))
    barred = (one for one in turned if not may(one.actor, route.act))
    first = next(((one, found) for one in bound if (found := _hidden(route, one))), None)
    for caller, hidden in filter(None, (first, next(((one, _hidden(route, one)) for one in barred), None))):
        yield caller, hidden[lot % len(hidden) :][:1] if hidden else []


def hidden_from_one(route: Route, people: Sequence[Caller]) -> tuple[Caller, object] | None:
    """Somebody who may do this, and a thing of which they may not know; None where there is no such pair."""
    bound = (one for one in people if may(one.actor, route.act))
    return next(((one, found[0]) for one in bound if (found := _hidden(route, one))), None)


def round_of(choose: Choose) -> Iterator[Told | int]:
    """What was told that should not have been; a number for the answers that were compared."""
    people = callers()
    for route in (*with_ids("desk/"), *with_ids("api/")):
        name, kind = route.ids[0]
        inner = {one: some(other) for one, other in route.ids[1:]}
        for caller, hidden in choose(route, people):
            for method in METHODS if hidden else ():
                extra = caller.extra(route, method)
                path = route.path(inner | {name: nobodys(kind)})
                nobody, _written = asked(caller.client, method, path, **extra)
                blank = answer(nobody, path)
                for pk in hidden:
                    there = route.path(inner | {name: pk})
                    found, written = asked(caller.client, method, there, **extra)
                    yield 1
                    if answer(found, there) != blank or written:
                        status, instead = found.status_code, nobody.status_code
                        yield Told(method, there, caller.post, status, instead, written)


def strangers() -> Iterator[Told | int]:
    """Every page of a case and of a booking, as nobody and as the owner of another one."""
    for place, rows, key in (
        ("progress/", Case, lookups.SESSION_KEY),
        ("bookings/", Booking, "own_bookings"),
    ):
        mine, theirs = rows._default_manager.order_by("pk")[:2]
        for client in (Client(), _proved(key, mine.pk)):
            for pattern, _view in routes(get_resolver()):
                if pattern.startswith(f"{place}<str:number>"):
                    yield from _foreign(client, Route(pattern, "public", ()), theirs.number)


def _foreign(client: Client, route: Route, number: str) -> Iterator[Told | int]:
    guessed = number[:-4] + "9876"
    for method in METHODS:
        nobody, _written = asked(client, method, path := route.path({"number": guessed}))
        found, written = asked(client, method, there := route.path({"number": number}))
        yield 1
        blank = answer(nobody, path)[1].replace(guessed, "NUMBER")
        if answer(found, there)[1].replace(number, "NUMBER") != blank or written:
            yield Told(method, there, "stranger", found.status_code, nobody.status_code, written)


def _proved(key: str, pk: int) -> Client:
    client = Client()
    session = client.session
    lookups.remember(session, pk)
    session[key] = session[lookups.SESSION_KEY]
    session.save()
    return client


def _hidden(route: Route, caller: Caller) -> list[object]:
    keys = model(route.ids[0][1])._default_manager.order_by("pk").values_list("pk", flat=True)[:60]
    # Papers of confidential matters have numbers below nought, which no address takes.
    named = (pk for pk in keys if not (isinstance(pk, int) and pk < 0))
    return [pk for pk in named if not knows(route, caller.actor, pk)]


def some(kind: str) -> object:
    return model(kind)._default_manager.order_by("pk").values_list("pk", flat=True).first() or 1
