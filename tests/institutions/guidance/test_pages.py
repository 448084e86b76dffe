"""The pages of 咨询引导: citizens rate and are helped, the rated see nothing (annex 8)."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from banshi.institutions.guidance.actions.guiding import note_missed
from banshi.institutions.guidance.models import (
    AssistedSession,
    FollowUp,
    MissedSearch,
    Opinion,
    Policy,
    Rating,
)
from banshi.institutions.guidance.queries import subjects
from banshi.kernel.cases.models import Case
from banshi.kernel.documents.models import Document
from banshi.kernel.hall.models import Counter, Queue, Visit
from banshi.kernel.ledger.models import Entry
from banshi.lib import clock
from banshi.workflows.decision import Ruling, decide
from tests.entrypoints.workbench.conftest import Screen, text
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def done(cast, accepted_case):
    case_id = accepted_case()
    decide(case_id=case_id, version=None, ruling=Ruling(granted=True), actor=cast.actor("李强"))
    return case_id


@pytest.fixture
def at(cast):
    return lambda name: Screen(cast, name)


def test_the_code_on_the_paper_opens_five_faces_with_words(done):
    page = Client().get(subjects.address(f"case:{done}"))
    for words in ("非常满意", "满意", "基本满意", "不满意", "非常不满意"):
        assert words in text(page)
    assert page.content.decode().count('class="face f') == 5


def test_the_decision_carries_that_code(done):

    paper = Document.objects.get(stream=f"case:{done}", kind="W19")
    assert subjects.address(f"case:{done}") in paper.data["rating_url"]


@pytest.mark.parametrize("code", ["case-1-" + "0" * 24, "case-1", "visit-1-x", "party-1-" + "0" * 24])
def test_a_guessed_code_opens_nothing(code, cast):
    assert Client().get(f"/rate/{code}/").status_code == 404


def test_a_rating_is_kept_once_and_thanked(done):
    page, browser = subjects.address(f"case:{done}"), Client()
    assert browser.post(page, {"level": "2", "reasons": ["quick"]}).status_code == 302
    assert "谢谢您的评价" in text(browser.get(page))
    browser.post(page, {"level": "5"})
    assert [row.level for row in Rating.objects.all()] == [2]


def test_nothing_chosen_is_said_at_the_faces_and_what_was_typed_stays(done):
    page = Client().post(subjects.address(f"case:{done}"), {"comment": "椅子太少", "phone": "12"})
    assert page.status_code == 422
    assert "椅子太少" in text(page)
    assert not Rating.objects.exists()


def test_the_database_keeps_one_rating_a_case(done):
    def rate() -> None:
        Rating.objects.create(subject="case:1", level=1, channel="qr", day=clock.today(), at=clock.now())

    rate()
    with pytest.raises(IntegrityError), transaction.atomic():
        rate()


def test_staff_cannot_rate_while_logged_in(done, at):
    li = at("李强")
    page = li.client.post(subjects.address(f"case:{done}"), {"level": "1"})
    assert page.status_code == 422
    assert "工作人员不能代填" in text(page)
    assert not Rating.objects.exists()


def test_the_rated_neither_see_nor_handle_a_bad_rating(done, at):
    Client().post(subjects.address(f"case:{done}"), {"level": "5", "comment": "跑了三趟"})
    follow_up = FollowUp.objects.get()
    zhao, sun = at("赵敏"), at("孙丽")
    assert "跑了三趟" in text(zhao.open(f"follow-ups/{follow_up.pk}/"))
    assert sun.open(f"follow-ups/{follow_up.pk}/").status_code == 404
    assert at("李强").open("follow-ups/").status_code == 403
    assert "跑了三趟" not in str(list(Entry.objects.values_list("payload", flat=True)))


def test_a_bad_rating_is_verified_and_answered_on_its_pages(done, at):
    page = subjects.address(f"case:{done}")
    Client().post(page, {"level": "4", "phone": "13800000000"})
    zhao, pk = at("赵敏"), FollowUp.objects.get().pk
    early = zhao.send(f"follow-ups/{pk}/close/", once="a", reply="您好")
    assert early.status_code == 422
    verified = zhao.send(f"follow-ups/{pk}/verify/", once="b", finding="justified", words="只开了两个窗口")
    assert verified.status_code == 302
    assert zhao.send(f"follow-ups/{pk}/close/", once="c", reply="您好").status_code == 422
    zhao.send(f"follow-ups/{pk}/close/", once="d", measure="增开窗口", reply="您好，已经改了")
    assert "您好，已经改了" in text(Client().get(page))
    assert zhao.open(f"follow-ups/{pk}/reply.pdf").content.startswith(b"%PDF")


def test_figures_stay_closed_while_too_few_rated(done):
    Client().post(subjects.address(f"case:{done}"), {"level": "1"})
    page = text(Client().get("/ratings/"))
    assert "评价少于 5 次" in page
    assert "100%" not in page


def test_on_the_citizens_pages_a_guide_acts_for_who_agreed_and_without_own_powers(at, cast):
    wu = at("吴导")
    assert wu.client.login(username="wudao", password=PASSWORD)
    assert wu.fill("assist/", person="刘桂兰", consent="spoken")["Location"] == "/"
    assert "正在帮 刘** 办理" in text(wu.client.get("/items/MZ-JF-05/"))
    wu.client.post("/ask/", {"once": "q", "about": "高龄津贴怎么领", "phone": "13800000000"})
    entry = Entry.objects.get(act="contact_opened")
    session = AssistedSession.objects.get()
    assert (entry.actor, entry.behalf) == (f"staff:{cast.staff_id('吴导')}", f"assisted:{session.pk}")
    assert "正在帮" not in text(Client().get("/"))
    with clock.frozen(session.expires_at + dt.timedelta(seconds=1)):
        assert "正在帮" not in text(wu.client.get("/"))


def test_without_consent_no_help_begins(at):
    wu = at("吴导")
    assert wu.fill("assist/", person="刘桂兰").status_code == 422
    assert at("王芳").open("assist/").status_code == 403
    assert not AssistedSession.objects.exists()


def test_a_search_in_vain_that_begins_like_a_name_but_is_everyday_words_is_counted(at):
    for asked in ("高龄补贴", "高秀英", "高补贴"):
        note_missed(query=asked)
    assert [row.words for row in MissedSearch.objects.order_by("id")] == ["高龄补贴"]


def test_the_guides_desk_records_and_shows_what_was_looked_for_in_vain(at):
    wu = at("吴导")
    Client().get("/search/", {"q": "买火车票"})
    Client().get("/search/", {"q": "13800138000"})
    assert MissedSearch.objects.count() == 1
    typed = {"place": "desk", "need": "advice", "help": "讲了材料", "outcome": "solved", "printed": "on"}
    assert wu.fill("guiding/", **typed).status_code == 302
    page = text(wu.open("guiding/"))
    assert "买火车票" in page
    assert "讲了材料" in page
    assert wu.fill("guiding/", **(typed | {"outcome": "led"})).status_code == 422


def test_a_policy_is_published_found_and_taken_down(at):
    sun = at("孙丽")
    typed = {"title": "高龄津贴办法", "text": "第一条", "explanation": "老人都能领", "items": "mz-jf-05"}
    assert sun.fill("policies/publish/", **typed).status_code == 422
    assert sun.fill("policies/publish/", **typed, effective_from="2026-11-01").status_code == 302
    policy = Policy.objects.get()
    page = text(Client().get(f"/policies/{policy.pk}/"))
    assert "老人都能领" in page
    assert "高龄津贴" in page
    assert sun.fill(f"policies/{policy.pk}/retire/", reason="").status_code == 422
    sun.fill(f"policies/{policy.pk}/retire/", reason="有新办法")
    assert "不再适用" in text(Client().get(f"/policies/{policy.pk}/"))
    assert "高龄津贴办法" not in text(Client().get("/policies/"))
    assert Client().get("/policies/999/").status_code == 404


def test_an_opinion_gets_a_number_and_a_reply(at):
    browser = Client()
    browser.post("/opinions/", {"once": "o", "text": "椅子太少", "phone": "138 0000 0000"})
    opinion = Opinion.objects.get()
    assert opinion.number in text(browser.get("/opinions/left/"))
    zhao = at("赵敏")
    assert zhao.fill(f"opinions/{opinion.pk}/", reply="好的", public="on").status_code == 422
    zhao.fill(f"opinions/{opinion.pk}/", reply="已经增加")
    found = browser.post("/opinions/answer/", {"number": opinion.number, "tail": "0000"})
    assert "已经增加" in text(found)
    assert "已经增加" not in text(Client().get("/opinions/"))
    assert "没有查到" in text(browser.post("/opinions/answer/", {"number": opinion.number, "tail": "1111"}))


def test_can_i_keeps_nothing_and_refuses_nonsense(cast):
    before = Entry.objects.count()
    assert Client().get("/items/MZ-JF-05/can-i/").status_code == 200
    assert Client().get("/items/MZ-JF-05/can-i/", {"a": "x"}).status_code == 404
    assert Client().get("/items/NO-1/can-i/").status_code == 404
    assert (Entry.objects.count(), Case.objects.count()) == (before, Case.objects.count())


@pytest.mark.parametrize(
    "page", ["/help/", "/rate/", "/ratings/", "/policies/", "/opinions/", "/opinions/answer/"]
)
def test_every_public_page_opens_in_english_and_large_letters(page, cast):
    browser = Client(headers={"accept-language": "en"})
    browser.get("/", {"mode": "elder"})
    assert browser.get(page).status_code == 200


@pytest.mark.parametrize(
    "page", ["guiding/", "assist/", "follow-ups/", "opinions/", "policies/", "policies/publish/"]
)
def test_who_has_no_part_in_it_does_not_come_in(page, at):
    assert at("李强").open(page).status_code == 403


def test_the_screen_at_the_counter_asks_whoever_was_just_served_there(cast):
    counter = Counter.objects.create(code="T", name_zh="测试窗口", name_en="Test window")
    queue = Queue.objects.create(letter="Y", name_zh="咨询", name_en="Advice")
    now, browser = clock.now(), Client()
    assert "请您在这里评价" in text(browser.get("/hall/tablet/T/"))
    visit = Visit.objects.create(
        code="TABLETVISIT",
        day=now.date(),
        ticket="Y001",
        queue=queue,
        how="walk_in",
        state="served",
        arrived_at=now,
        turn_at=now,
        counter=counter,
        ended_at=now,
    )
    faces = browser.get("/hall/tablet/T/")["Location"]
    assert faces == subjects.address(f"visit:{visit.pk}") + "?at=counter&window=T"
    asking = browser.get(faces).content.decode()
    thanks = browser.post(faces, {"level": "1"}, follow=True).content.decode()
    for page in (asking, thanks):
        # The next visitor must not find somebody else's cases there.
        assert 'data-to="/hall/tablet/T/"' in page
        assert reverse("portal:my_cases") not in page
    assert Rating.objects.get().channel == "counter"
    assert "请您在这里评价" in text(browser.get("/hall/tablet/T/"))
    assert browser.get("/hall/tablet/NO/").status_code == 404
