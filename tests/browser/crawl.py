"""Finding a living address of every page: each post follows the links that it is shown."""

import re
import sys
from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from urllib.parse import urldefrag, urljoin, urlsplit

import requests
from django.urls import Resolver404, get_resolver, resolve

from tests.addresses import routes
from tests.browser.house import PASSWORD, STAFF

LINK = re.compile(r"""<(?:a|form|iframe)\b[^>]*?\s(?:href|action|src)=["']([^"']+)["']""", re.IGNORECASE)
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
# Two of a kind may be drawn differently; more show nothing new, but other steps lead on from other cases.
OF_A_KIND = Counter({"workbench:case": 25, "workbench:matter": 8, "workbench:complaint": 5})
ELSE = 2
# Leaving, and choosing a language: nothing to look at.
SILENT = frozenset({"workbench:logout", "ui:language"})
CITIZEN = ""
# A citizen in the middle of everything: `tests.browser.own`.
OWN = "own"
# No link leads here: the screen that faces the visitor at a counter.
TABLET = "/hall/tablet/1/"
PATIENCE = 60


@dataclass(frozen=True, slots=True, order=True)
class Seen:
    """A page: the name of its route, who opened it ("" a citizen), and its path."""

    route: str
    who: str
    path: str


def route_of(path: str) -> str:
    """The name of the route of a path, with its namespace; "" where there is none."""
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return ""


def signed_in(base: str, who: str) -> requests.Session:
    """A client that has the cookies of this colleague; of nobody for a citizen."""
    client = requests.Session()
    if who:
        door = f"{base}/desk/login/"
        token = TOKEN.search(client.get(door, timeout=PATIENCE).text)
        assert token is not None
        form = {"csrfmiddlewaretoken": token[1], "username": who, "password": PASSWORD}
        answer = client.post(door, data=form, headers={"Referer": door}, timeout=PATIENCE)
        assert answer.status_code == 200
    return client


def pages(base: str, own: Mapping[str, str], paths: Sequence[str]) -> list[Seen]:
    """One page for each route that somebody can reach by links or by its bare address, in the order of the routes.

    `own` and `paths`: the cookies of a citizen in the middle of everything, and where the own pages begin.
    """
    found: dict[str, Seen] = {}
    desk, hall = _doors()
    for who in (CITIZEN, *STAFF):
        sys.stderr.write(f"\rfollowing the links of {who or 'a citizen':30}")
        for seen in _followed(base, who, signed_in(base, who), desk if who else hall):
            found.setdefault(seen.route, seen)
    citizen = requests.Session()
    citizen.cookies.update(own)
    for seen in _followed(base, OWN, citizen, paths):
        found.setdefault(seen.route, seen)
    return sorted(found.values())


def _doors() -> tuple[list[str], list[str]]:
    """Every address without a part to fill in, at the desk and outside of it: not to all of them a link leads."""
    whole = [f"/{path}" for path, _view in routes(get_resolver()) if "<" not in path]
    desk = [path for path in whole if path.startswith("/desk/")]
    return desk, [path for path in whole if path not in desk and not path.startswith("/api/")] + [TABLET]


def _followed(base: str, who: str, client: requests.Session, doors: Sequence[str]) -> Iterator[Seen]:
    waiting, met = deque(doors), set(doors)
    visits: Counter[str] = Counter()
    with client:
        while waiting:
            path = waiting.popleft()
            route = route_of(path)
            if not route or route in SILENT or visits[route] >= (OF_A_KIND[route] or ELSE):
                continue
            visits[route] += 1
            answer = client.get(base + path, timeout=PATIENCE)
            landed = answer.url.removeprefix(base)
            if answer.status_code != 200 or not answer.headers["content-type"].startswith("text/html"):
                continue
            if route_of(landed) == route:
                yield Seen(route, who, landed)
            for link in links(base, answer.url, answer.text):
                if link not in met:
                    met.add(link)
                    waiting.append(link)


def links(base: str, at: str, page: str) -> list[str]:
    """The paths of this house that a page leads to, in their order, without fragments."""
    targets = (urldefrag(urljoin(at, unescape(found)))[0] for found in LINK.findall(page))
    return [target.removeprefix(base) for target in dict.fromkeys(targets) if target.startswith(f"{base}/")]
