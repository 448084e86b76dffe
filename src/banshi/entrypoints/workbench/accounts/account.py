"""我的账户: one's own second factors, recovery codes and open sessions; proving once more who one is."""

import json
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from banshi.entrypoints.workbench.accounts import entering, session
from banshi.entrypoints.workbench.accounts.forms import CodeForm, NewCodeForm, NewKeyForm, PasswordAgainForm
from banshi.kernel.clocks.desk import actor_of
from banshi.kernel.organisation import signed_in
from banshi.kernel.organisation.accounts import factors, locking, sessions
from banshi.kernel.organisation.models import Staff
from banshi.kernel.organisation.network import address_of, network_of
from banshi.kernel.organisation.permissions import OWN_ACCOUNT, needs
from banshi.kernel.ui.qr import qr_image
from banshi.kernel.ui.wording import say
from banshi.lib.results import Refused, gettext_noop

WRONG_PASSWORD = gettext_noop("密码不对，请核对后再试。")
REMOVED = gettext_noop("已经删除。")
NOT_THE_LAST = gettext_noop("您的岗位要求两步验证，请先加上另一种，再删这一种。")
ENDED = gettext_noop("那一处登录已经结束。")
ENDED_ELSEWHERE = gettext_noop("别处的登录都已经结束，只剩这里。")
SECRET, STATE = "new_secret", "new_passkey"
WAYS = {
    signed_in.PASSWORD: gettext_noop("密码"),
    signed_in.PROVIDER: gettext_noop("统一身份"),
    signed_in.PASSKEY: gettext_noop("通行密钥"),
}


@needs(OWN_ACCOUNT)
@never_cache
@require_http_methods(["GET", "HEAD"])
def account(request: HttpRequest) -> HttpResponse:
    """What protects one's account, and where it is open."""
    return render(request, "workbench/accounts/account.html", _context(request))


def _context(request: HttpRequest) -> dict[str, Any]:
    actor = actor_of(request)
    needed = any(role in settings.SECOND_FACTOR_POSTS for role, _section in actor.posts)
    return {
        "factors": factors.factors_of(actor.officer),
        "needed": needed,
        "closed": needed and not signed_in.strong(request.session),
        "sessions": sessions.open_sessions(actor.officer, current=entering.row_of(request)),
        "ways": WAYS,
    }


