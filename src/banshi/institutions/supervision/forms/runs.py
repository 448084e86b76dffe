"""Text to values: a run's days, its conclusion."""

from django import forms
from django.utils.translation import gettext_lazy as _

from banshi.institutions.supervision.forms.fields import day, words
from banshi.kernel.cases.forms import OnceForm


class PeriodForm(OnceForm):
    """Which days a run looks at."""

    first = day(_("从哪一天"))
    last = day(_("到哪一天（含这一天）"))


class ConclusionForm(OnceForm):
    """What the run comes to."""

    conclusion = words(_("检查的结论"), rows=5, most=2000)


class LineForm(forms.Form):
    """One line of the checklist, sent with the answer's own button."""

    note = forms.CharField(max_length=300, required=False)
    section = forms.IntegerField(required=False)
