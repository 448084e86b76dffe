"""Text to values: what is asked, how it was answered, whom somebody is sent to."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from banshi.institutions.first_contact.models import Channel
from banshi.institutions.first_contact.queries.contacts import Pointer
from banshi.institutions.first_contact.rules import Path
from banshi.kernel.cases.looking import LookForm
from banshi.kernel.organisation.directory import Colleague
from banshi.kernel.parties.forms import read_phone
from banshi.kernel.ui.forms import OnceForm

ABOUT = {"rows": 2, "autocomplete": "off"}


class OpenForm(OnceForm):
    """Somebody asks: how they came, what about, perhaps a telephone number."""

    channel = forms.ChoiceField(
        label=_("怎样来问的"),
        choices=[(Channel.COUNTER.value, _("当面")), (Channel.PHONE.value, _("打电话"))],
        initial=Channel.COUNTER.value,
        widget=forms.RadioSelect,
    )
    about = forms.CharField(
        label=_("对方想了解什么"),
        help_text=_("用对方的话写几个字就行，例如：给老人办补贴。"),
        max_length=500,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    phone = forms.CharField(
        label=_("电话"),
        help_text=_("对方要收短信才填。保存时加密。"),
        required=False,
        max_length=40,
        widget=forms.TextInput({"type": "tel", "inputmode": "tel", "autocomplete": "off"}),
    )

    def clean_phone(self) -> str:
        """A number to which a message can go, or empty."""
        return read_phone(self.cleaned_data["phone"])


class AtWindowForm(OnceForm):
    """What the visitor at the window wants to know."""

    visit = forms.IntegerField(widget=forms.HiddenInput)
    about = forms.CharField(
        label=_("对方想了解什么"),
        max_length=500,
        widget=forms.TextInput({"autocomplete": "off"}),
    )


class AskForm(OnceForm):
    """A question from the web; the telephone's last digits open the answer."""

    about = forms.CharField(
        label=_("您想了解什么？"),
        help_text=_("用平常的话写。请不要写身份证号码和银行卡号。"),
        max_length=500,
        widget=forms.Textarea({"rows": 4}),
    )
    phone = forms.CharField(
        label=_("您的电话"),
        help_text=_("答复后给您发短信；凭编号和电话后四位可以看到答复。保存时加密。"),
        max_length=40,
        widget=forms.TextInput({"type": "tel", "inputmode": "tel", "autocomplete": "tel"}),
    )

    def clean_phone(self) -> str:
        """A number that can be called."""
        return read_phone(self.cleaned_data["phone"])


class AnswerLookForm(LookForm):
    """The number of a question, and the last digits of the telephone given for it."""

    number = forms.CharField(
        label=_("咨询编号"), max_length=24, widget=forms.TextInput({"autocomplete": "off"})
    )


class AnswerForm(OnceForm):
    """What was answered at once, by oneself or for a colleague who is meant."""

    words = forms.CharField(
        label=_("答复了什么"),
        help_text=_("写要点；网上来问的，对方看到的就是这些话。"),
        max_length=1000,
        widget=forms.Textarea(ABOUT),
    )
    colleague = forms.ChoiceField(
        label=_("替哪位同事答复"), help_text=_("属于自己职责的不用选。"), required=False
    )

    def __init__(self, data: Any = None, *, colleagues: Sequence[Colleague], **options: Any) -> None:
        super().__init__(data, **options)
        own = [("", gettext("属于我的职责"))]
        self.fields["colleague"].choices = own + [(str(one.id), one.name) for one in colleagues]  # type: ignore[attr-defined]

    @property
    def path(self) -> Path:
        """Whose answer it was (05-03 or 05-04-1)."""
        return Path.FOR_COLLEAGUE if self.cleaned_data["colleague"] else Path.OWN


class HandForm(OnceForm):
    """Which colleague is asked to answer."""

    colleague = forms.ChoiceField(label=_("请哪位同事来答"))

    def __init__(self, data: Any = None, *, colleagues: Sequence[Colleague], **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["colleague"].choices = [(str(one.id), one.name) for one in colleagues]  # type: ignore[attr-defined]


class PointForm(OnceForm):
    """Whom or where the visitor is sent to: the directory's own words."""

    target = forms.ChoiceField(label=_("请对方到哪里去"))

    def __init__(
        self, data: Any = None, *, groups: Sequence[tuple[str, Sequence[Pointer]]], **options: Any
    ) -> None:
        super().__init__(data, **options)
        self.fields["target"].choices = [  # type: ignore[attr-defined]
            (title, [(one.key, _label(one)) for one in found]) for title, found in groups if found
        ]


def _label(one: Pointer) -> str:
    there = one.there
    away = gettext("（今天不在，%(deputy)s代）") % {"deputy": one.note} if one.note else ""
    section = f"{one.section} " if one.section != there.name else ""
    return f"{section}{there.name}{away}　{there.office or '—'}　{there.contact or '—'}"
