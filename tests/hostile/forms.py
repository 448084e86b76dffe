"""Every form of the pages that somebody can reach, and how to send it with something else in one field.

The browser is Django's own test client; each sending is undone, so that all of them meet the same bureau.
"""

import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from urllib.parse import parse_qsl, quote, urldefrag, urljoin, urlsplit

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, resolve

from banshi.kernel.ledger.models import Entry
from tests.hostile.headers import unsafe

LINK = re.compile(r"""<(?:a|form)\b[^>]*?\s(?:href|action)=["']([^"']+)["']""", re.IGNORECASE)
SILENT = frozenset({"workbench:logout", "ui:language"})
# Signs of our own inside that no page may show.
TRACES = (
    "Traceback (most recent call last)",
    "django.db",
    'File "/',
    "IntegrityError",
    "DataError",
    "site-packages",
)
PLAUSIBLE = {"date": "2026-12-01", "number": "1", "tel": "13812345678", "time": "10:00", "month": "2026-11"}
PLAUSIBLE |= {"datetime-local": "2026-11-25T11:00", "email": "a@example.cn"}
WRITTEN = frozenset({"text", "textarea", "search", "tel", "email", "number", "date", "time", "password"})
KEPT = frozenset({"text", "textarea"})


@dataclass(slots=True)
class Field:
    """A control: its name, its kind, and what a browser would send for it."""

    name: str
    kind: str
    value: str = ""


@dataclass(slots=True)
class Form:
    """A form of a page of `who` ("" a citizen): where it is sent, and its controls."""

    who: str
    page: str
    action: str
    method: str
    fields: list[Field] = field(default_factory=list)
    route: str = ""

    @property
    def key(self) -> tuple[str, str, tuple[str, ...]]:
        """What makes it the same form as one on another page."""
        return (self.route, self.method, tuple(sorted({one.name for one in self.fields})))


class _Forms(HTMLParser):
    def __init__(self, who: str, page: str) -> None:
        super().__init__()
        self.who, self.page = who, page
        self.found: list[Form] = []
        self._form: Form | None = None
        self._area: Field | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form":
            action = urldefrag(urljoin(self.page, given.get("action") or self.page))[0]
            self._form = Form(self.who, self.page, action, given.get("method", "get").lower())
            self.found.append(self._form)
        elif self._form is None or (tag != "option" and not name):
            return
        elif tag == "input":
            self._input(self._form, name, given)
        elif tag == "button":
            self._once(Field(name, "button", given.get("value", "")))
        elif tag in {"textarea", "select"}:
            self._area = Field(name, tag)
            self._form.fields.append(self._area)
        elif tag == "option" and self._area is not None and given.get("value") and not self._area.value:
            self._area.value = given["value"]

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag in {"textarea", "select"}:
            self._area = None

    def _input(self, form: Form, name: str, given: dict[str, str]) -> None:
        kind = given.get("type", "text")
        if kind in {"radio", "checkbox", "submit"}:
            self._once(Field(name, kind, given.get("value", "on")))
        else:
            value = given.get("value") or PLAUSIBLE.get(kind, "" if kind == "hidden" else "张伟")
            form.fields.append(Field(name, kind, value))

    def _once(self, one: Field) -> None:
        assert self._form is not None
        if all(other.name != one.name for other in self._form.fields):
            self._form.fields.append(one)


def forms_of(who: str, page: str, text: str) -> list[Form]:
    """The forms of a page."""
    parser = _Forms(who, page)
    parser.feed(text)
    for form in parser.found:
        form.route = route_of(form.action)
    return [form for form in parser.found if form.route and form.route not in SILENT]


def route_of(path: str) -> str:
    """The pattern of the address; "" where there is none."""
    try:
        return resolve(urlsplit(path).path).route
    except Resolver404:
        return ""


def crawled(
    clients: dict[str, Client], doors: dict[str, list[str]], each: int = 2
) -> Iterator[tuple[str, str, HttpResponse]]:
    """(who, path, answer) of whatever is reached by links, at most `each` of a route for each of them."""
    for who, client in clients.items():
        visits: Counter[str] = Counter()
        waiting, met = deque(doors[who]), set(doors[who])
        while waiting:
            path = waiting.popleft()
            route = route_of(path)
            name = resolve(urlsplit(path).path).view_name if route else ""
            if not route or name in SILENT or visits[route] >= each:
                continue
            visits[route] += 1
            answer = opened(client, path)
            yield who, path, answer
            if answer.status_code in {301, 302}:
                waiting.append(answer["Location"])
            for found in LINK.findall(page_of(answer)):
                link = urldefrag(urljoin(path, unescape(found)))[0]
                if link.startswith("/") and link not in met:
                    met.add(link)
                    waiting.append(link)


def page_of(answer: HttpResponse) -> str:
    """The text of an answer that is a page; "" of any other."""
    page = answer.get("Content-Type", "").startswith("text/html") and not answer.streaming
    return answer.content.decode() if page else ""


def opened(client: Client, path: str, method: str = "GET") -> HttpResponse:
    """What is there; `answer.written`: how many entries looking at it left in the ledger (taken back)."""
    with transaction.atomic():
        before = Entry.objects.count()
        answer = client.generic(method, path)
        answer.written = Entry.objects.count() - before
        transaction.set_rollback(True)
    return answer


def sent(client: Client, form: Form, instead: dict[str, str]) -> HttpResponse:
    """The form with these values in the place of its own; afterwards nothing has happened."""
    pairs = [(one.name, instead.get(one.name, one.value)) for one in form.fields if one.kind != "file"]
    body = "&".join(f"{_coded(name)}={_coded(value)}" for name, value in pairs)
    cookies = client.cookies.copy()
    with transaction.atomic():
        if form.method == "post":
            answer = client.generic("POST", form.action, body, "application/x-www-form-urlencoded")
        else:
            path = urlsplit(form.action)
            kept = [(n, v) for n, v in parse_qsl(path.query) if n not in dict(pairs)]
            query = "&".join([*(f"{_coded(n)}={_coded(v)}" for n, v in kept), body])
            answer = client.generic("GET", path.path, QUERY_STRING=query[:200_000])
        transaction.set_rollback(True)
    client.cookies = cookies
    return answer


def faults(form: Form, instead: dict[str, str], answer: HttpResponse) -> list[str]:
    """What is wrong with an answer; nothing when all is well."""
    found = []
    if answer.status_code >= 500:
        found.append(f"status {answer.status_code}")
    found += unsafe(answer)
    text = page_of(answer)
    found += [f"shows {sign}" for sign in TRACES if sign in text]
    if answer.status_code == 422:
        page = unescape(text)
        kinds = {one.name: one.kind for one in form.fields}
        found += [
            f"loses {name}"
            for name, value in instead.items()
            if kinds.get(name) in KEPT and _plain(value) and value.strip() not in page
        ]
    return found


def _plain(value: str) -> bool:
    """Whether a page can be expected to show it back as it was typed."""
    return 0 < len(value.strip()) <= 300 and value.isprintable() and "&" not in value


def _coded(text: str) -> str:
    return quote(text.encode("utf-8", "surrogatepass"), safe="")
