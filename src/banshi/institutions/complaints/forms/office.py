"""The steps of the office, text to values."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from banshi.institutions.complaints.forms.citizen import TellingForm, WhoForm, WhomForm
from banshi.institutions.complaints.forms.shared import PRIVATE, Choices, SectionField, area, choices
from banshi.institutions.complaints.queries.codes import once_key
from banshi.institutions.complaints.rules import intake, limits
from banshi.institutions.complaints.rules.steps import ACCUSED_SIDE, COMPLAINANT
from banshi.kernel.organisation.models import Staff
from banshi.kernel.ui.forms import PlainForm
from banshi.lib import clock, ids

MOMENT_WRONG = _("请按 2026-11-23 10:00 的样子填写时间")


class StepForm(PlainForm):
    """One step of the office: it works once."""

    once = forms.CharField(max_length=60, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, name: str = "", **options: Any) -> None:
        super().__init__(data, initial={"once": ids.token()} | options.pop("initial", {}), **options)
        self._name = name

    @property
    def key(self) -> str:
        """What the step is remembered by."""
        return once_key(f"{self._name}:{self.cleaned_data['once']}")


class NameForm(StepForm):
    """Whom it is about: colleagues by name or log-in, whole sections, or nobody of this bureau."""

    accused = forms.CharField(
        label=_("反映的是哪位同事"),
        help_text=_("写全名，一行一位；有同名的，写工号。"),
        required=False,
        max_length=400,
        widget=area(3),
    )
    accused_sections = SectionField(
        label=_("反映的是整个部门"), help_text=_("选了部门，这个部门的人都要回避。"), required=False
    )
    nobody = forms.BooleanField(label=_("不涉及本局的人和部门，或者说不清是谁"), required=False)

    def clean_accused(self) -> list[int]:
        """Each line is one active colleague."""
        found = []
        for line in self.cleaned_data["accused"].splitlines():
            if text := line.strip():
                found.append(self._one(text))
        return found

    def _one(self, text: str) -> int:
        active = Staff.objects.filter(is_active=True)
        matches = list(active.filter(username=text).order_by("pk")) or list(
            active.filter(name_zh=text).order_by("pk")
        )
        if len(matches) == 1:
            return matches[0].pk
        words = _("有几位同事叫“%(name)s”，请写工号") if matches else _("没有叫“%(name)s”的同事，请核对")
        raise forms.ValidationError(words % {"name": text})

    def clean(self) -> dict[str, Any]:
        """Somebody, some section, or expressly nobody."""
        given = self.cleaned_data
        if not self.errors and not (given["accused"] or given["accused_sections"] or given["nobody"]):
            self.add_error("accused", _("请写明反映的是谁，或者选择“不涉及本局的人和部门，或者说不清是谁”"))
        return given


class GradeForm(StepForm):
    """How grave; of a grave matter also the risk and the proposed step."""

    severity = forms.ChoiceField(
        label=_("怎样分级"),
        choices=lambda: choices(intake.SEVERITIES),
        help_text=_("可能危害人身安全、涉及多人、造成重大影响的，是重大；不马上处理就会出事的，是紧急。"),
        widget=forms.RadioSelect,
    )
    risk = forms.CharField(
        label=_("可能的影响"),
        help_text=_("重大、紧急的要写。"),
        required=False,
        max_length=500,
        widget=area(3),
    )
    step = forms.CharField(
        label=_("建议采取的措施"),
        help_text=_("重大、紧急的要写。"),
        required=False,
        max_length=500,
        widget=area(3),
    )


class ColleagueForm(StepForm):
    """One colleague of those who may."""

    colleague = forms.TypedChoiceField(label=_("由谁承办"), coerce=int, widget=forms.Select)

    def __init__(
        self, data: Any = None, *, colleagues: Choices = (), label: Any = None, **options: Any
    ) -> None:
        super().__init__(data, **options)
        self.fields["colleague"].choices = [("", "—"), *colleagues]  # type: ignore[attr-defined]
        if label:
            self.fields["colleague"].label = label


class ReferForm(StepForm):
    """Where to, and why."""

    destination = forms.CharField(label=_("转送到哪个单位"), max_length=120, widget=forms.TextInput(PRIVATE))
    reason = forms.CharField(label=_("为什么由他们处理"), max_length=500, widget=area(3))


class InstructionForm(StepForm):
    """The leader's word."""

    instruction = forms.CharField(label=_("您的批示"), max_length=1000, widget=area())


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


class RecuseForm(ColleagueForm):
    """Whose interest was found."""

    relation = forms.CharField(label=_("是什么利害关系"), max_length=300, widget=area(2))


class RecordForm(StepForm):
    """How, when, what was found."""

    method = forms.ChoiceField(
        label=_("怎样调查的"), choices=lambda: choices(intake.METHODS), widget=forms.RadioSelect
    )
    held_at = forms.DateTimeField(
        label=_("什么时候"),
        initial=lambda: clock.now().strftime("%Y-%m-%dT%H:%M"),
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": MOMENT_WRONG},
    )
    text = forms.CharField(
        label=_("查到了什么"), help_text=_("写清各方怎样说、看到了什么。"), max_length=4000, widget=area(8)
    )


