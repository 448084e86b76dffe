"""Who else stands at the counter: people who apply together, and an agent with a power of attorney."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.forms import Form

from banshi.entrypoints.workbench.forms import CounterPartyForm, PowerForm
from banshi.entrypoints.workbench.representing import AGENT, agency
from banshi.kernel.catalogue.schema import ItemSpec
from banshi.workflows.intake import Agency, Applicant

MOST = 30


@dataclass(frozen=True, slots=True)
class Appearing:
    """The forms of the others and of the agent, as they stand; `fewest` others the item needs."""

    others: tuple[CounterPartyForm, ...]
    agent: CounterPartyForm | None
    terms: PowerForm | None
    fewest: int
    agents_allowed: bool

    @classmethod
    def of(cls, typed: Mapping[str, Any], spec: ItemSpec, *, sent: bool) -> "Appearing":
        """The forms: judged when `sent`, else only filled with what was typed so far."""
        done, fewest = typed.get("do", ""), spec.applicants - 1
        people = _count(typed.get("people", "")) + {"add_person": 1, "drop_person": -1}.get(done, 0)
        with_agent = done != "drop_agent" and (done == "add_agent" or bool(typed.get("by_agent")))
        data = typed if sent else None
        return cls(
            others=tuple(
                CounterPartyForm(data, prefix=f"co{at}", initial=_own(typed, f"co{at}"))
                for at in range(1, min(max(people, fewest), MOST) + 1)
            ),
            agent=CounterPartyForm(data, prefix=AGENT, initial=_own(typed, AGENT)) if with_agent else None,
            terms=PowerForm(data, prefix=AGENT, initial=_terms(typed)) if with_agent else None,
            fewest=fewest,
            agents_allowed=spec.agents,
        )

    @property
    def forms(self) -> tuple[Form, ...]:
        """All of them, in the order of the page."""
        return (*self.others, *(form for form in (self.agent, self.terms) if form is not None))

    @property
    def co_applicants(self) -> tuple[Applicant, ...]:
        """The others; only when their forms are valid."""
        return tuple(Applicant(**form.cleaned_data) for form in self.others)

    def agency(self, item_code: str) -> Agency | None:
        """The agent with the power of attorney; only when their forms are valid."""
        if self.agent is None or self.terms is None:
            return None
        return agency(self.agent, self.terms, item_code)

    def home(self, field: str) -> tuple[Form | None, str]:
        """The form to which a refusal belongs whose field is named like "co_applicants[1].number" or
        "agent.last", and the field's name there; no form for those of the first applicant."""
        before, _dot, name = field.rpartition(".")
        if before == AGENT:
            return next(
                (form for form in (self.agent, self.terms) if form and name in form.fields), None
            ), name
        at = _count(before.removeprefix("co_applicants[").removesuffix("]"))
        return (self.others[at - 1] if 0 < at <= len(self.others) else None), name


def _count(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 4 else 0


def _own(typed: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    """What was typed so far in the form with this prefix."""
    names = ((name, name.removeprefix(f"{prefix}-")) for name in typed)
    return {own: typed[name] for name, own in names if own != name}


def _terms(typed: Mapping[str, Any]) -> dict[str, Any]:
    """The terms typed so far; a tick taken away stays so."""
    own = _own(typed, AGENT)
    return own | {"only_this": bool(own.get("only_this"))} if own else {}
