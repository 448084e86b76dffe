"""/healthz: whether this process can serve, for load balancers and monitors."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from banshi.kernel.organisation.permissions import public

PLAIN = "text/plain; charset=utf-8"


@public
@never_cache
@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """200 "ok" when the database answers, else 503; nothing about the inside is told."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except DatabaseError:
        return HttpResponse("database unavailable\n", status=503, content_type=PLAIN)
    return HttpResponse("ok\n", content_type=PLAIN)
