"""What is kept about me: shown and handed out to me alone, corrected everywhere, deleted when the law lets it."""

import io
import json
import re
import zipfile

import pytest
from django.test import Client
from django.urls import reverse

from banshi.institutions.complaints.actions import receiving
from banshi.institutions.complaints.actions.receiving import Telling, Who
from banshi.kernel.cases.models import Case
from banshi.kernel.cases.queries import query_code, timeline
from banshi.kernel.ledger.acts import CITIZEN
from banshi.kernel.ledger.models import Entry
from banshi.kernel.notifications.models import Message
from banshi.kernel.privacy import holding, requests
from banshi.kernel.privacy.models import Request
from banshi.lib.results import NotPermitted, Refused
from banshi.workflows.disclosure import unmask
from banshi.workflows.tick import tick
from tests.factories.cases import agency
from tests.factories.citizens import CITIZENS

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def joint(received_case):
    """张伟 and 刘桂兰 apply together, 王秀英's nephew of the cast acts for them."""
    names = [name for name in CITIZENS if CITIZENS[name].kind == "citizen"]
    first, second, agent = names[:3]
    given = agency(agent, first="2026-11-01", last="2027-11-01")
    return Case.objects.get(pk=received_case(first, together=(second,), agency=given)), first, second, agent


def proved(case, name):
    """A browser in which this person has proved case and identity number."""
    client = Client()
    client.post(reverse("portal:my_cases"), {"number": case.number, "secret": query_code(case.pk)})
    answer = client.post(reverse("portal:own_data", args=[case.number]), {"number": CITIZENS[name].number})
    assert answer.status_code == 302
    return client


def handed_out(client, case):
    answer = client.post(reverse("portal:own_data_file", args=[case.number]))
    assert "no-store" in answer["Cache-Control"]
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    return {name: archive.read(name).decode() for name in archive.namelist()}


def test_each_gets_their_own_and_nothing_of_the_others(cast, joint):
    case, *names = joint
    for name in names:
        files = handed_out(proved(case, name), case)
        assert json.loads(files["data.json"])["case"] == case.number
        for text in files.values():
            assert CITIZENS[name].number in text
            for other in set(names) - {name}:
                them = CITIZENS[other]
                assert not [v for v in (them.name, them.number, them.phone, them.address) if v and v in text]
    assert Entry.objects.filter(act="handed_out").count() == 3


def test_the_end_of_a_telephone_is_not_enough_and_guesses_are_stopped(joint):
    case, *_ = joint
    client = Client()
    client.post(reverse("portal:my_cases"), {"number": case.number, "secret": query_code(case.pk)})
    url = reverse("portal:own_data", args=[case.number])
    assert CITIZENS["张伟"].number not in client.get(url).content.decode()
    assert client.post(reverse("portal:own_data_file", args=[case.number])).status_code == 302
    assert client.get(reverse("portal:own_data_wish", args=[case.number])).status_code == 302
    answers = [client.post(url, {"number": "210902198506171234"}).content.decode() for _ in range(6)]
    assert "对不上" in answers[0]
    assert "暂停网上查询" in answers[5]


def test_a_complaint_about_the_case_leaves_no_trace_in_it(cast, received_case):
    case = Case.objects.get(pk=received_case())
    before = handed_out(proved(case, "张伟"), case)["data.json"]
    telling = Telling(
        channel="transferred", category="integrity", content="甲乙丙", case_number=case.number, source="热线",
        who=Who(name="张伟", number=CITIZENS["张伟"].number, phone=CITIZENS["张伟"].phone, address=""),
    )  # fmt: skip
    receiving.register(telling=telling, code="K" * 20, actor=cast.actor("彭燕"))
    assert handed_out(proved(case, "张伟"), case)["data.json"] == before


def test_one_sees_who_looked_without_their_words(cast, received_case):
    case = Case.objects.get(pk=received_case())
    unmask(case_id=case.pk, reason="电话核对另一位王某", actor=cast.actor("王芳"))
    text = handed_out(proved(case, "张伟"), case)["个人信息.html"]
    assert "王芳" in text
    assert "另一位" not in text


def ask(case, wish, wanted="", reason="登记时写错了"):
    return requests.ask(
        case_id=case.pk, party_id=case.party_id, wish=wish, wanted=wanted, reason=reason, actor=CITIZEN
    )


