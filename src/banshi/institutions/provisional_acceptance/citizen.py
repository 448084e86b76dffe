"""What the public may read of broken commitments: only what a person decided to publish, and only so long (04-13)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from banshi.institutions.provisional_acceptance.queries import records
from banshi.kernel.organisation.permissions import public


@public
@require_safe
def integrity(request: HttpRequest) -> HttpResponse:
    """The published records: masked names, items, days."""
    context = {"lines": records.published()}
    return render(request, "provisional_acceptance/citizen/integrity.html", context)
