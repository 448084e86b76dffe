"""From an article back to the case: only a readable page of this site is believed, and only its path is kept."""

import pytest
from django.test import RequestFactory

from banshi.entrypoints.portal.coming_back import PAGES, way_back

pytestmark = pytest.mark.pure


@pytest.fixture(autouse=True)
def addresses(settings):
    settings.ROOT_URLCONF = "banshi.config.urls"


def back(came_from):
    request = RequestFactory().get("/regulations/06-03-2", headers={"referer": came_from})
    found = way_back(request)
    return found.url if found else None


def test_a_case_at_the_desk_and_a_case_of_a_citizen():
    assert back("http://testserver/desk/cases/7/") == "/desk/cases/7/"
    assert back("http://testserver/progress/MZ202600001/") == "/progress/MZ202600001/"


def test_what_stands_behind_the_path_is_left_out():
    assert back("http://testserver/desk/cases/7/?who=3#top") == "/desk/cases/7/"


@pytest.mark.parametrize(
    "came_from",
    [
        "",
        "nonsense",
        "https://example.org/desk/cases/7/",
        "http://testserver.example.org/desk/cases/7/",
        "//example.org/desk/cases/7/",
        "javascript:alert(1)",
        "http://testserver/desk/cases/7/applicant/",
        "http://testserver/complaints/follow/",
        "http://testserver/no/such/page/",
        "http://testserver//example.org/",
        "http://[broken/desk/cases/7/",
    ],
)
def test_nothing_else_is_believed(came_from):
    assert back(came_from) is None


def test_no_page_of_complaints_or_accountability_is_ever_named():
    assert not [name for name in PAGES if "complaint" in name or "accountab" in name]
