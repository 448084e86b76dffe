"""周明 proposes another number, 陈局 approves it: from its day on it holds, and nothing that began before changes."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from banshi.kernel.clocks.queries import explanation
from banshi.kernel.clocks.rehearsal import replay, sample, touched
from banshi.kernel.ledger.models import Entry
from banshi.kernel.notifications.queries import inbox
from banshi.kernel.organisation.models import Post
from banshi.kernel.regulations import amended, registry
from banshi.kernel.regulations.amending import Proposal
from banshi.kernel.regulations.models import Amendment, AmendmentStep
from banshi.lib import clock
from banshi.lib.results import NotPermitted, Refused
from banshi.workflows import amending

pytestmark = pytest.mark.django_db

KEY = ("06-03-2", "law_limit_working_days")
SINCE = dt.date(2026, 12, 1)


def proposal(**changes):
    usual = {
        "article": KEY[0],
        "name": KEY[1],
        "value": "3",
        "since": SINCE,
        "reason": "办得更快",
        "document": "阜民发〔2026〕12号",
    }
    return Proposal(**(usual | changes))


@pytest.fixture
def proposed(cast):
    return amending.propose(proposal=proposal(), actor=cast.actor("周明"))


def approve(number, cast, who="陈局"):
    return amending.approve(amendment_id=number, actor=cast.actor(who))


def test_a_proposal_changes_nothing_and_the_leader_hears_of_it(proposed, cast):
    amended.refresh()
    assert registry.parameter(*KEY, dt.date(2027, 1, 4)) == 5
    assert "拟从2026年12月1日" in inbox(cast.staff_id("陈局"))[0].body
    entry = Entry.objects.get(stream=f"amendment:{proposed}")
    assert (entry.act, entry.articles) == ("amendment_proposed", ["11-03-1", "06-03-2"])


def test_once_approved_it_holds_from_its_day_on_and_not_a_day_before(proposed, cast):
    approve(proposed, cast)
    assert [registry.parameter(*KEY, SINCE + dt.timedelta(days=n)) for n in (-1, 0, 1)] == [5, 3, 3]
    assert registry.values(*KEY)[-1].note == "阜民发〔2026〕12号"
    assert inbox(cast.staff_id("周明"))


def test_a_running_clock_keeps_its_number_and_a_later_one_has_the_new(proposed, cast, received_case, at):
    with at("2026-11-30 10:00"):
        old = received_case()
    before = explanation(old, "intake").reckoned
    approve(proposed, cast)
    with at("2026-12-01 10:00"):
        new = received_case("张伟")
        assert explanation(old, "intake").reckoned == before
        assert explanation(new, "intake").reckoned.limit.value == 3
        assert explanation(new, "intake").reckoned.date == dt.date(2026, 12, 4)


def test_another_process_learns_of_it_and_asks_seldom(proposed, cast, settings, django_assert_num_queries):
    approve(proposed, cast)
    amended.forget()
    assert registry.parameter(*KEY, SINCE) == 5  # tests never ask by themselves
    settings.BANSHI_AMENDMENTS_SECONDS = 120
    with django_assert_num_queries(1):
        assert registry.parameter(*KEY, SINCE) == 3
        assert registry.parameter(*KEY, SINCE) == 3


def test_a_leader_takes_it_back_before_its_day_and_nobody_after(proposed, cast, at):
    approve(proposed, cast)
    with pytest.raises(NotPermitted):
        amending.withdraw(amendment_id=proposed, actor=cast.actor("周明"))
    with at("2026-12-01"), pytest.raises(Refused, match="已经开始"):
        amending.withdraw(amendment_id=proposed, actor=cast.actor("陈局"))
    amending.withdraw(amendment_id=proposed, actor=cast.actor("陈局"))
    assert registry.parameter(*KEY, SINCE) == 5
    assert amending.amendment(proposed).state == "withdrawn"


def test_whoever_proposed_takes_a_waiting_one_back_and_may_propose_again(proposed, cast):
    with pytest.raises(Refused, match="等批准"):
        amending.propose(proposal=proposal(value="2"), actor=cast.actor("周明"))
    amending.withdraw(amendment_id=proposed, actor=cast.actor("周明"))
    assert amending.propose(proposal=proposal(value="2"), actor=cast.actor("周明")) > proposed


def test_declined_with_a_reason_it_never_holds(proposed, cast):
    with pytest.raises(Refused, match="请写明理由"):
        amending.decline(amendment_id=proposed, opinion=" ", actor=cast.actor("陈局"))
    amending.decline(amendment_id=proposed, opinion="人手不够", actor=cast.actor("陈局"))
    with pytest.raises(Refused, match="已经有了答复"):
        approve(proposed, cast)
    assert registry.parameter(*KEY, SINCE) == 5


@pytest.mark.parametrize("who", ["周明", "王芳", "赵敏", "沈远", "蒋廉"])
def test_only_a_leader_approves(who, proposed, cast):
    with pytest.raises(NotPermitted):
        approve(proposed, cast, who)


@pytest.mark.parametrize("who", ["陈局", "王芳", "赵敏", "沈远"])
def test_only_the_administrator_proposes(who, cast):
    with pytest.raises(NotPermitted):
        amending.propose(proposal=proposal(), actor=cast.actor(who))


def test_lists_and_unknown_parameters_are_not_changed_here(cast):
    for article, name in (("01-05", "grounds"), ("04-08", "confirmations"), ("01-08", "nothing")):
        with pytest.raises(Refused, match="不能在这里修改"):
            amending.propose(proposal=proposal(article=article, name=name), actor=cast.actor("周明"))


def step(row, **changes):
    usual = {"kind": "approved", "by": "staff:2", "on": row.proposed_on, "since": row.since}
    return AmendmentStep(amendment=row, **(usual | {"proposed_by": row.proposed_by} | changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"by": "staff:1"},
        {"on": dt.date(2027, 3, 1)},
        {"kind": "forgotten"},
    ],
)
def test_the_database_refuses_one_pair_of_eyes_and_what_begins_before_it_was_approved(changes, cast):
    row = Amendment.objects.create(
        article=KEY[0],
        name=KEY[1],
        value=3,
        since=dt.date(2027, 3, 1),
        proposed_by="staff:1",
        proposed_on=clock.today(),
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        step(row, **changes).save()
    step(row).save()
    with pytest.raises(IntegrityError), transaction.atomic():
        step(row, kind="declined").save()


def test_the_database_refuses_a_day_gone_by(cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        Amendment.objects.create(
            article=KEY[0], name=KEY[1], value=3, since=clock.today(), proposed_on=clock.today()
        )


def test_open_clocks_are_counted_and_none_is_touched(cast, received_case):
    received_case()
    received_case("张伟")
    found = touched(*KEY, SINCE)
    assert (found.after, found.before) == (0, 2)
    assert touched("07-02", "ordinary_working_days", SINCE) is None


def test_a_sample_is_reckoned_day_by_day_under_both_numbers():
    old, new = (sample(KEY[1], dt.date(2026, 9, 29), value) for value in (5, 3))
    # The National Day holiday lies in both: 1 to 7 October.
    assert old.reckoned.date == dt.date(2026, 10, 12)
    assert new.reckoned.date == dt.date(2026, 10, 9)
    assert sample("no_show_minutes", dt.date(2026, 9, 29), 30) is None


def test_last_months_clocks_are_replayed(cast, received_case, accepted_case, at):
    with at("2026-10-12 10:00"):
        received_case()
        received_case("张伟")
    with at("2026-10-12 15:00"):
        accepted_case()
    with at("2026-09-28 10:00"):
        received_case("刘桂兰")
    found = replay(*KEY, 3)
    assert (found.first, found.last) == (dt.date(2026, 10, 1), dt.date(2026, 10, 31))
    assert (found.started, found.earlier, found.later, found.same, found.unknown) == (3, 3, 0, 0, 0)
    assert (found.late_before, found.late_after) == (2, 2)
    assert replay("07-02", "ordinary_working_days", 1) is None


def test_four_eyes_hold_for_somebody_who_has_both_posts(cast, proposed):
    zhou = cast.staff("周明")
    Post.objects.create(staff=zhou, role="leader", section_id=cast.sections["BGS"], first=clock.today())
    with pytest.raises(Refused, match="不能自己批准"):
        approve(proposed, cast, "周明")
