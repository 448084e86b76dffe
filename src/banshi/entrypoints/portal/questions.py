"""The questions of an application, one to a page: what is asked, how it is read, how it is shown again."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from banshi.kernel.catalogue.schema import ItemSpec
from banshi.kernel.parties.kinds import NUMBER_KINDS, NumberKind, PartyKind, parse_number
from banshi.kernel.parties.numbers import parse_phone
from banshi.kernel.parties.texts import parse_address, parse_name
from banshi.kernel.ui.forms import PlainForm
from banshi.kernel.ui.wording import say
from banshi.lib.results import Refused

Answers = Mapping[str, Any]
# Numbers and names must not be left behind in the memory of a shared computer, nor "corrected".
PRIVATE = {"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}
CITIZEN = PartyKind.CITIZEN.value
WHO = {
    PartyKind.CITIZEN: _("我本人"),
    PartyKind.LEGAL_PERSON: _("单位（公司、社会组织、事业单位、机关等法人）"),
    PartyKind.OTHER_ORGANISATION: _("其他组织（没有法人资格的）"),
}
FOR_WHOM: Mapping[str, PartyKind] = {
    "自然人": PartyKind.CITIZEN,
    "其他组织": PartyKind.OTHER_ORGANISATION,
}
YES, NO = "yes", "no"
AGENT = "agent"


def kinds_for(spec: ItemSpec) -> tuple[PartyKind, ...]:
    """Who can apply for an item, as its guide says."""
    kinds = {FOR_WHOM.get(each, PartyKind.LEGAL_PERSON) for each in spec.service_objects}
    return tuple(kind for kind in PartyKind if kind in kinds)


def read(parse: Callable[..., str], *given: str) -> str:
    """Read a value with a rule of the house; its refusal becomes the error at the field."""
    try:
        return parse(*given)
    except Refused as refused:
        raise ValidationError([say(reason) for reason in refused.reasons]) from None


class Question(PlainForm):
    """One question. `heading` is the page's h1 where the question has several fields."""

    slug: ClassVar[str]
    keeps: ClassVar[tuple[str, ...]]
    heading: str = ""
    # How it is asked when an agent answers for the applicant.
    of_the_applicant: str = ""

    def __init__(self, data: Any, *, spec: ItemSpec, answers: Answers) -> None:
        self.spec, self.given = spec, answers
        super().__init__(data, initial={name: answers.get(name) for name in self.keeps if name in answers})
        if self.of_the_applicant and by_agent(answers):
            self.heading = self.of_the_applicant if self.heading else ""
            self.fields[self.keeps[-1]].label = self.of_the_applicant

    def answers(self) -> dict[str, Any]:
        """All answers so far, with those of this question."""
        return dict(self.given) | {name: self.cleaned_data[name] for name in self.keeps}

    @classmethod
    def answered(cls, answers: Answers) -> bool:
        """Whether this question need not be asked any more."""
        return all(name in answers for name in cls.keeps)

    @classmethod
    def refused_as(cls) -> tuple[str, ...]:
        """The fields of a refusal that belong to this question."""
        return cls.keeps

    @property
    def rows(self) -> list[tuple[str, str]]:
        """The answer as pairs (label, value) for checking."""
        return [(str(self[name].label), self._shown(name)) for name in self.keeps]

    def _shown(self, name: str) -> str:
        value = self.given.get(name, "")
        choices = dict(getattr(self.fields[name], "choices", ()))
        return str(choices.get(value, value))


class Who(Question):
    """Who applies."""

    slug, keeps = "who", ("kind",)
    of_the_applicant = _("谁委托您来申请")  # type: ignore[assignment]
    kind = forms.ChoiceField(label=_("谁来申请"), widget=forms.RadioSelect)

    def __init__(self, data: Any, **given: Any) -> None:
        super().__init__(data, **given)
        words = WHO | ({PartyKind.CITIZEN: _("个人")} if by_agent(self.given) else {})
        self.fields["kind"].choices = [(kind.value, words[kind]) for kind in kinds_for(self.spec)]  # type: ignore[attr-defined]

    def answers(self) -> dict[str, Any]:
        """With another kind of applicant, the number and the representative are asked anew."""
        answers = super().answers()
        if answers["kind"] != self.given.get("kind"):
            for name in ("number_kind", "number", "legal_representative"):
                answers.pop(name, None)
        return answers


class Name(Question):
    """What the applicant is called."""

    slug, keeps = "name", ("name",)
    of_the_applicant = _("申请人（委托您的人）的姓名")  # type: ignore[assignment]
    name = forms.CharField(
        label=_("您的姓名"),
        help_text=_("与证件上的写法一致"),
        widget=forms.TextInput(PRIVATE),
        max_length=200,
    )

    def clean_name(self) -> str:
        """The name as typed, tidied."""
        return read(parse_name, self.cleaned_data["name"])


