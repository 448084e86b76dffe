"""Every lapse of every room becomes one lead, by itself: however often, by however many, after whatever outage."""

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connections, transaction

from banshi.institutions.accountability.models import Lead
from banshi.institutions.appointments.models import Lateness
from banshi.institutions.conduct.models import Finding, Inspection
from banshi.institutions.extended_hours.actions.sessions import Opening, open_session
from banshi.institutions.extended_hours.rules import EQUIPMENT
from banshi.institutions.first_contact.actions.asking import open_contact
from banshi.institutions.guidance.models import FollowUp, FollowUpLapse, Rating
from banshi.institutions.one_time_notice.models import SupplementNotice
from banshi.institutions.refusals.actions.filing import archive_refusal
from banshi.institutions.refusals.models import Refusal
from banshi.institutions.time_limits.actions.office import register_matter, route_matter
from banshi.institutions.time_limits.models import Breach
from banshi.institutions.time_limits.rules import Incoming
from banshi.kernel.ledger.models import Entry
from banshi.kernel.ledger.verify import verify
from banshi.kernel.notifications.models import Message
from banshi.kernel.organisation.models import Deputy, Post
from banshi.lib import clock
from banshi.workflows import leads as workflow
from banshi.workflows.completing import ask_supplement
from banshi.workflows.decision import Ruling, decide
from banshi.workflows.tick import duties, tick
from tests.factories.bookings import booked, open_hours
from tests.factories.cases import grounds
from tests.institutions.complaints.lives import Life


def at_once(*jobs):
    gun = threading.Barrier(len(jobs))

    def run(job):
        try:
            gun.wait()
            return job()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def leads():
    return list(Lead.objects.order_by("source"))


def only():
    found = leads()
    assert len(found) == 1, [one.source for one in found]
    return found[0]


def proof(lead):
    return Entry.objects.get(stream=lead.stream, seq=lead.seq).act


@pytest.mark.django_db
@pytest.mark.at("2026-09-21")
def test_an_overdue_case_is_a_lead_with_handler_head_and_evidence(cast, accepted_case, at):
    case_id = accepted_case()
    with at("2026-10-29 09:00"):
        duties()
        duties()
    lead = only()
    assert lead.source == f"time_limits.breach:{Breach.objects.get().pk}"
    assert (lead.handler_id, lead.supervisor_id) == (cast.staff_id("李强"), cast.staff_id("赵敏"))
    assert (lead.kind, lead.stream) == ("超过承诺期限没有办结", f"case:{case_id}")
    assert proof(lead) == "breached"
    assert Breach.objects.get().lead_at is not None
    assert [one.act for one in Entry.objects.filter(stream=lead.ledger)] == ["lead_raised"]
    told = Message.objects.filter(template_key="accountability_lead").order_by("recipient_staff_id")
    assert {one.recipient_staff_id for one in told} == {cast.staff_id("彭燕"), cast.staff_id("沈远")}
    assert not any("李强" in one.subject + one.body for one in told)
    assert verify().sound


@pytest.mark.django_db
@pytest.mark.at("2026-09-21")
def test_the_supervisor_is_who_headed_the_section_on_that_day_not_today(cast, accepted_case, at):
    accepted_case()
    Post.objects.filter(staff=cast.staff("赵敏"), role="head").update(last=dt.date(2026, 10, 31))
    Post.objects.create(
        staff=cast.staff("冯涛"), role="head", section_id=cast.sections["SHZZ"], first=dt.date(2026, 11, 1)
    )
    with at("2026-12-01 09:00"):
        duties()
    expected = {one.pk: "赵敏" if one.on <= dt.date(2026, 10, 31) else "冯涛" for one in leads()}
    assert set(expected.values()) == {"赵敏", "冯涛"}
    assert {one.pk: one.supervisor_id for one in leads()} == {
        key: cast.staff_id(name) for key, name in expected.items()
    }


@pytest.mark.django_db
@pytest.mark.at("2026-09-21")
def test_who_stood_in_for_the_head_on_that_day_supervised(cast, accepted_case, at):
    accepted_case()
    Deputy.objects.create(
        absent=cast.staff("赵敏"),
        deputy=cast.staff("冯涛"),
        first=dt.date(2026, 9, 1),
        last=dt.date(2026, 12, 1),
        reason="学习",
    )
    with at("2026-10-29 09:00"):
        duties()
    assert only().supervisor_id == cast.staff_id("冯涛")


