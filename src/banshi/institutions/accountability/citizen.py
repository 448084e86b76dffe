"""The public page of 问责: how many decisions in a year, by cause and by outcome. Nobody's name (12-07)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from banshi.institutions.accountability.queries.yearly import years
from banshi.kernel.organisation.permissions import public


@public
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Yearly counts; a number under five, or one that gives it away, is not said."""
    return render(request, "accountability/citizen/figures.html", {"years": years()})
