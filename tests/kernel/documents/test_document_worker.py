"""Papers are made in the background; a killed worker, a full disk or an odd name loses none of them."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from banshi.kernel.documents import actions, leasing, queries, worker
from banshi.kernel.documents.models import Document
from banshi.lib import clock
from tests.kernel.documents import samples
from tests.kernel.documents.conftest import Issue


def later(**span: int) -> Any:
    return clock.frozen(clock.now() + dt.timedelta(**span))


def test_what_is_queued_becomes_ready(issue: Issue) -> None:
    issue("W03")
    issue("W04", language="en", data=samples.wording("W04", "en"))
    assert worker.render_due(10) == 2
    assert worker.render_due(10) == 0
    assert set(Document.objects.values_list("state", flat=True)) == {"ready"}


def test_a_batch_has_a_limit_and_the_oldest_comes_first(issue: Issue) -> None:
    papers = [issue() for _ in range(3)]
    assert worker.render_due(2) == 2
    assert Document.objects.get(state="queued").pk == papers[2].pk


def test_two_workers_do_not_take_the_same_paper(issue: Issue) -> None:
    issue()
    assert len(leasing.claim(Document, limit=10)) == 1
    assert leasing.claim(Document, limit=10) == []


def test_a_killed_workers_paper_is_taken_again_when_its_lease_ends(issue: Issue) -> None:
    issue()
    leasing.claim(Document, limit=1)  # and the worker is killed
    assert worker.render_due(10) == 0
    with later(seconds=119):
        assert worker.render_due(10) == 0
    with later(seconds=120):
        assert worker.render_due(10) == 1


def test_a_worker_that_slept_too_long_leaves_the_paper_to_the_other(issue: Issue) -> None:
    issue()
    (slow,) = leasing.claim(Document, limit=1)
    with later(minutes=5):
        (quick,) = leasing.claim(Document, limit=1)
        assert not leasing.still_mine(slow)
        assert leasing.still_mine(quick)


def test_a_full_disk_only_delays(issue: Issue, monkeypatch: pytest.MonkeyPatch) -> None:
    issue()
    with monkeypatch.context() as broken:
        broken.setattr(worker, "render", _raising(OSError("no space left")))
        assert worker.render_due(10) == 0
    row = Document.objects.get()
    assert (row.state, row.attempts, row.error_code) == ("queued", 1, "OSError")
    assert row.next_attempt_at == clock.now() + dt.timedelta(seconds=30)
    assert worker.render_due(10) == 0
    with later(seconds=30):
        assert worker.render_due(10) == 1


def test_the_pauses_double_up_to_six_hours(issue: Issue) -> None:
    row = issue()
    pauses = []
    for row.attempts in range(1, 14):
        leasing.put_back(row, "OSError")
        pauses.append(Document.objects.get().next_attempt_at - clock.now())
    assert [pause.total_seconds() for pause in pauses[:4]] == [30, 60, 120, 240]
    assert pauses[-1] == dt.timedelta(hours=6)


def test_after_many_attempts_it_is_given_up_in_sight(issue: Issue, monkeypatch: pytest.MonkeyPatch) -> None:
    issue()
    monkeypatch.setattr(worker, "render", _raising(OSError()))
    for day in range(Document.MAX_ATTEMPTS):
        with later(days=day):
            worker.render_due(10)
    (card,) = queries.failed()
    assert (card.state, card.error_code) == ("failed", "OSError")


def test_a_paper_that_kills_its_workers_is_given_up_too(issue: Issue) -> None:
    issue()
    for day in range(Document.MAX_ATTEMPTS):
        with later(days=day):
            assert leasing.claim(Document, limit=1)
    with later(days=30):
        assert worker.render_due(10) == 0
    assert queries.failed()[0].error_code == "worker_lost"


def test_an_unprintable_name_fails_at_once_and_can_be_queued_again(
    issue: Issue, caplog: pytest.LogCaptureFixture
) -> None:
    document = issue(data=samples.wording("W05") | {"applicant": "张三😀"})
    assert worker.render_due(10) == 0
    assert queries.failed()[0].error_code == "missing_glyph U+1F600"
    assert "张三" not in caplog.text
    assert actions.retry(document.pk)
    assert not actions.retry(document.pk)
    assert leasing.claim(Document, limit=1)


def _raising(error: Exception) -> Callable[[int], None]:
    def fail(_document_id: int) -> None:
        raise error

    return fail
