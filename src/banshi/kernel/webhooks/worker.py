"""Telling other systems in the background: what the ledger has new becomes deliveries, deliveries are sent.

Nothing is lost in a crash: deliveries are made from the ledger itself, and the database keeps them from being
made twice. A worker killed between the other side's "yes" and the record sends once more under the same id.
"""

import datetime as dt
from collections.abc import Iterable
from urllib.error import HTTPError

from django.conf import settings
from django.db import transaction
from django.db.models import F, Max

from banshi.kernel.cases.models import Case
from banshi.kernel.cases.queries import card_of
from banshi.kernel.documents import leasing
from banshi.kernel.ledger.models import Entry
from banshi.kernel.notifications.actions import Notice, send_many
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.people import actor_for, holders
from banshi.kernel.organisation.permissions import may
from banshi.kernel.webhooks import events, posting, signing
from banshi.kernel.webhooks.actions import halt
from banshi.kernel.webhooks.models import Delivery, DeliveryState, Subscription
from banshi.lib import clock

TIMEOUT = 10
GONE = "http_410"
# A transaction may commit after one with a later entry: so far back is looked once more.
LOOK_BACK = 2000


def deliver_due(limit: int = 50) -> int:
    """Queue what is new and send up to `limit` deliveries; returns how many arrived. Safe in many processes."""
    queue_new()
    arrived, silent = 0, set()
    for delivery in leasing.claim(Delivery, limit=limit):
        # One receiver that does not answer costs a round one time-out, not fifty.
        if delivery.subscription_id in silent:
            _postpone(delivery)
        elif _attempt(delivery):
            arrived += 1
        else:
            silent.add(delivery.subscription_id)
    return arrived


def queue_new() -> int:
    """Turn new entries of the ledger into deliveries, for each subscription; returns how many."""
    newest = Entry.objects.aggregate(newest=Max("pk"))["newest"] or 0
    active = Subscription.objects.filter(disabled_at=None, cursor__lte=newest).select_related("staff")
    return sum(_queue_for(row, newest) for row in active.order_by("id"))


def _queue_for(row: Subscription, newest: int) -> int:
    first = max(row.begins, row.cursor - LOOK_BACK)
    fresh = Entry.objects.filter(
        pk__gt=first, pk__lte=newest, stream__startswith=events.STREAMS, act__in=row.kinds
    )
    known = row.deliveries.filter(entry_id__gt=first).values_list("entry_id", flat=True)
    entries = [entry for entry in fresh.order_by("pk") if entry.pk not in set(known)]
    made = list(_deliveries(row, entries))
    if not made and row.cursor == newest:
        return 0
    with transaction.atomic():
        Delivery.objects.bulk_create(made, batch_size=500, ignore_conflicts=True)
        Subscription.objects.filter(pk=row.pk).update(cursor=newest)
    return len(made)


def _deliveries(row: Subscription, entries: list[Entry]) -> Iterable[Delivery]:
    if not entries or not row.staff.is_active:
        return
    reader, now = actor_for(row.staff), clock.now()
    codes = {section.id: section.code for section in organisation.sections().values()}
    numbers = {int(entry.stream.removeprefix(events.STREAMS)) for entry in entries}
    cards = {case.pk: card_of(case) for case in Case.objects.filter(pk__in=numbers).order_by("pk")}
    for entry in entries:
        card = cards[int(entry.stream.removeprefix(events.STREAMS))]
        if entry.act in events.KINDS and may(reader, "see_case", card.relation):
            body = events.message(entry.act, card, codes[card.section_id], entry.at)
            yield Delivery(
                subscription=row,
                entry_id=entry.pk,
                kind=entry.act,
                case_number=card.number,
                body=body,
                created_at=now,
                next_attempt_at=now,
                state=DeliveryState.FAILED if leasing.are_held() else DeliveryState.QUEUED,
                error_code=leasing.HELD if leasing.are_held() else "",
            )


def _attempt(delivery: Delivery) -> bool:
    if not leasing.still_mine(delivery):
        return False
    row, body = delivery.subscription, delivery.body.encode()
    if row.disabled_at:
        leasing.settle(delivery, DeliveryState.FAILED, error_code="disabled")
        return False
    timestamp = int(clock.now().timestamp())
    signed = signing.headers(secret=row.secret, uid=str(delivery.uid), timestamp=timestamp, body=body)
    try:
        posting.post(row.url, body, signed, timeout=TIMEOUT)
    except posting.Unacceptable as refused:
        return _failed(delivery, str(refused), lasting=True)
    except Exception as error:  # whatever ails the other side, the delivery is kept
        code = f"http_{error.code}" if isinstance(error, HTTPError) else type(error).__name__
        return _failed(delivery, code, lasting=False)
    leasing.settle(delivery, DeliveryState.SENT, sent_at=clock.now(), error_code="")
    Subscription.objects.filter(pk=row.pk).exclude(failing_since=None).update(failing_since=None)
    return True


def _postpone(delivery: Delivery) -> None:
    Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.QUEUED, attempts=delivery.attempts).update(
        lease_until=None, attempts=F("attempts") - 1, next_attempt_at=clock.now() + leasing.FIRST_PAUSE
    )


def _failed(delivery: Delivery, code: str, *, lasting: bool) -> bool:
    row, now = delivery.subscription, clock.now()
    leasing.failed(delivery, code, lasting=lasting)
    since = row.failing_since or now
    if row.failing_since is None:
        Subscription.objects.filter(pk=row.pk, failing_since=None).update(failing_since=now)
    if code == GONE or now - since >= dt.timedelta(days=settings.WEBHOOK_PATIENCE_DAYS):
        _give_up(row.pk, "gone" if code == GONE else "failing")
    return False


def _give_up(subscription_id: int, why: str) -> None:
    """Disable it once, and tell the administrators."""
    with transaction.atomic():
        row = Subscription.objects.select_for_update(of=("self",)).get(pk=subscription_id)
        if row.disabled_at:
            return
        halt(row, why)
        send_many(
            Notice(
                channel="inapp",
                to=one,
                template_key="webhook_disabled",
                params={"name": row.name},
                stream=f"webhook:{row.pk}",
                dedupe_key=f"webhook_disabled:{row.pk}:{row.disabled_at}:{one}",
            )
            for one in holders("administrator")
        )
