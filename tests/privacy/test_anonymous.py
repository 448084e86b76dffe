"""Who complains without a name leaves nothing of their device: no address, browser, way there, nor the code (L6)."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from banshi.institutions.complaints.models import Complaint, Identity
from banshi.kernel.vault.digests import digest
from tests.institutions.complaints.test_canary import copy_of_database
from tests.institutions.complaints.test_pages import hidden

pytestmark = pytest.mark.django_db

ADDRESS, BROWSER, CAME_FROM = "203.0.113.77", "QXbrowser/7.1", "https://qx-neighbour.example/forum"


def test_an_anonymous_complaint_keeps_nothing_of_the_device(cast, caplog):
    caplog.set_level("DEBUG")
    client = Client(
        REMOTE_ADDR=ADDRESS, headers={"user-agent": BROWSER, "referer": CAME_FROM, "x-forwarded-for": ADDRESS}
    )
    new, follow = reverse("portal:complaint_new"), reverse("portal:complaint_follow")
    pages = [client.get(reverse("portal:complaint_start")), client.post(new, {})]
    for step in (
        {"category": "attitude", "content": "大声呵斥"},
        {"whom": "三号窗口"},
        {"named": "anonymous"},
    ):
        pages.append(client.post(new, hidden(pages[-1]) | {"do": "next"} | step))
    pages.append(client.post(new, hidden(pages[-1]) | {"do": "send"}))
    code = re.search(r'class="code num">([\w-]+)<', pages[-1].content.decode())[1]
    pages.append(client.post(follow, {"code": code}))
    assert Complaint.objects.count() == 1
    assert not Identity.objects.exists()
    for page in pages:
        assert "no-store" in page["Cache-Control"]
        assert code not in str(dict(page.headers))
        assert code not in page.request["PATH_INFO"] + page.request.get("QUERY_STRING", "")
    assert set(client.cookies) <= {"csrftoken"}
    kept = copy_of_database() + caplog.text.encode()
    plain = code.replace("-", "")
    for mark in (ADDRESS, BROWSER, CAME_FROM, "qx-neighbour", code, plain, digest("lookup-network", ADDRESS)):
        assert mark.encode() not in kept, mark
