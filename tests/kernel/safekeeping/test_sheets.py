"""The daily sheet of the ledger: each working day one numbered paper, told to an office outside."""

import pytest
from django.urls import reverse

from banshi.kernel.documents.models import Document
from banshi.kernel.ledger.models import Checkpoint, Entry
from banshi.kernel.ledger.watching import root_of
from banshi.kernel.notifications.models import Message
from banshi.kernel.safekeeping.sheets import SHEET
from banshi.workflows.tick import tick

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(settings):
    settings.LEDGER_SHEET_EMAIL = "jijian@example.invalid"


def sheets():
    return list(Document.objects.filter(kind=SHEET).order_by("id"))


def test_each_working_day_has_one_with_the_newest_checkpoint_and_the_office_is_written_to(
    office, received_case, at
):
    received_case()
    tick()
    tick()
    with at("2026-11-24 09:00"):
        tick()
    # A Saturday.
    with at("2026-11-28 09:00"):
        tick()
    assert [one.data["day"] for one in sheets()] == ["2026-11-23", "2026-11-24"]
    first, newest = sheets()[0], Checkpoint.objects.order_by("number").first()
    assert first.data["root"].replace(" ", "") == root_of(newest)
    assert first.data["signature"].replace(" ", "") == newest.signature
    assert (first.data["checkpoint"], first.data["entries"]) == (newest.number, newest.entries)
    assert Entry.objects.filter(act="sheet_issued").count() == 2
    told = Message.objects.filter(template_key="ledger_sheet", channel="email").order_by("id")
    assert [one.recipient for one in told] == ["jijian@example.invalid"] * 2
    assert first.data["root"] in told[0].body
    assert first.number in told[0].body


def test_without_an_office_there_is_none(received_case):
    received_case()
    tick()
    assert sheets() == []


def test_none_is_made_of_a_checkpoint_that_does_not_stand(office, received_case, monkeypatch):
    received_case()
    monkeypatch.setattr("banshi.kernel.safekeeping.sheets.standing", lambda _row: False)
    tick()
    assert sheets() == []


@pytest.mark.once
def test_the_audit_administrator_finds_them_and_nobody_else(office, received_case, client, cast):
    received_case()
    audit = cast.staff("苏鸣")
    client.force_login(audit)
    assert "还没有日签" in client.get(reverse("workbench:ledger_sheets")).content.decode()
    tick()
    (paper,) = sheets()
    page = client.get(reverse("workbench:ledger_sheets")).content.decode()
    assert paper.number in page
    address = reverse("workbench:ledger_sheet", args=[paper.pk])
    assert client.get(address).content.startswith(b"%PDF")
    other = Document.objects.exclude(kind=SHEET).first()
    assert client.get(reverse("workbench:ledger_sheet", args=[other.pk])).status_code == 404
    client.force_login(cast.staff("王芳"))
    assert client.get(address).status_code == 403
