"""The style guide shows everything: each component, and each class that the sheets have a rule for."""

import pytest
from django.test import Client

from tests.house.source import templates
from tests.house.styles import carried, defined

pytestmark = [pytest.mark.pure, pytest.mark.urls("tests.kernel.ui.urls")]
PAGES = ("/styleguide/", "/styleguide/workbench/")
# The frames of whole pages, and what htmx puts on while it waits.
FRAMES = {"board", "kiosk", "wall", "htmx-indicator", "htmx-request"}
# In the head of a screen nobody watches: it shows nothing.
UNSEEN = {"ui/components/idle.html"}


@pytest.fixture
def shown(client: Client, settings) -> list:
    """Both pages of the guide."""
    settings.MIDDLEWARE = ["banshi.kernel.ui.middleware.DisplayModeMiddleware"]
    return [client.get(page) for page in PAGES]


def test_every_component_is_there(shown: list) -> None:
    seen = {template.name for page in shown for template in page.templates}
    every = {name for name in templates() if name.startswith("ui/components/")}
    assert every - seen == UNSEEN


def test_every_rule_of_the_sheets_can_be_looked_at(shown: list) -> None:
    classes = {name for page in shown for name in carried(page.content.decode())}
    assert defined().keys() - classes == FRAMES


def test_the_four_modes_stand_side_by_side(shown: list) -> None:
    text = shown[0].content.decode()
    assert all(
        f'<section class="card" data-mode="{mode}">' in text
        for mode in ("standard", "elder", "contrast", "paper")
    )
