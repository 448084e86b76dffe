"""Text to values: absences, rounds, findings, the integrity register."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from banshi.institutions.conduct.models import ABSENCES, DISPOSED, GROUNDS, INSPECTIONS
from banshi.institutions.conduct.rules import DISPOSALS, IntegrityKind
from banshi.kernel.cases.forms import ActForm, OnceForm


def _translated(names: Mapping[Any, str]) -> list[tuple[str, Any]]:
    """Choices in the reader's language."""
    return [(str(value), _(name)) for value, name in names.items()]


def _day(label: Any, **options: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **options
    )


class AbsenceForm(OnceForm):
    """Who will be away, from when to when, why."""

    staff = forms.TypedChoiceField(label=_("谁"), coerce=int)
    kind = forms.ChoiceField(label=_("原因"), widget=forms.RadioSelect)
    first = _day(_("从哪一天"))
    last = _day(_("到哪一天（含这一天）"))
    note = forms.CharField(label=_("说明"), max_length=200, required=False)

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["staff"].choices = people  # type: ignore[attr-defined]
        self.fields["kind"].choices = _translated(ABSENCES)  # type: ignore[attr-defined]


class ColleagueForm(OnceForm):
    """One colleague of a list."""

    staff = forms.TypedChoiceField(label=_("由谁"), coerce=int)

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["staff"].choices = [("", _("请选择")), *people]  # type: ignore[attr-defined]

    def refuse_at(self, field: str, sentence: str) -> str:
        """Refusals about the deputy are about the colleague chosen here."""
        return super().refuse_at("staff" if field == "deputy" else field, sentence)


class InspectionForm(OnceForm):
    """Which section, in which way."""

    section = forms.TypedChoiceField(label=_("检查哪个科室"), coerce=int)
    kind = forms.ChoiceField(label=_("检查方式"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, sections: Sequence[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["section"].choices = sections  # type: ignore[attr-defined]
        self.fields["kind"].choices = _translated(INSPECTIONS)  # type: ignore[attr-defined]


class FindingForm(OnceForm):
    """What was seen, about whom, with a photo or in words, until when to correct."""

    staff = forms.TypedChoiceField(
        label=_("涉及哪位同事"), coerce=int, required=False, empty_value=None, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("看到了什么"), max_length=500, required=False, widget=forms.Textarea({"rows": 3})
    )
    photo = forms.FileField(
        label=_("照片"),
        help_text=_("可以现场拍一张。照片会重新生成，不保留位置等信息。"),
        required=False,
        widget=forms.FileInput({"accept": "image/jpeg,image/png", "capture": "environment"}),
    )
    correct_by = _day(_("改正期限"))

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        nobody = ("", _("不涉及具体的人，是环境或者设施"))
        self.fields["staff"].choices = [*people, nobody]  # type: ignore[attr-defined]

    def refuse_at(self, field: str, sentence: str) -> str:
        """Refusals about a file are about the photo."""
        return super().refuse_at("photo" if field == "file" else field, sentence)


class StatementForm(OnceForm):
    """The colleague's own word."""

    statement = forms.CharField(label=_("您的说明"), max_length=500, widget=forms.Textarea({"rows": 4}))


class CorrectionForm(OnceForm):
    """What was done about it."""

    correction = forms.CharField(label=_("怎样改正的"), max_length=500, widget=forms.Textarea({"rows": 4}))


PASSED = [("yes", _("合格")), ("no", _("还没有改好"))]


class RecheckForm(OnceForm):
    """In order now, or a new limit."""

    passed = forms.ChoiceField(label=_("复查结果"), choices=PASSED, widget=forms.RadioSelect)
    correct_by = _day(_("没有改好的，新的改正期限"), required=False)


class IntegrityForm(OnceForm):
    """A gift, an invitation, a word put in for somebody."""

    from_whom = forms.CharField(label=_("是谁"), max_length=100)
    what = forms.CharField(label=_("什么事、什么物品"), max_length=500, widget=forms.Textarea({"rows": 3}))
    happened_on = _day(_("哪一天"))
    disposal = forms.ChoiceField(label=_("怎样处理的"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, kind: IntegrityKind, **options: Any) -> None:
        super().__init__(*args, **options)
        lawful = {one: name for one, name in DISPOSED.items() if one in DISPOSALS[kind]}
        self.fields["disposal"].choices = _translated(lawful)  # type: ignore[attr-defined]


class InterestFields(forms.Form):
    """With whom a colleague is connected, and how."""

    ground = forms.ChoiceField(label=_("是哪一种关系"), widget=forms.RadioSelect)
    with_whom = forms.CharField(
        label=_("与谁有关系"),
        help_text=_("只有机关党委办公室看得到这一项。"),
        max_length=100,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["ground"].choices = _translated(GROUNDS)  # type: ignore[attr-defined]


class InterestForm(InterestFields, OnceForm):
    """An interest that concerns no case yet."""


class RecusalForm(InterestFields, ActForm):
    """An interest in a case."""
