"""Text to values: records, consent, policies, ratings, opinions."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from banshi.institutions.guidance.models import Consent, Need, Outcome, Place
from banshi.institutions.guidance.rules import FINDINGS, LEVELS, REASONS, Finding
from banshi.kernel.cases.looking import LookForm
from banshi.kernel.organisation.queries import SectionCard
from banshi.kernel.parties.forms import read_phone
from banshi.kernel.ui.forms import OnceForm, PlainForm

PRIVATE = {"autocomplete": "off"}
PHONE = {"type": "tel", "inputmode": "tel", "autocomplete": "tel"}


class GuidedForm(OnceForm):
    """One record of the register W31."""

    place = forms.ChoiceField(label=_("在哪里"), choices=Place.choices, initial=Place.DESK.value)
    need = forms.ChoiceField(label=_("来的人需要什么"), choices=Need.choices)
    help = forms.CharField(
        label=_("帮了什么"),
        help_text=_("写几个字就行，例如：帮取号，讲了高龄津贴的条件。不要写身份证号码。"),
        max_length=300,
        widget=forms.TextInput(PRIVATE),
    )
    section = forms.ChoiceField(label=_("带到哪个科室"), required=False)
    outcome = forms.ChoiceField(label=_("结果"), choices=Outcome.choices)
    elderly = forms.BooleanField(label=_("是老年人"), required=False)
    printed = forms.BooleanField(label=_("打印登记单"), required=False)

    def __init__(self, data: Any = None, *, sections: Iterable[SectionCard], **options: Any) -> None:
        super().__init__(data, **options)
        choices = [("", gettext("没有带去"))] + [(str(one.id), one.called) for one in sections]
        self.fields["section"].choices = choices  # type: ignore[attr-defined]


class AssistForm(OnceForm):
    """Whom a guide helps, and how they agreed."""

    person = forms.CharField(
        label=_("帮谁办"), help_text=_("写姓名，保存时加密。"), max_length=40, widget=forms.TextInput(PRIVATE)
    )
    consent = forms.ChoiceField(
        label=_("本人怎样同意的"),
        help_text=_("请先对本人说清楚：我替您操作，您看着，随时可以停。"),
        choices=Consent.choices,
        widget=forms.RadioSelect,
    )


class PolicyForm(OnceForm):
    """A policy with its explanation."""

    title = forms.CharField(label=_("标题"), max_length=120)
    number = forms.CharField(label=_("文号"), max_length=60, required=False)
    issuer = forms.CharField(label=_("发文单位"), max_length=80, required=False)
    text = forms.CharField(label=_("正文"), max_length=50_000, widget=forms.Textarea({"rows": 8}))
    explanation = forms.CharField(
        label=_("解读"),
        help_text=_("用平常的话写：给谁、给多少、怎么办、找谁问。"),
        max_length=20_000,
        widget=forms.Textarea({"rows": 8}),
    )
    items = forms.CharField(
        label=_("有关的事项编码"), help_text=_("用空格隔开，例如 MZ-JF-05。"), max_length=300, required=False
    )
    effective_from = forms.DateField(label=_("从哪天起施行"), widget=forms.DateInput({"type": "date"}))
    effective_to = forms.DateField(
        label=_("到哪天失效"), required=False, widget=forms.DateInput({"type": "date"})
    )


class RetireForm(OnceForm):
    """Why a policy is taken down."""

    reason = forms.CharField(label=_("为什么撤下"), max_length=200)


class RateForm(PlainForm):
    """Five faces, reasons, words."""

    level = forms.TypedChoiceField(
        label=_("您觉得这次办得怎么样？"),
        coerce=int,
        choices=[(int(one), _(name)) for one, name in LEVELS.items()],
        widget=forms.RadioSelect,
    )
    reasons = forms.MultipleChoiceField(
        label=_("为什么（可以选几项）"),
        choices=[(code, _(name)) for code, name in REASONS.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    comment = forms.CharField(
        label=_("还想说什么"),
        help_text=_("请不要写身份证号码。被评价的人看不到是谁写的。"),
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
    )
    phone = forms.CharField(
        label=_("要我们回复您，请留电话"),
        required=False,
        max_length=40,
        widget=forms.TextInput(PHONE),
    )

    def clean_phone(self) -> str:
        """A number to which a reply can go, or empty."""
        return read_phone(self.cleaned_data["phone"])


class FindForm(PlainForm):
    """Which case is to be rated: its number, and something only the applicant knows."""

    number = forms.CharField(label=_("办件编号"), max_length=64, widget=forms.TextInput(PRIVATE))
    secret = forms.CharField(
        label=_("手机号码后四位，或者查询码"), max_length=24, widget=forms.TextInput(PRIVATE)
    )


class OpinionForm(OnceForm):
    """A page of the opinion book."""

    text = forms.CharField(
        label=_("您的意见或者建议"),
        help_text=_("请不要写身份证号码和银行卡号。"),
        max_length=1000,
        widget=forms.Textarea({"rows": 5}),
    )
    phone = forms.CharField(
        label=_("要我们回复您，请留电话"),
        help_text=_("凭意见编号和电话后四位可以看到答复。保存时加密。"),
        required=False,
        max_length=40,
        widget=forms.TextInput(PHONE),
    )

    def clean_phone(self) -> str:
        """A number to which a reply can go, or empty."""
        return read_phone(self.cleaned_data["phone"])


class OpinionLookForm(LookForm):
    """The number of an opinion, and the last digits of the telephone left with it."""

    number = forms.CharField(label=_("意见编号"), max_length=24, widget=forms.TextInput(PRIVATE))


class ReplyForm(OnceForm):
    """The reply to an opinion, in public or not."""

    reply = forms.CharField(label=_("答复"), max_length=1000, widget=forms.Textarea({"rows": 4}))
    public = forms.BooleanField(label=_("公开意见和答复"), required=False)
    shown = forms.CharField(
        label=_("公开的意见内容"),
        help_text=_("公开才填。请去掉姓名、电话、住址等个人信息。"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )


class VerifyForm(OnceForm):
    """What was found out about a bad rating."""

    finding = forms.ChoiceField(
        label=_("核实的结果"),
        choices=[(one.value, _(FINDINGS[one])) for one in Finding],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(label=_("核实到的事实"), max_length=1000, widget=forms.Textarea({"rows": 3}))


class CloseForm(OnceForm):
    """How it was mended, and what the person is told."""

    measure = forms.CharField(
        label=_("整改措施"),
        help_text=_("反映属实的必须填写。"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
    )
    reply = forms.CharField(
        label=_("给评价人的答复"),
        help_text=_("以“您好”开头，说清楚查到了什么、改了什么。"),
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
    )
