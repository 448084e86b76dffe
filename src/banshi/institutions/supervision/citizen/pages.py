"""For everybody: how enterprises are inspected, and what supervision runs came to, in figures (11-03-3, 11-03)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from banshi.institutions.supervision.queries import procedures, runs
from banshi.kernel.organisation.permissions import public


@public
@require_safe
def supervision(request: HttpRequest) -> HttpResponse:
    """Published inspection procedures, and the figures of published runs: no names, no sections."""
    results = runs.published()
    parts = runs.parts_of([one.id for one in results])
    context = {
        "procedures": procedures.procedures(published=True),
        "results": [(one, parts[one.id]) for one in results],
    }
    return render(request, "supervision/citizen/supervision.html", context)
