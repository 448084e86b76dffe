"""The whole life of an application, walked at random: whatever people try, one lawful state and no trace of refusals.

Hypothesis chooses who does what, when, and how much time passes; after every step the invariants of the house
must hold. A command is either carried out, or refused with a sentence and its articles and nothing written.
"""

import datetime as dt
import os
from collections.abc import Callable

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from banshi.institutions.one_time_notice.actions import completing, suspending
from banshi.institutions.one_time_notice.models import SupplementNotice
from banshi.institutions.one_time_notice.queries.telling import procedures
from banshi.institutions.one_time_notice.rules.suspending import Announcement
from banshi.institutions.provisional_acceptance.models import IntegrityRecord
from banshi.institutions.refusals.models import Refusal
from banshi.institutions.time_limits.actions import extensions
from banshi.institutions.time_limits.queries.limits import extensions as asked_extensions
from banshi.kernel.cases import life
from banshi.kernel.cases.life import State
from banshi.kernel.cases.models import Case, CaseMaterial, Outcome
from banshi.kernel.cases.queries import timeline
from banshi.kernel.cases.stream import stream
from banshi.kernel.clocks.actions import index_row
from banshi.kernel.clocks.fold import standings
from banshi.kernel.clocks.models import Clock
from banshi.kernel.documents.models import Document
from banshi.kernel.documents.proof import Proof
from banshi.kernel.ledger.models import Entry
from banshi.kernel.ledger.verify import verify
from banshi.kernel.regulations.registry import parameter
from banshi.kernel.workdays.queries import table
from banshi.lib import clock
from banshi.lib.results import Refused
from banshi.workflows import completing as telling
from banshi.workflows import decision, intake, representation
from banshi.workflows.decision import Ruling, Serving
from banshi.workflows.tick import duties
from tests.factories.cases import application, grounds

pytestmark = pytest.mark.django_db

START = clock.parse("2026-08-31 09:00")
SEQS = st.lists(st.integers(1, 8), max_size=4, unique=True)
LONG = bool(os.environ.get("BANSHI_LONG"))
INDEXED = ("start", "due", "provisional", "online", "pauses", "ends_at", "stopped_at")


