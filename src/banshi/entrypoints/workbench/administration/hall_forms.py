"""What is filled in to set up the hall: a queue, a window."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from banshi.kernel.hall import queries as hall
from banshi.kernel.hall.queries import CounterCard, QueueCard
from banshi.kernel.organisation.queries import sections
from banshi.kernel.ui.forms import OnceForm
from banshi.workflows.hall_plan import CounterPlan, QueuePlan


class QueueForm(OnceForm):
    """What people take a number for."""

    letter = forms.CharField(
        label=_("号票的字母"), help_text=_("例如 H，号票就是 H001、H002。"), max_length=1
    )
    section = forms.TypedChoiceField(label=_("由哪个科室办理"), coerce=int, required=False, empty_value=None)
    name_zh = forms.CharField(
        label=_("中文名称"), help_text=_("取号机上的大字，例如：养老服务"), max_length=40
    )
    name_en = forms.CharField(label=_("英文名称"), max_length=80)
    hint_zh = forms.CharField(
        label=_("中文说明"),
        help_text=_("名称下面的小字，例如：养老机构、高龄津贴"),
        max_length=80,
        required=False,
    )
    hint_en = forms.CharField(label=_("英文说明"), max_length=160, required=False)

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        choices = [(one.id, one.called) for one in sections().values()]
        self.fields["section"].choices = [("", _("咨询台（不属于哪个科室）")), *choices]  # type: ignore[attr-defined]

    @staticmethod
    def of(card: QueueCard) -> dict[str, Any]:
        """A queue as the form's first values."""
        return {
            "letter": card.letter,
            "section": card.section_id,
            "name_zh": card.name_zh,
            "name_en": card.name_en,
            "hint_zh": card.hint_zh,
            "hint_en": card.hint_en,
        }

    def plan(self) -> QueuePlan:
        """What was filled in; only when valid."""
        given = self.cleaned_data
        return QueuePlan(
            letter=given["letter"],
            section_id=given["section"],
            name_zh=given["name_zh"],
            name_en=given["name_en"],
            hint_zh=given["hint_zh"],
            hint_en=given["hint_en"],
        )


class CounterForm(OnceForm):
    """A window and what it serves."""

    code = forms.CharField(label=_("窗口编号"), help_text=_("例如 8"), max_length=8)
    name_zh = forms.CharField(
        label=_("中文名称"), help_text=_("屏幕和广播里的叫法，例如：8号窗口"), max_length=40
    )
    name_en = forms.CharField(label=_("英文名称"), help_text=_("例如 Window 8"), max_length=80)
    queues = forms.TypedMultipleChoiceField(
        label=_("办理哪些事"), coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["queues"].choices = [  # type: ignore[attr-defined]
            (one.id, f"{one.letter} {one.name_zh}") for one in hall.queues().values()
        ]

    @staticmethod
    def of(card: CounterCard) -> dict[str, Any]:
        """A window as the form's first values."""
        return {
            "code": card.code,
            "name_zh": card.name_zh,
            "name_en": card.name_en,
            "queues": card.queue_ids,
        }

    def plan(self, seq: int) -> CounterPlan:
        """What was filled in, at its place in the hall; only when valid."""
        given = self.cleaned_data
        return CounterPlan(
            code=given["code"],
            name_zh=given["name_zh"],
            name_en=given["name_en"],
            seq=seq,
            queue_ids=tuple(given["queues"]),
        )
