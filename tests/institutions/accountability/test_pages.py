"""The pages of the room: every step's form, empty lists, both languages, and as many questions for many as for few."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from banshi.institutions.accountability.staff.acts import STEPS
from tests.institutions.accountability.lives import Life

pytestmark = pytest.mark.django_db


def desk_of(cast, name):
    client = Client()
    client.force_login(cast.staff(name))
    return client


@pytest.mark.parametrize("name", ["王芳", "彭燕", "龚书", "周明"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_empty_lists_say_what_will_be_there(cast, name, language):
    client = desk_of(cast, name)
    client.cookies["django_language"] = language
    for folder in ("leads", "work", "decision", "done", "no-such"):
        assert client.get(reverse("workbench:accountability"), {"folder": folder}).status_code == 200
    assert client.get(reverse("workbench:accountability_mine")).status_code == 200
    assert client.get(reverse("portal:accountability_figures")).status_code == 200


def test_a_step_is_done_from_its_page_and_what_is_wrong_is_said_at_its_field(cast):
    life = Life(cast).accepted().declared()
    client = desk_of(cast, "何静")
    page = reverse("workbench:accountability_act", args=[life.uid, "record"])
    refused = client.post(page, {"once": "a" * 43, "method": "talk", "held_on": "昨天", "text": "记录"})
    assert refused.status_code == 422
    assert "2026-11-23 的样子" in refused.content.decode()
    assert "记录" in refused.content.decode()
    given = {"once": "a" * 43, "method": "talk", "held_on": "2026-11-23", "text": "谈话记录"}
    for _ in range(2):
        assert client.post(page, given).status_code == 302
    shown = client.get(reverse("workbench:accountability_case", args=[life.uid])).content.decode()
    assert shown.count("谈话记录") == 1


def test_a_lead_is_entered_and_taken_up_from_the_pages(cast):
    entered = desk_of(cast, "蒋廉").post(
        reverse("workbench:raise_lead"),
        {
            "once": "b" * 43, "origin": "superior", "facts": "没有按期报送", "on": "2026-11-20",
            "handler": cast.staff_id("李强"), "section": "", "cause": "WZ-2", "informant": "市政府",
        },
    )  # fmt: skip
    assert entered.status_code == 302
    office = desk_of(cast, "彭燕")
    page = office.get(reverse("workbench:accountability"), {"folder": "leads"}).content.decode()
    assert "上级交办" in page
    assert (
        "没有按期报送" not in desk_of(cast, "王芳").get(reverse("workbench:accountability")).content.decode()
    )


def test_many_leads_and_cases_cost_no_more_questions_than_few(cast):
    client, counts = desk_of(cast, "彭燕"), []
    for _ in range(2):
        for _ in range(3):
            Life(cast)
            Life(cast).accepted()
        for folder in ("leads", "work"):
            with CaptureQueriesContext(connection) as asked:
                client.get(reverse("workbench:accountability"), {"folder": folder})
            counts.append(len(asked))
    assert all(later <= first for first, later in zip(counts[:2], counts[2:], strict=True))
    assert max(counts) <= 25


def test_every_step_open_at_some_stage_shows_its_form(cast):
    life = Life(cast).accepted()
    for name, worker in (("declare", "何静"), ("assign", "彭燕"), ("drop", "彭燕"), ("recuse", "彭燕")):
        page = desk_of(cast, worker).get(reverse("workbench:accountability_act", args=[life.uid, name]))
        assert page.status_code == 200
        assert STEPS[name].title in page.content.decode()
