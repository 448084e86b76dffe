"""The steps of those who work on a case, text to values."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from banshi.institutions.accountability.forms.shared import (
    Choices,
    DayField,
    PersonField,
    area,
    choices,
    today,
)
from banshi.institutions.accountability.rules import causes, steps, tolerance
from banshi.institutions.accountability.rules.tolerance import Weighed
from banshi.kernel.organisation.queries import sections
from banshi.kernel.ui.forms import OnceForm
from banshi.kernel.ui.wording import english, say


def section_choices() -> list[tuple[Any, str]]:
    """The sections by name."""
    language = "en" if english() else "zh"
    return [("", "—"), *((one.id, one.name(language)) for one in sections().values())]


def causes_to_choose() -> list[tuple[str, str]]:
    """The eight causes with their codes."""
    return choices(causes.CAUSES, codes=True)


class StepForm(OnceForm):
    """One step; `people` are those who may be chosen where it asks for a colleague."""

    def __init__(self, data: Any = None, *, people: Choices = (), **options: Any) -> None:
        super().__init__(data, **options)
        for field in self.fields.values():
            if isinstance(field, PersonField):
                field.offer(people)


class LeadForm(StepForm):
    """A lead entered by hand (12-05, 12-06)."""

    origin = forms.ChoiceField(
        label=_("线索从哪里来"), choices=lambda: choices(causes.ORIGINS), widget=forms.RadioSelect
    )
    facts = forms.CharField(
        label=_("事实"),
        help_text=_("什么时候，谁，应当做什么，没有做什么。投诉举报人的姓名不要写在这里。"),
        max_length=3000,
        widget=area(5),
    )
    on = DayField(label=_("发生在哪一天"), initial=today)
    handler = PersonField(
        label=_("是哪位同事"),
        help_text=_("说不清是谁的，只选科室。当天的主管由系统按岗位找出。"),
        required=False,
    )
    section = forms.TypedChoiceField(
        label=_("是哪个科室"), coerce=int, empty_value=None, required=False, choices=section_choices
    )
    cause = forms.ChoiceField(
        label=_("可能属于哪一项"),
        choices=causes_to_choose,
        help_text=_("先选最接近的，受理时再定。"),
        widget=forms.RadioSelect,
    )
    informant = forms.CharField(
        label=_("结果反馈给谁"),
        help_text=_("上级单位、监督部门，或者“投诉举报受理部门”。不写投诉举报人的姓名。"),
        required=False,
        max_length=120,
        widget=forms.TextInput({"autocomplete": "off"}),
    )


class ReasonForm(StepForm):
    """Why."""

    reason = forms.CharField(label=_("理由"), max_length=2000, widget=area())


class AcceptForm(StepForm):
    """Whom it is about, under which cause, why, who investigates."""

    person = PersonField(
        label=_("这一件是关于谁的"),
        help_text=_("一人一件。经办人和主管都有责任的，受理以后再立一件。"),
    )
    cause = forms.ChoiceField(label=_("问责事由"), choices=causes_to_choose, widget=forms.RadioSelect)
    reason = forms.CharField(label=_("为什么是这一项"), max_length=2000, widget=area(3))
    investigator = PersonField(label=_("由谁调查核实"), help_text=_("这里只列出与这件事没有关系的同事。"))

    def offer(self, *, person: Choices, investigator: Choices) -> None:
        """Set who may be chosen for each."""
        for name, chosen in (("person", person), ("investigator", investigator)):
            field = self.fields[name]
            assert isinstance(field, PersonField)
            field.offer(chosen)


class ColleagueForm(StepForm):
    """One colleague of those who may."""

    colleague = PersonField(label=_("由谁承办"))


class RecuseForm(StepForm):
    """Whose interest was found."""

    colleague = PersonField(label=_("谁应当回避"))
    relation = forms.CharField(label=_("是什么利害关系"), max_length=300, widget=area(2))


class DeclareForm(StepForm):
    """Interest or none."""

    interest = forms.ChoiceField(
        label=_("您与这件事、与有关的人有没有利害关系"),
        choices=[("no", _("没有")), ("yes", _("有，我应当回避"))],
        widget=forms.RadioSelect,
    )
    relation = forms.CharField(
        label=_("是什么关系"),
        help_text=_("有利害关系的要写。"),
        required=False,
        max_length=300,
        widget=area(2),
    )


class RecordForm(StepForm):
    """How, on which day, what was found."""

    method = forms.ChoiceField(
        label=_("怎样核实的"), choices=lambda: choices(steps.METHODS), widget=forms.RadioSelect
    )
    held_on = DayField(label=_("哪一天"), initial=today)
    text = forms.CharField(label=_("查明的情况"), max_length=5000, widget=area(6))


class FactsForm(StepForm):
    """What the person is told."""

    facts = forms.CharField(
        label=_("告诉本人的事实和依据"),
        help_text=_("本人会原样看到这些话和调查记录。"),
        max_length=5000,
        widget=area(6),
    )


class HearForm(StepForm):
    """What the person said, or that they waived it."""

    kind = forms.ChoiceField(
        label=_("是哪一种"),
        choices=lambda: [(key, say(steps.STATEMENTS[key])) for key in (steps.ORAL, steps.WAIVER)],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("本人说了什么"),
        help_text=_("口头陈述的要写，写完请本人核对。"),
        required=False,
        max_length=5000,
        widget=area(6),
    )
    on = DayField(label=_("哪一天"), initial=today)
    silent = forms.BooleanField(
        label=_("期满没有表示"), help_text=_("本人在期限内什么也没有说，记为放弃。"), required=False
    )


class WeighForm(StepForm):
    """Every ground with yes or no and a reason, and the opinion."""

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        for code, text in tolerance.GROUNDS.items():
            self.fields[f"{code}_holds"] = forms.ChoiceField(
                label=say(text), choices=[("yes", _("有")), ("no", _("没有"))], widget=forms.RadioSelect
            )
            self.fields[f"{code}_reason"] = forms.CharField(label=_("为什么"), max_length=500, widget=area(2))
        self.fields["opinion"] = forms.CharField(label=_("容错审查意见"), max_length=2000, widget=area(3))

    @property
    def answers(self) -> dict[str, Weighed]:
        """What was answered for each ground."""
        given = self.cleaned_data
        return {
            code: Weighed(code, given[f"{code}_holds"] == "yes", given[f"{code}_reason"])
            for code in tolerance.GROUNDS
        }


class ProposeForm(StepForm):
    """The proposal."""

    outcome = forms.ChoiceField(
        label=_("建议的结果"), choices=lambda: choices(steps.OUTCOMES), widget=forms.RadioSelect
    )
    text = forms.CharField(label=_("处理建议"), max_length=3000, widget=area(5))
    basis = forms.CharField(
        label=_("依据"), help_text=_("写到第几条，一行一条。"), max_length=1000, widget=area(2)
    )


class DecideForm(StepForm):
    """What the meeting decided."""

    meeting_on = DayField(label=_("会议是哪一天"), initial=today)
    outcome = forms.ChoiceField(
        label=_("会议决定的结果"), choices=lambda: choices(steps.OUTCOMES), widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("决定的内容"), help_text=_("照会议记录写。系统不作决定。"), max_length=3000, widget=area(5)
    )
    basis = forms.CharField(
        label=_("依据"), help_text=_("写到第几条，一行一条。"), max_length=1000, widget=area(2)
    )
    measures = forms.CharField(
        label=_("整改措施"),
        help_text=_("追责同时纠错补救。决定不予问责的可以不写。"),
        required=False,
        max_length=2000,
        widget=area(3),
    )
    due = DayField(label=_("整改到哪一天"), required=False)


class DayForm(StepForm):
    """A day."""

    on = DayField(label=_("哪一天送交本人"), initial=today)


class FeedbackForm(StepForm):
    """What was fed back."""

    text = forms.CharField(
        label=_("向谁、怎样反馈的"),
        help_text=_("投诉举报反映的，请转给投诉举报受理部门，由他们答复。"),
        max_length=1000,
        widget=area(3),
    )


class AnswerForm(StepForm):
    """The answer to a review or an appeal."""

    result = forms.ChoiceField(
        label=_("结果"), choices=lambda: choices(steps.REVIEWED), widget=forms.RadioSelect
    )
    outcome = forms.ChoiceField(
        label=_("变更后的结果"),
        help_text=_("变更的要选。"),
        required=False,
        choices=lambda: [("", "—"), *choices(steps.OUTCOMES)],
    )
    text = forms.CharField(label=_("决定的内容和理由"), max_length=3000, widget=area(5))


class CheckForm(StepForm):
    """Done or not."""

    done = forms.ChoiceField(
        label=_("整改好了吗"), choices=[("yes", _("整改好了")), ("no", _("还没有"))], widget=forms.RadioSelect
    )
    note = forms.CharField(label=_("查验的情况"), max_length=1000, widget=area(3))
    due = DayField(label=_("再改到哪一天"), help_text=_("还没有整改好的要写。"), required=False)