@pytest.mark.parametrize(
    ("wish", "wanted", "field"),
    [("name", "张玮", "name"), ("phone", "13900001111", "phone"), ("address", "海州区和平路9号", "address")],
)
def test_a_correction_is_applied_everywhere_by_a_named_colleague(cast, received_case, wish, wanted, field):
    case = Case.objects.get(pk=received_case())
    made = ask(case, wish, wanted)
    assert str(Request.objects.get().due) == "2026-12-07"
    assert Message.objects.filter(
        template_key="personal_asked", recipient_staff_id=cast.staff_id("赵敏")
    ).exists()
    requests.answer(request_id=made, granted=True, why="核对了身份证原件", actor=cast.actor("赵敏"))
    case = Case.objects.get(pk=case.pk)
    assert getattr(case.party, field) == wanted
    assert (case.phone == wanted) is (wish == "phone")
    assert (case.party_masked == "张*") is True
    if wish == "phone":
        client = Client()
        client.post(reverse("portal:my_cases"), {"number": case.number, "secret": "1111"})
        assert client.get(reverse("portal:case", args=[case.number])).status_code == 200
    timeline(case.pk)


def test_a_deletion_is_refused_while_the_file_is_kept_and_the_person_reads_why(cast, received_case):
    case = Case.objects.get(pk=received_case())
    made = ask(case, "delete")
    with pytest.raises(Refused, match="第四十七条"):
        requests.answer(request_id=made, granted=True, why="同意删除", actor=cast.actor("赵敏"))
    requests.answer(request_id=made, granted=False, why="档案还在保存期内", actor=cast.actor("赵敏"))
    text = proved(case, "张伟").get(reverse("portal:own_data", args=[case.number])).content.decode()
    assert "档案还在保存期内" in text
    with pytest.raises(Refused, match="已经答复"):
        requests.answer(request_id=made, granted=False, why="再次答复", actor=cast.actor("赵敏"))


def test_another_section_neither_sees_nor_answers(cast, received_case):
    case = Case.objects.get(pk=received_case())
    made = ask(case, "phone", "13900001111")
    with pytest.raises(NotPermitted):
        requests.answer(request_id=made, granted=True, why="核对了身份证", actor=cast.actor("冯涛"))
    for name, status in (("冯涛", 404), ("赵敏", 200), ("沈远", 200), ("王芳", 403)):
        client = Client()
        client.force_login(cast.staff(name))
        assert client.get(reverse("workbench:personal_request", args=[made])).status_code == status


def test_the_page_answers_and_keeps_what_was_typed(cast, received_case):
    case = Case.objects.get(pk=received_case())
    made = ask(case, "phone", "13900001111")
    client = Client()
    client.force_login(cast.staff("赵敏"))
    url = reverse("workbench:personal_request", args=[made])
    sent = dict(re.findall(r'name="(once|page_made)" value="([^"]*)"', client.get(url).content.decode()))
    short = client.post(url, sent | {"granted": "grant", "reason": "好"})
    assert short.status_code == 422
    assert client.post(url, sent | {"granted": "grant", "reason": "核对了身份证"}).status_code == 302
    assert "赵敏" in client.get(reverse("workbench:personal_requests")).content.decode()


def test_the_person_asks_on_the_page_once(cast, received_case):
    case = Case.objects.get(pk=received_case())
    client = proved(case, "张伟")
    url = reverse("portal:own_data_wish", args=[case.number])
    sent = dict(re.findall(r'name="(once)" value="([^"]*)"', client.get(url).content.decode()))
    wrong = client.post(url, sent | {"wish": "phone", "wanted": "12", "reason": "换了号码"})
    assert wrong.status_code == 422
    given = sent | {"wish": "phone", "wanted": "139 0000 1111", "reason": "换了号码"}
    assert client.post(url, given).status_code == 302
    assert client.post(url, given).status_code == 302
    assert Request.objects.count() == 1


def test_a_hold_does_not_disturb_the_story_of_the_case(cast, received_case):
    case_id = received_case()
    holding.hold(stream=f"case:{case_id}", ground="other", reason="纪检调阅", actor=cast.actor("沈远"))
    assert timeline(case_id)


def test_a_request_left_unanswered_is_told_to_head_and_leaders_once(cast, received_case, at):
    made = ask(Case.objects.get(pk=received_case()), "phone", "13900001111")
    told = Message.objects.filter(template_key="personal_late")
    with at("2026-12-07 16:00"):
        tick()
        assert not told.exists()
    with at("2026-12-08 00:10"):
        # Counted once: a piece full of told ones would be gone through without end.
        assert [tick()["requests_late"] for _minute in range(2)] == [1, 0]
    people = {cast.staff_id("赵敏"), cast.staff_id("陈局")}
    assert set(told.order_by("id").values_list("recipient_staff_id", flat=True)) == people
    assert told.count() == len(people)
    with at("2026-12-08 09:00"):
        requests.answer(request_id=made, granted=True, why="核对了身份证原件", actor=cast.actor("赵敏"))
        assert tick()["requests_late"] == 0
