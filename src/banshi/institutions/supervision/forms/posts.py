"""Text to values: a point of risk, its checks."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from banshi.institutions.supervision.forms.fields import day, translated, words
from banshi.institutions.supervision.rules.keeping import GROUPS, PERIODS, RESULTS
from banshi.kernel.cases.forms import OnceForm


class PostForm(OnceForm):
    """A point of risk with its owner, measures and period."""

    group = forms.ChoiceField(label=_("属于哪一类"), widget=forms.RadioSelect)
    name = forms.CharField(label=_("岗位或者环节"), max_length=100)
    risk = words(_("风险在哪里"), most=500)
    measures = words(_("防范措施"), most=1000)
    section = forms.TypedChoiceField(label=_("责任科室"), coerce=int)
    owner = forms.TypedChoiceField(label=_("责任人"), coerce=int)
    period = forms.TypedChoiceField(label=_("多久检查一次"), coerce=int)
    first = day(_("第一次检查的日子"))

    def __init__(
        self,
        *args: Any,
        sections: Sequence[tuple[int, str]],
        people: Sequence[tuple[int, str]],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        choices = {
            "group": translated({one: name for one, (_article, name) in GROUPS.items()}),
            "section": [("", _("请选择")), *sections],
            "owner": [("", _("请选择")), *people],
            "period": [(months, _("每 %(n)s 个月") % {"n": months}) for months in PERIODS],
        }
        for field, offered in choices.items():
            self.fields[field].choices = offered  # type: ignore[attr-defined]


class CheckForm(OnceForm):
    """What a periodic check found."""

    result = forms.ChoiceField(label=_("检查的结果"), widget=forms.RadioSelect)
    note = words(_("检查了什么、看到了什么"), rows=4)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["result"].choices = translated(RESULTS)  # type: ignore[attr-defined]


class RetireForm(OnceForm):
    """Why an entry leaves the register."""

    reason = words(_("为什么撤出"), rows=3, most=300)
