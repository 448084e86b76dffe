"""A supervision run: by itself once a month, repeated without finding anything twice (11-03)."""

import threading

import pytest
from django.db import connection

from banshi.institutions.supervision.actions import correcting, running
from banshi.institutions.supervision.actions.correcting import Answered, Demand, Rechecked
from banshi.institutions.supervision.actions.lapses import take_up
from banshi.institutions.supervision.models.findings import Correction, Finding, Late
from banshi.institutions.supervision.models.runs import Part, Run
from banshi.institutions.supervision.queries import findings as read
from banshi.institutions.supervision.queries import runs
from banshi.institutions.supervision.queries.lapses import lapses
from banshi.institutions.supervision.rules.judging import CONTENTS
from banshi.kernel.ledger.acts import SYSTEM
from banshi.kernel.notifications.models import Message
from banshi.lib import clock
from banshi.lib.results import NotPermitted, Refused
from banshi.workflows.supervising import check_run, check_waiting, hot_spots

pytestmark = pytest.mark.django_db


def begin(cast, who="蒋廉"):
    today = clock.today()
    run = running.start_run(first=today.replace(day=1), last=today, actor=cast.actor(who))
    check_run(run_id=run, actor=cast.actor(who))
    return run


def demand(cast, finding, *, days=5, section="SHZZ", who="蒋廉"):
    asked = Demand(cast.sections[section], "请补齐", days)
    return correcting.demand_correction(finding_id=finding, demand=asked, actor=cast.actor(who))


def entered(cast, who="蒋廉", section="SHZZ"):
    return correcting.enter_criticism(
        source="media",
        words="窗口排队太久",
        section_id=cast.sections[section],
        severity="ordinary",
        actor=cast.actor(who),
    )


def test_a_run_checks_all_six_contents_and_names_what_is_missing(cast):
    run = begin(cast)
    card = runs.run(run)
    assert card.complete
    assert {part.article for part in runs.parts(run)} == set(CONTENTS)
    found = read.findings(run)
    assert any(one.article == "11-03-1" and "格式文书" in str(one.sentence) for one in found)
    assert any(one.article == "11-03-3" for one in found)
    items = next(part for part in runs.parts(run) if part.article == "11-03-1")
    assert items.checked == 32


def test_repeated_nothing_is_found_twice_and_what_is_gone_is_marked(cast):
    run = begin(cast)
    before = list(Finding.objects.order_by("thing").values_list("thing", flat=True))
    assert check_run(run_id=run, actor=cast.actor("蒋廉")) == 0
    assert list(Finding.objects.order_by("thing").values_list("thing", flat=True)) == before
    gone = Finding.objects.filter(run=run).first()
    gone.thing, gone.pk = "item:none:completeness", None
    gone.uid = Run().uid
    gone.save()
    check_run(run_id=run, actor=cast.actor("蒋廉"))
    gone.refresh_from_db()
    assert gone.gone_at is not None or gone.article != "11-03-1"


def test_the_tick_makes_one_run_a_month_from_its_first_working_day(cast, at):
    with at("2026-11-01"):
        assert running.start_monthly_run(limit=9, actor=SYSTEM) == 0
    with at("2026-11-02"):
        assert [running.start_monthly_run(limit=9, actor=SYSTEM) for _ in range(3)] == [1, 0, 0]
        assert check_waiting(limit=9, actor=SYSTEM) == 6
        assert check_waiting(limit=9, actor=SYSTEM) == 0
    row = Run.objects.get()
    assert (row.period_first.isoformat(), row.period_last.isoformat()) == ("2026-10-01", "2026-10-31")
    assert Part.objects.count() == 6
    assert Message.objects.filter(recipient_staff_id=cast.staff_id("蒋廉")).count() == 1
    with at("2026-12-01"):
        assert running.start_monthly_run(limit=9, actor=SYSTEM) == 1


