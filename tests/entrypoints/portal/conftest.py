"""Citizens in front of the portal: they open pages, answer one question after another, look at what comes."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from tests.entrypoints.portal.files import pdf, upload
from tests.people import CITIZENS, Cast

ITEM = "MZ-XK-01"


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """No page remembered from another test."""
    cache.clear()


def words(answer: HttpResponse) -> str:
    """What a page says, without its markup."""
    text = re.sub(r"<(script|style)[^>]*>.*?</\1>|<[^>]+>", " ", answer.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(text))


class Citizen:
    """Somebody with a browser; every address they were sent to is in `visited`."""

    def __init__(self) -> None:
        self.browser = Client()
        self.visited: list[str] = []

    def open(self, url: str, **query: str) -> HttpResponse:
        """Open a page and follow where it leads."""
        return self._seen(self.browser.get(url, query, follow=True))

    def send(self, url: str, **given: Any) -> HttpResponse:
        """Send a form and follow where it leads."""
        return self._seen(self.browser.post(url, given, follow=True))

    def _seen(self, answer: HttpResponse) -> HttpResponse:
        steps = [url for url, _status in answer.redirect_chain]
        self.visited += [answer.request["PATH_INFO"] + "?" + answer.request["QUERY_STRING"], *steps]
        self.here = answer.request["PATH_INFO"]
        return answer

    def begin(self, item: str = ITEM) -> HttpResponse:
        """Press the button of the start page."""
        return self.send(f"/apply/{item}/")

    def fill_in(
        self, who: str = "张伟", item: str = ITEM, papers: int = 8, uploaded: int = 1
    ) -> HttpResponse:
        """Answer all questions; the first `uploaded` papers are uploaded, the others will be brought."""
        person = CITIZENS[who]
        own = person.kind == "citizen"
        self.begin(item)
        self.send(self.here, kind="citizen" if own else "legal_person")
        self.send(self.here, name=person.name)
        self.send(self.here, number_kind=person.number_kind, number=person.number)
        if not own:
            self.send(self.here, legal_representative=person.legal_representative)
        self.send(self.here, phone=person.phone)
        self.send(self.here, address=person.address)
        for seq in range(1, papers + 1):
            file = {"file": upload("扫描件.pdf", pdf())} if seq <= uploaded else {}
            self.send(self.here, way="upload" if file else "counter", **file)
        return self.send(self.here, electronic="yes")


@pytest.fixture
def citizen(cast: Cast) -> Citizen:
    """A citizen in front of the portal of the test bureau."""
    return Citizen()


@pytest.fixture
def another_citizen(cast: Cast) -> Callable[[], Citizen]:
    """Others, each with a browser of their own."""
    return Citizen
