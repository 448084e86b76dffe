"""A part of the house is away: writes are refused in plain words, reads go on, afterwards nothing needs repair."""

import errno
import json
import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

from banshi.institutions.complaints.models import Complaint
from banshi.kernel.cases.models import Case
from banshi.kernel.clocks.models import Clock
from banshi.kernel.documents import leasing
from banshi.kernel.documents.models import Document
from banshi.kernel.ledger.models import Entry
from banshi.kernel.notifications import outlets
from banshi.kernel.notifications.models import Message
from banshi.kernel.notifications.worker import deliver_due
from banshi.kernel.ui.pages import server_error
from banshi.lib import clock
from banshi.workflows.tick import tick
from tests.entrypoints.api.conftest import application
from tests.faults.oracles import claimed, half_done

TROUBLES = ("disk full", "statement time-out", "connection cut", "deadlock")
if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # It knows no other.
    TROUBLES = TROUBLES[:1]
# What the server says, by its own code.
CODES = {"disk full": "53100", "statement time-out": "57014", "deadlock": "40P01"}


@contextmanager
def trouble(kind: str) -> Iterator[None]:
    """Inside, every entry of the ledger meets this in the database itself."""
    if connection.vendor == "sqlite":
        yield from sqlite_full()
        return
    does = f"RAISE EXCEPTION 'trouble' USING ERRCODE = '{CODES.get(kind, '')}'"
    if kind == "connection cut":
        does = "PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(5)"
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE FUNCTION trouble() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {does}; RETURN NEW; END $$"
        )
        cursor.execute("CREATE TRIGGER trouble BEFORE INSERT ON ledger_entry EXECUTE FUNCTION trouble()")
    try:
        yield
    finally:
        connection.close()
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER trouble ON ledger_entry")
            cursor.execute("DROP FUNCTION trouble()")


def sqlite_full() -> Iterator[None]:
    """SQLite itself says that the disk is full: the file may not grow by one page, and has none to spare."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA page_count")
        (pages,) = cursor.fetchone()
        cursor.execute(f"PRAGMA max_page_count = {pages}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count = 1073741823")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", TROUBLES)
def test_the_database_refuses_and_the_caller_is_told_when_to_come_again(kind, system, received_case):
    window, case_id = system("王芳"), received_case()
    with trouble(kind):
        answers = [window.post("/cases", application("刘桂兰"), idempotency_key=f"k{n}") for n in range(40)]
        refused = next(answer for answer in answers if answer.status_code != 201)
        connection.close_if_unusable_or_obsolete()
        assert window.get(f"/cases/{case_id}").status_code == 200
    problem = refused.json()
    assert (refused.status_code, problem["type"]) == (503, "/api/problems/unavailable")
    assert int(refused["Retry-After"]) > 0
    assert "不会办两遍" in problem["detail"]
    assert "Traceback" not in refused.content.decode()
    made = Case.objects.count()
    again = window.post("/cases", application("刘桂兰"), idempotency_key="k39")
    assert again.status_code == 201
    assert Case.objects.count() - made == (answers[39].status_code != 201)
    assert half_done() == []


@pytest.mark.django_db(transaction=True)
def test_a_citizen_is_told_plainly_and_may_send_the_same_form_again(monkeypatch):
    def away(**_: object) -> None:
        raise OperationalError("the connection is lost")

    client = Client(raise_request_exception=False)
    with monkeypatch.context() as patch:
        patch.setattr("banshi.kernel.ledger.acts._carry_out", lambda *_a, **_k: away())
        told = {"category": "explained", "content": "同一件事跑了三趟。"}
        answer = client.post("/api/v1/complaints", told, content_type="application/json")
        assert answer.status_code == 503
    with monkeypatch.context() as patch:
        patch.setattr("banshi.entrypoints.portal.home.clock.today", away)
        page = client.get(reverse("portal:home"))
    text = page.content.decode()
    assert (page.status_code, page["Retry-After"]) == (503, "30")
    assert "系统暂时办不了" in text
    assert "不会办两遍" in text
    assert "窗口" in text
    assert settings.BUREAU["phone"] in text
    assert "connection is lost" not in text
    assert client.get(reverse("portal:home")).status_code == 200
    assert not Complaint.objects.exists()


@pytest.mark.pure
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EDQUOT])
def test_a_disk_that_takes_nothing_is_no_defect(number, rf):
    assert _answer_to(OSError(number, os.strerror(number)), rf) == 503
    assert _answer_to(ValueError("a defect"), rf) == 500
    assert _answer_to(FileNotFoundError(errno.ENOENT, "no such file"), rf) == 500


def _answer_to(error: Exception, rf) -> int:
    try:
        raise error
    except Exception:  # the handler asks which exception is being handled, as Django lets it
        return int(server_error(rf.get("/")).status_code)


@contextmanager
def no_file_longer_than(size: int) -> Iterator[None]:
    """The kernel lets no file of this process grow beyond `size` bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.fixture