class OrganisationName(Name):
    """What an organisation is called."""

    of_the_applicant = _("委托您的单位或者组织的名称")
    name = forms.CharField(
        label=_("单位或者组织的名称"),
        help_text=_("与证书上的写法一致"),
        widget=forms.TextInput(PRIVATE),
        max_length=200,
    )


class Representative(Question):
    """Who represents an organisation."""

    slug, keeps = "representative", ("legal_representative",)
    legal_representative = forms.CharField(
        label=_("法定代表人或者负责人的姓名"), widget=forms.TextInput(PRIVATE), max_length=200
    )

    def clean_legal_representative(self) -> str:
        """The name as typed, tidied."""
        return read(parse_name, self.cleaned_data["legal_representative"])


class CitizenNumber(Question):
    """The identity number of a person."""

    slug, keeps = "number", ("number_kind", "number")
    heading = _("您的证件号码")  # type: ignore[assignment]
    of_the_applicant = _("申请人的证件号码")  # type: ignore[assignment]
    number_kind = forms.ChoiceField(
        label=_("证件类型"),
        widget=forms.RadioSelect,
        initial=NumberKind.CITIZEN_ID.value,
        choices=[(kind.value, kind.label) for kind in NUMBER_KINDS[PartyKind.CITIZEN]],
    )
    number = forms.CharField(
        label=_("证件号码"),
        help_text=_("身份证号码 18 位，有空格也可以"),
        widget=forms.TextInput(PRIVATE),
        max_length=60,
    )

    def clean_number(self) -> str:
        """The number, its check digit verified."""
        kind = self.cleaned_data.get("number_kind", NumberKind.CITIZEN_ID)
        return read(parse_number, kind, self.cleaned_data["number"])


class CreditCode(Question):
    """The credit code of an organisation."""

    slug, keeps = "number", ("number_kind", "number")
    number_kind = forms.CharField(widget=forms.HiddenInput, required=False)
    number = forms.CharField(
        label=_("统一社会信用代码"),
        help_text=_("18 位，在营业执照或者登记证书上"),
        widget=forms.TextInput(PRIVATE),
        max_length=60,
    )

    def clean_number_kind(self) -> str:
        """Organisations have one kind of number."""
        return NumberKind.CREDIT_CODE.value

    def clean_number(self) -> str:
        """The code, its check digit verified."""
        return read(parse_number, NumberKind.CREDIT_CODE, self.cleaned_data["number"])

    @property
    def rows(self) -> list[tuple[str, str]]:
        """Only the code itself is worth showing."""
        return [(str(self["number"].label), self._shown("number"))]


class Phone(Question):
    """Where the applicant can be reached."""

    slug, keeps = "phone", ("phone",)
    of_the_applicant = _("申请人的联系电话")  # type: ignore[assignment]
    phone = forms.CharField(
        label=_("联系电话"),
        help_text=_("用来告诉您办理进展；以后查进度要用它的后四位。固定电话请加区号，例如 0418-2345678"),
        widget=forms.TextInput({**PRIVATE, "type": "tel", "inputmode": "tel"}),
        max_length=60,
    )

    def clean_phone(self) -> str:
        """The number as it is dialled."""
        return read(parse_phone, self.cleaned_data["phone"])


class Address(Question):
    """Where papers can be sent; may be left out."""

    slug, keeps = "address", ("address",)
    address = forms.CharField(
        label=_("联系地址（可以不填）"),
        help_text=_("需要我们把文书邮寄给您的，请填写详细地址"),
        required=False,
        widget=forms.TextInput(PRIVATE),
        max_length=400,
    )

    def clean_address(self) -> str:
        """The address, tidied."""
        return read(parse_address, self.cleaned_data["address"])

    @property
    def rows(self) -> list[tuple[str, str]]:
        """Without the remark that it may be left out."""
        return [(now("联系地址"), self._shown("address"))]


class Serving(Question):
    """Whether papers may be served electronically: only with consent."""

    slug, keeps = "serving", ("electronic",)
    electronic = forms.ChoiceField(
        label=_("以后的文书，可以用电子方式送达吗"),
        help_text=_(
            "电子送达：文书做好后短信告诉您，您在本站凭办件编号打开。不同意的，我们当面交给您或者邮寄。"
        ),
        widget=forms.RadioSelect,
        choices=[(YES, _("同意电子送达")), (NO, _("不同意，请当面交给我或者邮寄"))],
    )


def by_agent(answers: Answers) -> bool:
    """Whether an agent fills it in."""
    return answers.get("acting") == AGENT
