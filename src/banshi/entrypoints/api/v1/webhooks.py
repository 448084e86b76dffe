"""/api/v1/webhooks: addresses of one's own that are told of facts of cases."""

from collections.abc import Callable
from typing import Any

from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from banshi.entrypoints.api.describing import operation
from banshi.entrypoints.api.endpoint import Endpoint
from banshi.entrypoints.api.shapes import Choice, Many, Moment, Record, Text, Whole
from banshi.entrypoints.api.v1.parts import ID, moment
from banshi.kernel.webhooks import actions, queries
from banshi.kernel.webhooks.actions import Wanted
from banshi.kernel.webhooks.events import KINDS
from banshi.kernel.webhooks.queries import SubscriptionCard

EVENT = Choice(name="WebhookEvent", options=KINDS)
WEBHOOK = Record(
    name="Webhook",
    fields={
        "id": ID,
        "name": Text(example="市级平台"),
        "url": Text(example="https://example.org/banshi"),
        "events": Many(of=EVENT),
        "created_at": Moment(),
        "failing_since": Moment(nullable=True, about="Since when nothing has arrived."),
        "disabled_at": Moment(nullable=True),
        "disabled_why": Text(about="Empty, `by_hand`, `failing` (for days) or `gone` (answered 410)."),
    },
)
NEW_WEBHOOK = Record(
    name="NewWebhook",
    fields={**WEBHOOK.fields, "secret": Text(longest=80, about="whsec_…; shown this once.")},
)
WEBHOOKS = Record(name="Webhooks", fields={"webhooks": Many(of=WEBHOOK)})
WANTED = Record(
    name="WebhookWanted",
    fields={
        "name": Text(longest=60, about="Which system it is."),
        "url": Text(longest=500, about="https, no user name; never an address inside the house."),
        "events": Many(of=EVENT, least=1),
    },
)
WEBHOOK_ID = Whole(about="The webhook's id.")
PROBLEMS = (400, 401, 403, 404, 413, 415, 422)


class Webhooks(Endpoint):
    """One's own webhooks."""

    guard = "see_work"

    @operation("list_webhooks", "自己登记的回调", tag="webhooks", answer=WEBHOOKS, problems=(403,))
    def get(self, request: Request) -> Response:
        """List the webhooks registered with this key's posts, without their secrets."""
        return Response({"webhooks": [_body(card) for card in queries.subscriptions(self.actor.staff_id)]})

    @operation(
        "register_webhook",
        "登记回调",
        tag="webhooks",
        body=WANTED,
        answer=NEW_WEBHOOK,
        status=201,
        problems=(400, 403, 413, 415, 422),
        once=True,
    )
    def post(self, request: Request) -> Response:
        """Register an address. It is told of cases that this key may see, from now on; see docs/integration.md."""
        given = self.given(WANTED)
        wanted = Wanted(
            name=given["name"],
            url=given["url"],
            kinds=tuple(given["events"]),
            staff_id=self.actor.officer,
        )
        made = actions.register(wanted=wanted, actor=self.actor, key=self.once())
        return Response(_body(_card(made)) | {"secret": queries.reveal(made)}, status=201)


class WebhookAct(Endpoint):
    """Stop or start one's own webhook."""

    guard = "see_work"

    def carry_out(self, webhook_id: int, act: Callable[..., int]) -> Response:
        """Do it; 404 for a stranger's, as for none."""
        if _card(webhook_id).staff_id != self.actor.staff_id:
            raise Http404
        act(subscription_id=webhook_id, actor=self.actor, key=self.once())
        return Response(_body(_card(webhook_id)))


class StopWebhook(WebhookAct):
    """Telling nothing more."""

    @operation(
        "stop_webhook",
        "停用回调",
        tag="webhooks",
        path={"webhook_id": WEBHOOK_ID},
        answer=WEBHOOK,
        problems=PROBLEMS,
        once=True,
    )
    def post(self, request: Request, webhook_id: int) -> Response:
        """Stop a webhook; what is on its way is not sent."""
        return self.carry_out(webhook_id, actions.stop)


class StartWebhook(WebhookAct):
    """Telling again."""

    @operation(
        "start_webhook",
        "重新启用回调",
        tag="webhooks",
        path={"webhook_id": WEBHOOK_ID},
        answer=WEBHOOK,
        problems=PROBLEMS,
        once=True,
    )
    def post(self, request: Request, webhook_id: int) -> Response:
        """Start a stopped webhook; it is told what happened meanwhile."""
        return self.carry_out(webhook_id, actions.start)


def _card(webhook_id: int) -> SubscriptionCard:
    found = queries.subscription(webhook_id)
    if found is None:
        raise Http404
    return found


def _body(card: SubscriptionCard) -> dict[str, Any]:
    return {
        "id": card.id,
        "name": card.name,
        "url": card.url,
        "events": list(card.kinds),
        "created_at": moment(card.created_at),
        "failing_since": moment(card.failing_since) if card.failing_since else None,
        "disabled_at": moment(card.disabled_at) if card.disabled_at else None,
        "disabled_why": card.disabled_why,
    }
