"""What a citizen's first look costs: every page with all that it loads, nothing from another house, few cookies."""

import re
from collections import Counter, deque
from collections.abc import Iterator
from gzip import compress
from html import unescape
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, resolve

pytestmark = pytest.mark.once

LIMIT = 120 * 1024
# Two pages of a route weigh alike.
OF_A_KIND = 2
COOKIES = {
    "csrftoken",
    "sessionid",
    "messages",
    "banshi_draft",
    "banshi_mode",
    "banshi_size",
    "django_language",
}
LOADED = re.compile(
    r"""<(?:script|img|iframe|source|embed|video|audio)\b[^>]*?\s(?:src|srcset)=["']([^"']+)"""
    r"""|<link\b[^>]*?\shref=["']([^"']+)""",
    re.IGNORECASE,
)
OUTSIDE = re.compile(rb"""(?:url\(|@import|import\(|fetch\(|from)\s*["']?(?:https?:)?//""")
LINK = re.compile(r"""<a\b[^>]*?\shref=["']([^"'#]+)""", re.IGNORECASE)
DOORS = ("/", "/apply/MZ-XK-01/", "/regulations/", "/hall/kiosk/", "/hall/board/", "/hall/kiosk/booked/")


def walked(client: Client) -> Iterator[tuple[str, HttpResponse]]:
    """Each kind of page that a stranger reaches from the front page by links, with its path."""
    waiting, met, visits = deque(DOORS), set(DOORS), Counter()
    while waiting:
        path = waiting.popleft()
        route = route_of(path)
        if not route or visits[route] >= OF_A_KIND:
            continue
        visits[route] += 1
        answer = client.get(path)
        found = LINK.findall(answer.content.decode()) if html(answer) else []
        if answer.status_code == 200 and html(answer):
            yield path, answer
        for address in [*found, answer.get("Location", "")]:
            target = urldefrag(urljoin(path, unescape(address)))[0]
            if target.startswith("/") and target not in met:
                met.add(target)
                waiting.append(target)


def html(answer: HttpResponse) -> bool:
    return answer.get("Content-Type", "").startswith("text/html")


def route_of(path: str) -> str:
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return ""


def loaded(page: str) -> set[str]:
    """The addresses that a browser asks for by itself when it shows the page."""
    every = {unescape(one or other) for one, other in LOADED.findall(page)}
    return {address for address in every if not address.startswith("data:")}


def weight(client: Client, address: str) -> int:
    """The bytes of what an address answers, compressed as a server does it."""
    return len(compress(content(client, address), 6, mtime=0))


def content(client: Client, address: str) -> bytes:
    path = urlsplit(address).path
    if path.startswith("/static/"):
        found = finders.find(path.removeprefix("/static/"))
        assert isinstance(found, str), f"{path} is not there: has `make` built the assets?"
        return Path(found).read_bytes()
    return client.get(address).content


def test_a_first_look_is_light_and_asks_nobody_else(cast):
    client, heavy, foreign, seen = Client(), {}, set(), set()
    weights: dict[str, int] = {}
    for path, answer in walked(client):
        parts = loaded(answer.content.decode())
        seen.add(route_of(path))
        foreign |= {(path, part) for part in parts if urlsplit(part).netloc}
        for part in parts - weights.keys():
            weights[part] = weight(client, part)
            foreign |= {(part, "in its text") for _found in OUTSIDE.findall(content(client, part))}
        total = len(compress(answer.content, 6, mtime=0)) + sum(weights[part] for part in parts)
        if total > LIMIT:
            heavy[path] = total
    assert heavy == {}
    assert foreign == set()
    assert seen >= {"portal:home", "portal:guide", "portal:apply", "portal:my_cases", "regulations:annex"}
    assert len(seen) >= 30
    assert set(client.cookies) <= COOKIES


def test_every_cookie_is_explained(citizen):
    page = citizen.open("/privacy/").content.decode()
    assert {name for name in COOKIES if name not in page} == set()
