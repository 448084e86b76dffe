"""What is filled in to change a number of the regulation, and to answer a proposal."""

import datetime as dt
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from banshi.entrypoints.workbench.forms import Day
from banshi.kernel.regulations import registry
from banshi.kernel.regulations.amending import DAYS_AHEAD, Proposal
from banshi.kernel.regulations.models import LONGEST_TEXT
from banshi.kernel.ui.articles import article_label
from banshi.kernel.ui.forms import OnceForm, PlainForm
from banshi.kernel.ui.wording import english
from banshi.lib import clock
from banshi.workflows.amending import parameters
from banshi.workflows.parameter_words import NAMES, in_words

MARK = ":"


class AmendmentForm(OnceForm):
    """Which number, its new value, from which day, why, on which document; and a day for the sample."""

    parameter = forms.ChoiceField(label=_("改哪一个数字"))
    value = forms.CharField(label=_("改为"), help_text=_("只填数字，例如 3；钟点写成 19:30。"), max_length=12)
    since = forms.DateField(
        label=_("从哪天起"),
        help_text=_("最早是后天。在那一天以前开始的，还按原来的数字办到底。"),
        widget=Day(),
    )
    reason = forms.CharField(
        label=_("为什么修改"), max_length=LONGEST_TEXT, widget=forms.Textarea({"rows": 2})
    )
    document = forms.CharField(
        label=_("依据文件的名称和文号"), help_text=_("会写在公开的制度页上。"), max_length=LONGEST_TEXT
    )
    start = forms.DateField(
        label=_("试算：假如从这天开始"), help_text=_("只用来试算，不保存。"), widget=Day(), required=False
    )

    def __init__(self, data: Any = None, **options: Any) -> None:
        first = clock.today() + dt.timedelta(days=DAYS_AHEAD)
        initial = {"since": first, "start": clock.today()} | options.pop("initial", {})
        super().__init__(data, initial=initial, **options)
        self.fields["parameter"].choices = [("", _("请选择")), *_grouped()]  # type: ignore[attr-defined]

    def proposal(self) -> Proposal:
        """What was filled in; only when valid."""
        given = self.cleaned_data
        article, _mark, name = given["parameter"].partition(MARK)
        return Proposal(article, name, given["value"], given["since"], given["reason"], given["document"])

    @property
    def sample_day(self) -> dt.date:
        """The day of the sample; today when none was given."""
        day = self.cleaned_data.get("start")
        return day if isinstance(day, dt.date) else clock.today()


class OpinionForm(PlainForm):
    """Why a proposal is declined."""

    opinion = forms.CharField(
        label=_("不同意的理由"), max_length=LONGEST_TEXT, widget=forms.Textarea({"rows": 2})
    )


class SampleForm(PlainForm):
    """The day of the sample on the page of a proposal."""

    start = forms.DateField(label=_("试算：假如从这天开始"), widget=Day())


def _grouped() -> list[tuple[str, list[tuple[str, str]]]]:
    """The parameters that may be changed, under their institutions."""
    return [
        (_institution(annex), [(f"{article}{MARK}{name}", _told(article, name)) for article, name in keys])
        for annex, keys in groupby(parameters(), lambda key: registry.article(key[0]).annex)
    ]


def _institution(number: int) -> str:
    found = registry.annexes()[number]
    return found.name_en if english() else found.name_zh


def _told(article: str, name: str) -> str:
    now = in_words(registry.parameter(article, name, clock.today()), name)
    words = {
        "article": article_label(article, get_language() or ""),
        "name": gettext(NAMES[name]),
        "now": now,
    }
    return gettext("%(article)s · %(name)s · 现在 %(now)s") % words
