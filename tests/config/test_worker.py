"""The tick and the worker: idempotent, restartable, untroubled by an outage."""

import json
import threading

import pytest

from banshi.config import worker as module
from banshi.config.worker import Worker
from banshi.institutions.time_limits.models import Breach
from banshi.kernel.cases.queries import timeline
from banshi.kernel.clocks.models import Rung
from banshi.kernel.documents.models import Document
from banshi.kernel.ledger.models import Entry
from banshi.kernel.webhooks.actions import Wanted, register
from banshi.workflows.tick import tick
from tests.kernel.webhooks.receiver import listening


def state():
    """What a tick may have changed."""
    return (
        list(Entry.objects.order_by("id").values_list("stream", "seq", "hash")),
        list(Rung.objects.order_by("id").values_list("case_id", "clock", "rung")),
        list(Breach.objects.order_by("id").values_list("case_id", "clock", "due")),
    )


def test_two_ticks_are_one(received_case, accepted_case, at):
    received_case(), accepted_case()
    with at("2026-12-21 17:00"):
        tick()
        before = state()
        tick()
        assert state() == before
    # Told nothing in five days, it counts as accepted from its first day: late twice.
    assert sorted(Breach.objects.values_list("clock", flat=True)) == ["intake", "promised", "promised"]


def test_after_three_days_without_a_tick_only_the_highest_rung_is_given(accepted_case, at):
    case_id = accepted_case()
    with at("2026-12-15 09:00"):
        tick()
    with at("2026-12-18 09:00"):
        tick()
    warned = [event.fact.rung for event in timeline(case_id) if event.fact.kind == "warned"]
    assert warned == ["handler", "head"]
    with at("2026-12-24 09:00"):
        tick()
        tick()
    assert [event.fact.kind for event in timeline(case_id)].count("breached") == 1


def test_the_command_says_what_it_did(banshi, received_case, at):
    received_case()
    with at("2026-12-01 09:00"):
        done = banshi("tick")
    assert done.exit_code == 0
    assert "deemed 1" in done.stdout


def test_a_worker_ticks_at_once_and_then_works_the_queues(accepted_case, at, capsys):
    first = Worker()
    first.round()
    accepted_case()
    assert first.round()
    assert not first.round()
    assert Document.objects.get().state == "ready"
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [line["event"] for line in lines] == ["tick", "queues"]
    assert lines[1] | {"rendered": 1, "delivered": 1} == lines[1]


def test_a_new_worker_goes_on_where_a_killed_one_stopped(accepted_case, at, monkeypatch):
    accepted_case()
    monkeypatch.setattr(
        "banshi.kernel.documents.worker.render", lambda _document_id: (_ for _ in ()).throw(SystemExit)
    )
    with pytest.raises(SystemExit):
        Worker().round()
    monkeypatch.undo()
    with at("2026-11-23 10:05"):
        Worker().round()
    assert Document.objects.get().state == "ready"


def test_trouble_is_logged_by_its_kind_only_and_the_worker_stays(db, monkeypatch, capsys):
    def broken():
        raise OSError("张伟 13800001234")

    monkeypatch.setattr(module, "tick", broken)
    assert not Worker().round()
    (line,) = capsys.readouterr().err.splitlines()
    assert json.loads(line)["error"] == "OSError"
    assert "张伟" not in line


def test_it_stops_when_told_and_when_its_parent_has_gone(monkeypatch):
    monkeypatch.setattr(Worker, "round", lambda self: False)
    running = Worker()
    thread = threading.Thread(target=running.run)
    thread.start()
    running.stop()
    thread.join(5)
    assert not thread.is_alive()
    Worker(parent=1 << 30).run()


def test_other_systems_are_told_between_the_ticks_and_a_dead_one_holds_up_no_letter(cast, accepted_case):
    worker = Worker()
    worker.round()
    with listening() as receiver:
        for url in ("http://127.0.0.1:9/", receiver.url):
            wanted = Wanted(name="平台", url=url, kinds=("accepted",), staff_id=cast.staff_id("孙丽"))
            register(wanted=wanted, actor=cast.actor("孙丽"))
        accepted_case()
        assert worker.round()
        assert len(receiver.taken) == 1
    assert Document.objects.get().state == "ready"
    assert not worker.round()
