"""The page of rules, pieces and holds: who sees it, who may hold, what it tells of nobody."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from banshi.kernel.cases.models import Case
from banshi.kernel.ledger.acts import SYSTEM
from banshi.kernel.notifications.models import Message
from banshi.kernel.privacy.models import Hold, Round
from banshi.lib import clock
from banshi.workflows.retaining import erase_due

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def page_of(cast, name):
    client = Client()
    client.force_login(cast.staff(name))
    return client, client.get(reverse("workbench:retention"))


def fields(page):
    return dict(re.findall(r'name="(once|shown|csrfmiddlewaretoken)" value="([^"]*)"', page.content.decode()))


def test_what_was_erased_stands_there_with_its_rule_and_number_for_the_auditor(cast, received_case, at):
    received_case()
    Message.objects.update(state="sent")
    Round.objects.create(day=clock.today(), done_at=clock.now())
    with at("2027-06-02"):
        erase_due(limit=999, actor=SYSTEM)
        _, page = page_of(cast, "苏鸣")
    text = page.content.decode()
    assert "retention:message#1" in text
    assert "notifications.Message" in text
    assert "暂停删除一件" not in text
    assert "complaint" not in text.replace('href="/desk/complaints/"', "")


def test_only_audit_and_office_see_it(cast):
    for name, status in (("苏鸣", 200), ("沈远", 200), ("王芳", 403), ("周明", 403), ("陈局", 403)):
        assert page_of(cast, name)[1].status_code == status


def test_the_office_holds_a_case_and_lifts_it(cast, received_case):
    number = Case.objects.get(pk=received_case()).number
    client, page = page_of(cast, "沈远")
    url = reverse("workbench:retention")
    wrong = client.post(url, fields(page) | {"number": "210900-1", "ground": "other", "reason": "调阅档案"})
    assert wrong.status_code == 422
    assert "没有这个编号" in wrong.content.decode()
    given = fields(page) | {"number": number, "ground": "litigation", "reason": "行诉〔2026〕1号"}
    assert client.post(url, given).status_code == 302
    shown = client.get(url)
    assert number in shown.content.decode()
    hold = Hold.objects.get()
    assert client.post(url, fields(shown) | {"lift": str(hold.pk)}).status_code == 302
    again = client.post(url, fields(client.get(url)) | {"lift": str(hold.pk)})
    assert again.status_code == 422


def test_the_auditor_may_look_and_not_hold(cast):
    client, page = page_of(cast, "苏鸣")
    assert client.post(reverse("workbench:retention"), fields(page) | {"lift": "1"}).status_code == 403


def test_everybody_reads_what_is_kept_and_how_long():
    text = Client().get(reverse("portal:privacy")).content.decode()
    assert "个人信息" in text
    assert "30 年，从办结的下一年算起" in text
    assert "问责" not in text
    english = Client().get(reverse("portal:privacy"), headers={"accept-language": "en"}).content.decode()
    assert "30 years" in english
