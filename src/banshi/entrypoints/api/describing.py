"""How the shapes and the key show in the OpenAPI schema, and the words of each operation."""

from collections.abc import Callable, Mapping
from typing import Any, Literal, TypeVar, cast

from drf_spectacular.extensions import OpenApiAuthenticationExtension, OpenApiSerializerExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent
from drf_spectacular.utils import Direction, OpenApiParameter, OpenApiResponse, extend_schema

from banshi.entrypoints.api import problems
from banshi.entrypoints.api.authentication import KeyAuthentication
from banshi.entrypoints.api.endpoint import KEY_HEADER
from banshi.entrypoints.api.shapes import (
    REQUIRED,
    Choice,
    Day,
    Flag,
    Many,
    Moment,
    Record,
    Shape,
    Text,
    Whole,
)

FORMATS: Mapping[type[Shape], Mapping[str, str]] = {
    Text: {"type": "string"},
    Whole: {"type": "integer"},
    Flag: {"type": "boolean"},
    Day: {"type": "string", "format": "date"},
    Moment: {"type": "string", "format": "date-time"},
    Choice: {"type": "string"},
    Many: {"type": "array"},
}
# Too much at once; database or disk away: anywhere, at any time.
WAITING = (429, 503)
View = TypeVar("View", bound=Callable[..., Any])
Schema = dict[str, Any]
Place = Literal["query", "path", "header"]

REASON = Record(
    name="ProblemReason",
    fields={
        "reason": Text(about="One plain sentence in the reader's language (Accept-Language)."),
        "articles": Many(of=Text(example="06-03-2"), about="The articles it rests on."),
    },
)
ERROR = Record(
    name="ProblemError",
    fields={
        "field": Text(about="The field it is about; empty for the whole.", example="applicant.number"),
        **REASON.fields,
    },
)
PROBLEM = Record(
    name="Problem",
    about="RFC 9457. The same sentences and articles as on the screens of clerks and citizens.",
    fields={
        "type": Text(about="The kind of problem; its page says what to do."),
        "title": Text(),
        "status": Whole(low=400, high=599),
        "detail": Text(),
        "articles": Many(of=Text(example="06-03-2")),
        "errors": Many(of=ERROR),
        "instead": Many(of=REASON, about="What is lawful instead."),
    },
)


class KeyScheme(OpenApiAuthenticationExtension):
    """The key as a security scheme."""

    target_class = KeyAuthentication
    name = "key"

    def get_security_definition(self, auto_schema: AutoSchema) -> Schema:
        """A bearer token."""
        return {"type": "http", "scheme": "bearer", "description": "A key issued by the administrator."}


class RecordComponent(OpenApiSerializerExtension):
    """A record as a named component of the schema."""

    target_class = Record

    def get_name(self, auto_schema: AutoSchema, direction: Direction) -> str:
        """The record's own name."""
        return self.target.name

    def map_serializer(self, auto_schema: AutoSchema, direction: Direction) -> Schema:
        """Its fields; what is read refuses others, and what is answered always has all of them."""
        record: Record = self.target
        asked = direction == "request"
        found: Schema = {
            "type": "object",
            "properties": {
                name: _schema(shape, auto_schema, direction) for name, shape in record.fields.items()
            },
        }
        needed = [name for name, shape in record.fields.items() if not asked or shape.default is REQUIRED]
        if needed:
            found["required"] = needed
        if asked:
            found["additionalProperties"] = False
        if record.about:
            found["description"] = record.about
        return found


