"""The guides' desk: whom they guide, whom they help with consent, what people look for in vain (08-03, 08-04)."""

from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from banshi.institutions.guidance.actions import assisting, guiding
from banshi.institutions.guidance.actions.guiding import Guided
from banshi.institutions.guidance.forms import AssistForm, GuidedForm
from banshi.institutions.guidance.queries import desk as queries
from banshi.institutions.guidance.queries.desk import SESSION_KEY
from banshi.kernel.clocks.desk import actor_of
from banshi.kernel.documents import queries as documents
from banshi.kernel.documents.models import Document
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.permissions import may, needs
from banshi.lib import clock
from banshi.lib.results import NotPermitted, Refused


@needs("guide_visitors")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def guiding_desk(request: HttpRequest) -> HttpResponse:
    """The register of today, a new record, and what was looked for in vain."""
    posted = request.POST if request.method == "POST" else None
    form = GuidedForm(posted, sections=organisation.sections().values())
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        section = int(given["section"]) if given["section"] else None
        guided = Guided(
            given["place"],
            given["need"],
            given["help"],
            given["outcome"],
            section,
            given["elderly"],
            given["printed"],
        )
        try:
            guiding.guide(guided=guided, actor=actor_of(request), key=form.key("guide_visitor"))
        except NotPermitted:
            raise
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, gettext("已经登记。"))
            return redirect("workbench:guiding")
    context = {
        "form": form,
        "assist": AssistForm(),
        "can_assist": may(actor_of(request), "assist"),
        "rows": queries.guidings(clock.today()),
        "missed": queries.missed_searches(),
        "helped": queries.assisted_lately(),
    }
    return render(request, "guidance/staff/desk.html", context, status=422 if form.errors else 200)


@needs("assist")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def assist(request: HttpRequest) -> HttpResponse:
    """Begin to help somebody who agreed; from here to the citizens' pages."""
    form = AssistForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            begun = assisting.begin(
                person=given["person"],
                consent=given["consent"],
                actor=actor_of(request),
                key=form.key("assist"),
            )
        except NotPermitted:
            raise
        except Refused as refused:
            form.refuse(refused)
        else:
            request.session[SESSION_KEY] = begun
            return redirect("portal:home")
    return render(request, "guidance/staff/assist.html", {"form": form}, status=422 if form.errors else 200)


@needs("assist")
@require_POST
def assist_end(request: HttpRequest, session_id: int) -> HttpResponse:
    """End the help; the sheet is ready for printing."""
    assisting.end(session_id=session_id, actor=actor_of(request))
    request.session.pop(SESSION_KEY, None)
    messages.success(request, gettext("帮办已经结束，帮办单可以打印。"))
    return redirect("workbench:guiding")


@needs("guide_visitors")
@require_safe
def sheet(request: HttpRequest, document_id: int) -> HttpResponse:
    """A sheet W31 as PDF."""
    if not Document.objects.filter(pk=document_id, kind="W31").exists():
        raise Http404
    content, name = documents.pdf(document_id)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(name)}"
    response["Cache-Control"] = "no-store"
    return response
