"""Failures to tell at once as they come, are checked and dealt with; and what nobody can read from them (06-09)."""

import datetime as dt
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from banshi.institutions.complaints.actions import failing as proving
from banshi.institutions.complaints.actions.failing import Proved
from banshi.institutions.complaints.models import Failing
from banshi.institutions.complaints.rules import intake
from banshi.institutions.one_time_notice.actions import failing, lapses
from banshi.institutions.one_time_notice.actions.completing import ask_supplement
from banshi.institutions.one_time_notice.actions.failing import Found
from banshi.institutions.one_time_notice.models import OMISSIONS, Criticism, Failure, ValidComplaint
from banshi.institutions.one_time_notice.queries import failures
from banshi.institutions.one_time_notice.queries import lapses as in_lapses
from banshi.institutions.one_time_notice.rules.failing import Consequence
from banshi.kernel.cases.models import Case
from banshi.kernel.ledger.models import Entry
from banshi.kernel.ledger.verify import verify
from banshi.kernel.notifications.models import Message
from banshi.lib import clock
from banshi.lib.results import NotPermitted, Refused
from banshi.workflows.tick import complaints, tick
from tests.institutions.complaints.lives import Life

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 23)


def reported(cast, *, whose="李强", by="赵敏", on=TODAY, case_number=""):
    found = Found(staff_id=cast.staff_id(whose), on=on, omission="materials", case_number=case_number)
    return UUID(failing.report_failure(found=found, actor=cast.actor(by)))


def judged(cast, uid, *, by="赵敏", proved=True, delay=1, **more):
    failing.judge_failure(
        uid=uid, proved=proved, delay=delay, reason="核对了记录", actor=cast.actor(by), **more
    )
    return uid


def criticised(cast, uid, *, by="赵敏"):
    return failing.record_criticism(uid=uid, said="要一次列全", answer="没有说明", actor=cast.actor(by))


def valid(cast, uid, *, by="彭燕"):
    return failing.find_valid_complaint(uid=uid, facts="再次", reason="第二次", actor=cast.actor(by))


def from_complaint(cast, *, whose="李强", case_number="", on=TODAY, content="一趟趟跑"):
    """A complaint lived through, found true, and passed on under 06-09."""
    life = Life(cast, content=content).accepted().declared().recorded().replied().proposed().agreed().closed()
    proved = Proved(
        staff_id=cast.staff_id(whose), on=on, omission="materials", case_number=case_number, delay=2
    )
    proving.prove(uid=life.uid, proved=proved, actor=cast.actor("彭燕"))
    complaints()
    return life


def told(cast, name):
    mine = Message.objects.filter(recipient_staff_id=cast.staff_id(name), template_key__startswith="failure")
    return list(mine.order_by("id").values_list("template_key", flat=True))


def twice_asked(cast, received_case):
    case_id = received_case(missing=(2,))
    until = TODAY + dt.timedelta(days=20)
    ask_supplement(case_id=case_id, version=None, until=until, actor=cast.actor("王芳"))
    ask_supplement(case_id=case_id, version=None, until=until, head_reason="才发现", actor=cast.actor("赵敏"))
    return case_id


def test_a_second_notice_is_a_failure_of_whoever_gave_the_first(cast, received_case):
    case_id = twice_asked(cast, received_case)
    row = Failure.objects.get()
    assert (row.kind, row.case_id, row.staff_id) == ("second_notice", case_id, cast.staff_id("王芳"))
    evidence = Entry.objects.get(stream=f"case:{case_id}", seq=row.evidence_seq)
    assert (evidence.act, evidence.payload["again"]) == ("supplement_asked", True)
    assert told(cast, "王芳") == ["failure_of_mine"]
    assert told(cast, "彭燕") == ["failure_to_check"]
    assert told(cast, "赵敏") == []


def test_a_deemed_acceptance_is_a_failure_once_and_nobody_is_named_by_the_machine(cast, received_case, at):
    with at("2026-11-02 10:00"):
        case_id = received_case()
    with at("2026-11-10 09:00"):
        tick()
        tick()
    row = Failure.objects.get()
    assert (row.kind, row.case_id, row.staff_id, row.on) == ("silence", case_id, None, dt.date(2026, 11, 9))
    with at("2026-11-10 10:00"):
        with pytest.raises(Refused, match="请选择由哪位同事"):
            judged(cast, row.pk)
        with pytest.raises(NotPermitted):
            judged(cast, row.pk, staff_id=cast.staff_id("王芳"))
        judged(cast, row.pk, by="彭燕", staff_id=cast.staff_id("王芳"))
    assert told(cast, "王芳") == ["failure_judged"]
    assert verify().sound


