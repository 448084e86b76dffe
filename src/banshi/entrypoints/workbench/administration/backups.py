"""备份: whether the bureau could be brought back, and what waits since it was."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from banshi.kernel.organisation.permissions import needs
from banshi.kernel.safekeeping import archive, queries


@needs("see_administration")
@never_cache
@require_safe
def backups(request: HttpRequest) -> HttpResponse:
    """The last good backup and proof, what is late or paused, the newest runs."""
    context = {
        "standing": queries.standing(),
        "folder": archive.folder(),
        "hours": settings.BACKUP["alarm_hours"],
        "keep": settings.BACKUP["keep"],
    }
    return render(request, "workbench/administration/backups.html", context)
