"""Applying online, one question to a page: the start, and the questions about the person (06-03-1)."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from banshi.entrypoints.portal import journey as ways
from banshi.entrypoints.portal.journey import Journey
from banshi.entrypoints.portal.questions import AGENT, kinds_for
from banshi.kernel.cases import drafts
from banshi.kernel.cases.filetypes import LIMIT_MB
from banshi.kernel.cases.queries import card
from banshi.kernel.catalogue.queries import ItemVersionCard, NotInForce, version_in_force
from banshi.kernel.organisation.permissions import public
from banshi.kernel.ui.wording import english
from banshi.lib import clock

page_methods = require_http_methods(["GET", "HEAD", "POST"])


@public
@never_cache
@page_methods
def start(request: HttpRequest, code: str) -> HttpResponse:
    """What will be asked and needed; begin, or go on where one stopped."""
    version = _version(code)
    if not drafts.online(version.spec):
        return redirect("portal:guide", code)
    journey = ways.find(request, code)
    if request.method == "POST":
        return _begin(version, journey, agent=request.POST.get("by") == AGENT)
    if journey and journey.draft.case_id:
        journey = None
    spec = version.spec
    context = {
        "code": code,
        "name": spec.name_en if english() else spec.name_zh,
        "spec": spec,
        "hours": int(drafts.LASTS.total_seconds() // 3600),
        "limit": LIMIT_MB,
        "resume": journey.first_open if journey else "",
        "expired": journey is None and ways.COOKIE in request.COOKIES,
    }
    return render(request, "portal/apply/start.html", context)


@public
@never_cache
@page_methods
def question(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """Ask one question, keep the answer, go on."""
    journey = ways.find(request, code)
    if journey is None or journey.draft.case_id:
        return elsewhere(journey, code)
    asked = journey.question(slug)
    changing = is_changing(request)
    data = request.POST if request.method == "POST" else None
    form = asked(data, spec=journey.spec, answers=journey.answers)
    if form.is_valid():
        drafts.save(journey.handle, form.answers())
        onward = ways.find(request, code) or journey
        response = redirect(onward.after(slug, changing=changing))
        ways.keep_handle(response, code, journey.handle)
        return response
    context = {
        "journey": journey,
        "form": form,
        "back": journey.check_url if changing else journey.before(slug),
        "changing": changing,
    }
    return render(request, "portal/apply/question.html", context, status=422 if form.is_bound else 200)


@public
@never_cache
@page_methods
def discard(request: HttpRequest, code: str) -> HttpResponse:
    """Ask once more, then delete the application under way with all its files."""
    journey = ways.find(request, code)
    if journey is None or journey.draft.case_id:
        return elsewhere(journey, code)
    if request.method != "POST":
        return render(request, "portal/apply/discard.html", {"journey": journey})
    drafts.discard(journey.handle)
    messages.info(request, _("没有提交的申请已经删除。"))
    response = redirect("portal:home")
    ways.drop_handle(response, code)
    return response


def elsewhere(journey: Journey | None, code: str) -> HttpResponse:
    """Where to go when there is nothing to fill in: to the start, or to what was sent already."""
    if journey is None or journey.draft.case_id is None:
        return redirect("portal:apply", code)
    return redirect("portal:received", card(journey.draft.case_id).number)


def is_changing(request: HttpRequest) -> bool:
    """Whether the reader came from checking the answers and wants to go back there."""
    return request.GET.get("back") == "check"


def _begin(version: ItemVersionCard, journey: Journey | None, *, agent: bool) -> HttpResponse:
    if journey is not None and not journey.draft.case_id:
        drafts.discard(journey.handle)
    handle = drafts.begin(version.id)
    kinds = kinds_for(version.spec)
    known = {"kind": kinds[0].value} if len(kinds) == 1 else {}
    if agent and version.spec.agents:
        known["acting"] = AGENT
    if known:
        drafts.save(handle, known)
    draft = drafts.find(handle)
    assert draft is not None
    response = redirect(Journey(handle, draft, version.spec).first_open)
    ways.keep_handle(response, version.spec.code, handle)
    return response


def _version(code: str) -> ItemVersionCard:
    try:
        return version_in_force(code, clock.today())
    except NotInForce:
        raise Http404 from None
