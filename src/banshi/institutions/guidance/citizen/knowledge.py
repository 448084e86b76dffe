"""Policies with their explanations, and "can I do this?" condition by condition; nothing is kept (08-04-1)."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from banshi.institutions.guidance import rules
from banshi.institutions.guidance.queries import policies
from banshi.institutions.guidance.rules import Answer, Verdict
from banshi.kernel.catalogue.queries import NotInForce, published, version_in_force
from banshi.kernel.catalogue.schema import ItemSpec
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.hours import opening_text
from banshi.kernel.organisation.permissions import public
from banshi.kernel.ui.wording import english
from banshi.lib import clock

LONGEST_QUERY = 60


@dataclass(frozen=True, slots=True)
class Said:
    """A condition and what was said of it."""

    condition: str
    answer: Answer


@public
@require_safe
def policy_list(request: HttpRequest) -> HttpResponse:
    """The policies in force, or those a search finds."""
    text, today = request.GET.get("q", "").strip()[:LONGEST_QUERY], clock.today()
    found = policies.find(text, today) if text else policies.in_force(today)
    return render(request, "guidance/citizen/policies.html", {"text": text, "policies": found})


@public
@require_safe
def policy(request: HttpRequest, policy_id: int) -> HttpResponse:
    """One policy: first the explanation, then the text; a retired one says so."""
    found = policies.policy(policy_id)
    if found is None:
        raise Http404
    today = clock.today()
    names = {card.spec.code: _name(card.spec) for card in published(today)}
    context = {
        "policy": found,
        "in_force": found.in_force(today),
        "items": [(code, names[code]) for code in found.items if code in names],
    }
    return render(request, "guidance/citizen/policy.html", context)


@public
@require_safe
def can_i(request: HttpRequest, code: str) -> HttpResponse:
    """One condition a page; the answers so far stand in the address as letters, and nowhere else."""
    try:
        spec = version_in_force(code, clock.today()).spec
    except NotInForce:
        raise Http404 from None
    given = request.GET.get("a", "")[: len(spec.conditions)]
    if not set(given) <= {one.value for one in Answer}:
        raise Http404
    context = {"code": spec.code, "name": _name(spec), "given": given, "total": len(spec.conditions)}
    if len(given) < len(spec.conditions):
        number = len(given)
        context |= {"condition": spec.conditions[number], "number": number + 1, "before": given[:-1]}
        return render(request, "guidance/citizen/can_ask.html", context)
    return render(request, "guidance/citizen/can_result.html", context | _result(spec, given))


@public
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Who would rather be helped by somebody: telephone, desk, guides (08-04-2-2)."""
    return render(request, "guidance/citizen/help.html", {"desk": organisation.consultation_desk()})


def _result(spec: ItemSpec, given: str) -> dict[str, object]:
    answers = [Answer(letter) for letter in given]
    said = [Said(text, answer) for text, answer in zip(spec.conditions, answers, strict=True)]
    section = organisation.section_by_code(spec.section)
    verdict = rules.verdict(answers)
    return {
        "verdict": verdict,
        "likely": verdict is Verdict.LIKELY,
        "unlikely": verdict is Verdict.UNLIKELY,
        "no": [one.condition for one in said if one.answer is Answer.NO],
        "unsure": [one.condition for one in said if one.answer is Answer.UNSURE],
        "materials": spec.materials,
        "section": section.name("en" if english() else "zh"),
        "room": section.room,
        "phone": section.phone,
        "hours": opening_text(),
    }


def _name(spec: ItemSpec) -> str:
    return spec.name_en if english() else spec.name_zh
