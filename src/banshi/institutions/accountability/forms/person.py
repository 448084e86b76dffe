"""What the person says, text to values (12-04)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from banshi.institutions.accountability.forms.office import StepForm
from banshi.institutions.accountability.forms.shared import area, choices
from banshi.institutions.accountability.rules.steps import REMEDIES


class StateForm(StepForm):
    """A statement in writing."""

    text = forms.CharField(
        label=_("您的陈述和申辩"),
        help_text=_("写事实、理由和证据在哪里。不会因为申辩加重处理。"),
        max_length=5000,
        widget=area(8),
    )


class WaiveForm(StepForm):
    """Nothing to state."""


class ObjectForm(StepForm):
    """A review or an appeal."""

    kind = forms.ChoiceField(
        label=_("您要做哪一项"), choices=lambda: choices(REMEDIES), widget=forms.RadioSelect
    )
    text = forms.CharField(label=_("理由"), max_length=5000, widget=area(6))


class ReportForm(StepForm):
    """What was done."""

    text = forms.CharField(label=_("整改做了什么，结果怎样"), max_length=2000, widget=area(5))
