"""What a report is asked for, in addresses: a period, a section, an item; of a list, which number it is behind."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation.queries import SectionCard, sections
from banshi.kernel.reports import spans
from banshi.kernel.reports.naming import item_names
from banshi.kernel.reports.scope import Asked, Scope, scope_of
from banshi.kernel.ui.forms import PlainForm
from banshi.kernel.ui.wording import english, say
from banshi.kernel.workdays.periods import Period
from banshi.lib import clock
from banshi.workflows.reporting import ARRIVALS

DAYS = "days"
Choices = list[tuple[str, str]]


class ReportForm(PlainForm):
    """The choices above a report."""

    period = forms.ChoiceField(label=_("时间"))
    first = forms.DateField(label=_("从哪天"), required=False, widget=forms.DateInput({"type": "date"}))
    last = forms.DateField(label=_("到哪天"), required=False, widget=forms.DateInput({"type": "date"}))
    section = forms.ChoiceField(label=_("科室"), required=False)
    item = forms.ChoiceField(label=_("事项"), required=False)
    arrivals = forms.ChoiceField(label=_("什么时候来，看哪一种"), required=False)

    def __init__(self, data: Any, *, actor: Actor) -> None:
        super().__init__(data)
        self.scope = scope_of(actor)
        self._choose("period", [*_periods(data.get("period", "")), (DAYS, gettext("自己选日子"))])
        self._choose("section", [("", gettext("全部")), *section_choices(self.scope)])
        self._choose("item", [("", gettext("全部")), *item_names().items()])
        self._choose("arrivals", [(name, say(kind.title)) for name, kind in ARRIVALS.items()])

    def _choose(self, name: str, choices: Choices) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        """Days chosen by hand are both there, in order, and at most a year."""
        given = super().clean() or {}
        if given.get("period") == DAYS and not self.errors:
            first, last = given.get("first"), given.get("last")
            if not (first and last):
                self.add_error("first" if not first else "last", gettext("请选好从哪天到哪天"))
            elif not spans.sound(Period(first, last)):
                self.add_error("last", gettext("到哪天不能早于从哪天，最多看一年"))
        return given

    @property
    def asked(self) -> Asked:
        """What is asked for, once the form is valid."""
        given = self.cleaned_data
        chosen = spans.of_code(given["period"])
        section = int(given["section"]) if given["section"] else None
        return Asked(chosen or Period(given["first"], given["last"]), self.scope, section, given["item"])

    @property
    def kind(self) -> str:
        """Which arrivals are shown."""
        return self.cleaned_data["arrivals"] or next(iter(ARRIVALS))


class ListForm(PlainForm):
    """Which list an address asks for; whatever does not fit is as unknown as nonsense."""

    first = forms.DateField()
    last = forms.DateField()
    section = forms.ChoiceField(required=False)
    item = forms.CharField(max_length=31, required=False)
    of = forms.CharField(max_length=200, required=False)
    weekday = forms.IntegerField(min_value=1, max_value=7, required=False)
    hour = forms.IntegerField(min_value=0, max_value=23, required=False)
    skip = forms.IntegerField(min_value=0, max_value=10_000_000, required=False)

    def __init__(self, data: Any, *, actor: Actor) -> None:
        super().__init__(data)
        self.scope = scope_of(actor)
        field = self.fields["section"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = section_choices(self.scope)

    def clean(self) -> dict[str, Any]:
        """The days are in order and at most a year."""
        given = super().clean() or {}
        if not self.errors and not spans.sound(Period(given["first"], given["last"])):
            self.add_error("last", "")
        return given

    @property
    def asked(self) -> Asked:
        """What is asked for, once the form is valid."""
        given = self.cleaned_data
        section = int(given["section"]) if given["section"] else None
        return Asked(Period(given["first"], given["last"]), self.scope, section, given["item"])


def known_sections(scope: Scope) -> dict[int, SectionCard]:
    """The sections in which something is counted."""
    within = scope.sections
    return {one: card for one, card in sections().items() if within is None or one in within}


def section_choices(scope: Scope) -> Choices:
    """Sections to choose from, in the reader's language."""
    language = "en" if english() else ""
    return [(str(one), card.name(language)) for one, card in known_sections(scope).items()]


def _periods(asked: str) -> Choices:
    """What is offered, and what an address names besides."""
    codes = spans.offered(clock.today())
    return [
        (code, code) for code in (codes if asked in codes or not spans.of_code(asked) else (asked, *codes))
    ]


def defaults(today: dt.date) -> dict[str, str]:
    """What is shown unless something else is asked for: the month of today."""
    return {"period": spans.code_of(today)}
