"""Text to values: an objection, its answer, which period is looked at."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from banshi.institutions.supervision.rules.appraisal import Period, PeriodKind, period_of
from banshi.kernel.cases.forms import ActForm, OnceForm

ACCEPTED = [("yes", _("采纳，更正数字")), ("no", _("不采纳，维持原来的数字"))]


class ConfirmForm(ActForm):
    """Nothing to fill in: the press of the button is the word."""


class ObjectionForm(ActForm):
    """Which figure, and what is wrong with it."""

    key = forms.ChoiceField(label=_("哪一项数字"))
    reason = forms.CharField(
        label=_("哪里不对、为什么"),
        help_text=_("请写清楚是哪一件、哪一天。不要写办事人的姓名和证件号码。"),
        max_length=1000,
        widget=forms.Textarea({"rows": 5}),
    )

    def __init__(self, *args: Any, figures: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["key"].choices = [("", _("请选择")), *figures]  # type: ignore[attr-defined]


class AnswerForm(OnceForm):
    """Accepted with the right number, or declined; and why."""

    accepted = forms.ChoiceField(label=_("核对的结果"), choices=ACCEPTED, widget=forms.RadioSelect)
    count = forms.IntegerField(
        label=_("采纳的，更正以后是多少"), required=False, min_value=0, max_value=1_000_000
    )
    reason = forms.CharField(
        label=_("理由"),
        help_text=_("本人会看到。更正会作为一行列在考核表上，原来的数字不会被改掉。"),
        max_length=1000,
        widget=forms.Textarea({"rows": 5}),
    )


def period_asked(code: str) -> Period | None:
    """The period of an address: "2026-10" a month, "2026" a year; None for anything else."""
    kind = PeriodKind.YEAR if len(code) == len("2026") else PeriodKind.MONTH
    try:
        return period_of(
            kind, dt.date.fromisoformat(f"{code}-01-01" if kind is PeriodKind.YEAR else f"{code}-01")
        )
    except ValueError:
        return None
