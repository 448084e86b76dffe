"""Logging in and out."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.utils.translation import gettext_lazy as _

from banshi.kernel.organisation.permissions import public


class LoginForm(AuthenticationForm):
    """Log-in name and password; one sentence for whatever is wrong with them."""

    error_messages = {
        "invalid_login": _("工号或者密码不对，请核对后再试。忘了密码，请找系统管理员重设。"),
        "inactive": _("这个账号已经停用，请找系统管理员。"),
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


login = public(
    LoginView.as_view(
        template_name="workbench/login.html",
        authentication_form=LoginForm,
        redirect_authenticated_user=True,
    )
)
logout = public(LogoutView.as_view(next_page="workbench:login"))
