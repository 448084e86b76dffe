"""The bureau's identity provider in the tests: a real one, started on loopback, and a browser between both."""

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import requests
from django.http import HttpResponse
from django.test import Client, override_settings

from tests.browser.house import free_port

SCRIPT = Path(__file__).with_name("identity_provider.mjs")
HERE = "http://testserver"
ACTION, HIDDEN = re.compile(r'<form[^>]*action="([^"]+)"'), re.compile(r'name="(\w+)" value="([^"]*)"')
MOST_STEPS = 12


@contextmanager
def identity_provider() -> Iterator[str]:
    """Start it, tell the settings of it, and give its issuer; it ends with the block."""
    port = free_port()
    command = ["node", str(SCRIPT), str(port), f"{HERE}/desk/login/sso/back/", f"{HERE}/desk/login/"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("ready"), "the identity provider did not start"
        issuer = f"http://127.0.0.1:{port}"
        with override_settings(OIDC=settings_for(issuer)):
            yield issuer
    finally:
        process.terminate()
        process.wait(10)
        if process.stdout is not None:
            process.stdout.close()


@contextmanager
def clock_ahead(issuer: str, seconds: int) -> Iterator[None]:
    """The provider's clock goes ahead of ours, inside the block."""
    requests.put(f"{issuer}/ahead/{seconds}", timeout=10).raise_for_status()
    try:
        yield
    finally:
        requests.put(f"{issuer}/ahead/0", timeout=10).raise_for_status()


def settings_for(issuer: str) -> dict[str, object]:
    """What a bureau would write into its environment."""
    return {
        "issuer": issuer,
        "client_id": "banshi",
        "client_secret": "known-to-the-tests-only",
        "scope": "openid profile",
        "claim": "preferred_username",
        "strong": ["mfa"],
    }


class Browser:
    """A browser that is logged in nowhere yet: `desk` keeps the cookies of ours, `there` those of the provider."""

    def __init__(self) -> None:
        self.desk, self.there = Client(), requests.Session()

    def leave_for_provider(self, **query: str) -> str:
        """Press 用统一身份登录; the address of the provider to which it leads."""
        return self.desk.get("/desk/login/sso/", query)["Location"]

    def be(self, username: str, address: str) -> str:
        """Go through the provider's pages as this person; the address of ours to which they lead back."""
        answer = self.there.get(address, allow_redirects=False, timeout=10)
        for _step in range(MOST_STEPS):
            where = answer.headers.get("Location", "")
            if where.startswith(f"{HERE}/"):
                return where
            answer = self._next(answer, where, username)
        raise AssertionError("the provider never led back")

    def _next(self, answer: requests.Response, where: str, username: str) -> requests.Response:
        if where:
            return self.there.get(urljoin(answer.url, where), allow_redirects=False, timeout=10)
        form = ACTION.search(answer.text)
        assert form, answer.text
        typed = dict(HIDDEN.findall(answer.text)) | {"login": username, "password": "any", "logout": "yes"}
        target = urljoin(answer.url, form[1])
        return self.there.post(target, data=typed, allow_redirects=False, timeout=10)

    def come_back(self, address: str) -> HttpResponse:
        """Open an address of ours."""
        parts = urlsplit(address)
        return self.desk.get(f"{parts.path}?{parts.query}")

    def log_in(self, username: str, **query: str) -> HttpResponse:
        """The whole way, there and back."""
        return self.come_back(self.be(username, self.leave_for_provider(**query)))
