"""Logging in with a password, the second factor, and logging out."""

import datetime as dt
import json
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import logout as end_session
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from banshi.entrypoints.workbench.accounts import entering
from banshi.entrypoints.workbench.accounts.forms import CodeForm
from banshi.kernel.organisation import signed_in
from banshi.kernel.organisation.accounts import factors, locking, provider, sessions
from banshi.kernel.organisation.models import Staff
from banshi.kernel.organisation.network import address_of, network_of
from banshi.kernel.organisation.permissions import public
from banshi.lib import clock
from banshi.lib.results import gettext_noop

LOCKED = gettext_noop(
    "这个账号在这台电脑所在的网络上连续输错，请 %(minutes)s 分钟后再试；急用请找安全管理员解锁，电话 %(phone)s。"
)
PROVIDER_ONLY = gettext_noop("本单位用统一身份登录，请点“用统一身份登录”。")
HALFWAY_MINUTES = 10


class LoginForm(AuthenticationForm):
    """Log-in name and password; one sentence for whatever is wrong with them."""

    error_messages = {
        "invalid_login": _("工号或者密码不对，请核对后再试。忘了密码，请找安全管理员重设。"),
        "inactive": _("这个账号已经停用，请找安全管理员。"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("工号")
        self.fields["username"].error_messages["required"] = str(_("请填写工号"))
        self.fields["password"] = forms.CharField(
            label=_("密码"),
            strip=False,
            widget=forms.PasswordInput({"autocomplete": "current-password"}),
            error_messages={"required": _("请填写密码")},
        )

    def clean(self) -> dict[str, Any]:
        """Right or wrong, unless the account must wait here, or comes in by the provider only."""
        name, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if not name or not password:
            return self.cleaned_data
        if not settings.PASSWORD_LOGIN and name != settings.EMERGENCY_ACCOUNT:
            raise ValidationError(gettext(PROVIDER_ONLY))
        network = network_of(address_of(self.request.META))  # type: ignore[union-attr]
        try:
            if locking.waits(name, network):
                raise ValidationError(_locked())
            return super().clean()
        except ValidationError:
            if not locking.waits(name, network):
                locking.failed(name, network)
            raise


class Login(LoginView):
    """The page of the log-in; the provider of the bureau, if it has one, stands first."""

    template_name = "workbench/accounts/login.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether there is a provider, and whether the password is for emergencies only."""
        own = {"provider": provider.offered(), "emergency_only": not settings.PASSWORD_LOGIN}
        return super().get_context_data(**kwargs) | own

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """The password was right: on to the second factor, or in."""
        staff = form.get_user()
        assert isinstance(staff, Staff)
        return entering.enter(
            self.request, staff, signed_in.PASSWORD, strong=False, next_page=self.get_success_url()
        )


login = public(never_cache(Login.as_view()))


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """The code of the authenticator programme, a code on paper, or a passkey; wrong ones count like passwords."""
    halfway = _halfway(request)
    staff = Staff.objects.filter(pk=halfway.get("staff", 0), is_active=True).first()
    if staff is None:
        request.session.pop(entering.HALFWAY, None)
        return redirect("workbench:login")
    form = CodeForm(request.POST if request.method == "POST" else None)
    network = network_of(address_of(request.META))
    if form.is_valid():
        if locking.waits(staff.username, network):
            form.add_error(None, _locked())
        elif opens(request, staff.pk, form):
            return entering.admit(request, staff, halfway["way"], strong=True, next_page=halfway["next"])
        else:
            locking.failed(staff.username, network)
            form.add_error(None if form.cleaned_data["answer"] else "code", gettext(form.wrong()))
    context = factor_context(request, staff.pk) | {"form": form}
    return render(request, "workbench/accounts/second.html", context, status=422 if form.errors else 200)


def factor_context(request: HttpRequest, staff_id: int) -> dict[str, Any]:
    """What a page needs to ask for a second factor; the question for the passkey is remembered in the session."""
    known = factors.factors_of(staff_id)
    context: dict[str, Any] = {"factors": known, "options": ""}
    if known.keys:
        options, state = factors.ask_for_key(staff_id, request.get_host())
        request.session["passkey"] = state
        context["options"] = json.dumps(options)
    return context


def opens(request: HttpRequest, staff_id: int, form: CodeForm) -> bool:
    """Whether what was sent is a right second factor of this colleague."""
    if form.cleaned_data["answer"]:
        state = request.session.pop("passkey", {})
        return factors.key_opens(staff_id, form.cleaned_data["answer"], state, request.get_host())
    return factors.code_opens(staff_id, form.cleaned_data["code"])


def _halfway(request: HttpRequest) -> dict[str, Any]:
    """Who gave the first factor here a few minutes ago; {} for nobody."""
    found: dict[str, Any] = request.session.get(entering.HALFWAY, {})
    if not found:
        return {}
    age = clock.now() - dt.datetime.fromisoformat(found["at"])
    return found if age <= dt.timedelta(minutes=HALFWAY_MINUTES) else {}


def _locked() -> str:
    told = {"minutes": settings.LOCK_MINUTES, "phone": settings.BUREAU["phone"]}
    return gettext(LOCKED) % told


@public
@never_cache
@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    """End the session here; whoever came by the provider is asked to leave there as well."""
    way = request.session.get(signed_in.KEY, {}).get("way")
    sessions.left(entering.row_of(request))
    end_session(request)
    by_provider = way == signed_in.PROVIDER and provider.offered()
    response = redirect("workbench:logged_out" if by_provider else "workbench:login")
    # Nothing of the pages stays in a shared browser; cookies of the display stay, the session's is gone.
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


@public
@never_cache
@require_safe
def logged_out(request: HttpRequest) -> HttpResponse:
    """The way on to the provider's own log-out, for shared computers."""
    back = request.build_absolute_uri(reverse("workbench:login"))
    address = provider.farewell(back) if provider.offered() else ""
    return render(request, "workbench/accounts/logged_out.html", {"address": address})
