"""A bureau is lost and comes back: all that was in the backup, nothing twice, and the gap stands in the ledger."""

import pytest
from django.contrib.sessions.models import Session
from django.db import connection

from banshi.kernel.cases.models import Case
from banshi.kernel.documents.models import Document
from banshi.kernel.documents.worker import render_due
from banshi.kernel.ledger.models import Entry
from banshi.kernel.ledger.verify import Fault, Verdict, verify
from banshi.kernel.notifications.models import Message, MessageState
from banshi.kernel.safekeeping import restoring
from banshi.kernel.safekeeping.models import Restoration, Run
from banshi.workflows.tick import tick
from tests.postgres import wheel_tools

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def place(settings, tmp_path):
    """Files and backups of this test alone; what was moved aside goes with it."""
    settings.BANSHI_DATA, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
    settings.BACKUP = settings.BACKUP | {"pg_bin": str(wheel_tools())}
    options = {"OPTIONS": {"location": tmp_path / "files"}}
    settings.STORAGES = settings.STORAGES | {"default": settings.STORAGES["default"] | options}
    yield tmp_path
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'before%' ORDER BY 1")
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP SCHEMA {name} CASCADE")


def states():
    return set(Message.objects.exclude(channel="inapp").order_by().values_list("state", "error_code"))


def test_a_lost_bureau_comes_back_and_nobody_is_told_twice(
    banshi, accepted_case, place, cast, at, monkeypatch, client
):
    before = accepted_case()
    render_due()
    client.force_login(cast.staff("陈局"))
    assert banshi("backup").exit_code == 0
    (file,) = (place / "backups").glob("*.bak")
    with at("2026-11-23 11:00"):
        lost = accepted_case("张䶮")
        tick()
        assert MessageState.SENT in {state for state, _code in states()}
        # Not over living data without a word.
        refused = banshi("restore", str(file))
        assert (refused.exit_code, Case.objects.count()) == (2, 2)
        assert "--aside" in refused.stderr
        # What is not sound does not take the place of what was there.
        with monkeypatch.context() as patch:
            patch.setattr(restoring, "verify", lambda: Verdict(1, 1, (Fault("case:1", 1, "altered"),)))
            assert banshi("restore", str(file), "--aside", "--yes").exit_code == 2
        assert Case.objects.filter(pk=lost).exists()
        assert verify().sound
    with at("2026-11-23 12:00"):
        done = banshi("restore", str(file), "--aside", "--yes")
        assert done.exit_code == 0, done.stderr
        assert list(Case.objects.order_by("pk").values_list("pk", flat=True)) == [before]
        assert Document.objects.get().state == "ready"
        assert not Session.objects.exists()
        assert states() == {("failed", "held")}
        it_is_marked()
    it_is_quiet_until_somebody_says_so(banshi, at)
    with at("2026-12-24 12:00"):
        accepted_case("张䶮")
        tick()
        assert ("sent", "") in states()
        assert verify().sound


def it_is_marked():
    (mark,) = Entry.objects.filter(act="restored").order_by("pk")
    assert mark.payload["backup_at"].startswith("2026-11-23T10:00")
    assert mark.payload["restored_at"].startswith("2026-11-23T12:00")
    assert Restoration.objects.get().held == mark.payload["held"] > 0
    assert verify().sound


def it_is_quiet_until_somebody_says_so(banshi, at):
    # Nothing leaves the house, and no duty is done by itself: not even a month later.
    with at("2026-12-24 12:00"):
        entries = Entry.objects.count()
        tick()
        assert (states(), Entry.objects.count()) == ({("failed", "held")}, entries)
        assert "message" in banshi("held").stdout
        assert banshi("held", "--send").exit_code == 2
        assert banshi("held", "--resume").exit_code == 0
        assert Entry.objects.filter(act="breached").exists()
        # What the duties of the time between would have said is held as well.
        tick()
        assert states() == {("failed", "held")}
        assert banshi("held", "--resume").exit_code == 2
        assert banshi("held", "--drop").exit_code == 0
        tick()
        assert states() == {("failed", "dropped")}


def test_a_backup_is_proven_beside_the_bureau_and_a_failed_one_is_told(banshi, accepted_case, place):
    accepted_case()
    render_due()
    banshi("backup")
    done = banshi("backup", "--prove")
    assert done.exit_code == 0, done.stderr
    assert "1 页和 1 份文书逐字一致" in done.stdout
    (file,) = (place / "backups").glob("*.bak")
    file.write_bytes(file.read_bytes()[:-1])
    assert banshi("backup", "--prove").exit_code != 0
    kinds = list(Run.objects.order_by("pk").values_list("kind", "pages"))
    assert kinds == [("backup", 0), ("proof", 1), ("proof", 0)]
    assert Run.objects.order_by("pk").last().problem
    assert Message.objects.filter(template_key="proof_failed").exists()
    assert sorted(path.name for path in place.iterdir()) == ["backups", "files", "static"]
