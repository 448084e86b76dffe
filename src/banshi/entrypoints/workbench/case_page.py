"""The case page: header, why the date is what it is, the story, and what may lawfully be done now."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from banshi.entrypoints.workbench.case_panels import panels
from banshi.entrypoints.workbench.forms import UnmaskForm
from banshi.institutions.one_time_notice.queries.telling import ProcedureCard, procedures
from banshi.institutions.provisional_acceptance.queries.promises import commitment
from banshi.institutions.time_limits.queries.limits import extensions
from banshi.kernel.cases import queries as cases
from banshi.kernel.cases import uploads
from banshi.kernel.cases.life import UNDER_REVIEW, State
from banshi.kernel.cases.queries import CaseCard, MaterialCard
from banshi.kernel.cases.sides import people_of
from banshi.kernel.cases.stream import Recorded, stream
from banshi.kernel.clocks import queries as clocks
from banshi.kernel.clocks.desk import actor_of, explained, visible
from banshi.kernel.clocks.queries import ClockCard
from banshi.kernel.clocks.story import StoryLine, story
from banshi.kernel.documents import queries as documents
from banshi.kernel.documents.queries import DocumentCard
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.permissions import may, needs
from banshi.kernel.ui.steps import StepLine
from banshi.kernel.ui.wording import say
from banshi.lib import clock, ids
from banshi.lib.results import Reason, Refused, gettext_noop
from banshi.workflows.disclosure import unmask
from banshi.workflows.steps import Step, next_steps

STARTS = {
    "intake": gettext_noop("收件"),
    "supply": gettext_noop("告知"),
    "statutory": gettext_noop("受理"),
    "promised": gettext_noop("受理"),
    "tell_refusal": gettext_noop("决定"),
    "deliver": gettext_noop("决定"),
    "commitment": gettext_noop("容缺受理"),
    "tell_termination": gettext_noop("终止"),
    "hearing": gettext_noop("听证"),
}
WHY = gettext_noop("%(clock)s为什么是 %(due)s")
WHY_TENTATIVE = gettext_noop("%(clock)s为什么暂定 %(due)s")
WHY_OPEN = gettext_noop("%(clock)s为什么现在还不能确定")
SHOWN_AS = {"present": "received", "missing": "missing", "wrong": "wrong"}
PROMISED = gettext_noop("承诺在 %(until)s 前补齐")
AWAITED = {
    State.RECEIVED: gettext_noop("核对材料，受理或者一次性告知"),
    State.SUPPLEMENT: gettext_noop("申请人补正"),
    State.PROVISIONAL: gettext_noop("申请人补齐承诺的材料，我们接着审查"),
    State.REVIEW: gettext_noop("作出决定"),
    State.GRANTED: gettext_noop("送达决定"),
    State.REFUSED: gettext_noop("书面告知并送达"),
    State.NOT_ACCEPTED: gettext_noop("书面告知并送达"),
    State.SERVED: gettext_noop("归档"),
    State.WITHDRAWN: gettext_noop("归档"),
    State.TERMINATED: gettext_noop("书面或者电话告知，退还材料"),
}


@dataclass(frozen=True, slots=True)
class MaterialLine:
    """A paper as the component draws it."""

    name: str
    state: str
    note: Reason | str


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file handed in online: for which paper, the how-manieth, where it is, how large."""

    name: str
    number: int
    url: str
    size: str


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document with its address and how far it got."""

    title: str
    number: str
    url: str
    served_on: dt.date | None
    failed: bool
    serve_url: str
    internal: bool
    slip_url: str = ""
    to_agent: bool = False


@dataclass(frozen=True, slots=True)
class ProcedureLine:
    """A special procedure, and where it can be ended early."""

    card: ProcedureCard
    end_url: str


@needs("see_case")
@never_cache
@require_safe
def case(request: HttpRequest, case_id: int) -> HttpResponse:
    """Everything about one case on one page."""
    card = visible(request, case_id)
    return render(request, "workbench/case.html", _context(card, actor_of(request)))


@needs("unmask")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def full(request: HttpRequest, case_id: int) -> HttpResponse:
    """The whole data of an applicant, or with `?who=` of another or an agent, for a reason that is logged."""
    card = visible(request, case_id, "unmask")
    asked = request.GET.get("who", "")
    wanted = int(asked) if asked.isdecimal() and len(asked) < 19 else card.party_id
    person = next((one for one in people_of(card) if one.id == wanted), None)
    if person is None:
        raise Http404
    form = UnmaskForm(request.POST or None)
    context: dict[str, object] = {"case": card, "form": form, "party": None, "person": person}
    if form.is_valid():
        try:
            context["party"] = unmask(
                case_id=card.id,
                party_id=wanted,
                reason=form.cleaned_data["reason"],
                actor=actor_of(request),
            )
        except Refused as refused:
            for why in refused.reasons:
                form.add_error(why.field or None, say(why))
    return render(request, "workbench/full.html", context, status=422 if form.errors else 200)


def _context(card: CaseCard, actor: Actor) -> dict[str, object]:
    events = cases.timeline(card.id)
    papers = documents.of_stream(stream(card.id))
    found = clocks.cards(events)
    running = [one for one in found if one.running]
    governing = running[0] if running else None
    demanded = cases.materials(card.id)
    promised = _promise(card)
    people = organisation.called({card.handler_id} if card.handler_id else set())
    return {
        "case": card,
        "clocks": running,
        "others": [one for one in found if one != governing],
        "governing": governing,
        "why": _why(governing),
        "start": STARTS[governing.kind] if governing else "",
        "explanation": explained(card.id, governing.kind) if governing else None,
        "today": clock.today(),
        "section": organisation.section(card.section_id),
        "handler": people.get(card.handler_id or 0, ""),
        "story": _story(card, events, papers, governing),
        "steps": _steps(card, actor),
        "materials": [_material(one, promised) for one in demanded],
        "complete": sum(one.status == "present" for one in demanded),
        "files": _files(card.id, demanded),
        "documents": _documents(card, papers, actor),
        "procedures": _procedures(card, actor),
        "extensions": extensions(card.id),
        "unmasks": may(actor, "unmask", card.relation),
        **panels(card, events, actor),
    }


def _why(governing: ClockCard | None) -> Reason | None:
    if governing is None:
        return None
    title = Reason(governing.title)
    if governing.due is None:
        return Reason(WHY_OPEN, params={"clock": title})
    text = WHY_TENTATIVE if governing.provisional else WHY
    return Reason(text, params={"clock": title, "due": governing.due})


def _story(
    card: CaseCard, events: Sequence[Recorded], papers: Sequence[DocumentCard], governing: ClockCard | None
) -> list[StoryLine]:
    links = {one.id: (one.title(get_language() or ""), _paper_url(card, one)) for one in papers}
    lines = list(story(events, links))
    if card.state in AWAITED:
        due = governing.due if governing else None
        until = Reason(gettext_noop("最晚 %(due)s"), params={"due": due}) if due else ""
        lines.append(StoryLine(AWAITED[card.state], until, todo=True))
    return lines


def _steps(card: CaseCard, actor: Actor) -> list[StepLine]:
    """What the law puts first stands first and is the one button; what may not be done now stands last."""
    found = sorted(next_steps(card, actor), key=lambda step: (not step.first, not step.allowed))
    return [_step(card, step, primary=step.first and not at) for at, step in enumerate(found)]


def _step(card: CaseCard, step: Step, *, primary: bool) -> StepLine:
    if not step.allowed:
        return StepLine(say(step.label), allowed=False, reasons=(step.reason,) if step.reason else ())
    url = reverse(f"workbench:{step.act}", args=[card.id])
    sent = {"version": str(card.version), "once": ids.token()} if step.at_once else {}
    return StepLine(
        say(step.label),
        allowed=True,
        url=url,
        primary=primary,
        post=step.at_once,
        articles=step.articles,
        fields=sent,
    )


def _promise(card: CaseCard) -> Mapping[int, Reason]:
    """The papers that are promised for later, by number."""
    found = commitment(card.id) if card.state is State.PROVISIONAL else None
    if found is None:
        return {}
    return dict.fromkeys(found.gaps, Reason(PROMISED, params={"until": found.until}))


def _material(one: MaterialCard, promised: Mapping[int, Reason]) -> MaterialLine:
    if one.status == "missing" and one.seq in promised:
        return MaterialLine(one.name, "later", promised[one.seq])
    return MaterialLine(one.name, SHOWN_AS[one.status], one.problem)


def _files(case_id: int, demanded: Sequence[MaterialCard]) -> list[FileLine]:
    """What the applicant handed in online, paper by paper; an agent's power of attorney first."""
    handed_in = uploads.of_case(case_id)
    named = [(uploads.POWER, say(gettext_noop("授权委托书"))), *((one.seq, one.name) for one in demanded)]
    return [
        FileLine(name, at, reverse("workbench:handed_in", args=[case_id, file.id]), file.size_text)
        for seq, name in named
        for at, file in enumerate(handed_in.get(seq, ()), 1)
    ]