def test_the_first_is_criticised_the_second_complained_of_is_valid_and_a_lead_once(cast, at):
    criticised(cast, judged(cast, reported(cast)))
    with at("2026-12-07 10:00"):
        from_complaint(cast, on=dt.date(2026, 12, 4))
        (second,) = failures.waiting(cast.actor("彭燕"))
        judged(cast, second.uid, by="彭燕", delay=2)
        with pytest.raises(Refused, match="应当认定有效投诉"):
            criticised(cast, second.uid, by="彭燕")
        valid(cast, second.uid)
        with pytest.raises(Refused, match="认定过"):
            valid(cast, second.uid)
        (lapse,) = in_lapses.lapses(10)
        assert (lapse.handler_id, lapse.on) == (cast.staff_id("李强"), dt.date(2026, 12, 7))
        assert lapse.closed_to == {cast.staff_id("赵敏")}
        assert Entry.objects.get(stream=lapse.stream, seq=lapse.seq).act == "valid_complaint_found"
        given = {"sources": [lapse.source, "time_limits.breach:1"], "at": clock.now()}
        with transaction.atomic():
            assert lapses.take_up(**given) == {lapse.source}
            assert lapses.take_up(**given) == frozenset()
    assert in_lapses.lapses(10) == ()
    assert verify().sound


def test_an_unfounded_one_leaves_no_count_and_one_without_delay_no_consequence(cast):
    judged(cast, reported(cast), proved=False, delay=None)
    judged(cast, reported(cast, on=TODAY - dt.timedelta(days=1)), delay=0)
    uid = judged(cast, reported(cast))
    assert failures.record(uid, cast.actor("赵敏")).times == 1
    assert failures.record(uid, cast.actor("赵敏")).follows is Consequence.CRITICISM


def test_the_window_of_the_bureau_is_asked_for(cast, monkeypatch, at):
    with at("2025-06-01 10:00"):
        judged(cast, reported(cast, on=dt.date(2025, 6, 1)))
    uid = judged(cast, reported(cast))
    assert failures.record(uid, cast.actor("彭燕")).times == 2
    monkeypatch.setattr(failures, "parameter", lambda *_args: 12)
    assert failures.record(uid, cast.actor("彭燕")).times == 1


def test_what_a_complaint_proves_twice_over_is_one_failure_not_two(cast, received_case):
    case_id = twice_asked(cast, received_case)
    number = Case.objects.get(pk=case_id).number
    Life(cast, whom="王芳")
    life = Life(cast, whom="王芳").named("王芳").graded().taken_up().declared().recorded().replied()
    life.proposed().agreed().closed()
    proved = Proved(
        staff_id=cast.staff_id("王芳"), on=TODAY, omission="materials", case_number=number, delay=2
    )
    proving.prove(uid=life.uid, proved=proved, actor=cast.actor("彭燕"))
    before = told(cast, "王芳")
    complaints()
    complaints()
    row = Failure.objects.get()
    assert (row.kind, row.complained, row.restricted) == ("second_notice", True, False)
    assert told(cast, "王芳") == before
    assert Failing.objects.get().passed_at is not None


def test_a_complaint_passes_on_only_what_it_names_and_only_when_proved(cast):
    life = Life(cast).accepted().declared().recorded().replied().proposed().agreed()
    proved = Proved(staff_id=cast.staff_id("李强"), on=TODAY, omission="materials", delay=2)
    with pytest.raises(Refused, match="不能办这一步"):
        proving.prove(uid=life.uid, proved=proved, actor=cast.actor("彭燕"))
    life.closed(outcome="unfounded")
    with pytest.raises(Refused, match="不属实"):
        proving.prove(uid=life.uid, proved=proved, actor=cast.actor("彭燕"))
    found = Life(cast).accepted().declared().recorded().replied().proposed().agreed().closed(outcome="partly")
    for wrong, why in (
        ({"staff_id": cast.staff_id("何静")}, "反映的一位同事"),
        ({"on": TODAY + dt.timedelta(days=1)}, "不能晚于今天"),
        ({"delay": None}, "耽误了几个工作日"),
        ({"omission": "weather"}, "哪一项"),
    ):
        given = {"staff_id": cast.staff_id("李强"), "on": TODAY, "omission": "materials", "delay": 2}
        with pytest.raises(Refused, match=why):
            proving.prove(uid=found.uid, proved=Proved(**(given | wrong)), actor=cast.actor("彭燕"))
    proving.prove(uid=found.uid, proved=proved, actor=cast.actor("何静"))
    with pytest.raises(Refused, match="已经认定过"):
        proving.prove(uid=found.uid, proved=proved, actor=cast.actor("彭燕"))
    assert OMISSIONS == intake.OMISSIONS


def test_nothing_that_is_passed_on_names_the_complaint(cast, at_desk):
    life = from_complaint(cast, case_number="210900-QX73", content="QX71紫罗兰走廊")
    row = Failure.objects.get()
    assert row.restricted
    columns = Failure.objects.filter(pk=row.pk).values().get()
    for hidden in (str(life.uid), life.uid.hex, "QX73", "紫罗兰"):
        assert hidden not in str(columns)
        for entry in Entry.objects.filter(stream=row.stream).order_by("seq"):
            assert hidden not in str(entry.payload)
    for name in ("李强", "赵敏", "王芳", "蒋廉", "陈局", "周明"):
        for path in ("failures/", f"failures/{row.pk}/"):
            page = at_desk(name).open(path).content.decode()
            assert "QX73" not in page
            assert "被投诉" not in page.replace("再次被投诉并查实的", "")
    own = at_desk("李强").open(f"failures/{row.pk}/").content.decode()
    assert "2026年11月" in own.replace(" ", "")
    assert "11月23日" not in own.replace(" ", "").split("本人说明")[0]


