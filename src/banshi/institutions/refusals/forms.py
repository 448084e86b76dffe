"""Text to values: grounds of a refusal, requests and answers, filings, receipts."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from banshi.institutions.refusals.queries.offering import Offered
from banshi.institutions.refusals.rules.grounds import NAMES, Evidence, Ground, Grounds
from banshi.institutions.refusals.rules.instructing import ANSWERS
from banshi.kernel.cases.forms import ActForm
from banshi.kernel.ui.forms import PlainForm

OUTLET_NAMES = {
    "download": _("下载后自己送交"),
    "email": _("用电子邮件发送"),
    "http": _("通过系统接口发送"),
}


class Day(forms.DateInput):
    """A calendar field of the browser, with the value it understands."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class SomeOf(forms.TypedMultipleChoiceField):
    """Ticks of which none is needed by the form itself; the rule judges."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)


class RefusalForm(ActForm):
    """Ground, facts, law, evidence: nothing is refused on words alone (01-05)."""

    ground = forms.ChoiceField(label=_("属于哪一种情形"), required=False, widget=forms.RadioSelect)
    facts = forms.CharField(
        label=_("具体事实和理由"),
        help_text=_("这段话会写进给申请人的文书，请用平实、客气的话。"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
    )
    reasons = SomeOf(label=_("办事指南里写明的理由"), help_text=_("没有合适的可以不选。"))
    legal_basis = SomeOf(label=_("依据的法律条文"))
    other_basis = forms.CharField(
        label=_("其他法律条文"),
        help_text=_("一行一条，写到第几条，例如《社会团体登记管理条例》第十三条。"),
        required=False,
        max_length=600,
        widget=forms.Textarea({"rows": 2}),
    )
    missing = SomeOf(label=_("到期仍然缺少或者没有改正的材料"), coerce=int)
    materials = SomeOf(label=_("作为证据的材料"), coerce=int)
    uploads = SomeOf(label=_("作为证据的网上文件"), coerce=int)
    other_evidence = forms.CharField(
        label=_("其他证据"),
        help_text=_("一行一件，写明名称、文号和存放的地方。"),
        required=False,
        max_length=600,
        widget=forms.Textarea({"rows": 2}),
    )
    verified_by = forms.TypedChoiceField(
        label=_("由谁查实"),
        help_text=_("材料不实，或者伪造、隐瞒、欺诈的，要写明由谁查实。"),
        required=False,
        coerce=int,
        empty_value=None,
    )
    verification = forms.CharField(
        label=_("怎样查实的"),
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
    )
    question = forms.CharField(
        label=_("请示的问题和科室的意见"),
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
    )
    delay_reason = forms.CharField(
        label=_("超过承诺期限的原因"), max_length=300, widget=forms.Textarea({"rows": 3})
    )
    WORDS_AT = {"evidence": "materials"}
    # Left to the rule, which says everything that is missing at once.
    JUDGED = ("ground", "facts", "legal_basis", "missing", "materials", "question")

    def __init__(
        self,
        data: Any,
        *,
        offer: Offered,
        grounds: Sequence[Ground] = tuple(Ground),
        given: Grounds | None = None,
        leave_out: Iterable[str] = ("question", "delay_reason"),
        **options: Any,
    ) -> None:
        super().__init__(data, initial=_initial(given, offer) if given else {}, **options)
        choices: Mapping[str, Sequence[tuple[Any, Any]]] = {
            "ground": [(one.value, f"{one.value}　{_(NAMES[one])}") for one in grounds],
            "reasons": [(line, line) for line in offer.reasons],
            "legal_basis": [(line, line) for line in offer.legal_basis],
            "missing": offer.gaps,
            "materials": offer.papers,
            "uploads": offer.files,
            "verified_by": [("", _("没有")), *offer.people],
        }
        for name, lines in choices.items():
            self.fields[name].choices = lines  # type: ignore[attr-defined]
        empty = [name for name in ("reasons", "missing", "uploads") if not choices[name]]
        for name in {*leave_out, *empty}:
            del self.fields[name]
        for name in self.fields.keys() & set(self.JUDGED):
            self.fields[name].judged = True  # type: ignore[attr-defined]

    def refuse_at(self, field: str, sentence: str) -> str:
        """Evidence is told at the first of its fields; missing papers that cannot be ticked, at the ground."""
        field = self.WORDS_AT.get(field, field)
        return super().refuse_at(field if field in self.fields else "ground", sentence)

    @property
    def grounds(self) -> Grounds:
        """The grounds as typed and ticked."""
        given = self.cleaned_data
        evidence = [
            *(Evidence("material", seq) for seq in given["materials"]),
            *(Evidence("upload", one) for one in given.get("uploads", ())),
            *(Evidence("paper", text=line) for line in _lines(given["other_evidence"])),
        ]
        return Grounds(
            ground=given["ground"],
            facts=given["facts"],
            reasons=tuple(given.get("reasons", ())),
            legal_basis=(*given["legal_basis"], *_lines(given["other_basis"])),
            evidence=tuple(evidence),
            missing=tuple(given.get("missing", ())),
            verified_by=given["verified_by"],
            verification=given["verification"],
        )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _initial(given: Grounds, offer: Offered) -> dict[str, Any]:
    """What was put down before, back in its fields."""
    kinds: dict[str, list[Any]] = {"material": [], "upload": [], "paper": []}
    for one in given.evidence:
        kinds[one.kind].append(one.text if one.kind == "paper" else one.reference)
    return {
        "ground": given.ground,
        "facts": given.facts,
        "reasons": list(given.reasons),
        "legal_basis": [line for line in given.legal_basis if line in offer.legal_basis],
        "other_basis": "\n".join(line for line in given.legal_basis if line not in offer.legal_basis),
        "missing": list(given.missing),
        "materials": kinds["material"],
        "uploads": kinds["upload"],
        "other_evidence": "\n".join(kinds["paper"]),
        "verified_by": given.verified_by,
        "verification": given.verification,
    }


class AnswerForm(ActForm):
    """The leader's answer to a request."""

    answer = forms.ChoiceField(label=_("您的批示"), choices=list(ANSWERS.items()), widget=forms.RadioSelect)
    opinion = forms.CharField(
        label=_("意见"),
        help_text=_("退回的，请写明意见。"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["answer"].choices = [  # type: ignore[attr-defined]
            (value, _(label)) for value, label in ANSWERS.items()
        ]


class FileForm(PlainForm):
    """Which refusals go into one filing, and how it is sent."""

    refusals = SomeOf(label=_("要报送的否定事项"), coerce=int)
    outlet = forms.ChoiceField(label=_("怎样报送"), widget=forms.RadioSelect)

    def __init__(self, data: Any, *, lines: Sequence[tuple[int, str]], outlets: Sequence[str]) -> None:
        super().__init__(data, initial={"outlet": outlets[0], "refusals": [key for key, _words in lines]})
        self.fields["refusals"].choices = lines  # type: ignore[attr-defined]
        self.fields["refusals"].judged = True  # type: ignore[attr-defined]
        self.fields["outlet"].choices = _named(outlets)  # type: ignore[attr-defined]


class AgainForm(PlainForm):
    """How a filing is sent once more."""

    outlet = forms.ChoiceField(label=_("怎样报送"), widget=forms.RadioSelect)

    def __init__(self, data: Any, *, outlets: Sequence[str]) -> None:
        super().__init__(data)
        self.fields["outlet"].choices = _named(outlets)  # type: ignore[attr-defined]


class ReceiptForm(PlainForm):
    """The receipt of the business-environment bureau."""

    number = forms.CharField(label=_("回执编号"), max_length=80)
    on = forms.DateField(label=_("回执日期"), widget=Day())


def _named(outlets: Sequence[str]) -> list[tuple[str, Any]]:
    return [(one, OUTLET_NAMES[one]) for one in outlets]
