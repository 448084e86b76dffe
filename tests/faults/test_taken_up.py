"""What a dead worker had claimed is taken up within its lease and a minute, however much else waits (F3)."""

import datetime as dt
import uuid

import pytest

from banshi.config.worker import Worker
from banshi.kernel.documents import leasing
from banshi.kernel.documents.models import Document
from banshi.kernel.notifications.models import Message
from banshi.lib import clock
from tests.faults.oracles import claimed

LETTERS = 400


@pytest.fixture
def queue(accepted_case, cast, at):
    """One letter and its messages, and many more letters that were there before."""
    accepted_case()
    one = Document.objects.get()
    one.pk, rows = None, []
    for serial in range(1000, 1000 + LETTERS):
        number, code = f"{one.number}-{serial}", f"{serial:012d}"
        given = {each.attname: getattr(one, each.attname) for each in Document._meta.concrete_fields}
        given |= {"id": None, "uid": uuid.uuid4(), "serial": serial, "number": number}
        rows.append(Document(**given | {"verification_code": code}))
    Document.objects.bulk_create(rows)


@pytest.fixture
def slow(monkeypatch):
    """Typesetting takes a second of a clock that nothing else moves."""

    def render(document_id):
        # Whoever froze it puts it back; undone by monkeypatch it would come back frozen.
        clock._frozen = clock.now() + dt.timedelta(seconds=1)
        Document.objects.filter(pk=document_id).update(
            state="ready", lease_until=None, sha256="0" * 64, stored_as="none"
        )

    monkeypatch.setattr("banshi.kernel.documents.worker.render", render)


@pytest.mark.django_db
@pytest.mark.once
def test_a_dead_workers_messages_do_not_wait_for_everybodys_letters(queue, slow, at):
    with at("2026-11-23T10:00"):
        dead = leasing.claim(Message, limit=50)
        left = claimed()
    assert dead
    with at("2026-11-23T10:02:01"):
        worker = Worker()
        while left & claimed():
            worker.round()
        sent = Message.objects.filter(pk__in=[row.pk for row in dead]).order_by("pk")
        assert max(row.sent_at for row in sent) <= clock.parse("2026-11-23T10:03")
        assert Document.objects.filter(state="queued").count() > LETTERS / 2


@pytest.mark.django_db
@pytest.mark.once
def test_the_duties_of_the_next_minute_do_not_wait_either(queue, slow, at, capsys):
    with at("2026-11-23T10:02"):
        worker, ticks = Worker(), []
        while Document.objects.filter(state="queued").exists():
            worker.round()
            ticks.append(worker._ticked)
    assert len(set(ticks)) >= LETTERS // 90


@pytest.mark.django_db
@pytest.mark.once
def test_whoever_is_killed_in_a_tick_had_claimed_no_more_than_a_piece(queue, monkeypatch, at):
    monkeypatch.setattr(
        "banshi.kernel.documents.worker.render", lambda _document_id: (_ for _ in ()).throw(SystemExit)
    )
    with pytest.raises(SystemExit):
        Worker().round()
    assert 0 < len(claimed()) <= 20