def operation(
    name: str,
    summary: str,
    *,
    tag: str,
    answer: Record | dict[tuple[int, str], Any],
    body: Record | None = None,
    query: Record | None = None,
    **more: Any,
) -> Callable[[View], View]:
    """Describe one operation. `more`: `status` (200), `problems` (statuses), `once` (takes an idempotency key),
    `path` (its parameters: name → shape). Examples are recorded (`recorded.py`)."""
    good = answer if isinstance(answer, dict) else {(more.get("status", 200), "application/json"): answer}
    responses: dict[Any, Any] = {
        code: OpenApiResponse(shown, description=summary) for code, shown in good.items()
    }
    # Wherever no key is needed, a wrong one is still told.
    for status in sorted({401, *WAITING, *more.get("problems", ())}):
        responses |= {(status, problems.MEDIA_TYPE): _problem(status)}
    return extend_schema(
        operation_id=name,
        summary=summary,
        tags=[tag],
        request=body,
        responses=responses,
        parameters=_parameters(query, more),
    )


def _parameters(query: Record | None, more: Mapping[str, Any]) -> list[OpenApiParameter]:
    found = [_parameter(name, shape, "path") for name, shape in more.get("path", {}).items()]
    about = "Seconds until the same request may be sent again."
    found.append(
        OpenApiParameter(
            "Retry-After", dict(FORMATS[Whole]), "header", description=about, response=[*WAITING]
        )
    )
    if query:
        found += [_parameter(name, shape, "query") for name, shape in query.fields.items()]
    if more.get("once"):
        about = "The same key twice is one act with one answer: repeat it when the line broke."
        found.append(_parameter(KEY_HEADER, Text(about=about, default="", longest=120), "header"))
    return found


def _parameter(name: str, shape: Shape, place: Place) -> OpenApiParameter:
    many = isinstance(shape, Many)
    return OpenApiParameter(
        name,
        type=_plain(shape),
        location=place,
        required=shape.default is REQUIRED,
        description=shape.about,
        explode=True if many else None,
        style="form" if many else None,
    )


def _problem(status: int) -> OpenApiResponse:
    return OpenApiResponse(PROBLEM, description=problems.BY_STATUS[status].title)


def _schema(shape: Shape, auto_schema: AutoSchema, direction: Direction) -> Schema:
    """A shape where records and closed lists are named components."""
    if isinstance(shape, Record):
        found = auto_schema.resolve_serializer(cast(Any, shape), direction).ref
    elif isinstance(shape, Choice):
        found = _named(shape, auto_schema)
    elif isinstance(shape, Many):
        found = {"type": "array", "items": _schema(shape.of, auto_schema, direction)}
        found |= {"minItems": shape.least, "maxItems": shape.most} if direction == "request" else {}
    else:
        found = _plain(shape, bounded=direction == "request")
    if shape.nullable:
        found = {"oneOf": [found, {"type": "null"}]}
    return _annotated(found, shape)


def _named(choice: Choice, auto_schema: AutoSchema) -> Schema:
    meanings = "\n".join(f"* `{word}` {meaning}" for word, meaning in choice.options.items())
    component = ResolvedComponent(
        name=choice.name,
        type=ResolvedComponent.SCHEMA,
        schema={"type": "string", "enum": list(choice.options), "description": meanings},
        object=choice.name,
    )
    auto_schema.registry.register_on_missing(component)
    return component.ref


def _plain(shape: Shape, *, bounded: bool = True) -> Schema:
    """A shape written out on the spot; `bounded`: with the limits that reading sets."""
    found: Schema = dict(FORMATS.get(type(shape), {}))
    if isinstance(shape, Choice):
        found |= {"enum": list(shape.options)}
    elif isinstance(shape, Many):
        found |= {"items": _plain(shape.of), "minItems": shape.least, "maxItems": shape.most}
    elif isinstance(shape, Text) and bounded:
        found |= {"maxLength": shape.longest} | ({"minLength": 1} if shape.default is REQUIRED else {})
    elif isinstance(shape, Whole) and bounded:
        found |= {"minimum": shape.low, "maximum": shape.high}
    return found


def _annotated(found: Schema, shape: Shape) -> Schema:
    notes: Schema = {}
    if shape.about and not isinstance(shape, Record):
        notes["description"] = shape.about
    if shape.default not in (REQUIRED, None, (), ""):
        notes["default"] = shape.default
    if shape.example is not None:
        notes["examples"] = [shape.example]
    return found | notes
