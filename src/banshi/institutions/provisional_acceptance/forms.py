"""Text to values: the date, the five points, the signature; papers that came; decisions on a record."""

from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from banshi.institutions.provisional_acceptance.actions.committing import Signed
from banshi.institutions.provisional_acceptance.models import Signature
from banshi.institutions.provisional_acceptance.queries import promises
from banshi.institutions.provisional_acceptance.queries.promises import PromisedPaper
from banshi.institutions.provisional_acceptance.rules.committing import (
    CONFIRMATIONS,
    ELECTRONIC,
    OF_CITIZENS,
    OF_ORGANISATIONS,
)
from banshi.institutions.provisional_acceptance.rules.offering import QUESTIONS, Paper
from banshi.kernel.cases.forms import ActForm, ActorForm
from banshi.kernel.ui.forms import PlainForm
from banshi.kernel.ui.wording import say
from banshi.lib import ids

LATER, GOOD, BAD = "later", "good", "bad"
FOUND = ((GOOD, _("合格")), (BAD, _("不合格")), (LATER, _("以后核对")))


class Day(forms.DateInput):
    """A calendar field of the browser, with the value it understands."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class DateForm(ActForm):
    """By when the applicant promises the papers."""

    until = forms.DateField(
        label=_("申请人承诺在哪天之前补齐"),
        help_text=_("这一天当天交来也算按时。要选工作日，不能晚于承诺的办结日期。"),
        widget=Day(),
    )


class SigningForm(ActorForm):
    """The signed letter: five points, the signature, what came with it. The rule judges what is lacking."""

    signature = forms.ChoiceField(label=_("怎样签的"), widget=forms.RadioSelect)
    id_copy = forms.BooleanField(label=_("附了身份证件复印件"), required=False)

    def __init__(self, data: Any, *, citizen: bool, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["by"].label = _("谁签的")
        ways = (OF_CITIZENS if citizen else OF_ORGANISATIONS) - ELECTRONIC
        lawful = [choice for choice in Signature.choices if choice[0] in ways]
        self.fields["signature"].choices = lawful  # type: ignore[attr-defined]
        if len(lawful) == 1:
            self.fields["signature"].initial = lawful[0][0]
        for number, (text, _article) in CONFIRMATIONS.items():
            self.fields[f"confirmed_{number}"] = forms.BooleanField(label=gettext(text), required=False)
        if not citizen:
            del self.fields["id_copy"]

    @property
    def points(self) -> list[Any]:
        """The five points, as they stand on the letter."""
        return [self[f"confirmed_{number}"] for number in CONFIRMATIONS]

    def signed(self) -> Signed:
        """How the letter was signed; only when valid."""
        given = self.cleaned_data
        return Signed(
            confirmed=tuple(number for number in CONFIRMATIONS if given[f"confirmed_{number}"]),
            signature=given["signature"],
            id_copy=bool(given.get("id_copy")),
            power=self.power,
        )


class JudgementForm(ActForm):
    """A section head's judgement on one paper (04-05-4)."""

    material = forms.TypedChoiceField(label=_("哪份材料"), coerce=int, widget=forms.RadioSelect)
    answered = forms.MultipleChoiceField(
        label=_("逐项确认"), required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(
        label=_("为什么可以后补"), required=False, max_length=300, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, data: Any, *, papers: Sequence[Paper], **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["material"].choices = [(p.seq, p.name) for p in papers]  # type: ignore[attr-defined]
        self.fields["answered"].choices = [  # type: ignore[attr-defined]
            (article, gettext(text)) for article, text in QUESTIONS.items()
        ]


class ArrivalForm(ActorForm):
    """Papers that came: how, and how each was found."""

    channel = forms.ChoiceField(label=_("怎样收到的"))
    tracking = forms.CharField(
        label=_("邮件号码"), help_text=_("邮寄的要填。"), required=False, max_length=64
    )
    posted_on = forms.DateField(
        label=_("邮戳上的寄出日期"),
        help_text=_("到期以前寄出的算按时；过了补正日期才收到的要填。"),
        required=False,
        widget=Day(),
    )

    def __init__(self, data: Any, *, papers: Collection[PromisedPaper], **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["by"].label = _("谁交来、寄来的")
        staffed = [choice for choice in promises.channels() if choice[0] != "online"]
        self.fields["channel"].choices = staffed  # type: ignore[attr-defined]
        self._papers = tuple(papers)
        for paper in papers:
            self.fields[f"came{paper.seq}"] = forms.ChoiceField(
                label=paper.name, choices=(("", _("这次没有交")), *FOUND), required=False
            )
            self.fields[f"problem{paper.seq}"] = forms.CharField(
                label=_("“%(name)s”哪里不合格") % {"name": paper.name}, required=False, max_length=200
            )

    def clean(self) -> dict[str, Any]:
        """A paper that is not in order needs its problem."""
        for paper in self._papers:
            bad = self.cleaned_data.get(f"came{paper.seq}") == BAD
            if bad and not self.cleaned_data.get(f"problem{paper.seq}", "").strip():
                sentence = _("请写明“%(name)s”哪里不合格、应当怎样改") % {"name": paper.name}
                self.add_error(f"problem{paper.seq}", sentence)
        return self.cleaned_data

    @property
    def lines(self) -> list[tuple[PromisedPaper, Any, Any]]:
        """Each promised paper with its two fields."""
        return [(p, self[f"came{p.seq}"], self[f"problem{p.seq}"]) for p in self._papers]

    @property
    def materials(self) -> tuple[int, ...]:
        """The papers that came."""
        return tuple(p.seq for p in self._papers if self.cleaned_data.get(f"came{p.seq}"))

    @property
    def found(self) -> dict[int, str]:
        """How those looked through on the spot were found."""
        looked = {p.seq: self.cleaned_data.get(f"came{p.seq}") for p in self._papers}
        return {
            seq: self.cleaned_data[f"problem{seq}"].strip() if how == BAD else ""
            for seq, how in looked.items()
            if how in {GOOD, BAD}
        }

    def refuse_at(self, field: str, sentence: str) -> str:
        """The rule speaks of the materials, the form of each paper."""
        first = f"came{self._papers[0].seq}" if self._papers else ""
        return super().refuse_at(first if field == "materials" and first else field, sentence)


class CheckForm(ActForm):
    """Whether a paper that arrived is in order."""

    accepted = forms.ChoiceField(
        label=_("核对结果"), choices=(("yes", _("合格")), ("no", _("不合格"))), widget=forms.RadioSelect
    )
    problem = forms.CharField(
        label=_("不合格的，哪里不合格、应当怎样改"),
        required=False,
        max_length=200,
        widget=forms.Textarea({"rows": 3}),
    )


class RecordForm(PlainForm):
    """A step on a record of the integrity register; a double click is one step."""

    once = forms.CharField(max_length=60, widget=forms.HiddenInput)

    def __init__(self, data: Any) -> None:
        super().__init__(data, initial={"once": ids.token()})

    def refuse(self, refused: Any) -> None:
        """Write each reason at its field."""
        for why in refused.reasons:
            self.add_error(why.field if why.field in self.fields else None, say(why))


class ReasonForm(RecordForm):
    """A decision with its reason."""

    reason = forms.CharField(
        label=_("理由"), max_length=500, required=False, widget=forms.Textarea({"rows": 4})
    )


class StatementForm(RecordForm):
    """What the party says."""

    statement = forms.CharField(
        label=_("当事人的陈述"), max_length=1000, required=False, widget=forms.Textarea({"rows": 6})
    )


class ObjectionForm(RecordForm):
    """What the party objects to."""

    objection = forms.CharField(
        label=_("异议的内容"), max_length=1000, required=False, widget=forms.Textarea({"rows": 6})
    )


class AnswerForm(ReasonForm):
    """The answer to an objection."""

    upheld = forms.ChoiceField(
        label=_("异议是否成立"),
        choices=(("no", _("不成立，记录不变")), ("yes", _("成立，撤销记录，限制取消"))),
        widget=forms.RadioSelect,
    )

    field_order = ("upheld", "reason")


class PublicationForm(ReasonForm):
    """A publication with its end."""

    until = forms.DateField(label=_("公布到哪天为止"), required=False, widget=Day())
