"""Text to values: an inspection procedure, a change of law."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from banshi.institutions.supervision.forms.fields import day, words
from banshi.kernel.cases.forms import OnceForm


class ProcedureForm(OnceForm):
    """An enterprise inspection and how it is done; what is empty can be filled in later, before it is published."""

    title = forms.CharField(label=_("检查名称"), max_length=120)
    section = forms.TypedChoiceField(label=_("由哪个科室检查"), coerce=int)
    basis = words(_("检查依据"), rows=2, most=300, required=False)
    whom = words(_("检查对象"), rows=2, most=200, required=False)
    frequency = forms.CharField(label=_("检查频次"), max_length=120, required=False)
    steps = words(_("检查程序"), rows=6, most=3000, required=False)

    def __init__(self, *args: Any, sections: Sequence[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["section"].choices = [("", _("请选择")), *sections]  # type: ignore[attr-defined]


class LawForm(OnceForm):
    """Which law changed when."""

    law = forms.CharField(
        label=_("变动的法律法规"),
        help_text=_("写全称，不加书名号，系统按这个名称找有关的文件。"),
        max_length=120,
    )
    changed_on = day(_("变动从哪一天起施行"))
    note = forms.CharField(label=_("说明"), max_length=300, required=False)


class UnaffectedForm(OnceForm):
    """Why a document needs no change."""

    reason = words(_("为什么不用修改"), rows=3, most=300)