def test_a_checking_of_the_head_and_one_after_a_complaint_look_alike_to_the_colleague(cast, at_desk):
    reported(cast, case_number="210900-1")
    from_complaint(cast, on=TODAY - dt.timedelta(days=3), case_number="210900-2")
    pages = []
    for row in Failure.objects.order_by("restricted"):
        page = at_desk("李强").open(f"failures/{row.pk}/").content.decode()
        pages.append(page.split("<main")[1].split("</main")[0].replace(str(row.pk), ""))
    assert pages[0] == pages[1]


def test_a_head_sees_and_counts_as_if_there_had_been_no_complaint(cast, at):
    with at("2026-11-20 10:00"):
        from_complaint(cast, on=dt.date(2026, 11, 18))
        (hidden,) = failures.waiting(cast.actor("彭燕"))
        judged(cast, hidden.uid, by="彭燕")
    uid = judged(cast, reported(cast))
    assert failures.record(uid, cast.actor("赵敏")).times == 1
    assert failures.record(uid, cast.actor("彭燕")).times == 2
    with pytest.raises(Failure.DoesNotExist):
        failures.record(hidden.uid, cast.actor("赵敏"))


def test_nobody_judges_their_own_not_even_from_a_new_post(cast):
    uid = reported(cast, whose="赵敏", by="彭燕")
    for act in (judged, criticised):
        with pytest.raises((Refused, NotPermitted)):
            act(cast, uid, by="赵敏")
    with pytest.raises(Refused, match="自己的事"):
        reported(cast, whose="赵敏", by="赵敏")
    with pytest.raises(NotPermitted):
        reported(cast, whose="何静", by="赵敏")


ROLES = ("王芳", "何静", "冯涛", "陈局", "孙丽", "吴导", "蒋廉", "沈远", "陆平")


@pytest.mark.parametrize("name", ROLES)
def test_swapped_keys_open_nothing_and_the_unknown_looks_the_same(cast, at_desk, name):
    uid, screen = reported(cast), at_desk(name)
    for act in ("", "statement/", "judge/", "criticism/", "valid/", "papers/criticism/"):
        theirs, none = (screen.open(f"failures/{one}/{act}") for one in (uid, uuid4()))
        assert theirs.status_code == none.status_code
        assert theirs.status_code in {403, 404}
        sent = screen.send(f"failures/{uid}/{act}", reason="x", proved="yes", delay=1, once="t" * 43)
        assert sent.status_code in {403, 404, 405}
    assert Failure.objects.get().state == "waiting"


def test_the_database_refuses_a_proved_failure_of_nobody_and_one_judged_by_oneself(cast):
    uid = reported(cast)
    for wrong in (
        {"state": "verified"},
        {"judged_by_id": cast.staff_id("李强")},
        {"state": "dismissed", "judged_by_id": None},
        {"kind": "silence"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Failure.objects.filter(pk=uid).update(**wrong)


def test_the_whole_way_on_the_pages(cast, at_desk, django_assert_max_num_queries):
    head, li, party = (at_desk(name) for name in ("赵敏", "李强", "彭燕"))
    wrong = head.fill("failures/new/", staff="", on="", case_number="210900-9")
    assert wrong.status_code == 422
    assert "210900-9" in wrong.content.decode()
    done = head.fill("failures/new/", staff=cast.staff_id("李强"), on="2026-11-20", omission="limits")
    assert done.status_code == 302
    uid = Failure.objects.get().pk
    with django_assert_max_num_queries(25):
        assert "写我的说明" in li.open(f"failures/{uid}/").content.decode()
    li.fill(f"failures/{uid}/statement/", statement="当时系统停了")
    assert head.fill(f"failures/{uid}/judge/", proved="yes", reason="核对了").status_code == 422
    assert head.fill(f"failures/{uid}/judge/", proved="yes", reason="核对了", delay="2").status_code == 302
    page = head.fill(f"failures/{uid}/criticism/", said="写明期限", answer="当时系统停了")
    assert page.status_code == 302
    assert Criticism.objects.get().failure_id == uid
    for screen in (li, head, party):
        paper = screen.open(f"failures/{uid}/papers/criticism/")
        assert paper.content.startswith(b"%PDF")
        assert screen.open(f"failures/{uid}/papers/valid/").status_code == 404
    assert party.fill(f"failures/{uid}/valid/", facts="x", reason="y").status_code == 422
    assert not ValidComplaint.objects.exists()
    li.client.cookies["django_language"] = "en"
    assert "criticism" in li.open(f"failures/{uid}/").content.decode()
    with django_assert_max_num_queries(25):
        party.open("failures/")


def test_the_menu_leads_there_for_everybody_but_the_administrator(at_desk):
    for name in ("李强", "王芳", "吴导", "陈局"):
        assert reverse("workbench:failures") in at_desk(name).open("").content.decode()
    assert at_desk("周明").open("failures/").status_code == 403
