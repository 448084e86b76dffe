"""Text to values: asking for more time, answering; official documents and tasks."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from banshi.institutions.time_limits.models import GRADE_NAMES, GROUND_NAMES
from banshi.institutions.time_limits.rules import Grade, Incoming, MatterKind
from banshi.kernel.cases.forms import ActForm, OnceForm

# Which classes can be chosen; several sections follow from the routing.
GRADES = {
    MatterKind.OFFICIAL_DOCUMENT: (Grade.ORDINARY, Grade.SPECIAL, Grade.URGENT),
    MatterKind.SUPERIOR_TASK: (Grade.SET, Grade.URGENT),
    MatterKind.PEER_TRANSFER: (Grade.ORDINARY, Grade.URGENT),
}
ANSWERS = [("yes", _("批准")), ("no", _("不批准"))]


class ExtensionForm(ActForm):
    """How many working days more, and why."""

    days = forms.IntegerField(
        label=_("延长几个工作日"), widget=forms.NumberInput({"inputmode": "numeric", "min": 1})
    )
    reason = forms.CharField(
        label=_("为什么要延长"),
        help_text=_("理由会写进延期告知书，申请人看得到。"),
        max_length=500,
        widget=forms.Textarea({"rows": 4}),
    )


class AnswerForm(ActForm):
    """The leader's answer."""

    granted = forms.ChoiceField(label=_("您的批示"), choices=ANSWERS, widget=forms.RadioSelect)
    opinion = forms.CharField(
        label=_("意见"),
        help_text=_("不批准的，请写明理由。"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )


class RegisterForm(OnceForm):
    """What came in: from whom, about what, which class, by when."""

    title = forms.CharField(label=_("标题或者事由"), max_length=200)
    source = forms.CharField(label=_("来文单位或者交办的领导"), max_length=120)
    source_number = forms.CharField(label=_("来文字号"), max_length=80, required=False)
    received_at = forms.DateTimeField(
        label=_("收到时间"),
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": _("请按 2026-11-23 09:30 的样子填写收到时间")},
    )
    grade = forms.ChoiceField(label=_("类别"), widget=forms.RadioSelect)
    ground = forms.ChoiceField(
        label=_("特殊公文属于哪一种情况"),
        help_text=_("只有选了“特殊”才选这一项。"),
        required=False,
        widget=forms.RadioSelect,
    )
    demanded = forms.DateField(
        label=_("来文或者上级指定的完成日期"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, kind: MatterKind, **options: Any) -> None:
        super().__init__(*args, **options)
        self.kind = kind
        self.fields["grade"].choices = [(grade.value, _(GRADE_NAMES[grade])) for grade in GRADES[kind]]  # type: ignore[attr-defined]
        if kind is MatterKind.OFFICIAL_DOCUMENT:
            none = [("", _("不是特殊公文"))]
            grounds = [(ground.value, _(name)) for ground, name in GROUND_NAMES.items()]
            self.fields["ground"].choices = [*none, *grounds]  # type: ignore[attr-defined]
        else:
            del self.fields["ground"]

    @property
    def incoming(self) -> Incoming:
        """The values behind the form."""
        given = self.cleaned_data
        grade = given["grade"]
        if self.kind is MatterKind.PEER_TRANSFER and grade == Grade.ORDINARY and given["demanded"]:
            grade = Grade.SET
        return Incoming(
            kind=self.kind,
            title=given["title"],
            source=given["source"],
            grade=grade,
            ground=given.get("ground", ""),
            received_at=given["received_at"],
            demanded=given["demanded"],
        )


class RouteForm(ActForm):
    """Which section leads, which are heard, by when."""

    lead = forms.TypedChoiceField(label=_("主办科室"), coerce=int)
    others = forms.TypedMultipleChoiceField(
        label=_("会办科室"),
        help_text=_("有会办科室的一般公文，期限是 4 个工作日。"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    others_due = forms.DateField(
        label=_("会办意见最晚日期"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, sections: Sequence[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["lead"].choices = [("", _("请选择")), *sections]  # type: ignore[attr-defined]
        self.fields["others"].choices = sections  # type: ignore[attr-defined]


class LimitForm(ActForm):
    """The date of a special document, and why."""

    until = forms.DateField(
        label=_("办结期限定在哪一天"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    reason = forms.CharField(label=_("为什么定在这一天"), max_length=500, widget=forms.Textarea({"rows": 3}))


class HandlerForm(ActForm):
    """Who works on a section's part."""

    handler = forms.TypedChoiceField(label=_("由谁办理"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["handler"].choices = people  # type: ignore[attr-defined]


class ReasonForm(ActForm):
    """A reason in words."""

    reason = forms.CharField(label=_("理由"), max_length=500, widget=forms.Textarea({"rows": 3}))


class OpinionForm(ActForm):
    """The result of the lead section, or the opinion of another."""

    opinion = forms.CharField(
        label=_("办理结果或者会办意见"), max_length=1000, widget=forms.Textarea({"rows": 4})
    )


class ExplanationForm(ActForm):
    """Why a date cannot be kept, the new one, and who set it."""

    reason = forms.CharField(
        label=_("不能按期完成的原因"), max_length=500, widget=forms.Textarea({"rows": 4})
    )
    new_due = forms.DateField(
        label=_("重新定的日期"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    agreed_by = forms.CharField(label=_("哪位上级重新定的"), max_length=80, required=False)


class NoteForm(ActForm):
    """What a supervision sheet asks."""

    note = forms.CharField(label=_("督办要求"), max_length=500, widget=forms.Textarea({"rows": 3}))