@pytest.mark.django_db
@pytest.mark.at("2026-11-23")
def test_a_late_task_from_superiors_suggests_its_own_cause(cast, at):
    task = Incoming("superior_task", "通知", "市政府", "set", "", clock.now(), demanded=dt.date(2026, 11, 24))
    matter = register_matter(given=task, actor=cast.actor("沈远"))
    route_matter(matter_id=matter, version=1, lead=cast.sections["SHZZ"], actor=cast.actor("沈远"))
    with at("2026-11-27 09:00"):
        duties()
    lead = only()
    assert (lead.kind, lead.articles) == ("上级交办的事没有按期办结", ["07-05"])
    assert (lead.section_id, lead.stream) == (cast.sections["SHZZ"], f"matter:{matter}")
    assert proof(lead) == "matter_breached"


@pytest.mark.django_db
def test_an_enquiry_left_open_is_a_lead(cast, at):
    open_contact(channel="phone", about="登记要带什么", actor=cast.actor("李强"))
    with at("2026-11-24 08:00"):
        duties()
    lead = only()
    assert (lead.articles, lead.handler_id) == (["05-02"], cast.staff_id("李强"))
    assert proof(lead) == "contact_lapsed"


@pytest.mark.django_db
def test_a_booking_not_served_in_its_time_is_a_lead(cast, at):
    open_hours(cast.actor("赵敏"), cast.sections["SHZZ"])
    booking = booked("2026-11-24 09:30")
    Lateness.objects.create(booking_id=booking, serve_by=clock.now(), found_at=clock.now(), entry_seq=1)
    duties()
    lead = only()
    assert (lead.articles, lead.handler_id) == (["03-08"], None)
    assert lead.supervisor_id == cast.staff_id("赵敏")


@pytest.mark.django_db
def test_a_follow_up_that_ran_out_is_a_lead(cast):
    rating = Rating.objects.create(subject="case:1", level=5, channel="qr", day=clock.today(), at=clock.now())
    follow_up = FollowUp.objects.create(
        rating=rating,
        handler=cast.staff("赵敏"),
        opened_on=clock.today(),
        verified_at=clock.now(),
        finding="true",
    )
    FollowUpLapse.objects.create(
        follow_up=follow_up,
        stage="mend",
        due_at=clock.now(),
        handler=cast.staff("赵敏"),
        found_at=clock.now(),
    )
    duties()
    lead = only()
    assert (lead.articles, lead.handler_id) == (["08-04-3"], cast.staff_id("赵敏"))
    assert lead.supervisor_id == cast.staff_id("陈局")


@pytest.mark.django_db
def test_a_forgotten_session_is_a_lead(cast, at):
    opening = Opening(cast.sections["SHZZ"], (cast.staff_id("李强"),), EQUIPMENT)
    with at("2026-11-23 17:05"):
        open_session(opening=opening, actor=cast.actor("李强"))
    with at("2026-11-24 08:00"):
        duties()
    lead = only()
    assert (lead.articles, proof(lead)) == (["02-05"], "session_closed")


@pytest.mark.django_db
def test_a_correction_not_made_in_time_is_a_lead_once_even_when_made_later(cast, at):
    inspection = Inspection.objects.create(
        kind="planned", section_id=cast.sections["SHZZ"], inspector=cast.staff("蒋廉"), started_at=clock.now()
    )
    finding = Finding.objects.create(
        inspection=inspection, article="09-05-1", staff=cast.staff("李强"), correct_by=dt.date(2026, 11, 24)
    )
    with at("2026-11-26 09:00"):
        duties()
        Finding.objects.filter(pk=finding.pk).update(reminded_for=dt.date(2026, 11, 24), state="corrected")
        duties()
    lead = only()
    assert (lead.articles, proof(lead)) == (["09-05-1"], "correction_overdue")


@pytest.mark.django_db
def test_a_refusal_not_filed_in_time_is_a_lead_of_late_reporting(cast, accepted_case, at):
    case_id = accepted_case()
    decide(case_id=case_id, version=None, ruling=Ruling(False, grounds()), actor=cast.actor("李强"))
    archive_refusal(refusal_id=Refusal.objects.get().pk, actor=cast.actor("孙丽"))
    Breach.objects.all().delete()
    with at("2026-12-03 09:00"):
        duties()
    lead = Lead.objects.get(source__startswith="refusals.")
    assert (lead.articles, lead.section_id) == (["01-06"], cast.sections["SPK"])
    assert proof(lead) == "refusal_unfiled"


