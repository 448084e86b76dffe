"""Webhooks: signed, retried, never lost, never about anybody, and never into the house."""

import datetime as dt
import json
import re
from pathlib import Path

import pytest

from banshi.kernel.cases.queries import card
from banshi.kernel.documents import leasing
from banshi.kernel.ledger.verify import verify
from banshi.kernel.notifications.models import Message
from banshi.kernel.webhooks import posting, queries
from banshi.kernel.webhooks.actions import Wanted, register, send_again, start, stop
from banshi.kernel.webhooks.models import Delivery, Subscription
from banshi.kernel.webhooks.worker import deliver_due, queue_new
from banshi.lib import clock
from banshi.lib.results import NotPermitted, Refused
from tests.institutions.complaints.lives import Life
from tests.kernel.webhooks.receiver import listening, verified

pytestmark = pytest.mark.django_db


@pytest.fixture
def receiver():
    with listening() as found:
        yield found


@pytest.fixture
def told(cast, receiver):
    """`told("赵敏", "accepted")` registers the receiver with a colleague's posts."""

    def make(who="孙丽", *kinds, url=""):
        wanted = Wanted(
            name="市级平台",
            url=url or receiver.url,
            kinds=kinds or ("received", "accepted"),
            staff_id=cast.staff_id(who),
        )
        return register(wanted=wanted, actor=cast.actor(who))

    return make


def test_a_case_is_told_signed_and_without_anybodys_name(told, receiver, accepted_case):
    hook = told()
    case = card(accepted_case())
    assert deliver_due() == 2
    secret = queries.reveal(hook)
    assert all(verified(secret, headers, body) for headers, body in receiver.taken)
    assert not verified(secret, receiver.taken[0][0], receiver.taken[1][1])
    headers, body = receiver.taken[1]
    assert int(headers["webhook-timestamp"]) == int(clock.now().timestamp())
    message = json.loads(body)
    assert (message["type"], message["timestamp"]) == ("case.accepted", "2026-11-23T10:00:00+08:00")
    assert message["data"] == {
        "case": case.id,
        "number": case.number,
        "item": "MZ-XK-01",
        "section": "SHZZ",
        "state": "review",
        "due": "2026-12-21",
        "accepted_on": "2026-11-23",
        "url": f"http://127.0.0.1:8000/api/v1/cases/{case.id}",
    }
    assert "张" not in body.decode()
    assert deliver_due() == 0
    assert verify().sound


def test_nothing_before_it_was_registered_and_only_the_chosen_facts(told, receiver, accepted_case):
    accepted_case("刘桂兰")
    told("孙丽", "accepted")
    accepted_case()
    assert deliver_due() == 1
    assert json.loads(receiver.taken[0][1])["type"] == "case.accepted"


def test_it_is_told_no_more_than_its_colleague_may_see(told, receiver, accepted_case):
    told("何静")
    accepted_case()
    assert deliver_due() == 0
    assert receiver.taken == []


def test_a_complaint_tells_nothing(told, cast, receiver):
    told("彭燕")
    told("陈局")
    Life(cast).investigated().agreed().closed()
    assert deliver_due() == 0
    assert not Delivery.objects.exists()


@pytest.mark.parametrize("status", [500, 429, 408])
def test_a_receiver_that_is_away_is_tried_again_under_the_same_id(told, receiver, accepted_case, status, at):
    told("孙丽", "accepted")
    accepted_case()
    receiver.answers = [status]
    assert deliver_due() == 0
    assert Subscription.objects.get().failing_since
    assert deliver_due() == 0, "not before its pause is over"
    with at(clock.now() + leasing.FIRST_PAUSE):
        assert deliver_due() == 1
    first, second = (headers for headers, _ in receiver.taken)
    assert first["webhook-id"] == second["webhook-id"]
    assert first["webhook-timestamp"] != second["webhook-timestamp"]
    assert Subscription.objects.get().failing_since is None


def test_a_detour_is_not_taken_and_can_be_sent_again_by_hand(told, receiver, accepted_case, cast):
    told("孙丽", "accepted")
    accepted_case()
    receiver.answers = [302]
    assert deliver_due() == 0
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.error_code) == ("failed", "http_302")
    send_again(delivery_id=delivery.pk, actor=cast.actor("周明"))
    assert deliver_due() == 1


def test_a_silent_receiver_costs_a_round_one_attempt(told, receiver, accepted_case):
    told()
    accepted_case()
    receiver.answers = [503, 503]
    assert deliver_due() == 0
    assert len(receiver.taken) == 1
    assert sorted(Delivery.objects.order_by("id").values_list("attempts", flat=True)) == [0, 1]


