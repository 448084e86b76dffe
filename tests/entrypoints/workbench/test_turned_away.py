"""Who was refused what: one line for the audit administrator, without the matter, and never a flood of them."""

import pytest

from banshi.kernel.ledger.models import Entry
from banshi.kernel.organisation.accounts import turned_away
from banshi.kernel.organisation.models import ApiKey
from banshi.kernel.vault.digests import digest
from tests.entrypoints.workbench.conftest import text

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def kept():
    rows = Entry.objects.filter(act=turned_away.ACT).order_by("pk")
    return [(row.stream, row.actor, row.payload) for row in rows]


def test_a_page_that_is_not_hers_stands_in_the_trail_with_her_name_and_without_the_matter(cast, at_desk):
    number, about = cast.staff_id("王芳"), cast.staff_id("李强")
    assert at_desk("王芳").open(f"accounts/{about}/end-all/").status_code == 403
    ref = f"staff:{number}"
    assert kept() == [(ref, ref, {"place": "GET desk/accounts/<int:staff_id>/<slug:do>/"})]
    row = text(at_desk("苏鸣").open("audit/")).replace(" ", "")
    assert "王芳要打开没有权限的页面，没有获准GETdesk/accounts/" in row
    assert f"accounts/{about}" not in row


def test_a_key_without_the_right_is_noted_as_its_holder(cast, client):
    ApiKey.objects.create(name="test", staff=cast.staff("王芳"), digest=digest("api-key", "hers"))
    key = {"Authorization": "Bearer hers"}
    assert client.get("/api/v1/integrity", headers=key).status_code == 403
    (line,) = kept()
    assert (line[0], line[2]) == (f"staff:{cast.staff_id('王芳')}", {"place": "GET api/v1/integrity"})


def test_the_same_door_once_an_hour_and_all_doors_twenty_times(cast, actor, at):
    who = actor("王芳")
    for _again in range(3):
        turned_away.note(who, "POST", "desk/audit/")
    assert len(kept()) == 1
    for door in range(50):
        turned_away.note(who, "GET", f"desk/{door}/")
    assert len(kept()) == turned_away.MOST
    with at("2026-11-23 11:01"):
        turned_away.note(who, "POST", "desk/audit/")
    assert len(kept()) == turned_away.MOST + 1


def test_who_was_let_in_and_who_is_no_colleague_leave_no_line(cast, at_desk, client):
    assert at_desk("王芳").open("counter/").status_code == 200
    assert client.get("/desk/audit/").status_code == 302
    assert client.get("/api/v1/cases").status_code == 401
    assert kept() == []
