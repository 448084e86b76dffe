"""/api/v1/schema: the OpenAPI document of this API; and the answer for addresses that do not exist."""

from functools import cache
from typing import Any

from django.http import Http404
from django.utils.translation import override
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.types import OpenApiTypes
from rest_framework.request import Request
from rest_framework.response import Response

from banshi.entrypoints.api.describing import operation
from banshi.entrypoints.api.endpoint import PUBLIC, Endpoint

MEDIA_TYPE = "application/vnd.oai.openapi+json"


class Schema(Endpoint):
    """The description of the whole API."""

    guard = PUBLIC

    @operation(
        "read_schema",
        "接口说明（OpenAPI 3.1）",
        tag="schema",
        answer={(200, MEDIA_TYPE): OpenApiTypes.OBJECT},
    )
    def get(self, request: Request) -> Response:
        """Read this document."""
        return Response(_document(), content_type=MEDIA_TYPE)


class Nowhere(Endpoint):
    """Any other address below /api/v1/: the same 404 as everywhere."""

    guard = PUBLIC
    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """There is nothing here, for anybody."""
        raise Http404


@cache
def _document() -> dict[str, Any]:
    """Made once a process, in one language, like the committed one."""
    with override("zh-hans"):
        return SchemaGenerator().get_schema(request=None, public=True)
