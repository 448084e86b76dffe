"""Policies, figures and enquiries for other systems (annexes 5 and 8)."""

import pytest

from banshi.institutions.first_contact.actions.handing import hand_over
from banshi.institutions.first_contact.models import Contact
from banshi.institutions.guidance.actions.publishing import Draft, publish
from banshi.lib import clock

pytestmark = pytest.mark.django_db


def test_policies_are_listed_found_and_read_by_everybody(system, cast):
    draft = Draft("高龄津贴办法", "第一条", "八十岁以上的老人都能领", clock.today(), items=("MZ-JF-05",))
    policy = publish(draft=draft, actor=cast.actor("孙丽"))
    public = system()
    assert [one["id"] for one in public.get("/policies").json()["policies"]] == [policy]
    assert public.get("/policies?q=老人").json()["policies"][0]["items"] == ["MZ-JF-05"]
    assert public.get("/policies?q=结婚").json()["policies"] == []
    assert public.get(f"/policies/{policy}").json()["in_force"] is True
    assert public.get("/policies/999").status_code == 404


def test_figures_are_public_and_closed_while_few_rated(system, cast):
    answer = system().get("/ratings").json()
    assert (answer["total"], answer["levels"]) == (0, [])


def test_a_call_centre_puts_an_enquiry_on_record_and_a_colleague_takes_it_over(system, cast):
    body = {"channel": "phone", "about": "低保怎么办"}
    opened = system("王芳").post("/contacts", body, idempotency_key="call-1")
    assert opened.status_code == 201
    assert opened.json()["officer"] == "王芳"
    assert system("王芳").post("/contacts", body, idempotency_key="call-1").json() == opened.json()
    contact = Contact.objects.get()
    hand_over(contact_id=contact.pk, colleague_id=cast.staff_id("孙丽"), actor=cast.actor("王芳"))
    assert system("何静").post(f"/contacts/{contact.pk}/take-over", {}).status_code == 422
    taken = system("孙丽").post(f"/contacts/{contact.pk}/take-over", {})
    assert (taken.status_code, taken.json()["officer"]) == (200, "孙丽")
    assert system().post("/contacts", body).status_code == 401
