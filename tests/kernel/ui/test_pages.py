"""Whole pages: the style guide, the error pages, and what must never be in any of them."""

import re
from pathlib import Path

import pytest
from django.http import Http404
from django.test import RequestFactory
from django.utils import translation

from banshi.kernel import ui
from banshi.kernel.ui import pages

pytestmark = [pytest.mark.pure, pytest.mark.urls("tests.kernel.ui.urls")]
ROOM = Path(ui.__file__).parent


@pytest.mark.parametrize("status", [400, 403, 404, 500])
def test_every_error_page_says_it_plainly_and_whom_to_call(settings, status: int) -> None:
    view = {400: pages.bad_request, 403: pages.forbidden, 404: pages.not_found, 500: pages.server_error}[
        status
    ]
    response = view(RequestFactory().get("/"))
    text = response.content.decode()
    assert response.status_code == status
    assert text.count(settings.BUREAU["phone"]) >= 2
    assert "9:00–12:00" in text
    assert text.count("<h1>") == 1


def test_a_stale_form_is_explained() -> None:
    response = pages.csrf_failed(RequestFactory().get("/"))
    assert response.status_code == 403
    assert "请再提交一次" in response.content.decode()


@pytest.mark.parametrize("address", ["/styleguide/", "/styleguide/workbench/"])
def test_the_style_guide_shows_every_component_in_rehearsal(client, settings, address: str) -> None:
    settings.MIDDLEWARE = ["banshi.kernel.ui.middleware.DisplayModeMiddleware"]
    text = client.get(address).content.decode()
    assert "演练：" in text
    assert 'data-mode="standard"' in text
    assert text.count("<h1>") >= 1


def test_elders_find_the_telephone_at_once_and_the_rest_in_a_menu(client, settings) -> None:
    settings.MIDDLEWARE = ["banshi.kernel.ui.middleware.DisplayModeMiddleware"]
    client.cookies["banshi_mode"] = "elder"
    tools = (
        client.get("/styleguide/").content.decode().partition('<nav class="tools"')[2].partition("</nav>")[0]
    )
    seen, _fold, folded = tools.partition("<details")
    assert f"tel:{settings.BUREAU['phone']}" in seen
    assert all(choice in folded for choice in ("?size=2", "?mode=contrast", "?mode=standard"))


def test_a_real_bureau_shows_no_style_guide(settings) -> None:
    settings.BANSHI_REHEARSAL = False
    with pytest.raises(Http404):
        pages.styleguide(RequestFactory().get("/styleguide/"))


def test_a_page_speaks_its_language() -> None:
    with translation.override("en"):
        text = pages.not_found(RequestFactory().get("/")).content.decode()
    assert '<html lang="en"' in text
    assert "Fuxin" in text


def test_no_template_holds_a_script_or_a_style_of_its_own() -> None:
    inline = re.compile(r"\sstyle=|<style|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:|hx-on")
    guilty = [path.name for path in ROOM.rglob("*.html") if inline.search(path.read_text(encoding="utf-8"))]
    assert guilty == []


def test_nothing_is_loaded_from_elsewhere() -> None:
    sources = [*ROOM.rglob("*.html"), *(ROOM / "assets").iterdir()]
    foreign = re.compile(r"(?:src|href|url\(|@import)[=(\"' ]+(?:https?:)?//")
    assert [path.name for path in sources if foreign.search(path.read_text(encoding="utf-8"))] == []
