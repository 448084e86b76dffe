"""The main job, end to end, by the acts themselves: from receipt to archive."""

import datetime as dt

import pytest

from banshi.institutions.one_time_notice.actions.completing import ask_supplement, supply
from banshi.institutions.one_time_notice.actions.suspending import end_procedure, start_procedure
from banshi.institutions.one_time_notice.queries.telling import procedures
from banshi.institutions.one_time_notice.rules.suspending import Announcement
from banshi.institutions.time_limits.actions.extensions import answer_extension, request_extension
from banshi.institutions.time_limits.queries.limits import extensions
from banshi.kernel.cases.life import State
from banshi.kernel.cases.queries import card, timeline
from banshi.kernel.clocks.models import Clock
from banshi.kernel.documents import queries as documents
from banshi.kernel.documents.proof import Proof
from banshi.kernel.ledger.verify import verify
from banshi.kernel.notifications.models import Message
from banshi.lib.results import NotPermitted, Refused, Stale
from banshi.workflows.decision import Ruling, Serving, archive, decide, serve
from banshi.workflows.intake import accept

pytestmark = pytest.mark.django_db


def due_of(case_id, kind="promised"):
    return Clock.objects.get(case_id=case_id, kind=kind).due


@pytest.mark.at("2026-09-21")
def test_a_complete_application_goes_from_the_counter_to_the_archive(cast, accepted_case, at):
    case_id = accepted_case("阜新市书法协会筹备组")
    li, clerk, chen = cast.actor("李强"), cast.actor("王芳"), cast.actor("陈局")
    assert card(case_id).state is State.REVIEW
    assert due_of(case_id) == dt.date(2026, 10, 26)
    assert due_of(case_id, "statutory") == dt.date(2026, 11, 20)

    with at("2026-09-28"):
        review = Announcement(
            "expert_review", "三楼会议室", "每天 9:00", dt.date(2026, 9, 29), dt.date(2026, 10, 9)
        )
        start_procedure(case_id=case_id, version=card(case_id).version, announced=review, actor=li)
        assert due_of(case_id) == dt.date(2026, 10, 30)
    with at("2026-10-08"):
        (procedure,) = procedures(case_id)
        end_procedure(case_id=case_id, version=None, procedure_id=procedure.id, actor=li)
        assert due_of(case_id) == dt.date(2026, 10, 29)
        request_extension(case_id=case_id, version=None, days=5, reason="需征求业务主管单位意见", actor=li)
        (asked,) = extensions(case_id)
        with pytest.raises(NotPermitted):
            answer_extension(extension_id=asked.id, version=None, granted=True, opinion="", actor=li)
        answer_extension(extension_id=asked.id, version=None, granted=True, opinion="同意", actor=chen)
        assert due_of(case_id) == dt.date(2026, 11, 5)
    with at("2026-11-03"):
        paper = decide(case_id=case_id, version=None, ruling=Ruling(granted=True), actor=li)
        assert card(case_id).state is State.GRANTED
        assert due_of(case_id, "deliver") == dt.date(2026, 11, 17)
    with at("2026-11-04") as now:
        serving = Serving(paper, "in_person", now, Proof(signed_by_masked="张*"))
        serve(case_id=case_id, version=None, serving=serving, actor=clerk)
        assert card(case_id).state is State.SERVED
        volume = archive(case_id=case_id, version=None, actor=li)
        assert volume == "阜民档〔2026〕1号"
    kinds = [document.kind for document in documents.of_stream(f"case:{case_id}")]
    assert sorted(kinds) == ["W05", "W19", "W20", "W21"]
    assert [event.fact.kind for event in timeline(case_id)] == [
        "received",
        "accepted",
        "procedure_started",
        "procedure_ended",
        "extension_requested",
        "extension_granted",
        "decided",
        "served",
        "archived",
    ]
    assert all(event.articles for event in timeline(case_id))
    assert Message.objects.filter(channel="sms").count() == 4
    assert verify().sound


def test_gaps_are_told_once_and_then_made_good(cast, received_case, at):
    case_id = received_case(missing=(2,), wrong={3: "验资报告没有盖章"})
    clerk = cast.actor("王芳")
    with pytest.raises(Refused, match="业务主管单位批准文件"):
        accept(case_id=case_id, version=None, actor=clerk)
    ask_supplement(case_id=case_id, version=None, until=dt.date(2026, 12, 14), actor=clerk)
    assert card(case_id).state is State.SUPPLEMENT
    assert card(case_id).due == dt.date(2026, 12, 14)
    with pytest.raises(Refused, match="补正只能通知一次"):
        ask_supplement(case_id=case_id, version=None, until=dt.date(2026, 12, 15), actor=clerk)
    with at("2026-12-01"):
        supply(case_id=case_id, version=None, materials=(2, 3), channel="counter", actor=clerk)
        accept(case_id=case_id, version=None, actor=clerk)
    clock = Clock.objects.get(case_id=case_id, kind="promised")
    assert clock.provisional is False
    assert clock.due == dt.date(2026, 12, 29)


def test_the_second_of_two_clerks_is_told(cast, received_case):
    case_id = received_case(missing=(2,))
    seen = card(case_id).version
    ask_supplement(case_id=case_id, version=seen, until=dt.date(2026, 12, 14), actor=cast.actor("王芳"))
    with pytest.raises(Stale, match="刚刚被别人更新过"):
        ask_supplement(case_id=case_id, version=seen, until=dt.date(2026, 12, 20), actor=cast.actor("孙丽"))


def test_the_same_submission_sent_twice_is_one_case(cast, actor):
    from banshi.workflows.intake import receive_and_accept  # noqa: PLC0415
    from tests.factories.cases import application  # noqa: PLC0415

    first = receive_and_accept(application=application(), actor=actor("王芳"), key="abc")
    again = receive_and_accept(application=application(), actor=actor("王芳"), key="abc")
    assert first == again
    assert len(timeline(first)) == 2


def test_past_the_published_calendar_there_is_no_date_only_what_is_left(cast, accepted_case, at):
    with at("2026-12-10"):
        case_id = accepted_case()
    clock = Clock.objects.get(case_id=case_id, kind="promised")
    assert clock.provisional
    assert clock.next_at is None
