"""The questions about others than the applicant: who applies together, the agent and the power."""

import datetime as dt
from functools import cache
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from banshi.entrypoints.portal.questions import PRIVATE, Answers, Question, read
from banshi.kernel.catalogue.schema import ItemSpec
from banshi.kernel.parties.kinds import NUMBER_KINDS, NumberKind, PartyKind, parse_number
from banshi.kernel.parties.numbers import parse_phone
from banshi.kernel.parties.texts import parse_name
from banshi.kernel.ui.forms import PlainForm
from banshi.lib import clock


class Day(forms.DateInput):
    """A calendar field of the browser, with the value it understands."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class Kept(Question):
    """Several answers that are kept together under one name."""

    key: ClassVar[str]

    def __init__(self, data: Any, *, spec: ItemSpec, answers: Answers) -> None:
        self.spec, self.given = spec, answers
        PlainForm.__init__(self, data, initial=dict(answers.get(self.key, {})))

    def answers(self) -> dict[str, Any]:
        """All answers so far, with these under their name."""
        kept = {name: str(self.cleaned_data[name]) for name in self.keeps}
        return dict(self.given) | {self.key: kept}

    @classmethod
    def answered(cls, answers: Answers) -> bool:
        """Whether they were given."""
        return cls.key in answers

    def _shown(self, name: str) -> str:
        value = self.given.get(self.key, {}).get(name, "")
        choices = dict(getattr(self.fields[name], "choices", ()))
        return str(choices.get(value, value))


class Person(Kept):
    """One more person: name, number, telephone."""

    keeps = ("name", "number_kind", "number", "phone")
    name = forms.CharField(
        label=_("姓名或者名称"),
        help_text=_("与证件上的写法一致"),
        widget=forms.TextInput(PRIVATE),
        max_length=200,
    )
    number_kind = forms.ChoiceField(
        label=_("证件类型"),
        widget=forms.RadioSelect,
        initial=NumberKind.CITIZEN_ID.value,
        choices=NumberKind.choices,
    )
    number = forms.CharField(
        label=_("证件号码"),
        help_text=_("身份证号码 18 位，有空格也可以"),
        widget=forms.TextInput(PRIVATE),
        max_length=60,
    )
    phone = forms.CharField(
        label=_("联系电话"),
        widget=forms.TextInput({**PRIVATE, "type": "tel", "inputmode": "tel"}),
        max_length=60,
    )

    def clean_name(self) -> str:
        """The name as typed, tidied."""
        return read(parse_name, self.cleaned_data["name"])

    def clean_number(self) -> str:
        """The number, its check digit verified."""
        kind = self.cleaned_data.get("number_kind", NumberKind.CITIZEN_ID)
        return read(parse_number, kind, self.cleaned_data["number"])

    def clean_phone(self) -> str:
        """The number as it is dialled."""
        return read(parse_phone, self.cleaned_data["phone"])


class Agent(Person):
    """Who the agent is."""

    slug = key = "agent"
    heading = _("代理人")  # type: ignore[assignment]

    def __init__(self, data: Any, **given: Any) -> None:
        super().__init__(data, **given)
        self.fields["name"].label = _("您的姓名")
        own = [(kind.value, kind.label) for kind in NUMBER_KINDS[PartyKind.CITIZEN]]
        self.fields["number_kind"].choices = own  # type: ignore[attr-defined]

    @classmethod
    def refused_as(cls) -> tuple[str, ...]:
        """The agent's own data."""
        return tuple(f"agent.{name}" for name in cls.keeps)


class Power(Kept):
    """What the power of attorney says."""

    slug = key = "power"
    keeps = ("scope", "first", "last")
    heading = _("授权委托书")  # type: ignore[assignment]
    scope = forms.CharField(
        label=_("委托您办什么"),
        help_text=_("照授权委托书写"),
        initial=_("代为提出申请、补交材料、领取文书"),
        max_length=200,
    )
    first = forms.DateField(label=_("委托从哪天起"), widget=Day())
    last = forms.DateField(label=_("到哪天为止"), help_text=_("首尾两天都算在内"), widget=Day())

    def clean_last(self) -> dt.date:
        """Not before the first day, and not over already."""
        last: dt.date = self.cleaned_data["last"]
        first = self.cleaned_data.get("first")
        if last < clock.today():
            raise ValidationError(gettext("授权委托已经过期，请申请人重新写一份授权委托书。"))
        if first and last < first:
            raise ValidationError(gettext("截止日期不能早于开始日期，请核对。"))
        return last

    @classmethod
    def refused_as(cls) -> tuple[str, ...]:
        """What is refused about the power."""
        return ("agent.scope", "agent.first", "agent.items", "agent.evidence", "agent.last")


@cache
def other(at: int) -> type[Person]:
    """The question about the person who applies as number `at` beside the first."""

    class Other(Person):
        slug, key = f"other-{at}", f"co{at}"

        def __init__(self, data: Any, **given: Any) -> None:
            super().__init__(data, **given)
            self.heading = gettext("第 %(number)s 位申请人") % {"number": at + 1}

        @classmethod
        def refused_as(cls) -> tuple[str, ...]:
            own = tuple(f"co_applicants[{at}].{name}" for name in cls.keeps)
            return (*own, "co_applicants") if at == 1 else own

    return Other
