"""A passkey, with Chromium's virtual authenticator: enrolled, asked at the log-in, refused when it is another's."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, CDPSession, Page

from tests.browser.house import PASSWORD

pytestmark = [pytest.mark.pure, pytest.mark.browser]
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


class Desk:
    """A browser with a security key of its own, at a bureau that has a name (an address of digits has no passkeys)."""

    def __init__(self, chromium: Browser, base: str) -> None:
        self.base = base.replace("127.0.0.1", "localhost")
        self.page: Page = chromium.new_context(locale="zh-CN").new_page()
        self.devtools: CDPSession = self.page.context.new_cdp_session(self.page)
        self.devtools.send("WebAuthn.enable")
        self.plug_in()

    def plug_in(self) -> None:
        """Plug in a new key."""
        self.key = self.devtools.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})["authenticatorId"]

    def pull_out(self) -> None:
        """Take the key away."""
        self.devtools.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": self.key})

    def open(self, path: str) -> None:
        """Go to a page."""
        self.page.goto(self.base + path)

    def log_in(self, username: str) -> None:
        """Name and password, and Enter."""
        self.open("/desk/login/")
        self.page.fill("[name=username]", username)
        self.page.fill("[name=password]", PASSWORD)
        self.page.press("[name=password]", "Enter")

    def log_out(self) -> None:
        """End the session."""
        self.page.context.clear_cookies()

    @property
    def path(self) -> str:
        """Where the browser is."""
        return self.page.url.removeprefix(self.base)


@pytest.fixture
def desk(chromium: Browser, base: str) -> Iterator[Desk]:
    """A colleague's desk."""
    one = Desk(chromium, base)
    yield one
    one.page.context.close()


def test_a_passkey_is_enrolled_with_the_keyboard_and_opens_the_next_log_in(desk):
    desk.log_in("jiandu")
    desk.open("/desk/account/passkey/")
    desk.page.fill("[name=name]", "办公室电脑")
    desk.page.press("[name=name]", "Enter")
    desk.page.wait_for_selector("ol code")
    assert len(desk.page.query_selector_all("ol code")) == 10
    desk.open("/desk/account/")
    assert "办公室电脑" in desk.page.inner_text("main")

    desk.log_out()
    desk.log_in("jiandu")
    assert desk.path == "/desk/login/second/"
    desk.page.focus("[data-passkey-go]")
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_url(desk.base + "/desk/")

    desk.log_out()
    desk.pull_out()
    desk.plug_in()
    desk.log_in("jiandu")
    desk.devtools.send("WebAuthn.setUserVerified", {"authenticatorId": desk.key, "isUserVerified": False})
    desk.page.evaluate("document.querySelector('[data-passkey-get]').elements.answer.value = '{}'")
    desk.page.evaluate("document.querySelector('[data-passkey-get]').submit()")
    desk.page.wait_for_selector(".errors, [role=alert]")
    assert "通行密钥没有通过核对" in desk.page.inner_text("main")
    desk.open("/desk/")
    assert desk.path.startswith("/desk/login/")
