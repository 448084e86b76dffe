"""Text to values for the workbench: taking an application, deciding, serving, assigning, unmasking."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from banshi.kernel.cases.forms import ActForm
from banshi.kernel.cases.models import Channel
from banshi.kernel.documents.models import Way
from banshi.kernel.documents.queries import DocumentCard
from banshi.kernel.parties.forms import PartyForm
from banshi.kernel.ui.forms import PlainForm
from banshi.lib import clock, ids

# On the screen a way of its own: handed over in person, but not accepted.
REFUSED = "refused"
WAYS = [
    (Way.IN_PERSON.value, Way.IN_PERSON.label),
    (REFUSED, _("当面交付，对方拒收")),
    *Way.choices[1:],
]


class Moment(forms.DateTimeInput):
    """A date and time field of the browser, with the value it understands."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class Day(forms.DateInput):
    """A calendar field of the browser, with the value it understands."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ItemSearchForm(forms.Form):
    """Words for an item."""

    q = forms.CharField(
        label=_("找事项"),
        required=False,
        max_length=60,
        widget=forms.TextInput({"autocomplete": "off", "type": "search"}),
    )


class CounterPartyForm(PartyForm):
    """The party at the counter: clerks know the fields, so the hints give room."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.help_text = ""


class KnownPartyForm(PlainForm):
    """An applicant who is known already; a new telephone number replaces the old one."""

    party = forms.IntegerField(widget=forms.HiddenInput)
    phone = forms.CharField(
        label=_("联系电话换了的，填新的"),
        required=False,
        max_length=40,
        widget=forms.TextInput({"type": "tel", "inputmode": "tel", "autocomplete": "off"}),
    )


class ConsentForm(forms.Form):
    """What else is asked at the counter. `once` makes a double click one case."""

    once = forms.CharField(max_length=60, widget=forms.HiddenInput)
    electronic = forms.BooleanField(label=_("申请人同意电子送达"), required=False)

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial={"once": ids.token()} | (initial or {}))


class WithdrawForm(ActForm):
    """How the applicant said so."""

    channel = forms.ChoiceField(
        label=_("申请人通过什么方式提出"), choices=Channel.choices, initial=Channel.COUNTER
    )


class AssignForm(ActForm):
    """Who is to handle the case."""

    handler = forms.TypedChoiceField(label=_("新的经办人"), coerce=int)

    def __init__(self, data: Any, *, handlers: Sequence[tuple[int, str]], **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["handler"].choices = [("", _("请选择")), *handlers]  # type: ignore[attr-defined]


class GrantForm(ActForm):
    """Granted. Late, it needs the cause."""

    delay_reason = forms.CharField(
        label=_("超过承诺期限的原因"), max_length=300, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, data: Any, *, late: bool, **options: Any) -> None:
        super().__init__(data, **options)
        if not late:
            del self.fields["delay_reason"]


class ServeForm(ActForm):
    """Which paper was served, when, and the proof that its way needs (06-08)."""

    document = forms.TypedChoiceField(label=_("送达哪一份"), coerce=int)
    at = forms.DateTimeField(label=_("送达时间"), widget=Moment(), input_formats=["%Y-%m-%dT%H:%M"])
    signed_by = forms.CharField(label=_("签收人"), help_text=_("保存时会隐去姓名的一部分。"), max_length=80)
    refusal = forms.CharField(label=_("拒收的情形"), max_length=200)
    witness = forms.CharField(label=_("见证人或者录像编号"), max_length=80)
    tracking_number = forms.CharField(label=_("邮件号码"), max_length=64)
    received_on = forms.DateField(
        label=_("回执上的收到日期"), help_text=_("回执还没有回来的，先不填。"), required=False, widget=Day()
    )
    consent_reference = forms.CharField(
        label=_("同意电子送达的记录编号"),
        help_text=_("例如申请表上的同意栏，可以写办件编号。"),
        max_length=64,
    )
    note = forms.CharField(label=_("说明"), max_length=300, widget=forms.Textarea({"rows": 3}))

    PROOF = {
        "in_person": ("signed_by",),
        REFUSED: ("refusal", "witness"),
        "post": ("tracking_number", "received_on"),
        "electronic": ("consent_reference",),
        "phone": ("note",),
        "public_notice": ("note",),
    }
    NOTES = {
        "phone": _("电话里告知的内容"),
        "public_notice": _("公告登在哪里"),
    }

    def __init__(self, data: Any, *, way: str, documents: Sequence[DocumentCard], **options: Any) -> None:
        initial = {"at": clock.now()} | options.pop("initial", {})
        super().__init__(data, initial=initial, **options)
        kept = {"version", "once", "document", "at", *self.PROOF[way]}
        for name in set(self.fields) - kept:
            del self.fields[name]
        self.fields["document"].choices = [  # type: ignore[attr-defined]
            (one.id, f"{one.title_zh} {one.number}") for one in documents
        ]
        if "note" in self.fields:
            self.fields["note"].label = self.NOTES[way]

    def refuse_at(self, field: str, sentence: str) -> str:
        """The rule speaks of the masked name, the form of the typed one."""
        return super().refuse_at("signed_by" if field == "signed_by_masked" else field, sentence)

    def proof(self) -> dict[str, Any]:
        """The proof as typed, without what belongs to every way."""
        common = {"version", "once", "document", "at"}
        return {name: value for name, value in self.cleaned_data.items() if name not in common}

    @property
    def moment(self) -> dt.datetime:
        """When it was served."""
        moment: dt.datetime = self.cleaned_data["at"]
        return moment


class UnmaskForm(PlainForm):
    """Why the whole data are needed."""

    reason = forms.CharField(
        label=_("为什么要看完整信息"),
        help_text=_("您的姓名、时间和理由会留下记录。"),
        max_length=200,
    )
