"""The staff's pages of papers that come later: what has come, logging it, checking it (04-10 to 04-12)."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from banshi.institutions.provisional_acceptance.actions import supplying
from banshi.institutions.provisional_acceptance.actions.supplying import Arrival
from banshi.institutions.provisional_acceptance.forms import ArrivalForm, CheckForm
from banshi.institutions.provisional_acceptance.queries import promises
from banshi.institutions.provisional_acceptance.queries.promises import PieceCard, PromisedPaper
from banshi.institutions.provisional_acceptance.rules.supplying import ACCEPTED
from banshi.kernel.cases import uploads
from banshi.kernel.cases.queries import CaseCard
from banshi.kernel.cases.sides import powers_of
from banshi.kernel.clocks.desk import DESK, ActPage, act_page, actor_of, visible
from banshi.kernel.organisation.permissions import needs
from banshi.lib.results import Reason, gettext_noop

page_methods = require_http_methods(["GET", "HEAD", "POST"])
LOGGED = (
    Reason(gettext_noop("全部合格以后，这件就可以作出决定。"), ("04-11",)),
    Reason(gettext_noop("不合格的，到期以前可以重新补；过了补正日期核对不合格的，终止办理。"), ("04-12",)),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A promised paper with where it is checked, and its files."""

    paper: PromisedPaper
    check_url: str
    files: tuple[tuple[int, str], ...]


@needs("check_materials")
@page_methods
def pieces(request: HttpRequest, case_id: int) -> HttpResponse:
    """What was promised, what came, and the form for what comes now."""
    case = visible(request, case_id, "check_materials")
    found = promises.commitment(case.id)
    if found is None:
        raise Http404
    promised = promises.promised_papers(case.id)
    outstanding = [paper for paper in promised if paper.state not in {ACCEPTED, "waiting"}]
    form = ArrivalForm(
        request.POST or None,
        case=case,
        act="log_arrival",
        papers=outstanding,
    )
    form.offer_agents(powers_of(case))
    page = ActPage(
        title=gettext_noop("登记、核对后补的材料"),
        button=gettext_noop("登记收到，出具收件单"),
        done=gettext_noop("收件单已出具，申请人会收到短信。"),
        articles=("04-10", "04-12"),
        effects=LOGGED,
        issues=True,
        template="provisional_acceptance/staff/pieces.html",
        more={
            "commitment": found,
            "promised": [_line(case, paper) for paper in promised],
            "outstanding": outstanding,
        },
    )

    def log(**guards: Any) -> int:
        return supplying.log_arrival(
            case_id=case.id, arrival=_arrival(form), actor=actor_of(request), **guards
        )

    return act_page(request, case, form, page, log)


@needs("check_materials")
@page_methods
def check_piece(request: HttpRequest, case_id: int, piece_id: int) -> HttpResponse:
    """Whether one paper that arrived is in order."""
    case = visible(request, case_id, "check_materials")
    paper = next((p for p in promises.promised_papers(case.id) if p.latest and p.latest.id == piece_id), None)
    if paper is None or paper.latest is None:
        raise Http404
    form = CheckForm(request.POST or None, case=case, act=f"check_piece{piece_id}")
    page = ActPage(
        title=gettext_noop("核对后补的材料"),
        button=gettext_noop("记下核对结果"),
        done=gettext_noop("核对结果已经记下，申请人会收到短信。"),
        articles=("04-10", "04-12"),
        effects=(
            Reason(gettext_noop("和已经审过的材料比对，前后要一致。"), ("04-05-3",)),
            Reason(gettext_noop("最后一份合格以后，承诺就兑现了，可以作出决定。"), ("04-11",)),
        ),
        template="provisional_acceptance/staff/check.html",
        more={"paper": paper, "piece": paper.latest, "files": _files(case, paper.latest)},
    )

    def check(**guards: Any) -> int:
        given = form.cleaned_data
        return supplying.check_piece(
            case_id=case.id,
            piece_id=piece_id,
            accepted=given["accepted"] == "yes",
            problem=given["problem"],
            actor=actor_of(request),
            **guards,
        )

    return act_page(request, case, form, page, check)


def _arrival(form: ArrivalForm) -> Arrival:
    given = form.cleaned_data
    return Arrival(
        materials=form.materials,
        channel=given["channel"],
        tracking=given["tracking"],
        posted_on=given["posted_on"],
        power=form.power,
        found=form.found,
    )


def _line(case: CaseCard, paper: PromisedPaper) -> Line:
    waiting = paper.latest is not None and paper.state == "waiting"
    url = reverse(f"{DESK}:check_piece", args=[case.id, paper.latest.id]) if waiting and paper.latest else ""
    return Line(paper, url, _files(case, paper.latest) if paper.latest else ())


def _files(case: CaseCard, piece: PieceCard) -> tuple[tuple[int, str], ...]:
    """The files of this paper that were handed in with the piece."""
    if piece.channel != "online" or piece.arrived_at is None:
        return ()
    found = uploads.of_case(case.id).get(piece.seq, ())
    return tuple(
        (number, reverse(f"{DESK}:handed_in", args=[case.id, file.id]))
        for number, file in enumerate(found, 1)
    )
