"""Text to values: asking for more time, answering."""

from django import forms
from django.utils.translation import gettext_lazy as _

from banshi.kernel.cases.forms import ActForm

ANSWERS = [("yes", _("批准")), ("no", _("不批准"))]


class ExtensionForm(ActForm):
    """How many working days more, and why."""

    days = forms.IntegerField(
        label=_("延长几个工作日"), widget=forms.NumberInput({"inputmode": "numeric", "min": 1})
    )
    reason = forms.CharField(
        label=_("为什么要延长"),
        help_text=_("理由会写进延期告知书，申请人看得到。"),
        max_length=500,
        widget=forms.Textarea({"rows": 4}),
    )


class AnswerForm(ActForm):
    """The leader's answer."""

    granted = forms.ChoiceField(label=_("您的批示"), choices=ANSWERS, widget=forms.RadioSelect)
    opinion = forms.CharField(
        label=_("意见"),
        help_text=_("不批准的，请写明理由。"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
