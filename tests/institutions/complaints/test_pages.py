"""The pages as people see them: six screens for the citizen, the desk of the office."""

import io
import json
import re
import zipfile

import pytest
from django.test import Client
from django.urls import reverse

from banshi.institutions.complaints.models import Complaint, Identity
from banshi.institutions.complaints.staff.acts import STEPS
from tests.institutions.complaints.lives import Life
from tests.people import COLLEAGUES

pytestmark = pytest.mark.django_db
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


def hidden(page):
    return {name: value for name, value in HIDDEN.findall(page.content.decode()) if "csrf" not in name}


def at_desk(cast, name):
    client = Client()
    client.force_login(cast.staff(name))
    return client


def test_a_citizen_complains_in_six_screens_without_anything_kept_on_the_way(cast, client):
    new = reverse("portal:complaint_new")
    assert client.get(reverse("portal:complaint_start")).status_code == 200
    page = client.post(new, {"channel": "qr"})
    page = client.post(new, hidden(page) | {"do": "next", "category": "attitude"})
    assert page.status_code == 422
    assert "请写下发生了什么" in page.content.decode()
    page = client.post(new, hidden(page) | {"do": "next", "category": "attitude", "content": "大声呵斥"})
    page = client.post(new, hidden(page) | {"do": "next", "whom": "三号窗口"})
    page = client.post(new, hidden(page) | {"do": "next", "named": "named", "name": "刘桂兰"})
    assert "大声呵斥" in page.content.decode()
    assert not Complaint.objects.exists()
    again = hidden(page)
    page = client.post(new, again | {"do": "send"})
    code = re.search(r'class="code num">([\w-]+)<', page.content.decode())[1]
    assert re.fullmatch(r"(\w{4}-){2}\w{4}", code)
    repeated = client.post(new, again | {"do": "send"})
    assert code in repeated.content.decode()
    assert Complaint.objects.get().channel == "qr"
    assert Identity.objects.get().name == "刘桂兰"
    assert set(client.cookies) <= {"csrftoken"}
    assert page["Cache-Control"].find("no-store") > 0
    assert page["Referrer-Policy"] == "same-origin"
    found = client.post(reverse("portal:complaint_follow"), {"code": code.lower()})
    assert found.status_code == 200
    assert "大声呵斥" in found.content.decode()


def test_going_back_keeps_what_was_typed(cast, client):
    new = reverse("portal:complaint_new")
    page = client.post(new, {})
    page = client.post(new, hidden(page) | {"do": "next", "category": "delay", "content": "等了一个月"})
    page = client.post(new, hidden(page) | {"do": "back"})
    assert "等了一个月" in page.content.decode()


def test_a_wrong_code_gets_one_plain_answer(cast, client):
    page = client.post(
        reverse("portal:complaint_follow"), {"code": "AAAA-AAAA-AAAA", "do": "write", "text": "x"}
    )
    assert page.status_code == 422
    assert "没有这个回执码" in page.content.decode()


def test_the_quick_exit_leads_to_a_page_that_tells_nothing(cast, client):
    answer = client.get(reverse("portal:complaint_exit"))
    assert (answer.status_code, answer["Location"]) == (303, "/")
    assert answer["Clear-Site-Data"] == '"cache"'


def test_the_complainant_answers_objects_and_reads_papers_with_the_code(cast, client):
    life = Life(cast).investigated()
    follow = reverse("portal:complaint_follow")
    page = client.post(follow, {"code": life.code})
    assert "请您表态" in page.content.decode()
    page = client.post(follow, {"code": life.code, "do": "decline", "text": ""})
    assert page.status_code == 422
    page = client.post(follow, {"code": life.code, "do": "decline", "text": "只道歉不够"})
    assert page.status_code == 200
    serial = re.search(r'name="paper" value="(\d+)"', page.content.decode())[1]
    paper = client.post(reverse("portal:complaint_own_paper"), {"code": life.code, "paper": serial})
    assert paper.content.startswith(b"%PDF")
    assert "document.pdf" in paper["Content-Disposition"]
    other = Life(cast, who=None)
    stolen = client.post(reverse("portal:complaint_own_paper"), {"code": other.code, "paper": serial})
    assert stolen.status_code == 404
    taken = client.post(reverse("portal:complaint_own_data"), {"code": life.code})
    assert taken["Content-Disposition"] == 'attachment; filename="document.zip"'
    assert client.post(reverse("portal:complaint_own_data"), {"code": life.code}).content == taken.content
    with zipfile.ZipFile(io.BytesIO(taken.content)) as archive:
        told = json.loads(archive.read("data.json"))
    complaint = Complaint.objects.get(number=told["number"])
    assert (told["content"], told["named"]) == (complaint.content, complaint.named)
    assert told["papers"][0]["number"] in page.content.decode()
    assert not any(colleague.name_zh in json.dumps(told, ensure_ascii=False) for colleague in COLLEAGUES)
    assert client.post(reverse("portal:complaint_own_data"), {"code": "AAAA-AAAA-AAAA"}).status_code == 404
    assert client.get(reverse("portal:complaint_own_data")).status_code == 405


@pytest.mark.parametrize("name", ["彭燕", "沈远", "何静", "陈局"])
def test_every_page_of_a_complaint_opens_for_who_works_on_it(cast, name):
    life = Life(cast).named("李强").graded("urgent").taken_up()
    desk = at_desk(cast, name)
    for page in ("complaints", "complaint_openings", "complaint_volumes"):
        assert desk.get(reverse(f"workbench:{page}")).status_code == 200
    page = desk.get(reverse("workbench:complaint", args=[life.uid]))
    assert page.status_code == 200
    for act in STEPS:
        answer = desk.get(reverse("workbench:complaint_act", args=[life.uid, act]))
        assert answer.status_code in {200, 403}, act
    assert desk.get(reverse("workbench:complaint_limit", args=[life.uid, "reply"])).status_code == 200
    serial = re.search(r"/papers/(\d+)/", page.content.decode())[1]
    assert desk.get(reverse("workbench:complaint_paper", args=[life.uid, serial])).content[:4] == b"%PDF"


def test_the_office_registers_what_came_by_letter(cast):
    desk, url = at_desk(cast, "彭燕"), reverse("workbench:register_complaint")
    page = desk.get(url)
    typed = {"channel": "letter", "category": "delay", "content": "信里写的", "named": "anonymous"}
    assert desk.post(url, typed | {"channel": ""} | hidden(page)).status_code == 422
    done = desk.post(url, typed | hidden(page))
    code = re.search(r'class="code num">([\w-]+)<', done.content.decode())[1]
    assert Complaint.objects.get().channel == "letter"
    assert code in desk.post(url, typed | hidden(page)).content.decode()
    assert Complaint.objects.count() == 1


def test_a_step_is_carried_out_once_and_a_refusal_keeps_what_was_typed(cast):
    life = Life(cast).accepted()
    desk, url = at_desk(cast, "何静"), None
    url = reverse("workbench:complaint_act", args=[life.uid, "record"])
    page = desk.get(url)
    assert "要先声明" in page.content.decode()
    typed = {"method": "phone", "held_at": "2026-11-23T09:30", "text": "通话记录很长"}
    refused = desk.post(url, typed | hidden(page))
    assert refused.status_code == 422
    assert "通话记录很长" in refused.content.decode()
    life.declared()
    page = desk.get(url)
    for _ in range(2):
        assert desk.post(url, typed | hidden(page)).status_code == 302
    assert (
        desk.get(reverse("workbench:complaint", args=[life.uid])).content.decode().count("通话记录很长") == 1
    )
