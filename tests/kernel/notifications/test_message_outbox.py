"""The outbox: queued in the act, sent afterwards, nothing lost, nothing sent twice."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from banshi.kernel.documents import leasing
from banshi.kernel.notifications import actions, outlets, queries, worker
from banshi.kernel.notifications.actions import Notice
from banshi.kernel.notifications.models import Message
from banshi.lib import clock

pytestmark = pytest.mark.django_db
WORDS = {"case_number": "210900-20260928-000035", "item": "社会团体成立登记", "due": dt.date(2026, 12, 1)}


def later(**span: int) -> Any:
    return clock.frozen(clock.now() + dt.timedelta(**span))


def queue(channel: str = "sms", to: str | int | None = "13800000000", **changed: Any) -> None:
    key = "warning_handler" if isinstance(to, int) else "provisional_dates_set"
    arguments = {"template_key": key, "params": WORDS | {"clock": "承诺期限"}, "stream": "case:12"}
    actions.send(channel=channel, to=to, **arguments | changed)


class Provider:
    """An SMS provider that is away for its first `away` calls."""

    def __init__(self, away: int = 0) -> None:
        self.away = away
        self.taken: list[str] = []

    def __call__(self, message: Message) -> None:
        if self.away:
            self.away -= 1
            raise ConnectionError("provider is away")
        self.taken.append(message.recipient)


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch, settings) -> Callable[..., Provider]:
    def put_in(away: int = 0) -> Provider:
        here = Provider(away)
        monkeypatch.setitem(outlets._outlets, "provider", here)
        settings.BANSHI_OUTLETS = {"sms": "provider"}
        return here

    return put_in


def test_a_message_is_sent_once(provider: Callable[..., Provider]) -> None:
    here = provider()
    queue()
    assert [worker.deliver_due(10) for _ in range(3)] == [1, 0, 0]
    assert here.taken == ["13800000000"]
    assert Message.objects.get().sent_at == clock.now()


def test_a_provider_that_fails_twice_sends_once_in_the_end(provider: Callable[..., Provider]) -> None:
    here = provider(away=2)
    queue()
    assert worker.deliver_due(10) == 0
    assert worker.deliver_due(10) == 0  # not yet due again
    with later(seconds=30):
        assert worker.deliver_due(10) == 0
    with later(seconds=89):
        assert worker.deliver_due(10) == 0
    with later(seconds=90):
        assert worker.deliver_due(10) == 1
    with later(days=9):
        assert worker.deliver_due(10) == 0
    assert here.taken == ["13800000000"]
    assert (Message.objects.get().state, Message.objects.get().attempts) == ("sent", 3)


def test_an_outage_of_days_ends_in_sight_and_can_be_repeated(provider: Callable[..., Provider]) -> None:
    here = provider(away=Message.MAX_ATTEMPTS)
    queue()
    for day in range(Message.MAX_ATTEMPTS):
        with later(days=day):
            worker.deliver_due(10)
    (given_up,) = queries.failed()
    assert (given_up.error_code, given_up.attempts) == ("ConnectionError", Message.MAX_ATTEMPTS)
    assert actions.retry(given_up.id)
    assert worker.deliver_due(10) == 1
    assert len(here.taken) == 1


def test_one_bad_message_does_not_hold_up_the_others(provider: Callable[..., Provider]) -> None:
    provider(away=1)
    queue()
    queue(to="13900000000")
    assert worker.deliver_due(10) == 1


def test_a_killed_workers_messages_are_sent_when_the_lease_ends(provider: Callable[..., Provider]) -> None:
    here = provider()
    queue()
    leasing.claim(Message, limit=10)  # and the worker is killed
    assert worker.deliver_due(10) == 0
    with later(minutes=2):
        assert worker.deliver_due(10) == 1
    assert len(here.taken) == 1


def test_one_occasion_is_announced_once(provider: Callable[..., Provider]) -> None:
    here = provider()
    for _ in range(2):
        queue(dedupe_key="case:12:breach:2026-12-01")
        queue()
    worker.deliver_due(10)
    assert len(here.taken) == 3


def test_an_act_undone_sends_nothing(provider: Callable[..., Provider]) -> None:
    here = provider()
    with transaction.atomic():
        queue()
        transaction.set_rollback(True)
    assert worker.deliver_due(10) == 0
    assert here.taken == []


def test_many_messages_cost_one_query(django_assert_num_queries) -> None:
    words = WORDS | {"clock": "承诺期限"}
    notices = [
        Notice(channel="inapp", to=n, template_key="warning_handler", params=words, stream="case:12")
        for n in range(1, 41)
    ]
    with django_assert_num_queries(1):
        actions.send_many(notices)
    assert Message.objects.count() == 40


@pytest.mark.parametrize("nobody", ["", None])
def test_who_left_no_number_gets_the_paper_only(nobody: str | None) -> None:
    queue(to=nobody)
    assert not Message.objects.exists()


def test_an_unknown_channel_is_a_defect() -> None:
    with pytest.raises(ValueError, match="pigeon"):
        queue(channel="pigeon")


def test_the_number_lies_sealed_and_stays_out_of_the_log(
    provider: Callable[..., Provider], caplog: pytest.LogCaptureFixture
) -> None:
    provider(away=1)
    queue()
    worker.deliver_due(10)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM notifications_message")
        assert "13800000000" not in str(cursor.fetchall())
    assert "ConnectionError" in caplog.text
    assert "13800000000" not in caplog.text


def test_a_colleagues_inbox() -> None:
    queue(channel="inapp", to=7)
    queue(channel="inapp", to=8)
    (line,) = queries.inbox(7)
    assert (line.subject, line.read, queries.unread(7)) == ("办件快到期了", False, 1)
    worker.deliver_due(10)
    assert not actions.mark_read(message_ids=[line.id], staff_id=8)
    assert actions.mark_read(message_ids=[line.id], staff_id=7)
    assert not actions.mark_read(message_ids=[line.id], staff_id=7)
    assert (queries.inbox(7)[0].read, queries.unread(7), queries.unread(8)) == (True, 0, 1)


def test_what_was_read_before_it_left_stays_read() -> None:
    queue(channel="inapp", to=7)
    actions.mark_read(message_ids=[queries.inbox(7)[0].id], staff_id=7)
    worker.deliver_due(10)
    assert queries.inbox(7)[0].read


def test_people_without_a_smartphone_are_called() -> None:
    queue(channel="call", to="024-00000000")
    worker.deliver_due(10)
    (task,) = queries.call_tasks()
    assert task.phone == "024-00000000"
    assert task.body.startswith("您好！")
    assert actions.mark_called(message_id=task.id, done_by="staff:7", note="已告知本人")
    assert not actions.mark_called(message_id=task.id, done_by="staff:8")
    assert queries.call_tasks() == []
