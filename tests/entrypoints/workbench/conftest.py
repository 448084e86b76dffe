"""Colleagues at their screens: a browser per colleague, and the forms as a browser would send them back."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from banshi.config.demo.people import Colleague, hire
from banshi.kernel.organisation.models import Staff
from tests.people import PASSWORD, Cast

HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


class Screen:
    """What a colleague sees and sends. `fill` opens a page and sends its form back with something typed."""

    def __init__(self, cast: Cast, name: str) -> None:
        self.client = Client()
        self.client.force_login(cast.staff(name))

    def open(self, path: str, **query: Any) -> HttpResponse:
        """A page below /desk/."""
        return self.client.get(f"/desk/{path}", query)

    def send(self, path: str, **typed: Any) -> HttpResponse:
        """A form, sent as it is."""
        return self.client.post(f"/desk/{path}", typed)

    def fill(self, path: str, **typed: Any) -> HttpResponse:
        """Open the page, keep its hidden values, type, send."""
        return self.send(path, **(hidden(self.open(path)) | typed))

    def act(self, case_id: int, act: str, **typed: Any) -> HttpResponse:
        """Carry out an act on a case through its page."""
        return self.fill(f"cases/{case_id}/{act}/", **typed)


def hidden(page: HttpResponse) -> dict[str, str]:
    """The hidden values of the page's forms."""
    return {name: value for name, value in HIDDEN.findall(page.content.decode()) if "csrf" not in name}


def text(page: HttpResponse) -> str:
    """The page without its marks, on one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page.content.decode()))


@pytest.fixture
def at_desk(cast: Cast) -> Callable[[str], Screen]:
    """`at_desk("王芳")` is 王芳's browser, logged in."""
    return lambda name: Screen(cast, name)


@pytest.fixture
def hire_second(cast: Cast) -> Screen:
    """The browser of 郑远, a second handler in 李强's section."""
    hire([Colleague("zhengyuan", "郑远", "Zheng Yuan", "SHZZ", (("handler", "SHZZ"),))], password=PASSWORD)
    staff = Staff.objects.get(username="zhengyuan")
    return Screen(Cast(cast.sections, {staff.username: staff}), "郑远")
