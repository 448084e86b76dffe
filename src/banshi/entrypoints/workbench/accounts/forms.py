"""What is typed to prove who one is."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from banshi.kernel.organisation.accounts.factors import WRONG_CODE, WRONG_KEY
from banshi.kernel.ui.forms import PlainForm


class CodeForm(PlainForm):
    """A code, or what the browser answered with a passkey."""

    code = forms.CharField(
        label=_("验证码"),
        help_text=_("手机验证器上的 6 位数字；手机不在身边，填一个备用码。"),
        max_length=20,
        widget=forms.TextInput({"autocomplete": "one-time-code", "spellcheck": "false"}),
    )
    answer = forms.CharField(max_length=20_000, required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["code"].required = not (data and data.get("answer"))

    def wrong(self) -> str:
        """The sentence for an answer that does not open."""
        return WRONG_KEY if self.cleaned_data["answer"] else WRONG_CODE


class NewCodeForm(PlainForm):
    """The first code of a programme that is taken into use."""

    code = forms.CharField(
        label=_("验证码"),
        help_text=_("验证器上现在显示的 6 位数字。"),
        max_length=10,
        widget=forms.TextInput({"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class NewKeyForm(PlainForm):
    """A name for a passkey, and what the browser answered."""

    name = forms.CharField(label=_("给它起个名字"), help_text=_("例如：办公室电脑、单位 U 盾"), max_length=40)
    answer = forms.CharField(max_length=20_000, required=False, widget=forms.HiddenInput)

    def clean_answer(self) -> str:
        """Without an answer of the browser there is no passkey."""
        answer: str = self.cleaned_data["answer"]
        if not answer:
            raise ValidationError(gettext("浏览器没有给出通行密钥，请再试一次。"))
        return answer


class PasswordAgainForm(PlainForm):
    """The password once more."""

    password = forms.CharField(
        label=_("密码"),
        strip=False,
        max_length=128,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )
