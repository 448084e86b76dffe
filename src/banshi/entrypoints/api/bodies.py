"""JSON in: read strictly, within limits, so that nothing odd reaches the rules or the database."""

import json
from collections.abc import Iterable
from typing import Any, NoReturn

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ParseError
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import BaseParser, JSONParser
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

NOT_JSON = _("请求的内容不是有效的 JSON（UTF-8），请检查引号、逗号和括号。")
ODD_CHARACTER = _("请求里有不能保存的字符，请删去。")


class JsonBody(JSONParser):
    """JSON in UTF-8, without NaN, NUL and lone surrogates.

    A JSONParser, because only to those the framework hands a body whose length it has checked.
    """

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        """The value behind the body; raises `ParseError`."""
        try:
            text = stream.read().decode("utf-8")
            given = json.loads(text, parse_constant=_refuse)
            if "\\u" in text:
                _require_storable(given)
        except (ValueError, RecursionError):
            raise ParseError(NOT_JSON) from None
        return given


class JsonOnly(BaseContentNegotiation):
    """One kind of answer: JSON, whatever the client would rather have."""

    def select_parser(self, request: Request, parsers: Iterable[BaseParser]) -> BaseParser | None:
        """The parser for the body's media type, or None (415)."""
        kind = (request.content_type or "").partition(";")[0].strip().lower()
        return next((parser for parser in parsers if parser.media_type == kind), None)

    def select_renderer(
        self, request: Request, renderers: Iterable[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        """The first renderer."""
        first = next(iter(renderers))
        return first, first.media_type


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


def _require_storable(value: Any) -> None:
    """Raise ParseError for what only an escape can smuggle in: NUL and half of a character pair."""
    if isinstance(value, str):
        if "\0" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
            raise ParseError(ODD_CHARACTER)
    elif isinstance(value, dict):
        for key, inner in value.items():
            _require_storable(key)
            _require_storable(inner)
    elif isinstance(value, list):
        for inner in value:
            _require_storable(inner)
