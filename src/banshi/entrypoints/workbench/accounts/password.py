"""A colleague chooses a password of their own; whoever has one given by somebody else must."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import password_validation, update_session_auth_hash
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from banshi.entrypoints.workbench.accounts import entering
from banshi.kernel.clocks.desk import actor_of
from banshi.kernel.organisation.accounts import keeping, locking, sessions, words
from banshi.kernel.organisation.models import Staff
from banshi.kernel.organisation.network import address_of, network_of
from banshi.kernel.organisation.permissions import needs
from banshi.kernel.ui.forms import PlainForm
from banshi.lib.results import gettext_noop

LEAST = 10
NOT_THIS = gettext_noop("现在的密码不对，请核对后再试。")
TOO_SHORT = gettext_noop("新密码至少 %(least)s 个字符。")
TOO_COMMON = gettext_noop("这个密码太常见，容易被猜到，请换一个。")
SAME = gettext_noop("新密码和现在的一样，请换一个。")
DIFFERENT = gettext_noop("两次写的新密码不一样，请再写一次。")
DONE = gettext_noop("密码已经改好，下次登录用新密码。")


def _secret(label: Any, use: str, **extra: Any) -> forms.CharField:
    return forms.CharField(
        label=label, strip=False, max_length=128, widget=forms.PasswordInput({"autocomplete": use}), **extra
    )


class PasswordForm(PlainForm):
    """The password now, and the new one twice."""

    old = _secret(_("现在的密码"), "current-password")
    new = _secret(_("新密码"), "new-password", help_text=_("至少 10 个字符，例如几个词连起来，好记又难猜。"))
    again = _secret(_("再写一次新密码"), "new-password")

    network = ""

    def __init__(self, staff: Staff, data: Any = None) -> None:
        super().__init__(data)
        self._staff = staff

    def clean_old(self) -> str:
        """The password must be the one in use; wrong ones count like wrong log-ins."""
        old: str = self.cleaned_data["old"]
        name = self._staff.username
        waits = locking.waits(name, self.network)
        if waits or not self._staff.check_password(old):
            if not waits:
                locking.failed(name, self.network)
            raise ValidationError(gettext(NOT_THIS))
        return old

    def clean_new(self) -> str:
        """Long enough, uncommon, and another one than before."""
        new: str = self.cleaned_data["new"]
        if len(new) < LEAST:
            raise ValidationError(gettext(TOO_SHORT) % {"least": LEAST})
        if self._staff.check_password(new):
            raise ValidationError(gettext(SAME))
        try:
            password_validation.validate_password(new, self._staff)
        except ValidationError as refused:
            ours = any(one.code == words.CODE for one in refused.error_list)
            raise ValidationError(gettext(words.OF_THE_HOUSE if ours else TOO_COMMON)) from None
        return new

    def clean_again(self) -> str:
        """The same once more."""
        again: str = self.cleaned_data["again"]
        if "new" in self.cleaned_data and again != self.cleaned_data["new"]:
            raise ValidationError(gettext(DIFFERENT))
        return again


@sensitive_post_parameters()
@needs("change_password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest) -> HttpResponse:
    """Choose one's own password; this browser stays logged in, all others are logged out."""
    staff: Staff = request.user  # type: ignore[assignment]
    form = PasswordForm(staff, request.POST if request.method == "POST" else None)
    form.network = network_of(address_of(request.META))
    if form.is_valid():
        _take_into_use(request, staff, form.cleaned_data["new"])
        messages.success(request, gettext(DONE))
        return redirect("workbench:home")
    context = {"form": form, "first": staff.initial_password}
    return render(request, "workbench/accounts/password.html", context, status=422 if form.errors else 200)


def _take_into_use(request: HttpRequest, staff: Staff, secret: str) -> None:
    current = entering.row_of(request)
    keeping.change_password(staff_id=staff.pk, secret=secret, current=current, actor=actor_of(request))
    staff.refresh_from_db(fields=["password"])
    update_session_auth_hash(request, staff)
    if current:
        sessions.renamed(current, str(request.session.session_key))
