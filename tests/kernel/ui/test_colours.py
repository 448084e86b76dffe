"""A bureau's own colours: what cannot be read is refused."""

import pytest
from django.test import Client

from banshi.kernel.ui.colours import contrast, style, unfit


@pytest.mark.pure
def test_contrast_is_that_of_the_standard():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.pure
@pytest.mark.parametrize("colour", ["#154468", "#b1271f", "#103A5A"])
def test_what_can_be_read_will_do(colour):
    assert unfit(colour) == ""


@pytest.mark.pure
@pytest.mark.parametrize(
    ("colour", "word"),
    [
        ("#ff9900", "too light"),
        ("#999999", "too light"),
        ("red", "like #154468"),
        ("#12345;", "like #154468"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(colour, word):
    assert word in unfit(colour)


@pytest.mark.pure
def test_only_what_is_set_is_styled():
    assert style({"brand": "#154468", "seal": ""}) == ":root{--brand:#154468;}\n"
    assert style({"brand": "", "seal": ""}) == ""


@pytest.mark.django_db
def test_a_page_carries_the_seal_and_the_colours_of_the_bureau(settings):
    assert "colours.css" not in Client().get("/").content.decode()
    settings.BUREAU = settings.BUREAU | {"seal": "河民", "seal_colour": "#8f1a14"}
    page = Client().get("/").content.decode()
    assert ">河民</span>" in page
    assert "/colours.css" in page
    assert Client().get("/colours.css").content == b":root{--seal:#8f1a14;}\n"