class ReplyForm(StepForm):
    """First findings and what comes next."""

    findings = forms.CharField(label=_("初步情况"), max_length=2000, widget=area(5))
    following = forms.CharField(label=_("下一步怎样办"), max_length=1000, widget=area(3))


class ProposeForm(StepForm):
    """What is proposed, and on what basis."""

    text = forms.CharField(
        label=_("处理建议"), help_text=_("投诉人凭回执码看得到。"), max_length=2000, widget=area(5)
    )
    basis = forms.CharField(
        label=_("依据哪些规定"), help_text=_("一行一条。"), max_length=500, widget=area(2)
    )


class ConsentForm(StepForm):
    """Which side, what it says."""

    side = forms.ChoiceField(
        label=_("是哪一方的意见"),
        choices=[(COMPLAINANT, _("投诉人")), (ACCUSED_SIDE, _("被反映的一方"))],
        widget=forms.RadioSelect,
    )
    agreed = forms.ChoiceField(
        label=_("认可处理建议吗"), choices=[("yes", _("认可")), ("no", _("不认可"))], widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("怎样说的"), help_text=_("不认可的要写理由。"), required=False, max_length=500, widget=area(3)
    )


class ExtendForm(StepForm):
    """Cause, reason, days."""

    cause = forms.ChoiceField(
        label=_("因为什么"), choices=lambda: choices(limits.CAUSES), widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("具体的原因"), help_text=_("会写进延期告知书。"), max_length=500, widget=area(3)
    )
    days = forms.IntegerField(
        label=_("延长几日"), widget=forms.NumberInput({"inputmode": "numeric", "min": 1})
    )


class AnswerForm(StepForm):
    """The answer: facts, opinion, basis."""

    outcome = forms.ChoiceField(
        label=_("反映的情况是否属实"), choices=lambda: choices(intake.OUTCOMES), widget=forms.RadioSelect
    )
    facts = forms.CharField(label=_("查明的事实"), max_length=3000, widget=area(5))
    opinion = forms.CharField(label=_("处理意见和理由"), max_length=3000, widget=area(5))
    basis = forms.CharField(
        label=_("依据哪些规定"), help_text=_("一行一条。"), max_length=500, widget=area(2)
    )


class CloseForm(AnswerForm):
    """The answer; without agreement also why it is closed so."""

    unagreed = forms.CharField(
        label=_("双方没有都认可的，为什么这样办结"), required=False, max_length=1000, widget=area(3)
    )


class ReviewForm(AnswerForm):
    """Upheld or changed, and the answer."""

    review_outcome = forms.ChoiceField(
        label=_("复查结论"), choices=lambda: choices(intake.REVIEW_OUTCOMES), widget=forms.RadioSelect
    )
    field_order = ["once", "review_outcome", "outcome", "facts", "opinion", "basis"]


class WriteForm(StepForm):
    """A word."""

    text = forms.CharField(
        label=_("留言"),
        help_text=_("投诉人凭回执码看得到。请不要写被反映的人以外的个人信息。"),
        max_length=2000,
        widget=area(5),
    )


class IdentityForm(StepForm):
    """Why."""

    reason = forms.CharField(
        label=_("为什么要查看身份"),
        help_text=_("只在办理需要时查看。谁、什么时候、为什么，都有记录，机关党委办公室看得到。"),
        max_length=300,
        widget=area(3),
    )


class ConfirmForm(StepForm):
    """Which request of a colleague."""

    opening = forms.UUIDField(widget=forms.HiddenInput)


class RegisterForm(TellingForm, WhomForm, WhoForm, StepForm):
    """The office registers what came in another way (10-08)."""

    channel = forms.ChoiceField(
        label=_("从哪里收到的"),
        choices=lambda: choices(intake.CHANNELS)[:3] + choices(intake.CHANNELS)[5:],
        widget=forms.RadioSelect,
    )
    source = forms.CharField(
        label=_("哪个单位转来的"),
        help_text=_("转来的才填。"),
        required=False,
        max_length=120,
        widget=forms.TextInput(PRIVATE),
    )
    received_on = forms.DateField(
        label=_("收到的日期"),
        help_text=_("不填就是今天。期限从收到之日起算。"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    field_order = [
        "once",
        "channel",
        "source",
        "received_on",
        "category",
        "content",
        "whom",
        "sections",
        "case_number",
        "named",
        "name",
        "phone",
        "number",
        "address",
    ]

    def moment(self) -> dt.datetime | None:
        """When it was received; None for now."""
        day = self.cleaned_data["received_on"]
        if day is None or day == clock.today():
            return None
        return clock.parse(day)


class FailingForm(ColleagueForm):
    """A duty to tell at once not done: whose, when, what, with what delay (06-09); no free words, for none go on."""

    on = forms.DateField(label=_("哪一天"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    omission = forms.ChoiceField(
        label=_("哪一项没有告知"), choices=lambda: choices(intake.OMISSIONS), widget=forms.RadioSelect
    )
    case_number = forms.CharField(
        label=_("办件编号"),
        help_text=_("没有办件的不用填。本人看不到编号。"),
        required=False,
        max_length=40,
        widget=forms.TextInput(PRIVATE),
    )
    delay = forms.IntegerField(
        label=_("耽误了几个工作日"),
        help_text=_("没有耽误的填 0。"),
        min_value=0,
        max_value=999,
        widget=forms.NumberInput({"inputmode": "numeric", **PRIVATE}),
    )
