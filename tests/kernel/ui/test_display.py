"""Modes are remembered on the reader's device; pages load and run nothing foreign."""

import pytest
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.test import RequestFactory

from banshi.kernel.ui.context import page
from banshi.kernel.ui.middleware import DisplayModeMiddleware, SecurityHeadersMiddleware

pytestmark = pytest.mark.pure
REQUESTS = RequestFactory()


def shown(request: HttpRequest) -> HttpResponse:
    """A view that says how it was asked to look."""
    ui = page(request)["ui"]
    return HttpResponse(f"{ui.mode} {ui.size}")


def ask(path: str, method: str = "get", **cookies: str) -> HttpResponse:
    request = getattr(REQUESTS, method)(path)
    request.COOKIES.update(cookies)
    return SecurityHeadersMiddleware(DisplayModeMiddleware(shown))(request)


def test_choosing_a_mode_sets_a_cookie_and_leads_back() -> None:
    response = ask("/items/?q=%E4%BD%8E%E4%BF%9D&mode=elder")
    cookie = response.cookies["banshi_mode"]
    assert response.status_code == 302
    assert response.headers["Location"] == "/items/?q=%E4%BD%8E%E4%BF%9D"
    assert (cookie.value, cookie["max-age"], cookie["samesite"]) == ("elder", 365 * 24 * 3600, "Lax")
    assert cookie["httponly"]


def test_size_and_mode_may_come_together() -> None:
    response = ask("/?mode=elder&size=3")
    assert {name: morsel.value for name, morsel in response.cookies.items()} == {
        "banshi_mode": "elder",
        "banshi_size": "3",
    }
    assert response.headers["Location"] == "/"


def test_the_choice_is_kept() -> None:
    assert ask("/", banshi_mode="contrast", banshi_size="2").content == b"contrast 2"


@pytest.mark.parametrize("odd", ["/?mode=<script>", "/?size=9", "/?mode=", "/?size=-1&mode=%00"])
def test_an_unknown_choice_is_ignored(odd: str) -> None:
    response = ask(odd)
    assert response.content == b"standard 1"
    assert not response.cookies


def test_an_unknown_cookie_means_standard() -> None:
    assert ask("/", banshi_mode="x" * 5000, banshi_size="²").content == b"standard 1"


def test_a_form_is_never_led_away() -> None:
    assert ask("/?mode=elder", method="post").status_code == 200


def test_no_address_leads_to_another_house() -> None:
    request = REQUESTS.get("/?mode=elder")
    request.path = "//elsewhere.example/"
    response = DisplayModeMiddleware(shown)(request)
    assert response.headers["Location"] == "/%2Felsewhere.example/"


def test_pages_differ_by_cookie() -> None:
    assert "Cookie" in ask("/").headers["Vary"]


def test_a_page_may_load_and_run_only_what_is_ours() -> None:
    response = ask("/")
    policy = dict(part.split(" ", 1) for part in response.headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'self'"
    assert policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["form-action"] == "'self'"
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    assert "camera=()" in response.headers["Permissions-Policy"]


def test_files_run_nothing_and_pdf_can_still_be_read() -> None:
    def policy(answer: HttpResponse) -> str:
        shown = SecurityHeadersMiddleware(lambda _request: answer)(REQUESTS.get("/"))
        return shown.headers["Content-Security-Policy"]

    assert policy(JsonResponse({})).startswith("default-src 'none'")
    assert policy(FileResponse([b"<svg/>"], content_type="image/svg+xml")).startswith("default-src 'none'")
    assert policy(HttpResponse(b"%PDF", content_type="application/pdf")) == "frame-ancestors 'none'"


def test_a_stricter_page_keeps_its_own_policy() -> None:
    own = HttpResponse(headers={"Content-Security-Policy": "default-src 'none'"})
    answer = SecurityHeadersMiddleware(lambda _request: own)(REQUESTS.get("/"))
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'"
