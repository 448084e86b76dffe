"""咨询 at the own window: what the visitor wants to know, on record and one page away from its answer (05-02)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from banshi.entrypoints.workbench.windows import context
from banshi.institutions.first_contact.forms import AtWindowForm
from banshi.kernel.clocks.desk import actor_of
from banshi.kernel.organisation.permissions import needs
from banshi.lib.results import NotPermitted, Refused
from banshi.workflows.enquiring import enquire_at_window


@needs("work_counter")
@never_cache
@require_POST
def enquire(request: HttpRequest) -> HttpResponse:
    """Open the enquiry of the visit at the window and go to the page that helps to answer it."""
    form = AtWindowForm(request.POST)
    refused: Refused | None = None
    if form.is_valid():
        given = form.cleaned_data
        try:
            opened = enquire_at_window(
                visit_id=given["visit"],
                about=given["about"],
                actor=actor_of(request),
                key=form.key("enquire_at_window"),
            )
        except NotPermitted:
            raise
        except Refused as why:
            refused = why
        else:
            return redirect("workbench:contact", opened)
    page = context(actor_of(request), refused, form)
    return render(request, "workbench/hall/window.html", page, status=422)
