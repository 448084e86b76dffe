"""Subscriptions and deliveries as pages and the API show them."""

import datetime as dt
from dataclasses import dataclass

from banshi.kernel.webhooks.models import Delivery, Subscription


@dataclass(frozen=True, slots=True)
class SubscriptionCard:
    """A subscription without its secret; `disabled_why` is "", by_hand, failing or gone."""

    id: int
    name: str
    url: str
    kinds: tuple[str, ...]
    staff_id: int
    staff_name: str
    created_at: dt.datetime
    failing_since: dt.datetime | None
    disabled_at: dt.datetime | None
    disabled_why: str


@dataclass(frozen=True, slots=True)
class DeliveryCard:
    """A delivery as lists show it."""

    id: int
    uid: str
    kind: str
    case_number: str
    state: str
    state_name: str
    attempts: int
    error_code: str
    created_at: dt.datetime
    sent_at: dt.datetime | None


def subscriptions(staff_id: int | None = None) -> tuple[SubscriptionCard, ...]:
    """All subscriptions, or those of one colleague."""
    rows = Subscription.objects.select_related("staff").order_by("id")
    if staff_id is not None:
        rows = rows.filter(staff_id=staff_id)
    return tuple(_card(row) for row in rows)


def subscription(subscription_id: int) -> SubscriptionCard | None:
    """One subscription, or None."""
    row = Subscription.objects.select_related("staff").filter(pk=subscription_id).first()
    return _card(row) if row else None


def deliveries(subscription_id: int, most: int = 50) -> tuple[DeliveryCard, ...]:
    """The newest deliveries of a subscription."""
    rows = Delivery.objects.filter(subscription_id=subscription_id).order_by("-id")[:most]
    return tuple(
        DeliveryCard(
            row.pk,
            str(row.uid),
            row.kind,
            row.case_number,
            row.state,
            str(row.get_state_display()),
            row.attempts,
            row.error_code,
            row.created_at,
            row.sent_at,
        )
        for row in rows
    )


def reveal(subscription_id: int) -> str:
    """The secret, to be shown once right after registering."""
    return str(Subscription.objects.get(pk=subscription_id).secret)


def _card(row: Subscription) -> SubscriptionCard:
    return SubscriptionCard(
        row.pk,
        row.name,
        row.url,
        tuple(row.kinds),
        row.staff_id,
        row.staff.called,
        row.created_at,
        row.failing_since,
        row.disabled_at,
        row.disabled_why,
    )
