"""Forms of 延时服务: a line of the closing list, opening a session, letting it go on later."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from banshi.institutions.extended_hours.actions.closing import LineChoice
from banshi.institutions.extended_hours.models import LineDecision
from banshi.kernel.ui.forms import PlainForm
from banshi.lib import clock, ids

EQUIPMENT = (
    ("computers", _("电脑和网络")),
    ("printer", _("打印机")),
    ("calling", _("叫号和屏幕")),
    ("light", _("照明和空调")),
    ("safety", _("消防和安全出口")),
)


class OnceForm(PlainForm):
    """A form that works once, however often it is sent."""

    once = forms.CharField(max_length=60, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, **options: Any) -> None:
        given = {"once": ids.token()} | options.pop("initial", {})
        super().__init__(data, initial=given, **options)


class LineForm(OnceForm):
    """What becomes of one line; `line` names the visit or the case."""

    line = forms.RegexField(r"^(visit|case)-[1-9]\d{0,17}$", widget=forms.HiddenInput)
    decision = forms.ChoiceField(label=_("怎么处理"), choices=LineDecision)
    reason = forms.CharField(
        label=_("为什么今天不办完"), required=False, max_length=200, widget=forms.Textarea({"rows": 2})
    )
    agreed = forms.BooleanField(label=_("本人同意改天办理"), required=False)
    successor = forms.TypedChoiceField(label=_("交给谁"), required=False, coerce=int, empty_value=None)

    def __init__(self, data: Any = None, *, colleagues: Sequence[tuple[int, str]], **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["successor"].choices = [("", _("请选择")), *colleagues]  # type: ignore[attr-defined]

    def choice(self) -> LineChoice:
        """What was decided; only when valid."""
        given = self.cleaned_data
        kind, number = given["line"].split("-")
        return LineChoice(
            decision=given["decision"],
            visit_id=int(number) if kind == "visit" else None,
            case_id=int(number) if kind == "case" else None,
            reason=given["reason"],
            agreed=given["agreed"],
            successor=given["successor"],
        )


class OpeningForm(OnceForm):
    """Who stays, and the equipment check (02-07)."""

    staff = forms.TypedMultipleChoiceField(
        label=_("谁留下来"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    in_order = forms.MultipleChoiceField(
        label=_("设备检查：正常的请打勾"),
        choices=EQUIPMENT,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    faults = forms.CharField(
        label=_("设备故障和处理"),
        help_text=_("没有打勾的设备，写明有什么故障、怎么解决。"),
        required=False,
        max_length=200,
        widget=forms.Textarea({"rows": 2}),
    )

    def __init__(self, data: Any = None, *, colleagues: Sequence[tuple[int, str]], **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["staff"].choices = colleagues  # type: ignore[attr-defined]


class JoiningForm(OnceForm):
    """One more colleague stays."""

    staff = forms.TypedChoiceField(label=_("再加一位"), coerce=int)

    def __init__(self, data: Any = None, *, colleagues: Sequence[tuple[int, str]], **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["staff"].choices = [("", _("请选择")), *colleagues]  # type: ignore[attr-defined]


class LaterForm(OnceForm):
    """Until when, and why (02-05)."""

    until = forms.TimeField(label=_("延长到几点"), help_text=_("当天，例如 20:30"))
    reason = forms.CharField(
        label=_("为什么要超过规定的时间"), required=False, max_length=200, widget=forms.Textarea({"rows": 2})
    )

    def moment(self) -> dt.datetime:
        """The new end, today; only when valid."""
        return dt.datetime.combine(clock.today(), self.cleaned_data["until"], clock.BEIJING)


class MonthForm(forms.Form):
    """Which month; anything that is none means this one."""

    month = forms.DateField(input_formats=["%Y-%m"], required=False)

    @property
    def first(self) -> dt.date:
        """The first day of the month asked for."""
        asked = self.cleaned_data.get("month") if self.is_valid() else None
        return (asked or clock.today()).replace(day=1)