@sensitive_post_parameters()
@needs(OWN_ACCOUNT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def authenticator(request: HttpRequest) -> HttpResponse:
    """A new secret as a picture and as letters; it counts once its code was typed back."""
    if page := _prove_first(request):
        return page
    form = NewCodeForm(request.POST if request.method == "POST" else None)
    secret = request.session.get(SECRET) or factors.new_secret()
    request.session[SECRET] = secret
    if form.is_valid():
        try:
            codes = factors.add_authenticator(
                secret=secret, code=form.cleaned_data["code"], actor=actor_of(request)
            )
        except Refused as refused:
            form.add_error("code", say(refused.reasons[0]))
        else:
            del request.session[SECRET]
            return _added(request, codes)
    context = {
        "form": form,
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        "picture": qr_image(factors.address_for(secret, request.user.get_username())),
    }
    return render(
        request, "workbench/accounts/authenticator.html", context, status=422 if form.errors else 200
    )


@needs(OWN_ACCOUNT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def passkey(request: HttpRequest) -> HttpResponse:
    """A new passkey of this device or of a key that is plugged in."""
    if page := _prove_first(request):
        return page
    form = NewKeyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            codes = factors.add_key(
                answer=form.cleaned_data["answer"],
                state=request.session.pop(STATE, {}),
                host=request.get_host(),
                name=form.cleaned_data["name"],
                actor=actor_of(request),
            )
        except Refused as refused:
            form.add_error("name", say(refused.reasons[0]))
        else:
            return _added(request, codes)
    staff: Staff = request.user  # type: ignore[assignment]
    options, request.session[STATE] = factors.ask_for_new_key(staff, request.get_host())
    context = {"form": form, "options": json.dumps(options)}
    return render(request, "workbench/accounts/passkey.html", context, status=422 if form.errors else 200)


@needs(OWN_ACCOUNT)
@never_cache
@require_POST
def change(request: HttpRequest) -> HttpResponse:
    """The buttons of the account's page: remove a factor, new recovery codes, end a session."""
    actor, number = actor_of(request), _number(request)
    doing = request.POST.get("do", "")
    if doing in {"remove_authenticator", "remove_key", "codes"}:
        if page := _prove_first(request):
            return page
        if doing == "codes":
            return _shown(request, factors.renew_codes(actor=actor))
        return _remove(request, doing, number)
    if doing == "end":
        sessions.end(session_id=number, actor=actor)
        messages.success(request, gettext(ENDED))
        return redirect("workbench:account" if number != entering.row_of(request) else "workbench:login")
    raise Http404


@needs(OWN_ACCOUNT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def elsewhere(request: HttpRequest) -> HttpResponse:
    """The second question before every other place where one is logged in is closed."""
    own, here = actor_of(request), entering.row_of(request)
    others = [one for one in sessions.open_sessions(own.officer, current=here) if not one.current]
    if request.method == "POST":
        sessions.end_all(staff_id=own.officer, but=here, actor=own)
        messages.success(request, gettext(ENDED_ELSEWHERE))
        return redirect("workbench:account")
    return render(request, "workbench/accounts/elsewhere.html", {"others": others})


def _remove(request: HttpRequest, doing: str, number: int) -> HttpResponse:
    context, actor = _context(request), actor_of(request)
    known = context["factors"]
    if context["needed"] and len(known.keys) + (known.authenticator_since is not None) < 2:
        messages.error(request, gettext(NOT_THE_LAST))
    else:
        if doing == "remove_key":
            factors.remove_key(key_id=number, actor=actor)
        else:
            factors.remove_authenticator(actor=actor)
        messages.success(request, gettext(REMOVED))
    return redirect("workbench:account")


@sensitive_post_parameters()
@needs(OWN_ACCOUNT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """Who is it, once more: the second factor, or the password of whoever has none."""
    staff: Staff = request.user  # type: ignore[assignment]
    following = entering.next_page(request, request.POST.get("next", request.GET.get("next", "")))
    has = factors.factors_of(staff.pk)
    kind = CodeForm if has.any else PasswordAgainForm
    form = kind(request.POST if request.method == "POST" else None)
    if form.is_valid() and _proved(request, staff, form):
        entering.prove_again(request, strong=has.any)
        return redirect(following)
    way = request.session.get(signed_in.KEY, {}).get("way")
    context = session.factor_context(request, staff.pk) | {
        "form": form,
        "next": following,
        "by_provider": way == signed_in.PROVIDER and not has.any,
    }
    return render(request, "workbench/accounts/confirm.html", context, status=422 if form.errors else 200)


def _proved(request: HttpRequest, staff: Staff, form: CodeForm | PasswordAgainForm) -> bool:
    """Whether it is them; a wrong answer is written at its field and counts like a wrong log-in."""
    network = network_of(address_of(request.META))
    if not locking.waits(staff.username, network) and _right(request, staff, form):
        locking.forgive(staff.username, network)
        return True
    locking.failed(staff.username, network)
    if isinstance(form, CodeForm):
        form.add_error("code", gettext(form.wrong()))
    else:
        form.add_error("password", gettext(WRONG_PASSWORD))
    return False


def _right(request: HttpRequest, staff: Staff, form: CodeForm | PasswordAgainForm) -> bool:
    if isinstance(form, CodeForm):
        return session.opens(request, staff.pk, form)
    return staff.check_password(form.cleaned_data["password"])


def _prove_first(request: HttpRequest) -> HttpResponse | None:
    """Whoever has a second factor already shows it before changing them, unless just done."""
    has = factors.factors_of(actor_of(request).officer)
    minutes = settings.STEP_UP_MINUTES or 15
    if not has.any or (signed_in.strong(request.session) and signed_in.fresh(request.session, minutes)):
        return None
    following = request.path if request.method in {"GET", "HEAD"} else reverse("workbench:account")
    return redirect(f"{reverse('workbench:confirm')}?{urlencode({'next': following})}")


def _added(request: HttpRequest, codes: tuple[str, ...]) -> HttpResponse:
    entering.prove_again(request, strong=True)
    return _shown(request, codes)


def _shown(request: HttpRequest, codes: tuple[str, ...]) -> HttpResponse:
    return render(request, "workbench/accounts/codes.html", {"codes": codes})


def _number(request: HttpRequest) -> int:
    text = request.POST.get("id", "0")
    if not (text.isascii() and text.isdecimal() and len(text) < 16):
        raise Http404
    return int(text)
