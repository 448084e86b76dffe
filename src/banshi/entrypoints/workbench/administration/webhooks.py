"""回调: which other systems are told of facts of cases, what reached them, and what to send once more."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from banshi.kernel.clocks.desk import actor_of
from banshi.kernel.organisation.models import Staff
from banshi.kernel.organisation.permissions import needs
from banshi.kernel.ui.forms import OnceForm
from banshi.kernel.webhooks import actions, queries
from banshi.kernel.webhooks.actions import Wanted
from banshi.kernel.webhooks.events import KINDS
from banshi.lib.results import NotPermitted, Refused, gettext_noop

SWITCHES: dict[str, tuple[str, Callable[..., int]]] = {
    "stop": ("subscription_id", actions.stop),
    "start": ("subscription_id", actions.start),
    "again": ("delivery_id", actions.send_again),
}
WHY = {
    "": gettext_noop("正常"),
    "by_hand": gettext_noop("已停用"),
    "failing": gettext_noop("连续多日没有送达，已自动停用"),
    "gone": gettext_noop("对方答复不再接收，已自动停用"),
}


class WebhookForm(OnceForm):
    """What is filled in for a new subscription."""

    name = forms.CharField(label=_("哪个系统"), help_text=_("例如：市一体化平台"), max_length=60)
    url = forms.CharField(label=_("回调地址"), help_text=_("以 https:// 开头"), max_length=500)
    staff = forms.CharField(
        label=_("以谁的岗位"), help_text=_("填登录名。只通知这位同事看得到的办件。"), max_length=40
    )
    kinds = forms.MultipleChoiceField(
        label=_("通知哪些事"), choices=[*KINDS.items()], widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["kinds"].choices = [(kind, _(name)) for kind, name in KINDS.items()]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """What was filled in; only when valid."""
        given = self.cleaned_data
        found = Staff.objects.filter(username=given["staff"].strip(), is_active=True).first()
        return Wanted(
            name=given["name"],
            url=given["url"],
            kinds=tuple(given["kinds"]),
            staff_id=found.pk if found else 0,
        )


@needs("manage_webhooks")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def webhooks(request: HttpRequest) -> HttpResponse:
    """All subscriptions, and the form for a new one; its secret shows right after, and never again."""
    form = WebhookForm(request.POST or None)
    secret = ""
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.register(
                wanted=form.wanted(), actor=actor_of(request), key=form.key("register_webhook")
            )
        except NotPermitted:
            raise
        except Refused as refused:
            form.refuse(refused)
        else:
            secret, form = queries.reveal(made), WebhookForm()
    cards = [(card, WHY[card.disabled_why]) for card in queries.subscriptions()]
    context = {"cards": cards, "form": form, "secret": secret}
    return render(
        request, "workbench/administration/webhooks.html", context, status=422 if form.errors else 200
    )


@needs("manage_webhooks")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def webhook(request: HttpRequest, webhook_id: int) -> HttpResponse:
    """One subscription with its newest deliveries; buttons stop it, start it, send one once more."""
    card = queries.subscription(webhook_id)
    if card is None:
        raise Http404
    if request.method == "POST":
        name, act = SWITCHES.get(request.POST.get("do", ""), ("", None))
        number = request.POST.get("id", "")
        if act is None or not (number.isascii() and number.isdecimal() and len(number) < 10):
            raise Http404
        act(actor=actor_of(request), **{name: int(number)})
        return redirect("workbench:webhook", webhook_id)
    context = {
        "card": card,
        "why": WHY[card.disabled_why],
        "kinds": [name for kind, name in KINDS.items() if kind in card.kinds],
        "deliveries": [(one, KINDS[one.kind]) for one in queries.deliveries(webhook_id)],
    }
    return render(request, "workbench/administration/webhook.html", context)
