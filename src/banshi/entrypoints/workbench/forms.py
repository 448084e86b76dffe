"""Text to values for the workbench: taking an application, deciding, serving, assigning, unmasking."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from banshi.kernel.cases.forms import IN_PERSON, ActForm, ActorForm, agent_words
from banshi.kernel.cases.models import Channel
from banshi.kernel.cases.sides import PowerCard
from banshi.kernel.documents.models import Way
from banshi.kernel.documents.queries import DocumentCard
from banshi.kernel.parties.forms import PartyForm
from banshi.kernel.parties.queries import PartyCard
from banshi.kernel.ui.forms import PlainForm
from banshi.lib import clock, ids

# On the screen a way of its own: handed over in person, but not accepted.
REFUSED = "refused"
NOT_AGREED = "no"
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
    """How the applicants said so: each in person, by an agent, or not."""

    channel = forms.ChoiceField(
        label=_("申请人通过什么方式提出"), choices=Channel.choices, initial=Channel.COUNTER
    )

    def __init__(
        self, data: Any, *, applicants: Sequence[PartyCard], powers: Sequence[PowerCard], **options: Any
    ) -> None:
        super().__init__(data, **options)
        self.parties = [one.id for one in applicants]
        for one in applicants:
            own = [(str(held.id), agent_words(held)) for held in powers if held.principal.id == one.id]
            alone = len(applicants) == 1
            if alone and not own:
                continue
            never = [] if alone else [(NOT_AGREED, _("没有同意"))]
            self.fields[f"said{one.id}"] = forms.ChoiceField(
                label=_("%(name)s：谁提出的") % {"name": one.masked_name},
                choices=[(IN_PERSON, _("申请人本人")), *own, *never],
                error_messages={"required": _("请选择 %(name)s 是否同意") % {"name": one.masked_name}},
                initial=IN_PERSON if alone else None,
                widget=forms.RadioSelect,
            )

    def refuse_at(self, field: str, sentence: str) -> str:
        """What the rule says of agreeing stands where it was asked first."""
        asked = next((name for name in self.fields if name.startswith("said")), "")
        return super().refuse_at(asked if field in {"said", "power"} else field, sentence)

    @property
    def said(self) -> dict[int, int | None]:
        """Who agreed, and by which power; None for in person."""
        given = {party: self.cleaned_data.get(f"said{party}", IN_PERSON) for party in self.parties}
        return {
            party: None if by == IN_PERSON else int(by) for party, by in given.items() if by != NOT_AGREED
        }


class PowerForm(PlainForm):
    """The agent's power of attorney, beside the form of who the agent is."""

    scope = forms.CharField(
        label=_("委托办什么"), initial=_("代为提出申请、补交材料、领取文书"), max_length=200
    )
    only_this = forms.BooleanField(label=_("只委托这一个事项"), required=False, initial=True)
    first = forms.DateField(label=_("委托从哪天起"), widget=Day())
    last = forms.DateField(label=_("到哪天为止"), help_text=_("首尾两天都算在内。"), widget=Day())
    evidence = forms.CharField(
        label=_("看到了哪份授权委托书"),
        help_text=_("例如：2026年11月20日签名的授权委托书原件。"),
        max_length=200,
    )

    def __init__(self, data: Any = None, **options: Any) -> None:
        options["initial"] = {"first": clock.today()} | options.get("initial", {})
        super().__init__(data, **options)


class RecordPowerForm(ActForm):
    """Which of the applicants gives the power of attorney."""

    principal = forms.TypedChoiceField(label=_("哪位申请人委托的"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, data: Any, *, applicants: Sequence[PartyCard], **options: Any) -> None:
        options["initial"] = {"principal": applicants[0].id} | options.get("initial", {})
        super().__init__(data, **options)
        self.fields["principal"].choices = [(one.id, one.masked_name) for one in applicants]  # type: ignore[attr-defined]


class SlipForm(ActForm):
    """The day on the postal return slip."""

    received_on = forms.DateField(label=_("回执上的收到日期"), widget=Day())


class CallForm(PlainForm):
    """How a call went."""

    once = forms.CharField(max_length=60, widget=forms.HiddenInput)
    reached = forms.ChoiceField(
        label=_("打通了吗"),
        choices=[("yes", _("已经告诉本人")), ("no", _("没有打通，以后再打"))],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=_("说明"), required=False, max_length=200)

    def __init__(self, data: Any = None, *, message_id: int) -> None:
        super().__init__(data, initial={"once": ids.token()}, prefix=f"call{message_id}")


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


class ServeForm(ActorForm):
    """Which paper was served, to whom, when, and the proof that its way needs (06-08)."""

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

    COMMON = frozenset({"version", "once", "document", "at", "by"})
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
        kept = {*self.COMMON, *self.PROOF[way]}
        for name in set(self.fields) - kept:
            del self.fields[name]
        self.fields["document"].choices = [  # type: ignore[attr-defined]
            (one.id, f"{one.title_zh} {one.number}") for one in documents
        ]
        if "note" in self.fields:
            self.fields["note"].label = self.NOTES[way]
        self.fields["by"].label = _("谁收下的")
        self.order_fields(["document", "by", "at"])

    def refuse_at(self, field: str, sentence: str) -> str:
        """The rule speaks of the masked name, the form of the typed one."""
        return super().refuse_at("signed_by" if field == "signed_by_masked" else field, sentence)

    def proof(self) -> dict[str, Any]:
        """The proof as typed, without what belongs to every way."""
        own = {name: value for name, value in self.cleaned_data.items() if name not in self.COMMON}
        return own | {"power": self.power}

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
