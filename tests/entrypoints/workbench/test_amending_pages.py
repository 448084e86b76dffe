"""周明 rehearses another number and proposes it; 陈局 reads what it would do and approves; everybody reads it."""

import pytest
from django.test import Client

from banshi.kernel.regulations.models import Amendment, AmendmentStep
from banshi.workflows.amending import amendment
from tests.entrypoints.workbench.conftest import hidden, text

pytestmark = pytest.mark.django_db

HOME, NEW = "administration/amendments/", "administration/amendments/new/"


@pytest.fixture(autouse=True)
def whole_site(settings):
    settings.ROOT_URLCONF = "banshi.config.urls"


def filled(**changes):
    usual = {
        "parameter": "06-03-2:law_limit_working_days",
        "value": "3",
        "since": "2026-12-01",
        "reason": "办得更快",
        "document": "阜民发〔2026〕12号",
        "start": "2026-11-23",
    }
    return usual | changes


@pytest.fixture
def zhou(at_desk):
    return at_desk("周明")


@pytest.fixture
def proposed(zhou):
    answer = zhou.fill(NEW, do="propose", **filled())
    assert answer.status_code == 302, text(answer)
    return answer["Location"].removeprefix("/desk/")


def test_the_list_is_empty_at_first_and_full_later(zhou, proposed):
    words = text(zhou.open(HOME))
    assert "告知补正的期限（工作日）" in words
    assert "等局领导批准" in words


def test_an_empty_list_says_so(zhou):
    assert "还没有修改过" in text(zhou.open(HOME))


def test_rehearsing_keeps_nothing_and_shows_what_would_follow(zhou, received_case, at):
    received_case()
    with at("2026-10-12 10:00"):
        received_case("张伟")
    words = text(zhou.fill(NEW, do="rehearse", **filled()))
    assert "一件也不影响" in words
    assert "从 2026-12-01（周二） 或者以后起算的0" in words
    assert "继续按 5 个工作日2" in words
    assert "2026-11-30" in words
    assert "2026-11-26" in words
    assert "一共开始了 1 个这种期限" in words
    assert "会早到期1" in words
    assert "提出，请局领导批准" in words
    assert not Amendment.objects.exists()


def test_a_number_that_is_no_limit_says_what_cannot_be_reckoned(zhou):
    words = text(zhou.fill(NEW, do="rehearse", **filled(parameter="03-09:no_show_minutes", value="45")))
    assert "没有到期日可以试算" in words
    assert "没有可以重放的" in words


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"value": "9"}, "最多是 5，可以更严，不能更宽。依据：行政许可法第三十二条。"),
        ({"value": "三"}, "请填一个整数"),
        ({"since": "2026-11-24"}, "最早从 2026-11-25（周三） 起"),
        ({"since": "nonsense"}, "请按 2026-11-23 的样子填写"),
        ({"parameter": "01-05:grounds"}, "请在列出的各项中选择"),
        ({"parameter": ""}, "请选择"),
        ({"start": "0001-01-01"}, "早于公布过的工作日历"),
        ({"value": "5"}, "不用修改"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(changes, sentence, zhou):
    answer = zhou.fill(NEW, do="rehearse", **filled(**changes))
    assert sentence in text(answer)
    assert "办得更快" in answer.content.decode()


def test_a_leader_reads_and_approves_and_the_public_page_says_so_at_once(zhou, proposed, at_desk):
    chen = at_desk("陈局")
    words = text(chen.open(proposed))
    assert "会影响哪些未办结的办件" in words
    assert "请您答复" in words
    answer = chen.send(proposed, do="approve")
    assert answer.status_code == 302
    public = text(Client().get("/regulations/06-03-2"))
    assert "自 2026-12-01（周二） 起为 3 个工作日" in public
    assert "阜民发〔2026〕12号" in public
    annex = text(Client().get("/regulations/annex/6/"))
    assert "自 2026-12-01（周二） 起为 3 个工作日" in annex
    english = text(Client().get("/regulations/06-03-2", headers={"accept-language": "en"}))
    assert "3 working days" in english
    assert "已经批准" in text(zhou.open(proposed))


def test_before_it_is_approved_the_public_learns_nothing(proposed):
    page = Client().get("/regulations/06-03-2").content.decode()
    # Below, the page shows the scenarios, which speak of such a change.
    numbers = page.partition('id="numbers"')[2].partition("</section>")[0]
    assert "5 个工作日" in numbers
    assert "2026-12-01" not in numbers
    assert "阜民发" not in page


def test_a_leader_declines_only_with_a_reason(proposed, at_desk):
    chen = at_desk("陈局")
    assert "请写明理由" in text(chen.send(proposed, do="decline", opinion=""))
    assert chen.send(proposed, do="decline", opinion="人手不够").status_code == 302
    assert "人手不够" in text(chen.open(proposed))


def test_the_proposer_has_no_button_to_approve_and_no_way_around(zhou, proposed):
    assert "请您答复" not in text(zhou.open(proposed))
    assert zhou.send(proposed, do="approve").status_code == 403
    assert not AmendmentStep.objects.exists()


def test_sent_twice_it_is_proposed_once(zhou):
    kept = hidden(zhou.open(NEW))
    places = [zhou.send(NEW, do="propose", **(kept | filled()))["Location"] for _ in range(2)]
    assert places[0] == places[1]
    assert Amendment.objects.count() == 1


def test_taken_back_by_whoever_proposed(zhou, proposed):
    assert zhou.send(proposed, do="withdraw").status_code == 302
    assert amendment(Amendment.objects.get().pk).state == "withdrawn"


def test_a_proposal_nobody_answered_has_lapsed(zhou, proposed, at):
    with at("2026-12-01"):
        assert "到期没有批准，作废" in text(zhou.open(proposed))


def test_another_day_for_the_sample(zhou, proposed):
    words = text(zhou.open(proposed, start="2026-09-29"))
    assert "2026-10-12" in words
    assert "2026-10-09" in words
    assert zhou.open(proposed, start="nonsense").status_code == 200
    assert zhou.open(proposed, start="2019-01-01").status_code == 200


@pytest.mark.parametrize("name", ["王芳", "李强", "赵敏", "吴导", "孙丽", "彭燕"])
def test_others_do_not_come_in(name, at_desk, proposed):
    screen = at_desk(name)
    for page in (HOME, NEW, proposed):
        assert screen.open(page).status_code == 403


@pytest.mark.parametrize("name", ["沈远", "蒋廉"])
def test_the_office_and_the_supervisor_read_and_do_nothing(name, at_desk, proposed):
    screen = at_desk(name)
    assert screen.open(HOME).status_code == 200
    words = text(screen.open(proposed))
    assert "请您答复" not in words
    assert "撤回这个修改" not in words
    assert screen.open(NEW).status_code == 403
    for act in ("approve", "decline", "withdraw"):
        assert screen.send(proposed, do=act, opinion="不行").status_code == 403


def test_swapped_and_unknown_numbers(zhou, proposed, at_desk):
    assert zhou.open("administration/amendments/999999/").status_code == 404
    assert at_desk("陈局").send(proposed, do="nonsense").status_code == 404


def test_the_pages_cost_few_queries(zhou, proposed, django_assert_max_num_queries):
    for page, most in ((HOME, 12), (NEW, 12), (proposed, 18)):
        with django_assert_max_num_queries(most):
            zhou.open(page)


def test_in_english(zhou, proposed):
    zhou.client.cookies["django_language"] = "en"
    words = text(zhou.open(proposed))
    assert "Rehearse" in words or "rehears" in words.lower()
    assert "1 December 2026" in words or "1 Dec 2026" in words
