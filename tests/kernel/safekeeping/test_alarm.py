"""A backup that is late is said on the page, by the command, and to the administrators once a day."""

import pytest

from banshi.kernel.notifications.models import Message
from banshi.kernel.safekeeping.models import Kind, Restoration, Run
from banshi.lib import clock
from banshi.workflows.tick import duties

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def alarm(settings):
    settings.BACKUP = settings.BACKUP | {"alarm_hours": 26}


def done(kind, **more):
    now = clock.now()
    Run.objects.create(kind=kind, begun_at=now, ended_at=now, archive="banshi-20261123.bak", **more)


def told():
    return list(
        Message.objects.filter(template_key__contains="_late").order_by("pk").values_list("template_key")
    )


def test_each_day_the_administrators_are_told_once(cast, at):
    done(Kind.BACKUP)
    done(Kind.PROOF, problem="pages")
    duties()
    duties()
    assert told() == [("proof_late",)]
    with at("2026-11-24 13:00"):
        duties()
        assert told() == [("proof_late",), ("backup_late",), ("proof_late",)]


def test_the_administrator_sees_it_and_nobody_else(cast, client):
    client.force_login(cast.staff("周明"))
    page = client.get("/desk/administration/backups/").content.decode()
    assert "还没有做成过备份" in page
    done(Kind.BACKUP, size=5000)
    done(Kind.PROOF, entries=77, pages=50)
    page = client.get("/desk/administration/backups/").content.decode()
    assert "台账 77 条核验无误，50 页逐字一致" in page
    assert "晚了" not in page
    client.force_login(cast.staff("王芳"))
    assert client.get("/desk/administration/backups/").status_code in {302, 403, 404}


def test_a_restoration_that_nobody_ended_stands_on_top(cast, client):
    now = clock.now()
    Restoration.objects.create(backup_at=now, restored_at=now, archive="x", held=3)
    client.force_login(cast.staff("周明"))
    assert "banshi held --resume" in client.get("/desk/administration/backups/").content.decode()