def _documents(card: CaseCard, papers: Sequence[DocumentCard], actor: Actor) -> list[DocumentLine]:
    serves = may(actor, "serve", card.relation)
    page = reverse("workbench:serve", args=[card.id])
    return [
        DocumentLine(
            title=one.title(get_language() or ""),
            number=one.number,
            url=_paper_url(card, one),
            served_on=one.served_on,
            failed=one.state == "failed",
            serve_url=f"{page}?document={one.id}"
            if serves and one.served_on is None and not one.internal
            else "",
            internal=one.internal,
            slip_url=_slip_url(card, one) if serves else "",
            to_agent=any(delivery.to_agent for delivery in one.deliveries),
        )
        for one in papers
    ]


def _slip_url(card: CaseCard, one: DocumentCard) -> str:
    out = one.slip_out
    return reverse("workbench:return_slip", args=[card.id, out.id]) if out else ""


def _paper_url(card: CaseCard, one: DocumentCard) -> str:
    return reverse("workbench:paper", args=[card.id, one.id])


def _procedures(card: CaseCard, actor: Actor) -> list[ProcedureLine]:
    return list(_with_ends(card, procedures(card.id), may(actor, "end_procedure", card.relation)))


def _with_ends(card: CaseCard, found: Sequence[ProcedureCard], ends: bool) -> Iterator[ProcedureLine]:
    today = clock.today()
    for one in found:
        early = ends and card.state in UNDER_REVIEW and one.running(today) and one.last > today
        yield ProcedureLine(one, reverse("workbench:end_procedure", args=[card.id, one.id]) if early else "")
