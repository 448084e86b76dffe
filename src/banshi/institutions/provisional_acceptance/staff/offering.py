"""The staff's pages before acceptance: the letter, its signature, an offer that is not wanted or not open."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from banshi.institutions.provisional_acceptance.actions import committing, offering
from banshi.institutions.provisional_acceptance.forms import DateForm, JudgementForm, SigningForm
from banshi.institutions.provisional_acceptance.queries import offers, promises
from banshi.institutions.provisional_acceptance.queries.promises import CommitmentCard
from banshi.institutions.provisional_acceptance.rules import committing as dates
from banshi.institutions.provisional_acceptance.rules import offering as rules
from banshi.institutions.provisional_acceptance.rules.offering import QUESTIONS
from banshi.kernel.cases.forms import ActForm
from banshi.kernel.cases.queries import CaseCard
from banshi.kernel.cases.sides import powers_of
from banshi.kernel.catalogue import queries as catalogue
from banshi.kernel.catalogue.schema import ItemSpec
from banshi.kernel.clocks.desk import ActPage, act_page, actor_of, visible
from banshi.kernel.clocks.preview import on_acceptance
from banshi.kernel.organisation.permissions import needs
from banshi.kernel.parties import queries as parties
from banshi.kernel.workdays.queries import table
from banshi.lib import clock
from banshi.lib.results import Reason, gettext_noop

page_methods = require_http_methods(["GET", "HEAD", "POST"])
FOLLOWS = (
    Reason(gettext_noop("受理通知书和容缺补正告知书同时出具，当场交给申请人。"), ("04-09",)),
    Reason(gettext_noop("先办起来；材料补齐并核对以前，不能准予。"), ("04-11",)),
    Reason(gettext_noop("到期没有补齐的，系统自行终止，并报局审批科核实。"), ("04-12", "04-13")),
)
TITLE = gettext_noop("容缺受理：先受理，材料后补")


@needs("accept_provisionally")
@page_methods
def accept_provisionally(request: HttpRequest, case_id: int) -> HttpResponse:
    """First the letter to be signed, then acceptance; where it is not open, why not."""
    case = visible(request, case_id, "accept_provisionally")
    waiting = promises.open_request(case.id)
    decision = offers.offer(case)
    if not decision and request.method != "POST":
        context = {"case": case, "decision": decision, "judges": _judged_by_section(case)}
        return render(request, "provisional_acceptance/staff/closed.html", context)
    if waiting is None or request.POST.get("do") == "letter" or "again" in request.GET:
        return _letter(request, case)
    return _signing(request, case, waiting)


def _letter(request: HttpRequest, case: CaseCard) -> HttpResponse:
    """What comes later and by when: the letter W08 for signing."""
    spec = catalogue.spec(case.item_version_id)
    form = DateForm(
        request.POST or None,
        case=case,
        act="draw_up_commitment",
        initial={"until": offers.usual_until(spec)},
    )
    page = ActPage(
        title=TITLE,
        button=gettext_noop("申请人愿意，出具承诺书"),
        done=gettext_noop("承诺书已出具，请打印，交给申请人看清楚、签好。"),
        articles=("04-03", "04-06", "04-07", "04-08"),
        effects=(
            Reason(gettext_noop("容缺受理要申请人自己愿意；不愿意的，不勉强。"), ("04-03",)),
            *on_acceptance(spec, clock.today()),
            *FOLLOWS,
        ),
        issues=True,
        template="provisional_acceptance/staff/letter.html",
        more={"gaps": rules.gaps(offers.papers(case.id)), "questions": QUESTIONS.items()},
    )

    def draw_up(**guards: Any) -> int:
        until = form.cleaned_data["until"]
        return committing.draw_up_commitment(case_id=case.id, until=until, actor=actor_of(request), **guards)

    answer = act_page(request, case, form, page, draw_up)
    if answer.status_code == 302:
        answer["Location"] = request.path
    return answer


def _signing(request: HttpRequest, case: CaseCard, waiting: CommitmentCard) -> HttpResponse:
    """The signed letter, ticked through; one click where it was signed online."""
    spec = catalogue.spec(case.item_version_id)
    form: ActForm
    if waiting.signed:
        form = ActForm(request.POST or None, case=case, act="accept_provisionally")
    else:
        party = parties.card(case.party_id)
        form = SigningForm(
            request.POST or None,
            citizen=party.kind == "citizen",
            case=case,
            act="accept_provisionally",
        )
        form.offer_agents(powers_of(case))
    page = _acceptance(case, waiting, spec, form)

    def accept(**guards: Any) -> int:
        signed = form.signed() if isinstance(form, SigningForm) else None
        return committing.accept_provisionally(
            case_id=case.id, signed=signed, actor=actor_of(request), **guards
        )

    return act_page(request, case, form, page, accept)


def _acceptance(case: CaseCard, waiting: CommitmentCard, spec: ItemSpec, form: ActForm) -> ActPage:
    warning = dates.short_time(
        waiting.until,
        today=clock.today(),
        promised=offers.promised(spec),
        days=table(),
        least=offers.least_time(),
    )
    return ActPage(
        title=TITLE,
        button=gettext_noop("容缺受理"),
        done=gettext_noop("已经容缺受理，请把两份文书一起交给申请人。"),
        articles=("04-02", "04-07", "04-08", "04-09"),
        effects=(*on_acceptance(spec, clock.today()), *FOLLOWS),
        issues=True,
        template="provisional_acceptance/staff/signing.html",
        more={
            "commitment": waiting,
            "warning": warning,
            "gaps": rules.gaps(offers.papers(case.id)),
            "signing": form if isinstance(form, SigningForm) else None,
        },
    )


@needs("accept_provisionally")
@page_methods
def decline_provisional(request: HttpRequest, case_id: int) -> HttpResponse:
    """It was offered, and the applicant does not want it."""
    case = visible(request, case_id, "accept_provisionally")
    form = ActForm(request.POST or None, case=case, act="decline_provisional")
    page = ActPage(
        title=gettext_noop("已告知可以容缺，申请人不要"),
        button=gettext_noop("记下来"),
        done=gettext_noop("已经记下，可以通知补正了。"),
        articles=("04-03", "04-04"),
        effects=(
            Reason(gettext_noop("申请人以后改变主意，还可以申请容缺受理。"), ("04-03",)),
            Reason(gettext_noop("接下来开一张补正通知书，一次列全。"), ("06-03-2",)),
        ),
    )

    def decline(**guards: Any) -> int:
        return offering.decline_provisional(case_id=case.id, actor=actor_of(request), **guards)

    return act_page(request, case, form, page, decline)


@needs("accept_provisionally")
@page_methods
def deny_provisional(request: HttpRequest, case_id: int) -> HttpResponse:
    """Tell on paper which article forbids it, and until when."""
    case = visible(request, case_id, "accept_provisionally")
    form = ActForm(request.POST or None, case=case, act="deny_provisional")
    page = ActPage(
        title=gettext_noop("书面告知不适用容缺"),
        button=gettext_noop("出具告知书"),
        done=gettext_noop("告知书已出具，请打印并交给申请人。"),
        articles=("04-04", "04-05", "04-13"),
        effects=offers.offer(case).reasons,
        issues=True,
    )

    def deny(**guards: Any) -> int:
        return offering.deny_provisional(case_id=case.id, actor=actor_of(request), **guards)

    return act_page(request, case, form, page, deny)


@needs("judge_tolerance")
@page_methods
def judge_tolerance(request: HttpRequest, case_id: int) -> HttpResponse:
    """A section head judges that another secondary paper may come later."""
    case = visible(request, case_id, "judge_tolerance")
    open_ones = _judgeable(case)
    form = JudgementForm(
        request.POST or None,
        case=case,
        act="judge_tolerance",
        papers=open_ones,
        initial={"material": open_ones[0].seq} if len(open_ones) == 1 else {},
    )
    page = ActPage(
        title=gettext_noop("判定某份材料可以后补"),
        button=gettext_noop("判定可以后补"),
        done=gettext_noop("判定已经记下，这份材料在这一件里可以后补。"),
        articles=("04-05-4",),
        effects=(Reason(gettext_noop("只对这一件有效，目录不变；您的姓名和理由会留下记录。"), ("04-05-4",)),),
    )

    def judge(**guards: Any) -> int:
        given = form.cleaned_data
        return offering.judge_tolerance(
            case_id=case.id,
            material=given["material"],
            answered=given["answered"],
            reason=given["reason"],
            actor=actor_of(request),
            **guards,
        )

    return act_page(request, case, form, page, judge)


def _judgeable(case: CaseCard) -> list[rules.Paper]:
    found = rules.gaps(offers.papers(case.id))
    return [paper for paper in found if not paper.principal and not paper.tolerable]


def _judged_by_section(case: CaseCard) -> bool:
    """Whether only a section's judgement stands between the applicant and the offer."""
    return all(why.articles == ("04-05",) for why in offers.offer(case).reasons)
