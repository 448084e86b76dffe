"""A new colleague has a password on paper: nothing opens before they choose their own."""

import pytest
from django.test import Client

from banshi.kernel.organisation.models import Staff
from tests.entrypoints.workbench.conftest import text

pytestmark = pytest.mark.django_db
NEW = "three-rivers-meet"


@pytest.fixture
def newcomer(cast, at_desk):
    staff = cast.staff("王芳")
    staff.initial_password = True
    staff.set_password("on-paper-2026")
    staff.save()
    return at_desk("王芳")


def change(screen, old="on-paper-2026", new=NEW, again=NEW):
    return screen.send("password/", old=old, new=new, again=again)


def test_every_page_leads_to_the_password_until_it_is_changed(newcomer):
    for page in ("", "counter/", "inbox/"):
        assert newcomer.open(page)["Location"] == "/desk/password/"
    assert "别人给的初始密码" in text(newcomer.open("password/"))
    assert change(newcomer)["Location"] == "/desk/"
    assert newcomer.open("").status_code == 200
    assert Staff.objects.get(name_zh="王芳").check_password(NEW)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"old": "wrong"}, "现在的密码不对"),
        ({"new": "short", "again": "short"}, "至少 10 个字符"),
        ({"new": "1234567890", "again": "1234567890"}, "太常见"),
        ({"new": "on-paper-2026", "again": "on-paper-2026"}, "和现在的一样"),
        ({"new": "fuxin-minzheng-1", "again": "fuxin-minzheng-1"}, "本单位业务的名称或者您自己的姓名"),
        ({"again": "three-rivers-part"}, "两次写的新密码不一样"),
        ({"new": "", "again": ""}, "请填写新密码"),
    ],
)
def test_what_will_not_do_is_said_and_nothing_changes(newcomer, typed, sentence):
    answer = change(newcomer, **typed)
    assert (answer.status_code, sentence in text(answer)) == (422, True), text(answer)
    assert Staff.objects.get(name_zh="王芳").initial_password


def test_a_stranger_is_sent_to_the_log_in():
    assert Client().get("/desk/password/")["Location"].startswith("/desk/login/")
