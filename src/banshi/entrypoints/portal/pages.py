"""Pages that only tell: where the hall is, how the site can be read, what is kept about people."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from banshi.entrypoints.portal import hall as hall_today
from banshi.kernel.cases.drafts import LASTS
from banshi.kernel.cases.lookups import PROOF_LASTS
from banshi.kernel.organisation.permissions import public
from banshi.kernel.organisation.queries import sections
from banshi.kernel.privacy import words
from banshi.kernel.privacy.periods import kinds
from banshi.kernel.ui.wording import english


@public
@require_safe
def hall(request: HttpRequest) -> HttpResponse:
    """Address, hours, telephones."""
    language = "en" if english() else "zh"
    phones = [(each.name(language), each.phone, each.room) for each in sections().values() if each.phone]
    return render(request, "portal/hall.html", {"hall": hall_today.today(), "sections": phones})


@public
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """How the site can be read and used."""
    return render(request, "portal/accessibility.html")


@public
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about people, why, by which ground, how long, whom to ask; and the cookies of the site."""
    context = {
        "session_cookie": settings.SESSION_COOKIE_NAME,
        "form_cookie": settings.CSRF_COOKIE_NAME,
        "kept": [words.kept_line(kind) for kind in kinds().values() if not kind.inside],
        "hours": int(LASTS.total_seconds() // 3600),
        "minutes": int(PROOF_LASTS.total_seconds() // 60),
    }
    return render(request, "portal/privacy.html", context)
