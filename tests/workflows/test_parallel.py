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
from banshi.institutions.refusals.actions.filing import archive_refusal, file_refusals, warn_unfiled
from banshi.institutions.refusals.models import Filing, Refusal
from banshi.institutions.time_limits.actions.office import register_matter, route_matter
from banshi.institutions.time_limits.models import Breach
from banshi.institutions.time_limits.queries.matters import MatterScope
from banshi.institutions.time_limits.queries.matters import matters as matters_of
from banshi.institutions.time_limits.queries.matters import parts as parts_of
from banshi.institutions.time_limits.rules import Incoming
from banshi.kernel.cases.models import Case
from banshi.kernel.cases.queries import card, timeline
from banshi.kernel.documents.models import Document
from banshi.kernel.documents.proof import Proof
from banshi.kernel.ledger.acts import SYSTEM
from banshi.kernel.ledger.queries import stream as ledger_stream
from banshi.kernel.ledger.verify import verify
from banshi.lib import clock
from banshi.lib.results import Refused
from banshi.workflows.decision import Ruling, Serving, decide, serve
from banshi.workflows.intake import accept, receive_and_accept
from banshi.workflows.refusing import refuse_intake
from banshi.workflows.tick import tick
from tests.factories.cases import application, grounds

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


def test_sixteen_counters_take_in_at_once_and_no_number_is_missing_or_double(cast):
    clerk = cast.actor("王芳")
    people = ["张伟", "刘桂兰", "阜新市书法协会筹备组"]
    jobs = [
        lambda n=n: receive_and_accept(application=application(people[n % 3]), actor=clerk, key=f"desk-{n}")
        for n in range(16)
    ]
    ids = at_once(jobs)
    assert len(set(ids)) == 16
    assert serials(list(Case.objects.order_by("id").values_list("number", flat=True))) == list(range(1, 17))
    papers = Document.objects.filter(kind="W05").order_by("serial").values_list("serial", flat=True)
    assert list(papers) == list(range(1, 17))
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


@pytest.mark.at("2026-11-23")
def test_two_workers_sweep_matters_after_an_outage_and_each_breach_is_there_once(cast, at):
    office = cast.actor("沈远")
    given = [
        Incoming("official_document", f"第{n}号通知", "市政府办公室", "ordinary", "", clock.now(), None)
        for n in range(3)
    ]
    matters = [register_matter(given=one, actor=office) for one in given]
    with at("2026-11-28 09:00"):
        at_once([tick, tick])
        tick()
    assert sorted(Breach.objects.order_by("id").values_list("matter_id", "clock")) == [
        (matter, "ordinary") for matter in matters
    ]
    for matter in matters:
        acts = [entry.act for entry in ledger_stream(f"matter:{matter}")]
        assert acts == ["matter_registered", "matter_breached"]
    assert verify().sound


def test_of_two_who_route_one_matter_the_second_is_told(cast):
    given = Incoming("official_document", "通知", "市政府办公室", "ordinary", "", clock.now(), None)
    matter = register_matter(given=given, actor=cast.actor("沈远"))
    jobs = [
        lambda code=code: route_matter(
            matter_id=matter, version=1, lead=cast.sections[code], actor=cast.actor("沈远")
        )
        for code in ("SHZZ", "SHJZ")
    ]
    answers = at_once(jobs)
    assert sorted(isinstance(answer, Refused) for answer in answers) == [False, True]
    assert len(parts_of(matter)) == 1
    assert verify().sound


def test_numbers_of_matters_have_no_gaps_however_many_register_at_once(cast):
    given = Incoming("peer_transfer", "来信", "市信访局", "ordinary", "", clock.now(), None)
    office = cast.actor("沈远")
    at_once([lambda: register_matter(given=given, actor=office) for _ in range(5)])
    numbers = sorted(card.number for card in matters_of(MatterScope()).rows)
    assert numbers == [f"阜民转办〔2026〕{n}号" for n in range(1, 6)]


def refusing(cast, case_id, who="李强"):
    ruling = Ruling(False, grounds())
    return lambda: decide(
        case_id=case_id, version=None, ruling=ruling, actor=cast.actor(who), key=f"no-{case_id}"
    )


def test_sixteen_refusals_at_once_leave_no_gap_and_no_double_in_any_series(
    cast, accepted_case, received_case
):
    reviewed, fresh = [accepted_case() for _ in range(8)], [received_case() for _ in range(8)]
    handler = cast.actor("李强")
    jobs = [refusing(cast, case_id) for case_id in reviewed]
    jobs += [
        lambda case_id=case_id: refuse_intake(
            case_id=case_id, version=None, grounds=grounds(), actor=handler, key=f"not-{case_id}"
        )
        for case_id in fresh
    ]
    answers = at_once(jobs)
    assert not [answer for answer in answers if isinstance(answer, Refused)]
    serials_of = {
        kind: list(Document.objects.filter(kind=kind).order_by("serial").values_list("serial", flat=True))
        for kind in ("W06", "W15", "W18")
    }
    assert serials_of == {"W06": list(range(1, 9)), "W15": list(range(1, 17)), "W18": list(range(1, 9))}
    assert list(Refusal.objects.order_by("serial").values_list("serial", flat=True)) == list(range(1, 17))
    assert verify().sound


def test_two_sections_people_refuse_one_case_and_one_line_is_in_the_register(cast, accepted_case):
    case_id = accepted_case()
    ruling = Ruling(False, grounds())
    jobs = [
        lambda name=name: decide(case_id=case_id, version=None, ruling=ruling, actor=cast.actor(name))
        for name in ("李强", "赵敏")
    ]
    assert sorted(isinstance(answer, Refused) for answer in at_once(jobs)) == [False, True]
    assert Refusal.objects.count() == Document.objects.filter(kind="W15").count() == 1


def test_of_two_who_file_the_same_refusals_one_is_told_and_nothing_is_filed_twice(cast, accepted_case):
    approvals, ids = cast.actor("孙丽"), []
    for _ in range(3):
        refusing(cast, case_id := accepted_case())()
        ids.append(Refusal.objects.get(case_id=case_id).pk)
        archive_refusal(refusal_id=ids[-1], actor=approvals)
    jobs = [
        lambda: file_refusals(refusal_ids=ids, outlet="download", actor=approvals),
        lambda: file_refusals(refusal_ids=ids[::-1], outlet="download", actor=approvals),
        lambda: warn_unfiled(limit=10, actor=SYSTEM),
    ]
    answers = at_once(jobs)
    assert sorted(isinstance(answer, Refused) for answer in answers[:2]) == [False, True]
    assert Filing.objects.count() == 1
    assert verify().sound


@pytest.mark.at("2026-11-20 10:00")
def test_serving_and_the_sweep_at_the_end_of_the_third_day_have_one_lawful_outcome(cast, accepted_case, at):
    case_id = accepted_case()
    paper = refusing(cast, case_id)()
    with at("2026-11-25 17:00"):
        serving = Serving(paper, "in_person", clock.now(), Proof(signed_by_masked="张*"))
        clerk = cast.actor("王芳")
        at_once([lambda: serve(case_id=case_id, version=None, serving=serving, actor=clerk), tick])
        tick()
    kinds = [event.fact.kind for event in timeline(case_id)]
    assert kinds.count("served") == 1
    assert kinds.count("breached") == Breach.objects.filter(case_id=case_id).count() <= 1


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
