"""What is asked of a simulation, and of the list behind a number of it."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from banshi.entrypoints.workbench.reports_forms import section_choices
from banshi.kernel.clocks.lamps import Lamp
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.reports import spans
from banshi.kernel.reports.naming import item_names
from banshi.kernel.reports.replay import LONGEST_PROMISE, MOST_FEWER, Scenario
from banshi.kernel.reports.scope import scope_of
from banshi.kernel.reports.simulations import WHENS
from banshi.kernel.ui.forms import OnceForm, PlainForm
from banshi.kernel.workdays.periods import Period

YEAR = dt.timedelta(days=365)


class WhatIfForm(OnceForm):
    """Which cases, and what is otherwise."""

    first = forms.DateField(
        label=_("受理的时间，从哪天"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    last = forms.DateField(label=_("到哪天"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    section = forms.ChoiceField(label=_("科室"), required=False)
    item = forms.ChoiceField(label=_("事项"), required=False)
    promise = forms.IntegerField(
        label=_("承诺最多几个工作日"),
        help_text=_("留空就不改。原来更短的不变。"),
        min_value=1,
        max_value=LONGEST_PROMISE,
        required=False,
    )
    saturdays = forms.BooleanField(label=_("周六也上班"), required=False)
    fewer = forms.IntegerField(
        label=_("每个科室少几位同事"),
        help_text=_("留空就不改。每个科室至少留一位。"),
        min_value=0,
        max_value=MOST_FEWER,
        required=False,
    )
    seed = forms.IntegerField(
        label=_("种子"),
        help_text=_("任意一个数。同样的种子得到同样的结果，换一个看结果稳不稳。"),
        min_value=0,
        max_value=999_999,
    )

    def __init__(self, data: Any, *, actor: Actor, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        own = section_choices(scope_of(actor, "simulate"))
        for name, choices in (("section", own), ("item", list(item_names().items()))):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", gettext("全部")), *choices]

    def clean(self) -> dict[str, Any]:
        """The days are in order, and at most a year."""
        given = super().clean() or {}
        days = given.get("first"), given.get("last")
        if all(days) and not spans.sound(Period(given["first"], given["last"])):
            self.add_error("last", gettext("到哪天不能早于从哪天，最多看一年"))
        return given

    @property
    def asked(self) -> dict[str, Any]:
        """The question, once the form is valid."""
        given = self.cleaned_data
        scenario = Scenario(given["promise"], given["saturdays"], given["fewer"] or 0, given["seed"])
        sections = (int(given["section"]),) if given["section"] else ()
        return {
            "first": given["first"],
            "last": given["last"],
            "sections": sections,
            "item": given["item"],
            "scenario": scenario,
        }


class WhatIfListForm(PlainForm):
    """Which list an address asks for."""

    when = forms.ChoiceField(choices=[(when, when) for when in WHENS])
    lamp = forms.ChoiceField(choices=[(lamp.value, lamp.value) for lamp in Lamp], required=False)
    section = forms.IntegerField(min_value=1, max_value=10**9, required=False)
    item = forms.CharField(max_length=31, required=False)
    skip = forms.IntegerField(min_value=0, max_value=10_000_000, required=False)


def last_year(today: dt.date) -> dict[str, Any]:
    """What the form begins with: the year up to today."""
    return {"first": today - YEAR + dt.timedelta(days=1), "last": today, "seed": 1}
