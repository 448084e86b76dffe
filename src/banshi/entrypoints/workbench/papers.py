"""The documents of a case and the files handed in online, for whoever may see the case."""

from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from banshi.kernel.cases import uploads
from banshi.kernel.cases.models import Upload
from banshi.kernel.cases.stream import stream
from banshi.kernel.clocks.desk import visible
from banshi.kernel.documents import queries as documents
from banshi.kernel.documents.models import Document
from banshi.kernel.organisation.permissions import needs


@needs("see_case")
@require_safe
def paper(request: HttpRequest, case_id: int, document_id: int) -> HttpResponse:
    """Show the file in the browser, ready for printing; nothing is kept there."""
    visible(request, case_id)
    if not Document.objects.filter(pk=document_id, stream=stream(case_id)).exists():
        raise Http404
    content, name = documents.pdf(document_id)
    return shown(content, "application/pdf", name)


@needs("see_case")
@require_safe
def handed_in(request: HttpRequest, case_id: int, upload_id: int) -> HttpResponse:
    """Show a file the applicant handed in online."""
    visible(request, case_id)
    try:
        return shown(*uploads.content(upload_id, case_id))
    except Upload.DoesNotExist:
        raise Http404 from None


def shown(content: bytes, media_type: str, name: str) -> HttpResponse:
    """A file for the browser's own viewer; nothing of it is kept there."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(name)}"
    response["Cache-Control"] = "no-store"
    return response