@pytest.mark.django_db
def test_silence_after_five_days_is_a_lead(cast, received_case, at):
    case_id = received_case()
    with at("2026-12-04 09:00"):
        duties()
    breach = Breach.objects.get(case_id=case_id)
    lead = Lead.objects.get()
    assert lead.source == f"time_limits.breach:{breach.pk}"
    assert proof(lead) == "deemed_accepted"


@pytest.mark.django_db
def test_a_second_supplement_notice_names_who_gave_the_first(cast, received_case):
    case_id = received_case(missing=(2,))
    until = dt.date(2026, 12, 15)
    ask_supplement(case_id=case_id, version=None, until=until, actor=cast.actor("王芳"))
    first = SupplementNotice.objects.get()
    SupplementNotice.objects.create(
        case_id=case_id, document=first.document, until=until, again=True, head_reason="法定情形变化"
    )
    duties()
    lead = only()
    assert (lead.handler_id, lead.articles) == (cast.staff_id("王芳"), ["06-03-2", "06-09"])


@pytest.mark.django_db
@pytest.mark.at("2026-09-01")
def test_a_mishandled_complaint_is_a_lead_that_names_no_complaint_and_is_closed_to_the_excluded(cast, at):
    life = Life(cast, whom="彭燕").named("彭燕", by="沈远").graded(by="沈远").taken_up("何静", by="沈远")
    with at("2026-09-11 09:00"):
        assert "silent" not in duties()
        duties()
    lead = only()
    assert (lead.stream, lead.seq, lead.handler_id) == ("", None, cast.staff_id("何静"))
    assert life.uid.hex not in repr(lead.__dict__)
    assert {cast.staff_id("彭燕"), cast.staff_id("周明")} <= set(lead.closed_to)
    told = Message.objects.filter(template_key="accountability_lead").order_by("id")
    assert [one.recipient_staff_id for one in told] == [cast.staff_id("沈远")]


@pytest.mark.django_db
@pytest.mark.at("2026-09-01")
def test_leads_of_complaints_are_not_counted_in_what_the_tick_says(cast, at):
    Life(cast).accepted()
    with at("2026-09-11 09:00"):
        assert duties()["leads"] == 0
    assert Lead.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.at("2026-09-21")
def test_what_fails_half_way_is_raised_by_the_next_tick(cast, accepted_case, at, monkeypatch):
    accepted_case()

    def broken(*_given):
        raise RuntimeError("the power went")

    with at("2026-10-29 09:00"):
        with monkeypatch.context() as patch:
            patch.setattr(workflow, "enter_lapses", broken)
            with pytest.raises(RuntimeError):
                duties()
        assert not leads()
        assert Breach.objects.get().lead_at is None
        duties()
    assert only()


@pytest.mark.django_db
@pytest.mark.at("2026-09-21")
def test_the_database_itself_refuses_a_second_lead_for_one_lapse(cast, accepted_case, at):
    accepted_case()
    with at("2026-10-29 09:00"):
        duties()
        Breach.objects.update(lead_at=None)
        duties()
    lead = only()
    with pytest.raises(IntegrityError), transaction.atomic():
        Lead.objects.create(source=lead.source, origin="lapse", on=lead.on, raised_at=clock.now())


@pytest.mark.django_db(transaction=True)
@pytest.mark.at("2026-09-21")
def test_two_workers_after_three_days_of_outage_raise_each_lead_once(cast, accepted_case, at):
    cases = [accepted_case() for _ in range(3)]
    open_contact(channel="phone", about="登记要带什么", actor=cast.actor("李强"))
    Life(cast).accepted()
    with at("2026-10-29 09:00"):
        at_once(tick, tick, tick)
        tick()
    sources = [one.source for one in leads()]
    assert len(sources) == len(set(sources)) == len(cases) + 1 + 1
    assert Entry.objects.filter(act="lead_raised").count() == len(sources)
    assert verify().sound


@pytest.mark.django_db
def test_a_quiet_day_raises_nothing(cast, accepted_case):
    accepted_case()
    assert duties()["leads"] == 0
