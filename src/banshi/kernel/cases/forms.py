"""What every form about a case carries, and the ticking of papers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from banshi.kernel.cases.models import MaterialStatus
from banshi.kernel.cases.sides import PowerCard
from banshi.kernel.ui.forms import PlainForm
from banshi.lib import ids

PRESENT, MISSING, WRONG = MaterialStatus.PRESENT, MaterialStatus.MISSING, MaterialStatus.WRONG
TICKS = ((PRESENT.value, _("齐全")), (MISSING.value, _("未交")), (WRONG.value, _("需更正")))

IN_PERSON = "self"


class Versioned(Protocol):
    """What a form acts on: a case, a matter, anything that says which state of it was shown."""

    @property
    def id(self) -> int: ...
    @property
    def version(self) -> int: ...


class OnceForm(PlainForm):
    """A form that carries out one act, and works once."""

    once = forms.CharField(max_length=60, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None, *, act: str, **options: Any) -> None:
        given = {"once": ids.token()} | options.pop("initial", {})
        super().__init__(data, initial=given, **options)
        self._name = act

    @property
    def guards(self) -> dict[str, Any]:
        """The argument `key` of the act."""
        return {"key": f"{self._name}:{self.cleaned_data['once']}"}


class ActForm(OnceForm):
    """A form of an act on something that moves on: it also knows which state of it the reader saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None, *, case: Versioned, act: str, **options: Any) -> None:
        initial = {"version": case.version} | options.pop("initial", {})
        super().__init__(data, act=f"{act}:{case.id}", initial=initial, **options)

    @property
    def guards(self) -> dict[str, Any]:
        """The arguments `version` and `key` of the act."""
        return {"version": self.cleaned_data["version"]} | super().guards

    def renew(self, case: Versioned) -> None:
        """Keep what was typed, but take note of the case as it is now."""
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["version"], self.data["once"] = str(case.version), ids.token()  # type: ignore[index]


class ActorForm(ActForm):
    """An act of the applicant's side: done by an applicant in person, or by one of the agents of the case."""

    by = forms.ChoiceField(label=_("谁来办"), widget=forms.RadioSelect)

    def offer_agents(self, powers: Iterable[PowerCard]) -> None:
        """Ask who stands here, where the case has agents; otherwise it is the applicant."""
        agents = [(str(one.id), agent_words(one)) for one in powers]
        if agents:
            self.fields["by"].choices = [(IN_PERSON, _("申请人本人")), *agents]  # type: ignore[attr-defined]
            self.initial.setdefault("by", IN_PERSON)
        else:
            del self.fields["by"]

    @property
    def power(self) -> int | None:
        """The power of attorney under which it is done; None for the applicant in person."""
        by = self.cleaned_data.get("by", IN_PERSON)
        return None if by == IN_PERSON else int(by)

    def refuse_at(self, field: str, sentence: str) -> str:
        """What the rule says of the power stands where the agent was chosen."""
        return super().refuse_at("by" if field == "power" else field, sentence)


def agent_words(one: PowerCard) -> str:
    """An agent as a choice: masked, with the days of the power."""
    params = {"name": one.agent.masked_name, "first": one.first, "last": one.last}
    return _("代理人 %(name)s（%(first)s 至 %(last)s）") % params


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paper to tick, with its two fields."""

    seq: int
    name: str
    principal: bool
    filling: str
    status: BoundField
    problem: BoundField


@dataclass(frozen=True, slots=True)
class DemandedPaper:
    """A paper as the catalogue demands it, and how it was found so far ("" for not looked at)."""

    seq: int
    name: str
    principal: bool
    filling: str = ""
    status: str = ""
    problem: str = ""


class PapersForm(PlainForm):
    """Each demanded paper: in order, not there, or to be corrected, and then how (06-03-2)."""

    def __init__(self, data: Any, *, papers: Sequence[DemandedPaper], **options: Any) -> None:
        super().__init__(data, **options)
        self.papers = papers
        for paper in papers:
            self._add(paper)

    def _add(self, paper: DemandedPaper) -> None:
        unsaid = _("请选择“%(name)s”是齐全、未交，还是需更正") % {"name": paper.name}
        self.fields[f"paper{paper.seq}"] = forms.ChoiceField(
            label=paper.name,
            choices=TICKS,
            initial=paper.status,
            widget=forms.RadioSelect,
            error_messages={"required": unsaid, "invalid_choice": unsaid},
        )
        self.fields[f"problem{paper.seq}"] = forms.CharField(
            label=_("“%(name)s”哪里要更正") % {"name": paper.name},
            initial=paper.problem,
            required=False,
            max_length=200,
            widget=forms.TextInput({"class": "form-control", "autocomplete": "off"}),
        )

    def clean(self) -> dict[str, Any]:
        """A paper that is to be corrected needs the reason."""
        for paper in self.papers:
            if self.status(paper.seq) == WRONG and not self.cleaned_data.get(f"problem{paper.seq}"):
                sentence = _("请写明“%(name)s”哪里需要更正") % {"name": paper.name}
                self.add_error(f"problem{paper.seq}", sentence)
        return self.cleaned_data

    def status(self, seq: int) -> str:
        """How a paper was ticked."""
        return str(self.cleaned_data.get(f"paper{seq}", ""))

    @property
    def present(self) -> tuple[int, ...]:
        """The papers that are in order."""
        return tuple(paper.seq for paper in self.papers if self.status(paper.seq) == PRESENT)

    @property
    def wrong(self) -> dict[int, str]:
        """The papers to be corrected, with the reason."""
        return {
            paper.seq: self.cleaned_data[f"problem{paper.seq}"]
            for paper in self.papers
            if self.status(paper.seq) == WRONG
        }

    @property
    def lines(self) -> Iterable[PaperLine]:
        """The rows of the table."""
        return [
            PaperLine(
                paper.seq,
                paper.name,
                paper.principal,
                paper.filling,
                self[f"paper{paper.seq}"],
                self[f"problem{paper.seq}"],
            )
            for paper in self.papers
        ]
