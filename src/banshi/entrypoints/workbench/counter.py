"""窗口登记: choose the item, then applicant, papers and consent on one page; receive, or receive and accept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from banshi.entrypoints.workbench.appearing import Appearing
from banshi.entrypoints.workbench.forms import ConsentForm, CounterPartyForm, ItemSearchForm, KnownPartyForm
from banshi.kernel.cases import queries as cases
from banshi.kernel.cases.forms import PRESENT, DemandedPaper, PapersForm
from banshi.kernel.cases.sides import powers_of
from banshi.kernel.catalogue import competence, search
from banshi.kernel.catalogue import queries as catalogue
from banshi.kernel.catalogue.queries import ItemVersionCard, NotInForce
from banshi.kernel.catalogue.schema import ItemSpec
from banshi.kernel.clocks import queries as clocks
from banshi.kernel.clocks.desk import Joined, actor_of, visible
from banshi.kernel.clocks.preview import on_acceptance
from banshi.kernel.documents import queries as documents
from banshi.kernel.hall import queries as hall
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.permissions import Relation, may, needs
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.parties import queries as parties
from banshi.kernel.parties.models import Party
from banshi.kernel.parties.queries import PartyCard
from banshi.kernel.ui.wording import say
from banshi.lib import clock
from banshi.lib.results import NotPermitted, Refused, require
from banshi.workflows.hall import link_case
from banshi.workflows.intake import Applicant, Application, receive, receive_and_accept

FINAL = {"receive": receive, "accept": receive_and_accept}


@needs("receive")
@require_safe
def items(request: HttpRequest) -> HttpResponse:
    """Choose the item."""
    form = ItemSearchForm(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    today = clock.today()
    specs: Sequence[ItemSpec]
    if text:
        specs = [catalogue.version_in_force(hit.code, today).spec for hit in search.search(text, today)]
    else:
        specs = [card.spec for card in catalogue.published(today)]
    party = request.GET.get("party", "")
    context = {"form": form, "text": text, "specs": specs, "party": party if party.isdecimal() else ""}
    return render(request, "workbench/items.html", context)


@dataclass(frozen=True, slots=True)
class Desk:
    """The forms of one application as they stand."""

    version: ItemVersionCard
    known: PartyCard | None
    party: CounterPartyForm | KnownPartyForm
    appearing: Appearing
    papers: PapersForm
    consent: ConsentForm

    @property
    def forms(self) -> tuple[Form, ...]:
        """All of them, in the order of the page."""
        return (self.party, *self.appearing.forms, self.papers, self.consent)

    def application(self) -> Application:
        """What is handed in; only when all forms are valid."""
        return Application(
            item_code=self.version.spec.code,
            applicant=_applicant(self),
            channel="counter",
            present=self.papers.present,
            wrong=self.papers.wrong,
            electronic=self.consent.cleaned_data["electronic"],
            co_applicants=self.appearing.co_applicants,
            agency=self.appearing.agency(self.version.spec.code),
        )


@needs("receive")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def application(request: HttpRequest, code: str) -> HttpResponse:
    """One application; only `receive` and `accept` write, the other buttons show the page again."""
    version = _permitted_version(request, code)
    done = request.POST.get("do", "")
    desk = _desk(request, version, sent=done in FINAL)
    refused: Refused | None = None
    if done in FINAL and not [form for form in desk.forms if not form.is_valid()]:
        try:
            case_id = FINAL[done](
                application=desk.application(),
                actor=actor_of(request),
                key=f"counter:{desk.consent.cleaned_data['once']}",
            )
        except NotPermitted:
            raise
        except Refused as why:
            refused = _placed(why, desk)
        else:
            _tie_to_visit(actor_of(request), case_id)
            return redirect("workbench:receipt", case_id)
    return _page(request, desk, refused, looked=done == "find")


def _tie_to_visit(actor: Actor, case_id: int) -> None:
    """What is taken in while somebody is served at the own window belongs to that visit."""
    visit = hall.visit_with(actor.officer)
    if visit is not None and case_id not in hall.cases_of([visit.id]).get(visit.id, ()):
        link_case(visit_id=visit.id, case_id=case_id, actor=actor)


@needs("receive")
@never_cache
@require_safe
def receipt(request: HttpRequest, case_id: int) -> HttpResponse:
    """What the applicant is told now: number, query code, dates, papers to print."""
    case = visible(request, case_id)
    permit(actor_of(request), "receive", Relation(case.section_id))
    context = {
        "case": case,
        "code": cases.query_code(case.id),
        "clocks": [one for one in clocks.cards(cases.timeline(case.id)) if one.running],
        "documents": documents.of_stream(f"case:{case.id}"),
        "agents": powers_of(case),
    }
    return render(request, "workbench/receipt.html", context)


def _permitted_version(request: HttpRequest, code: str) -> ItemVersionCard:
    try:
        version = catalogue.version_in_force(code, clock.today())
    except NotInForce:
        raise Http404 from None
    section = organisation.section_by_code(version.spec.section)
    permit(actor_of(request), "receive", Relation(section.id))
    require(competence.at_the_counter(version.spec))
    return version


def _desk(request: HttpRequest, version: ItemVersionCard, *, sent: bool) -> Desk:
    """The forms: judged when `sent`, else only filled with what was typed so far."""
    typed = request.POST
    known = _known(request)
    party: CounterPartyForm | KnownPartyForm
    if known is not None:
        party = KnownPartyForm(typed if sent else None, initial={"party": known.id})
    else:
        party = CounterPartyForm(typed if sent else None, initial=typed.dict())
    papers = PapersForm(typed if sent else None, papers=_demanded(version.spec, typed))
    kept = {"electronic": bool(typed.get("electronic"))} | (
        {"once": typed["once"]} if "once" in typed else {}
    )
    appearing = Appearing.of(typed, version.spec, sent=sent)
    return Desk(version, known, party, appearing, papers, ConsentForm(typed if sent else None, initial=kept))


def _known(request: HttpRequest) -> PartyCard | None:
    """The applicant found by number, or chosen on the page before; None when one is typed in."""
    asked = request.POST.get("do", "")
    if asked == "clear" or not may(actor_of(request), "find_party"):
        return None
    if asked == "find" and request.POST.get("number", "").strip():
        return parties.find_by_number(request.POST["number"])
    chosen = request.POST.get("party") if request.method == "POST" else request.GET.get("party")
    return parties.cards([int(chosen)]).get(int(chosen)) if chosen and chosen.isdecimal() else None


def _demanded(spec: ItemSpec, typed: Mapping[str, Any]) -> list[DemandedPaper]:
    every = PRESENT.value if typed.get("do") == "all_present" else ""
    return [
        DemandedPaper(
            m.seq,
            m.name,
            m.grade == "principal",
            m.filling,
            every or typed.get(f"paper{m.seq}", ""),
            "" if every else typed.get(f"problem{m.seq}", ""),
        )
        for m in spec.materials
    ]


def _applicant(desk: Desk) -> Applicant:
    """Who applies. A known applicant's data go from the vault into the act and are shown to nobody."""
    if isinstance(desk.party, CounterPartyForm):
        return Applicant(**desk.party.cleaned_data)
    row = Party.objects.get(pk=desk.party.cleaned_data["party"])
    return Applicant(
        kind=row.kind,
        name=row.name,
        number_kind=row.number_kind,
        number=row.number,
        phone=desk.party.cleaned_data["phone"] or row.phone,
        address=row.address,
        legal_representative=row.legal_representative,
    )


def _placed(refused: Refused, desk: Desk) -> Refused:
    """Each reason at its field, with an anchor that leads there."""
    placed = []
    for why in refused.reasons:
        home, name = desk.appearing.home(why.field)
        home = home or next((form for form in desk.forms if name in form.fields), None)
        if home is not None:
            home.add_error(name, say(why))
        placed.append(replace(why, field=home.add_prefix(name) if home is not None else ""))
    return Refused(*placed, instead=refused.instead)


def _page(request: HttpRequest, desk: Desk, refused: Refused | None, *, looked: bool) -> HttpResponse:
    invalid = any(form.errors for form in desk.forms)
    context = {
        "spec": desk.version.spec,
        "desk": desk,
        "papers": desk.papers,
        "refused": refused,
        "entries": Joined(*desk.forms),
        "has_errors": invalid,
        "not_found": looked and desk.known is None,
        "dates": on_acceptance(desk.version.spec, clock.today()),
    }
    return render(request, "workbench/application.html", context, status=422 if refused or invalid else 200)
