"""The clock of the machine is set: back, forward, across midnight, month and year."""

import datetime as dt
import json

import pytest

from banshi.config.worker import Worker
from banshi.kernel.cases.queries import timeline
from banshi.kernel.clocks.models import Clock
from banshi.kernel.documents.models import Document
from banshi.kernel.ledger.models import Entry
from banshi.kernel.ledger.verify import verify
from banshi.kernel.notifications.models import Message
from banshi.lib import clock
from banshi.workflows.intake import accept
from banshi.workflows.representation import withdraw
from banshi.workflows.tick import tick
from tests.faults.oracles import half_done

JUMPS = {
    "an hour": ("2026-11-23T10:00", "2026-11-23T09:00"),
    "ten days": ("2026-11-23T10:00", "2026-11-13T10:00"),
    "over midnight": ("2026-11-24T00:00:10", "2026-11-23T23:59:50"),
    "over the end of a month": ("2026-12-01T00:00:10", "2026-11-30T23:59:50"),
    "over the end of a year": ("2026-01-01T00:00:10", "2025-12-31T23:59:50"),
    "half a minute": ("2026-11-23T16:59:45", "2026-11-23T16:59:15"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("jump", JUMPS)
def test_no_entry_is_older_than_the_one_before_it(jump, cast, received_case, at):
    before, after = JUMPS[jump]
    with at(before):
        case_id = received_case()
        due = Clock.objects.get(case=case_id, kind="intake").due
    with at(after):
        accept(case_id=case_id, version=None, actor=cast.actor("王芳"))
        withdraw(case_id=case_id, version=None, channel="counter", actor=cast.actor("王芳"))
    moments = [event.at for event in timeline(case_id)]
    assert moments == sorted(moments)
    assert moments[0] == clock.parse(before)
    assert Clock.objects.get(case=case_id, kind="intake").due == due
    assert verify().sound
    assert half_done() == []


@pytest.mark.django_db
def test_a_clock_that_ran_ahead_shortens_no_deadline(cast, received_case, at):
    with at("2026-11-23T10:00"):
        case_id = received_case()
        lawful = Clock.objects.get(case=case_id, kind="intake").due
    with at("2026-11-25T10:00"):
        accept(case_id=case_id, version=None, actor=cast.actor("王芳"))
        promised = Clock.objects.get(case=case_id, kind="promised").due
    with at("2026-11-23T10:05"):
        tick()
        found = {row.kind: row.due for row in Clock.objects.filter(case=case_id).order_by("id")}
    assert (found["intake"], found["promised"]) == (lawful, promised)


@pytest.mark.django_db
def test_the_worker_does_not_wait_for_a_moment_that_was_wrong(accepted_case, at, capsys):
    worker = Worker()
    with at("2026-12-03T10:00"):
        worker.round()
    with at("2026-11-23T10:00:30"):
        worker.round()
        worker.round()
    events = [json.loads(line)["event"] for line in capsys.readouterr().err.splitlines()]
    assert events[:2] == ["tick", "tick"]


@pytest.mark.django_db
def test_what_was_queued_or_claimed_while_the_clock_was_ahead_is_done_at_once(accepted_case, at):
    ahead = clock.parse("2026-12-03T10:00")
    with at(ahead):
        accepted_case()
    for model in (Document, Message):
        model.objects.update(lease_until=ahead + dt.timedelta(minutes=2))
    with at("2026-11-23T10:05"):
        tick()
    assert Document.objects.get().state == "ready"
    assert set(Message.objects.values_list("state", flat=True)) == {"sent"}


@pytest.mark.django_db
def test_a_set_clock_stands_in_the_log_of_the_worker(db, monkeypatch, capsys):
    worker = Worker()
    worker.round()
    real = clock.real()
    monkeypatch.setattr(clock, "real", lambda: real - 3600)
    worker.round()
    worker.round()
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    (jumped,) = [line for line in lines if line["event"] == "clock_jumped"]
    assert -3610 <= jumped["seconds"] <= -3590


@pytest.mark.django_db
def test_another_stream_is_not_held_up_by_the_moments_of_one(cast, received_case, at):
    with at("2026-11-25T10:00"):
        received_case()
    with at("2026-11-23T10:00"):
        other = received_case("刘桂兰")
    assert Entry.objects.get(stream=f"case:{other}").at == clock.parse("2026-11-23T10:00")
