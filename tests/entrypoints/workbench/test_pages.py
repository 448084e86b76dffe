"""Every page of the workbench comes for every post, without a fault."""

import datetime as dt

import pytest
from django.urls import reverse

from banshi.entrypoints.workbench.urls import urlpatterns
from banshi.institutions.one_time_notice.actions.completing import ask_supplement
from banshi.institutions.one_time_notice.actions.suspending import start_procedure
from banshi.institutions.one_time_notice.rules.suspending import Announcement
from banshi.institutions.time_limits.actions.extensions import request_extension
from banshi.kernel.cases.queries import card
from banshi.kernel.documents.queries import of_stream
from tests.people import COLLEAGUES

pytestmark = pytest.mark.django_db
# Only sent, or led to from a page with their numbers.
ACTS_AND_PAPERS = {"logout", "paper", "told_paper", "read_message", "end_procedure", "recompute_again"}
# Each page that anybody may open is opened by one of these: enough to know that it runs on both databases.
OPEN_EVERYTHING = {"赵敏", "周明", "李强", "彭燕", "孙丽", "严守", "吴导", "苏鸣", "陈局"}
POSTS = [
    pytest.param(name, marks=[] if name in OPEN_EVERYTHING else [pytest.mark.once])
    for name in (one.name_zh for one in COLLEAGUES)
]


@pytest.fixture
def cases(cast, received_case, accepted_case):
    """A case with gaps, one that waits for the applicant, one that is stopped and waits for a leader."""
    gaps = received_case(missing=(2,), wrong={3: "没有盖章"})
    waiting = received_case("刘桂兰", missing=(1,))
    ask_supplement(case_id=waiting, version=None, until=dt.date(2026, 12, 14), actor=cast.actor("王芳"))
    stopped = accepted_case("阜新市书法协会筹备组")
    review = Announcement("expert_review", "三楼", "每天9:00", dt.date(2026, 11, 23), dt.date(2026, 11, 25))
    li = cast.actor("李强")
    start_procedure(case_id=stopped, version=None, announced=review, actor=li)
    request_extension(case_id=stopped, version=None, days=5, reason="征求意见", actor=li)
    return gaps, waiting, stopped


@pytest.mark.parametrize("name", POSTS)
def test_every_page_comes_for_every_post(name, cases, at_desk):
    screen = at_desk(name)
    for address in addresses(cases):
        answer = screen.client.get(address)
        assert answer.status_code in {200, 302, 403, 404, 405}, (address, answer.status_code)


def addresses(cases):
    """Every page, those of a case for each of them."""
    known = [{"case_id": case_id, "code": "MZ-XK-01", "kind": "promised"} for case_id in cases]
    pages = [
        one
        for one in urlpatterns
        if one.name != "logout" and one.pattern.converters.keys() <= known[0].keys()
    ]
    return sorted(
        {
            reverse(f"workbench:{page.name}", kwargs={key: values[key] for key in page.pattern.converters})
            for page in pages
            for values in known
        }
    )


def test_the_pages_of_a_case_open_for_its_handler(cases, at_desk):
    screen, stopped = at_desk("李强"), cases[2]
    for page in ("", "procedure/", "extension/", "decide/", "decide/?outcome=refuse", "clocks/promised/"):
        assert screen.open(f"cases/{stopped}/{page}").status_code == 200, page
    assert screen.open(f"cases/{stopped}/clocks/deliver/").status_code == 404


def test_strangers_are_led_to_the_log_in(client, cases):
    answer = client.get(f"/desk/cases/{cases[0]}/")
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("workbench:login"))


def test_a_wrong_password_gets_one_sentence_and_the_right_one_leads_on(client, cases):
    typed = {"username": "wangfang", "password": "wrong", "next": f"/desk/cases/{cases[0]}/"}
    answer = client.post("/desk/login/", typed)
    assert "工号或者密码不对" in answer.content.decode()
    assert "wangfang" in answer.content.decode()
    answer = client.post("/desk/login/", typed | {"password": "a password for tests"})
    assert answer["Location"] == f"/desk/cases/{cases[0]}/"
    assert client.post("/desk/logout/")["Location"] == "/desk/login/"


@pytest.mark.parametrize("name", ["何静", "冯涛", "周明", "吴导"])
def test_a_case_that_is_not_theirs_looks_like_none(name, cases, at_desk):
    screen, case_id = at_desk(name), cases[0]
    for page in ("", "accept/", "decide/", "clocks/intake/", "extension/"):
        theirs = screen.open(f"cases/{case_id}/{page}").status_code
        none = screen.open(f"cases/999999/{page}").status_code
        assert theirs == none
        assert theirs in {403, 404}
    assert screen.open(f"cases/{case_id}/").status_code == (404 if name in {"何静", "冯涛"} else 403)


def test_a_paper_is_shown_to_who_may_see_the_case_and_kept_nowhere(cases, at_desk):
    case_id = cases[1]
    paper = of_stream(f"case:{case_id}")[-1]
    page = at_desk("王芳").open(f"cases/{case_id}/papers/{paper.id}/")
    assert page["Content-Type"] == "application/pdf"
    assert page["Cache-Control"] == "no-store"
    assert page["Content-Disposition"].startswith("inline")
    assert page.content.startswith(b"%PDF")
    assert at_desk("何静").open(f"cases/{case_id}/papers/{paper.id}/").status_code == 404
    assert at_desk("王芳").open(f"cases/{cases[0]}/papers/{paper.id}/").status_code == 404


def test_the_case_page_asks_few_questions(cases, at_desk, django_assert_max_num_queries):
    screen = at_desk("李强")
    with django_assert_max_num_queries(25):
        assert screen.open(f"cases/{cases[2]}/").status_code == 200
    assert card(cases[2]).handler_id is not None