@pytest.mark.django_db(transaction=True)
def test_in_parallel_there_is_one_run_and_one_warning(cast):
    finding = entered(cast)
    with clock.frozen("2026-11-09"):
        one = demand(cast, finding)
    moment = "2026-11-18T09:00"
    errors = []

    def tick():
        try:
            running.start_monthly_run(limit=9, actor=SYSTEM)
            correcting.sweep_corrections(limit=9, actor=SYSTEM)
        except Exception as why:
            errors.append(why)
        finally:
            connection.close()

    with clock.frozen(moment):
        threads = [threading.Thread(target=tick) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert [error for error in errors if "locked" not in str(error)] == []
    assert Run.objects.count() == 1
    assert Late.objects.filter(correction=one).count() == 1


def test_a_correction_is_demanded_answered_rechecked_by_another_and_done(cast):
    correction = demand(cast, entered(cast))
    row = Correction.objects.get()
    assert row.due.isoformat() == "2026-11-30"
    told = Message.objects.filter(recipient_staff_id=cast.staff_id("赵敏")).latest("id")
    assert told.subject.startswith("有一份整改通知书")
    for stranger in ("冯涛", "李强", "蒋廉"):
        with pytest.raises(NotPermitted):
            correcting.answer_correction(
                correction_id=correction, answered=Answered("加窗口", "照片"), actor=cast.actor(stranger)
            )
    correcting.answer_correction(
        correction_id=correction, answered=Answered("加窗口", "排队时间表"), actor=cast.actor("赵敏")
    )
    with pytest.raises(Refused):
        correcting.recheck_correction(
            correction_id=correction, found=Rechecked(False, "", None), actor=cast.actor("蒋廉")
        )
    correcting.recheck_correction(
        correction_id=correction, found=Rechecked(False, "还在排队", 3), actor=cast.actor("蒋廉")
    )
    row.refresh_from_db()
    assert (row.state, row.round, row.due.isoformat()) == ("issued", 2, "2026-11-26")
    correcting.answer_correction(
        correction_id=correction, answered=Answered("再加窗口", "时间表"), actor=cast.actor("赵敏")
    )
    correcting.recheck_correction(correction_id=correction, found=Rechecked(True), actor=cast.actor("彭燕"))
    row.refresh_from_db()
    assert row.state == "passed"
    assert read.finding(row.finding_id).state == "done"
    assert [one.passed for one in read.replies(correction)] == [False, True]


def test_a_section_is_warned_before_and_a_lapse_comes_after_each_once(cast, at):
    correction = demand(cast, entered(cast))
    zhao = cast.staff_id("赵敏")

    def heard(subject):
        return Message.objects.filter(recipient_staff_id=zhao, subject=subject).count()

    for moment in ("2026-11-25", "2026-11-26", "2026-11-30", "2026-12-01", "2026-12-02"):
        with at(moment):
            for _ in range(2):
                correcting.sweep_corrections(limit=9, actor=SYSTEM)
    assert heard("整改快到期了") == 1
    assert heard("整改已经超期") == 1
    (lapse,) = lapses(9)
    assert (lapse.articles, lapse.section_id, lapse.stream) == (
        ("11-03-5", "11-03-5"),
        cast.sections["SHZZ"],
        f"rectification:{correction}",
    )
    assert lapse.seq is not None
    asked = [lapse.source, "conduct.finding:1"]
    assert take_up(sources=asked, at=clock.now()) == {lapse.source}
    assert take_up(sources=asked, at=clock.now()) == frozenset()
    assert lapses(9) == ()


def test_after_an_outage_only_the_lapse_is_told(cast, at):
    demand(cast, entered(cast))
    with at("2026-12-10"):
        correcting.sweep_corrections(limit=9, actor=SYSTEM)
        correcting.sweep_corrections(limit=9, actor=SYSTEM)
    assert not Message.objects.filter(subject="整改快到期了").exists()
    assert Late.objects.count() == 1


def test_an_answered_correction_does_not_lapse(cast, at):
    correction = demand(cast, entered(cast))
    correcting.answer_correction(
        correction_id=correction, answered=Answered("已加", "表"), actor=cast.actor("赵敏")
    )
    with at("2026-12-10"):
        assert correcting.sweep_corrections(limit=9, actor=SYSTEM) == 0


def test_a_limit_past_the_calendar_is_refused_and_says_so(cast, at):
    finding = entered(cast)
    with at("2026-12-20"), pytest.raises(Refused, match="还没有公布"):
        demand(cast, finding, days=30)


def test_nobody_deals_with_a_finding_about_themselves(cast):
    finding = entered(cast)
    Finding.objects.filter(pk=finding).update(staff_id=cast.staff_id("蒋廉"))
    with pytest.raises(Refused, match="涉及您本人"):
        demand(cast, finding)
    with pytest.raises(Refused, match="涉及您本人"):
        correcting.dismiss_finding(finding_id=finding, reason="误会", actor=cast.actor("蒋廉"))
    correcting.dismiss_finding(finding_id=finding, reason="误会", actor=cast.actor("彭燕"))


def test_a_run_ends_with_its_record_and_is_published_by_a_named_person(cast):
    run = begin(cast)
    running.look(
        run_id=run,
        line="posted",
        answer="no",
        note="公示栏是旧的",
        section_id=cast.sections["SPK"],
        actor=cast.actor("蒋廉"),
    )
    assert Finding.objects.get(source="eyes").words == "公示栏是旧的"
    running.look(run_id=run, line="posted", answer="yes", note="", section_id=None, actor=cast.actor("蒋廉"))
    assert Finding.objects.get(source="eyes").gone_at is not None
    with pytest.raises(Refused, match="结论"):
        running.close_run(run_id=run, conclusion=" ", actor=cast.actor("蒋廉"))
    with pytest.raises(Refused, match="结束以后"):
        running.publish_run(run_id=run, actor=cast.actor("陈局"))
    running.close_run(run_id=run, conclusion="总体正常", actor=cast.actor("蒋廉"))
    with pytest.raises(Refused, match="已经结束"):
        check_run(run_id=run, actor=cast.actor("蒋廉"))
    with pytest.raises(NotPermitted):
        running.publish_run(run_id=run, actor=cast.actor("蒋廉"))
    running.publish_run(run_id=run, actor=cast.actor("陈局"))
    assert runs.published()[0].id == run


def test_hot_spots_are_empty_where_nothing_is_wrong(cast):
    assert hot_spots() == ((), ())