def test_a_worker_that_dies_loses_nothing(told, receiver, accepted_case, at):
    told("孙丽", "accepted")
    accepted_case()
    queue_new()
    leasing.claim(Delivery, limit=5)
    assert deliver_due() == 0
    with at(clock.now() + leasing.LEASE):
        assert deliver_due() == 1
    Subscription.objects.update(cursor=Subscription.objects.get().begins)
    assert queue_new() == 0, "the ledger is read again, nothing is told twice"


def test_after_days_of_failure_it_is_given_up_the_administrator_is_told_and_it_can_go_on(
    told, receiver, accepted_case, cast, at, settings
):
    hook = told("孙丽", "accepted")
    accepted_case()
    receiver.answers = [500, 500]
    deliver_due()
    with at(clock.now() + dt.timedelta(days=settings.WEBHOOK_PATIENCE_DAYS)):
        deliver_due()
        assert queries.subscription(hook).disabled_why == "failing"
        note = Message.objects.get(template_key="webhook_disabled")
        assert (note.recipient_staff_id, "市级平台" in note.body) == (cast.staff_id("周明"), True)
        accepted_case("刘桂兰")
        assert deliver_due() == 0
        start(subscription_id=hook, actor=cast.actor("周明"))
        assert deliver_due() == 2, "what failed, and what happened meanwhile"


def test_a_receiver_that_is_gone_is_told_nothing_more(told, receiver, accepted_case):
    hook = told("孙丽", "accepted")
    accepted_case()
    receiver.answers = [410]
    deliver_due()
    assert queries.subscription(hook).disabled_why == "gone"


def test_one_registers_for_oneself_and_the_administrator_for_others(told, cast):
    hook = told("赵敏")
    with pytest.raises(Refused, match="没有找到"):
        stop(subscription_id=hook, actor=cast.actor("李强"))
    wanted = Wanted(name="x", url="https://example.org", kinds=("received",), staff_id=cast.staff_id("赵敏"))
    with pytest.raises(NotPermitted):
        register(wanted=wanted, actor=cast.actor("李强"))
    register(wanted=wanted, actor=cast.actor("周明"))
    stop(subscription_id=hook, actor=cast.actor("周明"))
    assert queries.subscription(hook).disabled_why == "by_hand"


@pytest.mark.parametrize(
    "url",
    ["", "ftp://example.org", "https://", "https://a:b@example.org/", "https://例.中国/", "https://a b/"],
)
def test_an_address_that_cannot_be_one_is_named(told, url):
    with pytest.raises(Refused) as refused:
        told(url=url or " ")
    assert [reason.field for reason in refused.value.reasons] == ["url"]


def test_the_secret_lies_sealed(told):
    hook = told()
    (kept,) = Subscription.objects.raw("SELECT id, secret AS held FROM webhooks_subscription")
    assert queries.reveal(hook).startswith("whsec_")
    assert queries.reveal(hook) not in kept.held


def test_an_address_inside_the_house_is_not_called(settings, receiver):
    settings.OUTBOUND_NETWORKS = []
    with pytest.raises(posting.Unacceptable, match="address_inside"):
        posting.post(receiver.url, b"{}", {}, timeout=5)
    assert receiver.taken == []
    posting.post(receiver.url, b"{}", {}, timeout=5, trusted=True)


def test_in_earnest_only_https(settings):
    settings.BANSHI_REHEARSAL = False
    with pytest.raises(posting.Unacceptable, match="not_https"):
        posting.post("http://example.org/", b"{}", {}, timeout=5)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("10.1.2.3", False),
        ("127.0.0.1", False),
        ("169.254.169.254", False),
        ("192.168.1.1", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("0.0.0.0", False),
        ("::1", False),
        ("::ffff:10.0.0.1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("2001:4860:4860::8888", True),
        ("172.20.1.5", True),
    ],
)
def test_which_addresses_may_be_called(settings, address, public):
    settings.OUTBOUND_NETWORKS = ["172.20.0.0/16"]
    assert posting.outside(address) is public


def test_the_receivers_check_of_the_documentation(told, receiver, accepted_case, monkeypatch):
    page = (Path(__file__).parents[3] / "docs" / "integration.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"^```python\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    known = {}
    exec(compile(block, "integration.md", "exec"), known)
    hook = told("孙丽", "accepted")
    accepted_case()
    deliver_due()
    monkeypatch.setattr("time.time", clock.now().timestamp)
    (headers, body), secret = receiver.taken[0], queries.reveal(hook)
    assert known["genuine"](secret, headers, body)
    assert not known["genuine"](secret, headers, body + b" ")
    assert not known["genuine"](secret, headers | {"webhook-timestamp": "1"}, body)