def message(accepted_case) -> Message:
    accepted_case()
    return Message.objects.filter(channel="sms").order_by("id").first()


@pytest.mark.django_db
def test_a_line_that_the_full_disk_cut_off_is_taken_away_again(message, tmp_path, settings):
    settings.BANSHI_DATA = tmp_path
    outlets.file(message)
    box = tmp_path / "outbox" / "messages.jsonl"
    whole = box.read_bytes()
    with no_file_longer_than(len(whole) + 40), pytest.raises(OSError, match=r"\[Errno"):
        outlets.file(message)
    assert box.read_bytes() == whole
    outlets.file(message)
    assert [json.loads(line)["uid"] for line in box.read_text().splitlines()] == [message.uid.hex] * 2


@pytest.mark.django_db
def test_a_letter_waits_for_room_and_is_whole_then(accepted_case, at, monkeypatch):
    accepted_case()
    save = FileSystemStorage._save

    def half(self, name, content):
        stored = save(self, name, content)
        path = Path(self.path(stored))
        path.write_bytes(path.read_bytes()[:100])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(FileSystemStorage, "_save", half)
        tick()
    document = Document.objects.get()
    assert (document.state, document.error_code) == ("queued", "OSError")
    with at("2026-11-23T10:01"):
        tick()
    assert Document.objects.get().state == "ready"
    assert half_done() == []


@pytest.mark.django_db
def test_every_letter_and_duty_is_found_again_though_all_leases_were_emptied(accepted_case, at):
    """The tables are the queues: there is nothing to be lost but claims."""
    case_id = accepted_case()
    leasing.claim(Document, limit=10)
    leasing.claim(Message, limit=10)
    for model in (Document, Message):
        model.objects.update(lease_until=None, attempts=0, next_attempt_at=clock.now())
    with at("2026-11-23T10:01"):
        tick()
        assert claimed() == set()
        assert Document.objects.get().state == "ready"
        before = Entry.objects.count()
        tick()
        assert Entry.objects.count() == before
    with at("2026-12-22T09:00"):
        tick()
    assert Entry.objects.filter(stream=f"case:{case_id}", act="breached").count() == 1


@pytest.mark.django_db
def test_an_emptied_index_of_clocks_is_written_again_and_nothing_due_is_missed_or_told_twice(
    accepted_case, received_case, at
):
    case_id = accepted_case()
    received_case("刘桂兰")
    with at("2026-12-15T09:00"):
        tick()
        warned, before = Entry.objects.filter(act="warned").count(), clocks()
        Clock.objects.all().delete()
        tick()
        assert clocks() == before
        assert Entry.objects.filter(act="warned").count() == warned > 0
    Clock.objects.all().delete()
    with at("2026-12-22T09:00"):
        tick()
    assert Entry.objects.filter(stream=f"case:{case_id}", act="breached").count() == 1


def clocks() -> list[tuple]:
    columns = [field.attname for field in Clock._meta.concrete_fields if field.attname != "id"]
    return list(Clock.objects.order_by("case", "kind").values_list(*columns))


@pytest.mark.django_db
@pytest.mark.parametrize("trouble", [ConnectionResetError, TimeoutError, ValueError])
def test_a_provider_that_is_away_holds_up_no_page_and_gets_each_message_once(
    trouble, message, at, monkeypatch, system
):
    taken: list[str] = []

    def away(_message: Message) -> None:
        raise trouble("garbage")

    monkeypatch.setitem(outlets._outlets, "file", away)
    window = system("王芳")
    deliver_due()
    assert window.post("/cases", application("刘桂兰"), idempotency_key="k").status_code == 201
    monkeypatch.setitem(outlets._outlets, "file", lambda one: taken.append(one.uid.hex))
    for minute in range(1, 6):
        with at(f"2026-11-23T10:{minute:02d}"):
            deliver_due()
    assert message.uid.hex in taken
    assert len(taken) == len(set(taken))


@pytest.mark.django_db
def test_a_dead_mail_server_has_a_limit():
    assert 0 < settings.EMAIL_TIMEOUT <= leasing.LEASE.total_seconds() / 2
