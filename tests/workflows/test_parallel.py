"""Several people and workers at once, on real connections of both databases."""

import datetime as dt
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from banshi.institutions.provisional_acceptance.actions.committing import (
    Signed,
    accept_provisionally,
    draw_up_commitment,
)
from banshi.institutions.provisional_acceptance.actions.ending import terminate
from banshi.institutions.provisional_acceptance.actions.supplying import Arrival, log_arrival
from banshi.institutions.provisional_acceptance.models import IntegrityRecord
from banshi.institutions.time_limits.models import Breach
from banshi.kernel.cases.models import Case
from banshi.kernel.cases.queries import card, timeline
from banshi.kernel.documents.models import Document
from banshi.kernel.ledger.acts import SYSTEM
from banshi.kernel.ledger.verify import verify
from banshi.lib.results import Refused
from banshi.workflows.intake import accept, receive_and_accept
from banshi.workflows.tick import tick
from tests.factories.cases import application

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(jobs: Sequence[Callable[[], object]]) -> list[object]:
    """Run all jobs from one starting gun, each on its own connection; a Refused counts as an answer."""
    gun = threading.Barrier(len(jobs))

    def run(job: Callable[[], object]) -> object:
        try:
            gun.wait()
            return job()
        except Refused as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def serials(marks: list[str]) -> list[int]:
    return sorted(int(mark.rsplit("-", 1)[1]) for mark in marks)


def test_eight_counters_take_in_at_once_and_no_number_is_missing_or_double(cast):
    clerk = cast.actor("王芳")
    people = ["张伟", "刘桂兰", "阜新市书法协会筹备组"]
    jobs = [
        lambda n=n: receive_and_accept(application=application(people[n % 3]), actor=clerk, key=f"desk-{n}")
        for n in range(8)
    ]
    ids = at_once(jobs)
    assert len(set(ids)) == 8
    assert serials(list(Case.objects.order_by("id").values_list("number", flat=True))) == list(range(1, 9))
    papers = Document.objects.filter(kind="W05").order_by("serial").values_list("serial", flat=True)
    assert list(papers) == list(range(1, 9))
    assert verify().sound


def test_one_submission_sent_by_five_clicks_is_one_case(cast):
    clerk = cast.actor("王芳")
    jobs = [lambda: receive_and_accept(application=application(), actor=clerk, key="one")] * 5
    assert len(set(at_once(jobs))) == 1
    assert Case.objects.count() == 1
    assert verify().sound


def test_of_two_clerks_who_accept_one_case_the_second_is_told(cast, received_case):
    case_id = received_case()
    seen = card(case_id).version
    jobs = [
        lambda name=name: accept(case_id=case_id, version=seen, actor=cast.actor(name))
        for name in ("王芳", "孙丽")
    ]
    answers = at_once(jobs)
    assert sorted(isinstance(answer, Refused) for answer in answers) == [False, True]
    assert [event.fact.kind for event in timeline(case_id)] == ["received", "accepted"]


@pytest.mark.at("2026-09-21")
def test_two_workers_sweep_after_three_days_of_outage_and_each_breach_is_there_once(cast, accepted_case, at):
    cases = [accepted_case() for _ in range(3)]
    with at("2026-10-29 09:00"):
        at_once([tick, tick])
        tick()
    assert sorted(Breach.objects.order_by("case_id").values_list("case_id", "clock")) == [
        (case_id, "promised") for case_id in cases
    ]
    for case_id in cases:
        assert [e.fact.kind for e in timeline(case_id)].count("breached") == 1
    assert verify().sound


@pytest.mark.at("2026-09-01")
def test_of_termination_and_the_last_paper_in_one_second_one_outcome_is_lawful(cast, received_case, at):
    clerk = cast.actor("王芳")
    case_id = received_case(missing=(8,))
    draw_up_commitment(case_id=case_id, version=None, until=dt.date(2026, 9, 15), actor=clerk)
    signed = Signed((1, 2, 3, 4, 5), "hand", id_copy=True)
    accept_provisionally(case_id=case_id, version=None, signed=signed, actor=clerk)
    posted = Arrival((8,), "post", "XA1", dt.date(2026, 9, 15), found={8: ""})
    with at("2026-09-16T00:00:00"):
        answers = at_once(
            [
                lambda: terminate(case_id=case_id, actor=SYSTEM),
                lambda: log_arrival(case_id=case_id, version=None, arrival=posted, actor=clerk),
            ]
        )
    assert sorted(isinstance(answer, Refused) for answer in answers) == [False, True]
    last = [event.fact.kind for event in timeline(case_id)][-1]
    state = {"terminated": "terminated", "commitment_kept": "review"}[last]
    assert card(case_id).state == state
    assert IntegrityRecord.objects.count() == (last == "terminated")
    assert verify().sound
