"""Checking the answers and sending the application: once, however often the button is pressed."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from banshi.entrypoints.portal import asking
from banshi.entrypoints.portal import journey as ways
from banshi.entrypoints.portal.apply import elsewhere
from banshi.entrypoints.portal.journey import COUNTER, POST, Journey
from banshi.entrypoints.portal.questions import YES, Question, by_agent
from banshi.kernel.cases import drafts, lookups, uploads
from banshi.kernel.cases.models import Channel
from banshi.kernel.cases.queries import card
from banshi.kernel.catalogue.queries import NotInForce, version_in_force
from banshi.kernel.organisation.permissions import citizen_of, public
from banshi.kernel.parties.kinds import NumberKind, PartyKind
from banshi.kernel.ui.wording import say
from banshi.lib import clock
from banshi.lib.results import Refused
from banshi.workflows.intake import Agency, Applicant, Application, receive

MOST_ASKED = 30


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer as it is checked: `field` is where a refusal of it belongs."""

    label: str
    value: str
    change_url: str
    field: str
    error: str = ""


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, code: str) -> HttpResponse:
    """Show all answers for checking; on POST send the application."""
    journey = ways.find(request, code)
    if journey is None or journey.draft.case_id:
        return elsewhere(journey, code)
    if _outdated(request, journey) or journey.first_open != journey.check_url:
        return redirect((ways.find(request, code) or journey).first_open)
    refused: Refused | None = None
    if request.method == "POST":
        try:
            return _send(request, journey)
        except Refused as why:
            refused = why
    context = {
        "journey": journey,
        "answers": list(_answers(journey, refused)),
        "papers": list(_papers(journey)),
        "refused": refused,
        "by_agent": by_agent(journey.answers),
        "more": len(asking.of(journey.answers, journey.spec)) < MOST_ASKED,
        "extra": asking.others(journey.answers, journey.spec) >= journey.spec.applicants,
    }
    return render(request, "portal/apply/check.html", context, status=422 if refused else 200)


def _send(request: HttpRequest, journey: Journey) -> HttpResponse:
    given = {name: journey.answers.get(name, "") for name in Applicant.__slots__}
    application = Application(
        item_code=journey.code,
        applicant=Applicant(**given),
        channel=Channel.ONLINE,
        present=tuple(sorted(set(journey.files) - {uploads.POWER})),
        electronic=journey.answers["electronic"] == YES,
        draft_id=journey.draft.id,
        co_applicants=_others(journey),
        agency=_agency(journey) if by_agent(journey.answers) else None,
    )
    case_id = receive(application=application, actor=citizen_of(request), key=f"draft:{journey.draft.id}")
    drafts.sent(journey.handle, case_id)
    lookups.remember(request.session, case_id)
    return redirect("portal:received", card(case_id).number)


def _others(journey: Journey) -> tuple[Applicant, ...]:
    number = asking.others(journey.answers, journey.spec)
    return tuple(_person(journey.answers[f"co{at}"]) for at in range(1, number + 1))


def _agency(journey: Journey) -> Agency:
    terms, files = journey.answers["power"], journey.files[uploads.POWER]
    return Agency(
        agent=_person(journey.answers["agent"]),
        scope=terms["scope"],
        items=(journey.code,),
        first=dt.date.fromisoformat(terms["first"]),
        last=dt.date.fromisoformat(terms["last"]),
        evidence=f"网上上传的授权委托书，{len(files)} 个文件",
    )


def _person(given: Mapping[str, str]) -> Applicant:
    """Somebody else than the first applicant; a credit code tells an organisation."""
    organisation = given["number_kind"] == NumberKind.CREDIT_CODE
    kind = PartyKind.LEGAL_PERSON if organisation else PartyKind.CITIZEN
    return Applicant(kind=kind.value, **given)


@public
@never_cache
@require_POST
def people(request: HttpRequest, code: str) -> HttpResponse:
    """One more who applies together, or one fewer; then on with what is open."""
    journey = ways.find(request, code)
    if journey is None or journey.draft.case_id:
        return elsewhere(journey, code)
    number = asking.others(journey.answers, journey.spec)
    wanted = number + (1 if request.POST.get("do") == "add" else -1)
    kept = {
        name: value for name, value in journey.answers.items() if name != f"co{number}" or wanted > number
    }
    drafts.save(journey.handle, {**kept, "people": max(wanted, 0)})
    onward = ways.find(request, code) or journey
    back = "" if onward.first_open == onward.check_url else "?back=check"
    return redirect(onward.first_open + back)


def _outdated(request: HttpRequest, journey: Journey) -> bool:
    """Whether the catalogue has changed since the draft was begun; the papers are then asked for again."""
    try:
        version = version_in_force(journey.code, clock.today())
    except NotInForce:
        return False
    if version.id == journey.draft.item_version_id:
        return False
    drafts.renew(journey.draft, version.id)
    messages.info(request, _("办事指南刚刚更新过，请您把材料再核对一遍。您填写的个人信息还在。"))
    return True


def _answers(journey: Journey, refused: Refused | None) -> Iterable[Answer]:
    wrong = {reason.field: say(reason) for reason in refused.reasons} if refused else {}
    for asked in asking.with_serving(journey.answers, journey.spec):
        yield from _shown(asked, journey, wrong)


def _shown(asked: type[Question], journey: Journey, wrong: dict[str, str]) -> Iterable[Answer]:
    form = asked(None, spec=journey.spec, answers=journey.answers)
    url = reverse("portal:question", args=[journey.code, asked.slug]) + "?back=check"
    own = asked.refused_as()
    error = next((wrong[name] for name in own if name in wrong), "")
    field = next((name for name in own if name in wrong), own[-1])
    for at, (label, value) in enumerate(form.rows):
        last = at == len(form.rows) - 1
        yield Answer(label, value, url if last else "", field if last else "", error if last else "")


def _papers(journey: Journey) -> Iterable[Answer]:
    words = {COUNTER: _("带到窗口"), POST: _("邮寄")}
    for material in journey.papers:
        files = journey.files.get(material.seq, ())
        way = journey.ways.get(str(material.seq), "")
        value = _("、").join(file.name for file in files) if files else words.get(way, "")
        url = reverse("portal:paper", args=[journey.code, material.seq]) + "?back=check"
        label = f"{material.seq}. {material.name}" if material.seq else _(material.name)
        yield Answer(label, value, url, f"paper{material.seq}")