class WholeLife(RuleBasedStateMachine):
    """One case from receipt on, and everything anybody may try with it."""

    cast = None  # set by the test: the people of the bureau

    def __init__(self) -> None:
        super().__init__()
        self.now = START
        self.transaction = transaction.atomic()
        self.transaction.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    @initialize(missing=SEQS, online=st.booleans())
    def received(self, missing, online):
        channel = "online" if online else "counter"
        given = application("张伟", missing=missing, channel=channel, electronic=online)
        with clock.frozen(self.now):
            self.case_id = intake.receive(
                application=given, actor=self.cast.actor("张伟" if online else "王芳")
            )

    def attempt(self, command: Callable[..., object], name: str, **arguments: object) -> None:
        """Somebody tries something: it is done, or refused with its reasons and without a trace."""
        before = Entry.objects.count()
        refused = None
        try:
            with clock.frozen(self.now):
                command(actor=self.cast.actor(name), **arguments)
        except Refused as no:
            refused = no
        if refused:
            assert refused.reasons
            assert all(str(reason) for reason in refused.reasons)
            assert Entry.objects.count() == before

    def on_case(self, command: Callable[..., object], name: str, **arguments: object) -> None:
        self.attempt(command, name, case_id=self.case_id, version=None, **arguments)

    @rule(days=st.integers(0, 12), hours=st.integers(0, 9))
    def time_passes(self, days, hours):
        self.now += dt.timedelta(days=days, hours=hours)
        with clock.frozen(self.now):
            duties(leaving=("erased",))

    @rule(present=SEQS, wrong=SEQS)
    def materials_are_checked(self, present, wrong):
        problems = dict.fromkeys(wrong, "没有盖章")
        self.on_case(completing.check_materials, "王芳", present=present, wrong=problems)

    @rule()
    def everything_is_there(self):
        self.on_case(completing.check_materials, "王芳", present=list(range(1, 9)), wrong={})

    @rule(seqs=SEQS)
    def corrected_on_the_spot(self, seqs):
        self.on_case(completing.correct_on_spot, "王芳", materials=seqs)

    @rule(days=st.integers(-1, 20), again=st.booleans())
    def supplement_is_asked_for(self, days, again):
        until = self.now.date() + dt.timedelta(days=days)
        name, reason = ("赵敏", "第一次漏看了一项。") if again else ("王芳", "")
        self.on_case(telling.ask_supplement, name, until=until, head_reason=reason)

    @rule(seqs=SEQS, online=st.booleans())
    def papers_are_supplied(self, seqs, online):
        name, channel = ("张伟", "online") if online else ("王芳", "counter")
        self.on_case(completing.supply, name, materials=seqs, channel=channel)

    @rule()
    def accepted(self):
        self.on_case(intake.accept, "王芳")

    @rule(
        first=st.integers(0, 4),
        length=st.integers(0, 12),
        kind=st.sampled_from(["expert_review", "site_survey"]),
    )
    def procedure_is_announced(self, first, length, kind):
        begin = self.now.date() + dt.timedelta(days=first)
        end = begin + dt.timedelta(days=length)
        announced = Announcement(kind=kind, place="三楼会议室", time="上午九时", first=begin, last=end)
        self.on_case(suspending.start_procedure, "赵敏", announced=announced)

    @rule()
    def procedure_ends_early(self):
        for one in procedures(self.case_id):
            self.on_case(suspending.end_procedure, "赵敏", procedure_id=one.id)

    @rule(days=st.integers(0, 11))
    def extension_is_asked_for(self, days):
        self.on_case(extensions.request_extension, "赵敏", days=days, reason="需要再次会商。")

    @rule(granted=st.booleans())
    def extension_is_answered(self, granted):
        for one in asked_extensions(self.case_id):
            opinion = "同意。" if granted else "请按原期限办结。"
            self.attempt(
                extensions.answer_extension,
                "陈局",
                extension_id=one.id,
                version=None,
                granted=granted,
                opinion=opinion,
            )

    @rule(granted=st.booleans())
    def decided(self, granted):
        ruling = Ruling(granted, None if granted else grounds(), "单位推迟回复。")
        self.on_case(decision.decide, "赵敏", ruling=ruling)

    @rule(way=st.sampled_from(["in_person", "electronic", "post"]))
    def the_newest_paper_is_served(self, way):
        paper = Document.objects.filter(stream=stream(self.case_id)).order_by("-id").first()
        proof = Proof(signed_by_masked="张*", consent_reference="GZ-1", tracking_number="EA123456789CN")
        serving = Serving(paper.pk, way, self.now, proof)
        self.on_case(decision.serve, "王芳", serving=serving)

    @rule(online=st.booleans())
    def withdrawn(self, online):
        name, channel = ("张伟", "online") if online else ("王芳", "counter")
        self.on_case(representation.withdraw, name, channel=channel)

    @rule()
    def archived(self):
        self.on_case(decision.archive, "孙丽")

    @invariant()
    def the_state_follows_from_the_facts(self):
        case = Case.objects.get(pk=self.case_id)
        assert State(case.state) is life.state_of(event.fact for event in timeline(case.pk))

    @invariant()
    def clocks_equal_their_recomputation(self):
        case, days = Case.objects.get(pk=self.case_id), table()
        kept = {row.kind: row for row in Clock.objects.filter(case=case).order_by("kind")}
        found = standings(timeline(case.pk), days, parameter)
        assert kept.keys() == found.keys()
        for kind, standing in found.items():
            again = index_row(case, standing, days)
            assert [getattr(kept[kind], c) for c in INDEXED] == [getattr(again, c) for c in INDEXED], kind

    @invariant()
    def asked_to_supply_once_at_most(self):
        assert SupplementNotice.objects.filter(case_id=self.case_id, again=False).count() <= 1

    @invariant()
    def nothing_is_granted_with_gaps(self):
        if Outcome.objects.filter(case_id=self.case_id, kind="granted").exists():
            assert not CaseMaterial.objects.filter(case_id=self.case_id).exclude(status="present").exists()

    @invariant()
    def every_refusal_is_registered(self):
        refused = Outcome.objects.filter(case_id=self.case_id, kind__in=["refused", "not_accepted"]).exists()
        assert Refusal.objects.filter(case_id=self.case_id).exists() == refused
        if refused:
            kinds = set(Document.objects.filter(stream=stream(self.case_id)).values_list("kind", flat=True))
            assert "W15" in kinds
            assert kinds & {"W06", "W18"}

    @invariant()
    def a_broken_commitment_is_reported_once(self):
        ended = [event.fact.kind for event in timeline(self.case_id)].count("terminated")
        assert IntegrityRecord.objects.filter(commitment__case_id=self.case_id).count() == ended <= 1

    @invariant()
    def the_ledger_verifies(self):
        assert verify().sound


@pytest.mark.at(None)
def test_whatever_is_tried_in_whatever_order_the_case_stays_lawful(cast):
    WholeLife.cast = cast
    walk = settings(
        max_examples=400 if LONG else 20,
        stateful_step_count=40,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(WholeLife, settings=walk)
