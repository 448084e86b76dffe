"""Text to values: corrections, supplements, special procedures."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from banshi.institutions.one_time_notice.models import OMISSIONS, ProcedureKind
from banshi.institutions.one_time_notice.queries.telling import PersonCard
from banshi.institutions.one_time_notice.rules.completing import Paper
from banshi.kernel.cases.forms import ActForm, ActorForm, OnceForm
from banshi.kernel.cases.models import Channel

APPLICANT = "applicant"
PROCEDURES = [("", _("请选择")), *ProcedureKind.choices]


class Day(forms.DateInput):
    """A calendar field of the browser, with the value it understands."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class PapersChosen(ActForm):
    """Some of the papers, chosen by ticking."""

    materials = forms.TypedMultipleChoiceField(
        label=_("材料"), coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any, *, papers: Sequence[Paper], **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["materials"].choices = [(p.seq, _words(p)) for p in papers]  # type: ignore[attr-defined]


def _words(paper: Paper) -> str:
    return f"{paper.seq}. {paper.name}" + (f"：{paper.problem}" if paper.problem else "")


class DeclineForm(PapersChosen):
    """Papers that cannot be put right at the window, and why."""

    reason = forms.CharField(
        label=_("为什么不能当场更正"), max_length=200, widget=forms.Textarea({"rows": 3})
    )


class SupplyForm(ActorForm, PapersChosen):
    """Papers that came in after the notice, how, and who brought them."""

    channel = forms.ChoiceField(label=_("怎样交来的"), choices=Channel.choices, initial=Channel.COUNTER)


class SupplementForm(ActForm):
    """Until when the applicant may supply."""

    until = forms.DateField(
        label=_("请申请人在哪天之前补齐"), help_text=_("这一天当天交来也算按时。"), widget=Day()
    )


class SecondSupplementForm(SupplementForm):
    """A further notice, with the head's reason."""

    head_reason = forms.CharField(
        label=_("为什么要再通知一次"),
        help_text=_("第一次就应当看出的问题再次通知，会记录为一次“告知不完整”。"),
        max_length=200,
        widget=forms.Textarea({"rows": 3}),
    )


class ProcedureForm(ActForm):
    """A special procedure as it is announced to the applicant."""

    kind = forms.ChoiceField(label=_("哪一种特别程序"), choices=PROCEDURES)
    place = forms.CharField(label=_("地点"), max_length=120)
    time = forms.CharField(label=_("时间"), help_text=_("例如：12月1日9:00"), max_length=80)
    first = forms.DateField(label=_("从哪天起停止计算"), widget=Day())
    last = forms.DateField(label=_("到哪天为止"), help_text=_("首尾两天都不计入期限。"), widget=Day())


class OfferForm(ActForm):
    """What is to be decided, as the notice of the right to a hearing says it."""

    matter = forms.CharField(
        label=_("拟作出什么决定，为什么"),
        help_text=_("会原样印在听证权利告知书上。"),
        max_length=500,
        widget=forms.Textarea({"rows": 4}),
    )


class AskHearingForm(ActorForm):
    """Who asks for a hearing."""

    person = forms.ChoiceField(label=_("谁要求听证"), initial=APPLICANT, widget=forms.RadioSelect)

    def __init__(self, data: Any, *, persons: Sequence[PersonCard], **options: Any) -> None:
        super().__init__(data, **options)
        told = [(str(one.id), _("利害关系人 %(name)s") % {"name": one.masked_name}) for one in persons]
        self.fields["person"].choices = [(APPLICANT, _("申请人")), *told]  # type: ignore[attr-defined]

    @property
    def asking(self) -> int | None:
        """The interested person who asks; None for the applicant."""
        person = self.cleaned_data["person"]
        return None if person == APPLICANT else int(person)


class ArrangeForm(ActForm):
    """When and where a hearing is held, and who chairs it."""

    on = forms.DateField(label=_("哪天举行"), widget=Day())
    time = forms.CharField(label=_("时间"), help_text=_("例如：上午9:00"), max_length=80)
    place = forms.CharField(label=_("地点"), max_length=120)
    chair = forms.TypedChoiceField(label=_("主持人"), help_text=_("不能是审查这件申请的人。"), coerce=int)

    def __init__(self, data: Any, *, chairs: Sequence[tuple[int, str]], **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["chair"].choices = [("", _("请选择")), *chairs]  # type: ignore[attr-defined]


class MinutesForm(ActForm):
    """What happened at the hearing."""

    participants = forms.CharField(
        label=_("参加人"), help_text=_("申请人、利害关系人、代理人、审查人员，写明身份。"), max_length=300
    )
    minutes = forms.CharField(
        label=_("听证的经过和各方的意见"), max_length=4000, widget=forms.Textarea({"rows": 12})
    )
    signed = forms.BooleanField(label=_("笔录已经请参加人看过，没有错误，已经签名或者盖章"), required=False)


class InterestedForm(ActForm):
    """Whom the application touches, and until when they may speak."""

    name = forms.CharField(label=_("利害关系人姓名或者名称"), max_length=100)
    contact = forms.CharField(
        label=_("联系方式"), help_text=_("保存时加密。"), required=False, max_length=200
    )
    interest = forms.CharField(
        label=_("这件事怎样关系到对方"), max_length=300, widget=forms.Textarea({"rows": 3})
    )
    until = forms.DateField(
        label=_("请对方在哪天之前说明意见"), help_text=_("这一天当天提出也算按时。"), widget=Day()
    )


class StatementForm(ActForm):
    """What an interested person says."""

    made = forms.TypedChoiceField(
        label=_("对方有没有意见"),
        choices=[("yes", _("有意见，写在下面")), ("no", _("没有意见"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
        widget=forms.RadioSelect,
    )
    statement = forms.CharField(
        label=_("意见的内容"),
        help_text=_("保存时加密。"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 6}),
    )


MENTION_NOBODY = _("本人看得到。不要写是谁反映的、怎样反映的。")


def _sentences(label: Any, *, rows: int = 4, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, max_length=1000, widget=forms.Textarea({"rows": rows})
    )


class FailureForm(OnceForm):
    """A failure to tell at once that checking brought to light (06-09)."""

    staff = forms.TypedChoiceField(label=_("由哪位同事负责告知"), coerce=int)
    on = forms.DateField(label=_("哪一天"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    omission = forms.ChoiceField(label=_("哪一项没有告知"), widget=forms.RadioSelect)
    case_number = forms.CharField(
        label=_("办件编号"), help_text=_("没有办件的不用填。本人看不到编号。"), max_length=40, required=False
    )

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["staff"].choices = [("", _("请选择")), *people]  # type: ignore[attr-defined]
        self.fields["omission"].choices = [(key, _(name)) for key, name in OMISSIONS.items()]  # type: ignore[attr-defined]


class OwnWordForm(OnceForm):
    """The colleague's own word."""

    statement = _sentences(_("您的说明"))


PROVED = [("yes", _("属实，没有一次告知")), ("no", _("不成立，不计次数"))]


class JudgingForm(OnceForm):
    """Proved or not, whose it is, what time was lost, and why (06-09)."""

    proved = forms.ChoiceField(label=_("核实的结果"), choices=PROVED, widget=forms.RadioSelect)
    staff = forms.TypedChoiceField(
        label=_("由哪位同事负责告知"),
        help_text=_("属实的要选。"),
        coerce=int,
        required=False,
        empty_value=None,
    )
    delay = forms.IntegerField(
        label=_("耽误了几个工作日"),
        help_text=_("属实的要填；没有耽误的填 0，只作记录。"),
        required=False,
        widget=forms.NumberInput({"min": 0, "inputmode": "numeric"}),
    )
    reason = _sentences(_("核实的情况和理由"), help_text=MENTION_NOBODY)

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        if people:
            self.fields["staff"].choices = [("", _("请选择")), *people]  # type: ignore[attr-defined]
        else:
            del self.fields["staff"]


class CriticismForm(OnceForm):
    """What was said, and the colleague's own word (W45)."""

    said = _sentences(_("指出了什么，要求怎样改进"))
    answer = _sentences(_("本人当面的说明"), rows=3)


class ValidComplaintForm(OnceForm):
    """The facts proved, and the reason (W45)."""

    facts = _sentences(_("查实的情况"), help_text=MENTION_NOBODY)
    reason = _sentences(_("认定的理由"), rows=3, help_text=MENTION_NOBODY)
