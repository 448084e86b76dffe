"""Text to values: criticism, a demand, the section's answer, the re-check."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from banshi.institutions.supervision.forms.fields import translated, words
from banshi.institutions.supervision.models.findings import CRITICS
from banshi.institutions.supervision.rules.judging import SEVERITIES
from banshi.kernel.cases.forms import OnceForm


class CriticismForm(OnceForm):
    """Who criticised, what, how heavy it is, which section acts on it."""

    source = forms.ChoiceField(label=_("谁提的"), widget=forms.RadioSelect)
    words = words(_("批评的内容"), rows=4)
    severity = forms.ChoiceField(label=_("程度"), widget=forms.RadioSelect)
    section = forms.TypedChoiceField(label=_("由哪个科室整改"), coerce=int)

    def __init__(self, *args: Any, sections: Sequence[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["source"].choices = translated(CRITICS)  # type: ignore[attr-defined]
        self.fields["severity"].choices = translated(SEVERITIES)  # type: ignore[attr-defined]
        self.fields["section"].choices = [("", _("请选择")), *sections]  # type: ignore[attr-defined]


class DemandForm(OnceForm):
    """Which section corrects, within how many working days, what is asked."""

    section = forms.TypedChoiceField(label=_("由哪个科室整改"), coerce=int)
    days = forms.IntegerField(label=_("整改期限（工作日）"), help_text=_("发出通知的当天不计。"), min_value=1)
    demand = words(_("整改要求"), rows=3, required=False)

    def __init__(self, *args: Any, sections: Sequence[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["section"].choices = [("", _("请选择")), *sections]  # type: ignore[attr-defined]


class DismissForm(OnceForm):
    """Why a finding is none."""

    reason = words(_("为什么不成立"), rows=3, most=500)


class AnswerForm(OnceForm):
    """What the section did, and what proves it."""

    measures = words(_("采取了什么措施"), rows=4)
    proof = words(_("怎样能看出已经改了"), rows=3, required=False)
    photo = forms.FileField(
        label=_("照片"),
        help_text=_("可以现场拍一张。照片会重新生成，不保留位置等信息。"),
        required=False,
        widget=forms.FileInput({"accept": "image/jpeg,image/png", "capture": "environment"}),
    )

    def refuse_at(self, field: str, sentence: str) -> str:
        """Refusals about a file are about the photo."""
        return super().refuse_at("photo" if field == "file" else field, sentence)


class RecheckForm(OnceForm):
    """In order now, or what is still lacking and a new limit."""

    passed = forms.ChoiceField(
        label=_("复查结果"), choices=[("yes", _("合格")), ("no", _("还没有改好"))], widget=forms.RadioSelect
    )
    note = words(_("复查意见"), rows=3, most=500, required=False)
    days = forms.IntegerField(label=_("没有改好的，新的期限（工作日）"), required=False, min_value=1)
