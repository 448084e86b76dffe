"""Text to values: corrections, supplements, special procedures."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from banshi.institutions.one_time_notice.models import ProcedureKind
from banshi.institutions.one_time_notice.rules import Paper
from banshi.kernel.cases.forms import ActForm
from banshi.kernel.cases.models import Channel

PROCEDURES = [("", _("请选择")), *ProcedureKind.choices]


class Day(forms.DateInput):
    """A calendar field of the browser, with the value it understands."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class PapersChosen(ActForm):
    """Some of the papers, chosen by ticking."""

    materials = forms.TypedMultipleChoiceField(
        label=_("材料"), coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any, *, papers: Sequence[Paper], **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["materials"].choices = [(p.seq, _words(p)) for p in papers]  # type: ignore[attr-defined]


def _words(paper: Paper) -> str:
    return f"{paper.seq}. {paper.name}" + (f"：{paper.problem}" if paper.problem else "")


class SupplyForm(PapersChosen):
    """Papers that came in after the notice, and how."""

    channel = forms.ChoiceField(label=_("怎样交来的"), choices=Channel.choices, initial=Channel.COUNTER)


class SupplementForm(ActForm):
    """Until when the applicant may supply."""

    until = forms.DateField(
        label=_("请申请人在哪天之前补齐"), help_text=_("这一天当天交来也算按时。"), widget=Day()
    )


class SecondSupplementForm(SupplementForm):
    """A further notice, with the head's reason."""

    head_reason = forms.CharField(
        label=_("为什么要再通知一次"),
        help_text=_("第一次就应当看出的问题再次通知，会记录为一次“告知不完整”。"),
        max_length=200,
        widget=forms.Textarea({"rows": 3}),
    )


class ProcedureForm(ActForm):
    """A special procedure as it is announced to the applicant."""

    kind = forms.ChoiceField(label=_("哪一种特别程序"), choices=PROCEDURES)
    place = forms.CharField(label=_("地点"), max_length=120)
    time = forms.CharField(label=_("时间"), help_text=_("例如：12月1日9:00"), max_length=80)
    first = forms.DateField(label=_("从哪天起停止计算"), widget=Day())
    last = forms.DateField(label=_("到哪天为止"), help_text=_("首尾两天都不计入期限。"), widget=Day())
