"""Killed at every point of every act of some journeys: before the commit nothing happened, after it everything did.

Each point is hit once, in this process, by an exception that nobody may catch; then the caller tries again with the
same key, as a browser or another system would. The long run kills real processes: `make soak ARGS=faults`.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from banshi.kernel.ledger import acts, failpoints
from banshi.kernel.ledger.models import DoneOnce
from tests.factories.bookings import booked, open_hours
from tests.faults.house import ROOT
from tests.faults.oracles import half_done


class Killed(BaseException):
    """What nobody catches, as nobody can catch SIGKILL."""


class Killer:
    """Stands at every point, strikes once at each, and looks what is left; `struck` are the points it was at."""

    def __init__(self, carry_out: Callable[..., Any]) -> None:
        self._carry_out, self.struck = carry_out, set[tuple[str, str]]()
        self._calls = 0

    def hit(self, name: str, point: str) -> None:
        """A point is reached."""
        if (name, point) not in self.struck:
            self.struck.add((name, point))
            raise Killed(name, point)

    def carry_out(self, name: str, function: Callable[..., Any], once: Any, many: bool, **given: Any) -> Any:
        """An act that is killed, and sent again until it gets through."""
        if acts._written.get() is not None:
            return self._carry_out(name, function, once, many, **given)
        self._calls += 1
        answers: list[Any] = []

        def noted(**arguments: Any) -> Any:
            answers.append(function(**arguments))
            return answers[-1]

        noted.__name__ = function.__name__
        while True:
            before = rows()
            try:
                return self._carry_out(name, noted, once, many, **given)
            except Killed as killed:
                _, point = killed.args
                if point == failpoints.COMMITTED:
                    assert rows() != before, f"{name} was committed and left nothing"
                    assert once is None or DoneOnce.objects.filter(key=once.key).exists()
                    return answers[-1]
                assert rows() == before, f"{name} was killed before its commit and left something"


def rows() -> dict[str, int]:
    """How many rows there are, table by table."""
    tables = sorted({model._meta.db_table for model in apps.get_models(include_auto_created=True)})
    counts = " UNION ALL ".join(f"SELECT '{table}', count(*) FROM {table}" for table in tables)
    with connection.cursor() as cursor:
        cursor.execute(f"{counts} UNION ALL SELECT 'seq', coalesce(sum(seq), 0) FROM ledger_head")
        return {name: int(number) for name, number in cursor.fetchall()}


@contextmanager
def killing(monkeypatch: pytest.MonkeyPatch) -> Iterator[Killer]:
    """Kill at every point inside."""
    killer = Killer(acts._carry_out)
    with monkeypatch.context() as patch:
        patch.setattr(acts, "_carry_out", killer.carry_out)
        before = failpoints.arm(killer.hit)
        try:
            yield killer
        finally:
            failpoints.arm(before)


@pytest.mark.django_db
def test_a_case_from_the_counter_to_the_archive_killed_at_every_point(monkeypatch, system):
    window, handler = system("王芳"), system("李强")
    with killing(monkeypatch) as killer:
        case_id = taken_in(window, present=[1, 2, 3, 4, 5, 6, 7])
        for act, more in (
            ("decline-provisional", {}),
            ("ask-supplement", {"until": "2026-12-07"}),
            ("supply", {"materials": [8]}),
            ("check-materials", {"present": [8], "wrong": []}),
            ("accept", {}),
        ):
            assert window.act(case_id, act, **more).status_code == 200
        decided = handler.act(case_id, "decide", granted=True).json()
        paper = {"document": decided["document"], "way": "in_person", "signed_by": "张伟"}
        assert window.act(case_id, "serve", **paper).status_code == 200
        assert handler.act(case_id, "archive").status_code == 200
    assert {name for name, _ in killer.struck} >= {"receive", "ask_supplement", "accept", "decide", "serve"}
    assert whole(killer) == []
    assert half_done() == []


@pytest.mark.django_db
def test_refusals_bookings_and_complaints_killed_at_every_point(monkeypatch, system, cast, accepted_case):
    handler = system("李强")
    with killing(monkeypatch) as killer:
        open_hours(cast.actor("赵敏"), cast.sections["SHZZ"], places=2)
        why = {
            "ground": "NF-2",
            "facts": "已有业务相似的社团",
            "legal_basis": ["《社会团体登记管理条例》第十三条"],
            "evidence": [{"kind": "material", "reference": 1}],
        }
        assert handler.act(accepted_case(), "decide", granted=False, refusal=why).status_code == 200
        booking = booked("2026-11-24 09:30")
        for step, more in (("move", {"date": "2026-11-25", "time": "10:00"}), ("cancel", {})):
            version = handler.get(f"/bookings/{booking}").json()["version"]
            path = f"/bookings/{booking}/acts/{step}"
            answer = system("王芳").post(path, {"version": version} | more, idempotency_key=step)
            assert answer.status_code == 200, answer.content.decode()
        told = {"category": "explained", "content": "同一件事跑了三趟，每次都说还缺材料。"}
        assert handler.post("/complaints", told).status_code == 200
    assert {"decide", "book", "move_booking", "cancel_booking", "submit_complaint"} <= {
        name for name, _ in killer.struck
    }
    assert whole(killer) == []
    assert half_done() == []


def taken_in(window: Any, present: list[int]) -> int:
    applicant = {"kind": "citizen", "name": "张伟", "number_kind": "citizen_id"}
    applicant |= {"number": "210900198506171232", "phone": "13800001234"}
    body = {"item": "MZ-XK-01", "applicant": applicant, "present": present}
    return int(window.post("/cases", body, idempotency_key="in").json()["id"])


def whole(killer: Killer) -> list[str]:
    """Acts that were not killed at each of their points."""
    names = {name for name, point in killer.struck if point == failpoints.COMMITTED}
    return sorted(
        f"{name}:{p}" for name in names for p in failpoints.POINTS if (name, p) not in killer.struck
    )


@pytest.mark.pure
def test_no_act_can_be_without_points():
    """They are in the one function that carries out every act."""
    source = (ROOT / "src/banshi/kernel/ledger/acts.py").read_text()
    body = source[source.index("def _carry_out") : source.index("def _ref")]
    assert [f"failpoints.{point.upper()}" in body for point in failpoints.POINTS] == [True] * 3
    assert source.count("_carry_out(name, function, once, many") == 1


@pytest.mark.pure
def test_points_are_refused_in_earnest():
    told = os.environ | {"BANSHI_ENV": "production", "BANSHI_FAILPOINT": "accept:written"}
    code = "import banshi.config.settings"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=told | {"PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "refused outside demo and tests" in done.stderr


@pytest.mark.pure
@pytest.mark.parametrize("where", ["accept", "accept:later", ":written"])
def test_a_point_that_is_none_is_named(where, tmp_path):
    with pytest.raises(ValueError, match="write ACT:POINT"):
        failpoints.killer(where, tmp_path / "log")


@pytest.mark.pure
def test_the_third_who_comes_is_killed(monkeypatch, tmp_path):
    shots = []
    monkeypatch.setattr(failpoints.os, "kill", lambda _pid, number: shots.append(number))
    monkeypatch.setattr(failpoints.os, "getpid", lambda: 3)
    hit = failpoints.killer("*:written/3", tmp_path / "log")
    for name in ("accept", "decide", "serve", "book"):
        hit(name, "begun")
        hit(name, "written")
    assert shots == [failpoints.signal.SIGKILL]
    assert (tmp_path / "log").read_text() == "serve:written\n"
