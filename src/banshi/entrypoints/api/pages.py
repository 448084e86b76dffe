"""/api/: a page for people: how to get a key, how to call, what an error says."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from banshi.entrypoints.api import problems
from banshi.kernel.organisation.permissions import public


@public
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What the API is and how to begin."""
    here = request.build_absolute_uri(request.path).rstrip("/")
    return render(request, "api/index.html", {"here": here, "kinds": list(problems.KINDS.values())})


@public
@require_safe
def problem(request: HttpRequest, name: str) -> HttpResponse:
    """What one kind of problem means and what to do about it: the `type` of a problem leads here."""
    if name not in problems.KINDS:
        raise Http404
    return render(request, "api/problem.html", {"kind": problems.KINDS[name]})
