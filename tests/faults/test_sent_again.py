"""The same command sent again, to another process, at another moment, is the same command."""

import datetime as dt
import os
import subprocess
import sys

import pytest

from banshi.kernel.documents.models import Delivery
from banshi.kernel.ledger.acts import Actor, _same
from tests.faults.house import ROOT

AGAIN = """
from banshi.institutions.appointments.actions.booking import Wanted
from banshi.kernel.ledger.acts import Actor, _same
posts = frozenset((role, n) for role in ("clerk", "handler", "head", "office") for n in range(5))
wanted = Wanted(service="A", purpose="intake", reason="YY-1", channel="online", name="张伟", phone="1")
print(_same({"actor": Actor("staff:1", posts), "wanted": wanted, "papers": {"b", "a", "c", "d"}}))
"""


def in_a_new_process(seed: str) -> str:
    code = f"import django; django.setup()\n{AGAIN}"
    environment = os.environ | {
        "PYTHONHASHSEED": seed,
        "PYTHONPATH": str(ROOT / "src"),
        "BANSHI_ENV": "test",
        "DJANGO_SETTINGS_MODULE": "banshi.config.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.mark.pure
def test_two_processes_agree_on_a_command_whatever_the_order_of_its_sets():
    assert in_a_new_process("1") == in_a_new_process("2")


@pytest.mark.pure
def test_who_got_a_post_meanwhile_sends_the_same_command_and_somebody_else_does_not():
    before, after = Actor("staff:1"), Actor("staff:1", frozenset({("head", 2)}), stands_for=(4,))
    assert _same(before) == _same(after)
    assert _same(before) != _same(Actor("staff:2"))
    assert _same(before) != _same(Actor("staff:1", behalf="staff:4"))


@pytest.mark.django_db
def test_a_paper_served_now_is_served_once_though_the_answer_came_only_at_the_second_try(
    system, accepted_case, at
):
    case_id, handler, window = accepted_case(), system("李强"), system("王芳")
    decided = handler.act(case_id, "decide", granted=True).json()
    given = {"version": decided["case"]["version"], "document": decided["document"], "way": "in_person"}
    given["signed_by"] = "张伟"
    path = f"/cases/{case_id}/acts/serve"
    first = window.post(path, given, idempotency_key="once")
    with at(dt.datetime.fromisoformat("2026-11-23T10:00:07")):
        again = window.post(path, given, idempotency_key="once")
    assert (first.status_code, again.status_code) == (200, 200), again.content.decode()
    assert first.json() == again.json()
    assert Delivery.objects.count() == 1
