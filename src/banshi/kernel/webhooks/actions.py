"""Registering, stopping and starting a subscription; sending a failed delivery once more."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Max

from banshi.kernel.documents import leasing
from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.ledger.models import Entry
from banshi.kernel.organisation.models import Staff
from banshi.kernel.organisation.permissions import may
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.regulations.citation import Citation
from banshi.kernel.webhooks.events import KINDS
from banshi.kernel.webhooks.models import Delivery, DeliveryState, Subscription
from banshi.kernel.webhooks.signing import new_secret
from banshi.lib import clock
from banshi.lib.results import Reason, Refused, gettext_noop

MOST_EACH = 10
BAD_URL = gettext_noop("请写完整的 https:// 地址，不带用户名和密码，最多 500 个字符。")
NO_NAME = gettext_noop("请写明是哪个系统，最多 60 个字。")
NO_KINDS = gettext_noop("请至少选择一种要通知的事。")
NO_STAFF = gettext_noop("没有这个登录名，或者已经停用。")
TOO_MANY = gettext_noop("一个人最多登记 %(most)s 个回调地址，请先停用不用的。")
UNKNOWN = gettext_noop("没有找到这个回调地址。")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be registered: for which system, where to, which kinds of fact, with whose posts (staff id)."""

    name: str
    url: str
    kinds: tuple[str, ...]
    staff_id: int


@act("register_webhook")
def register(*, wanted: Wanted, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """A new subscription, for oneself, or by the administrator for a colleague; returns its id.

    Its secret is asked for once, with `queries.reveal`. Raises `Refused` with every field that is wrong.
    """
    if wanted.staff_id != actor.staff_id:
        permit(actor, "manage_webhooks")
    if reasons := _wrong(wanted):
        raise Refused(*reasons)
    newest = Entry.objects.aggregate(newest=Max("pk"))["newest"] or 0
    row = Subscription.objects.create(
        name=wanted.name.strip(),
        url=wanted.url.strip(),
        kinds=sorted(set(wanted.kinds)),
        staff_id=wanted.staff_id,
        secret=new_secret(),
        begins=newest,
        cursor=newest,
        created_at=clock.now(),
    )
    _record(row, "webhook_registered", cites, actor)
    return row.pk


@act("stop_webhook")
def stop(*, subscription_id: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Tell it nothing more; what is on its way is not sent. Returns its id."""
    row = _own(subscription_id, actor)
    halt(row, "by_hand")
    _record(row, "webhook_stopped", cites, actor)
    return row.pk


@act("start_webhook")
def start(*, subscription_id: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Tell it again, beginning with what happened meanwhile. Returns its id."""
    row = _own(subscription_id, actor)
    row.disabled_at, row.disabled_why, row.failing_since = None, "", None
    row.save()
    # What may have arrived before a restoration is decided about apart (`banshi held`).
    failed = row.deliveries.filter(state=DeliveryState.FAILED).exclude(
        error_code__in=(leasing.HELD, leasing.DROPPED)
    )
    leasing.queue_again(
        Delivery, list(failed.order_by("id").values_list("pk", flat=True)), DeliveryState.FAILED
    )
    _record(row, "webhook_started", cites, actor)
    return row.pk


@act("send_webhook_again")
def send_again(*, delivery_id: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Queue a delivery that had failed once more, under the same id; returns the subscription's id."""
    found = Delivery.objects.filter(pk=delivery_id).first()
    if found is None:
        raise Refused(Reason(UNKNOWN))
    row = _own(found.subscription_id, actor)
    leasing.queue_again(Delivery, [delivery_id], DeliveryState.FAILED)
    _record(row, "webhook_sent_again", cites, actor)
    return row.pk


def halt(row: Subscription, why: str) -> None:
    """Disable a subscription and take what is queued for it off the queue; `start` puts it back."""
    row.disabled_at, row.disabled_why = clock.now(), why
    row.save()
    waiting = Delivery.objects.filter(subscription=row, state=DeliveryState.QUEUED)
    waiting.update(state=DeliveryState.FAILED, error_code="disabled", lease_until=None)


def _wrong(wanted: Wanted) -> list[Reason]:
    reasons = []
    if not 0 < len(wanted.name.strip()) <= 60:
        reasons.append(Reason(NO_NAME, field="name"))
    if not _plausible(wanted.url.strip()):
        reasons.append(Reason(BAD_URL, field="url"))
    if not wanted.kinds or not set(wanted.kinds) <= KINDS.keys():
        reasons.append(Reason(NO_KINDS, field="kinds"))
    if not Staff.objects.filter(pk=wanted.staff_id, is_active=True).exists():
        reasons.append(Reason(NO_STAFF, field="staff"))
    if Subscription.objects.filter(staff_id=wanted.staff_id, disabled_at=None).count() >= MOST_EACH:
        reasons.append(Reason(TOO_MANY, field="url", params={"most": MOST_EACH}))
    return reasons


def _plausible(url: str) -> bool:
    try:
        parts = urlsplit(url)
        named = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    schemes = {"https", "http"} if settings.BANSHI_REHEARSAL else {"https"}
    clean = url.isascii() and url.isprintable() and " " not in url
    return parts.scheme in schemes and named and "@" not in parts.netloc and clean and len(url) <= 500


def _own(subscription_id: int, actor: Actor) -> Subscription:
    row = Subscription.objects.select_for_update(of=("self",)).filter(pk=subscription_id).first()
    if row is None or not (row.staff_id == actor.staff_id or may(actor, "manage_webhooks")):
        raise Refused(Reason(UNKNOWN))
    return row


def _record(row: Subscription, name: str, cites: tuple[Citation, ...], actor: Actor) -> None:
    append([NewEntry(f"webhook:{row.pk}", name, cites, {"kinds": row.kinds})], actor=actor)
