"""/api/v1/documents/{id}.pdf: the file of a paper of a case."""

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from drf_spectacular.types import OpenApiTypes
from rest_framework.request import Request

from banshi.entrypoints.api.describing import operation
from banshi.entrypoints.api.endpoint import Endpoint
from banshi.entrypoints.api.shapes import Whole
from banshi.kernel.documents import queries as documents
from banshi.kernel.documents.models import Document

PDF = "application/pdf"


class DocumentFile(Endpoint):
    """One paper."""

    guard = "see_case"

    @operation(
        "read_document",
        "文书的 PDF 文件",
        tag="cases",
        path={"document_id": Whole(about="The document's id.")},
        answer={(200, PDF): OpenApiTypes.BINARY},
        problems=(401, 404, 422),
    )
    def get(self, request: Request, document_id: int) -> HttpResponse:
        """Read the file (PDF/A-2a); it is made on the spot when it still waits to be typeset."""
        stream = Document.objects.only("stream").get(pk=document_id).stream
        kind, _, number = stream.partition(":")
        if kind != "case":
            raise Http404
        self.visible(int(number))
        content, name = documents.pdf(document_id)
        header = content_disposition_header(as_attachment=True, filename=name)
        return HttpResponse(content, content_type=PDF, headers={"Content-Disposition": header})
