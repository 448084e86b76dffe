"""The form on which a party is entered; the same sentences as the act's stand at its fields."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from banshi.kernel.parties.entry import Entry, read_entry
from banshi.kernel.parties.kinds import NumberKind, PartyKind
from banshi.kernel.parties.numbers import parse_phone
from banshi.kernel.ui.wording import say
from banshi.lib.results import Refused

# Names and numbers must not be left behind in the memory of a shared computer, nor "corrected".
_PRIVATE = {"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}


class PartyForm(forms.Form):
    """Who the party is. When valid, `entry` holds the normalised values and `cleaned_data` the typed ones."""

    kind = forms.ChoiceField(label=_("当事人类型"), choices=PartyKind.choices, initial=PartyKind.CITIZEN)
    name = forms.CharField(
        label=_("姓名或者名称"),
        error_messages={"required": _("请填写姓名或者名称。")},
        help_text=_("与证件上的写法一致。"),
        widget=forms.TextInput(_PRIVATE),
    )
    number_kind = forms.ChoiceField(
        label=_("证件类型"), choices=NumberKind.choices, initial=NumberKind.CITIZEN_ID
    )
    number = forms.CharField(
        label=_("证件号码"),
        error_messages={"required": _("请填写证件号码。")},
        help_text=_("公民填写身份证上的18位号码，法人和其他组织填写18位统一社会信用代码。有空格也可以。"),
        widget=forms.TextInput(_PRIVATE),
    )
    phone = forms.CharField(
        label=_("联系电话"),
        error_messages={"required": _("请填写联系电话。")},
        help_text=_("手机号码，或者带区号的固定电话，例如 0418-2345678。"),
        widget=forms.TextInput({**_PRIVATE, "type": "tel", "inputmode": "tel"}),
    )
    address = forms.CharField(
        label=_("联系地址"),
        help_text=_("可以不填。需要邮寄文书的，请填写详细地址。"),
        required=False,
        widget=forms.TextInput(_PRIVATE),
    )
    legal_representative = forms.CharField(
        label=_("法定代表人或者负责人"),
        help_text=_("只有法人和其他组织需要填写。"),
        required=False,
        widget=forms.TextInput(_PRIVATE),
    )

    entry: Entry | None = None

    def clean(self) -> dict[str, Any]:
        """Read the values together; every reason goes to its field, unless that field already has one."""
        typed = {name: self.cleaned_data.get(name, "") for name in self.fields}
        try:
            self.entry = read_entry(**typed)
        except Refused as refused:
            for reason in refused.reasons:
                if reason.field not in self.errors:
                    self.add_error(
                        reason.field, ValidationError(gettext(reason.text), params=dict(reason.params))
                    )
        return self.cleaned_data


def read_phone(text: str) -> str:
    """A typed telephone number as it is kept, "" for none; raises ValidationError in plain words."""
    if not text.strip():
        return ""
    try:
        return parse_phone(text)
    except Refused as refused:
        raise ValidationError([say(reason) for reason in refused.reasons]) from refused
