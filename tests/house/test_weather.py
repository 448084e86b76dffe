"""The traps of `tests/weather.py` snap, and only where they should."""

import pytest
from django.template import engines

from banshi.kernel.organisation.models import Section
from banshi.lib import clock

pytestmark = pytest.mark.pure

Failed = pytest.fail.Exception


def show(text: str, **context: object) -> str:
    return engines["django"].from_string(text).render(context)


def test_a_variable_that_the_view_did_not_give_fails():
    with pytest.raises(Failed, match="due"):
        show("{{ case.due }}", case={})


def test_asking_whether_a_variable_is_there_is_no_fault():
    assert show("{% if due %}{{ due }}{% else %}-{% endif %}") == "-"


def test_a_query_without_an_order_may_not_be_cut():
    with pytest.raises(Failed, match="Section"):
        Section.objects.order_by()[:3]


def test_an_ordered_query_may_be_cut():
    assert Section.objects.order_by("code")[:3].ordered


def test_the_clock_stands_still_on_a_monday_in_november():
    assert clock.now().isoformat() == "2026-11-23T10:00:00+08:00"


@pytest.mark.at("2026-09-28")
def test_the_marker_moves_the_clock_and_the_fixture_moves_it_inside_a_test(at):
    assert clock.today().isoformat() == "2026-09-28"
    with at("2026-10-09 09:30"):
        assert clock.now().isoformat() == "2026-10-09T09:30:00+08:00"


def test_the_tests_write_no_file_of_the_bureau_and_hash_quickly(settings):
    assert settings.BANSHI_DATA.name.startswith("data")
    assert settings.PASSWORD_HASHERS[0].endswith("MD5PasswordHasher")
