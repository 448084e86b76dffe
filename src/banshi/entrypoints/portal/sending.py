"""Checking the answers and sending the application: once, however often the button is pressed."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from banshi.entrypoints.portal import journey as ways
from banshi.entrypoints.portal import questions
from banshi.entrypoints.portal.apply import elsewhere
from banshi.entrypoints.portal.journey import COUNTER, POST, Journey
from banshi.entrypoints.portal.questions import YES, Question
from banshi.kernel.cases import drafts, lookups
from banshi.kernel.cases.models import Channel
from banshi.kernel.cases.queries import card
from banshi.kernel.catalogue.queries import NotInForce, version_in_force
from banshi.kernel.organisation.permissions import citizen_of, public
from banshi.kernel.ui.wording import say
from banshi.lib import clock
from banshi.lib.results import Refused
from banshi.workflows.intake import Applicant, Application, receive


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
    }
    return render(request, "portal/apply/check.html", context, status=422 if refused else 200)


def _send(request: HttpRequest, journey: Journey) -> HttpResponse:
    given = {name: journey.answers.get(name, "") for name in Applicant.__slots__}
    application = Application(
        item_code=journey.code,
        applicant=Applicant(**given),
        channel=Channel.ONLINE,
        present=tuple(sorted(journey.files)),
        electronic=journey.answers["electronic"] == YES,
        draft_id=journey.draft.id,
    )
    case_id = receive(application=application, actor=citizen_of(request), key=f"draft:{journey.draft.id}")
    drafts.sent(journey.handle, case_id)
    lookups.remember(request.session, case_id)
    return redirect("portal:received", card(case_id).number)


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
    for asked in questions.with_serving(journey.answers, journey.spec):
        yield from _shown(asked, journey, wrong)


def _shown(asked: type[Question], journey: Journey, wrong: dict[str, str]) -> Iterable[Answer]:
    form = asked(None, spec=journey.spec, answers=journey.answers)
    url = reverse("portal:question", args=[journey.code, asked.slug]) + "?back=check"
    field = asked.keeps[-1]
    error = next((wrong[name] for name in asked.keeps if name in wrong), "")
    for at, (label, value) in enumerate(form.rows):
        last = at == len(form.rows) - 1
        yield Answer(label, value, url if last else "", field if last else "", error if last else "")


def _papers(journey: Journey) -> Iterable[Answer]:
    words = {COUNTER: _("带到窗口"), POST: _("邮寄")}
    for material in journey.spec.materials:
        files = journey.files.get(material.seq, ())
        way = journey.ways.get(str(material.seq), "")
        value = _("、").join(file.name for file in files) if files else words.get(way, "")
        url = reverse("portal:paper", args=[journey.code, material.seq]) + "?back=check"
        yield Answer(f"{material.seq}. {material.name}", value, url, f"paper{material.seq}")
