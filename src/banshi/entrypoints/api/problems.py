"""Every error is an `application/problem+json` (RFC 9457) with the rule's own sentences and their articles."""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import (
    ObjectDoesNotExist,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
)
from django.http import Http404
from django.utils.translation import gettext
from rest_framework import exceptions
from rest_framework.response import Response

from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation.accounts import turned_away
from banshi.kernel.ui.outages import RETRY_AFTER_SECONDS, is_outage
from banshi.kernel.ui.wording import say
from banshi.lib.results import NotPermitted, Reason, Refused, Stale, gettext_noop

log = logging.getLogger(__name__)
MEDIA_TYPE = "application/problem+json"
ADDRESS = "/api/problems/"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of problem: its name in the address, HTTP status, title, and what to do about it."""

    name: str
    status: int
    title: str
    advice: str


KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            "unreadable",
            400,
            gettext_noop("请求读不出来"),
            gettext_noop("请检查请求的写法。正文应当是 UTF-8 编码的 JSON。"),
        ),
        Kind(
            "key-needed",
            401,
            gettext_noop("需要有效的密钥"),
            gettext_noop("请在请求头写明“Authorization: Bearer 密钥”。没有密钥的，请联系系统管理员。"),
        ),
        Kind(
            "not-permitted",
            403,
            gettext_noop("没有办理这一步的权限"),
            gettext_noop("密钥所代表的人员的岗位不能办理这一步。请换有权限的人员办理。"),
        ),
        Kind(
            "not-found",
            404,
            gettext_noop("没有找到"),
            gettext_noop("没有这个地址或者这件东西，或者它不在您的职责范围内。"),
        ),
        Kind(
            "method", 405, gettext_noop("这个地址不能这样用"), gettext_noop("请看应答头 Allow 里写明的方法。")
        ),
        Kind(
            "stale",
            409,
            gettext_noop("办件刚刚被别人更新过"),
            gettext_noop("请重新读取办件，看过新的情况以后，再带新的 version 提交。"),
        ),
        Kind("too-large", 413, gettext_noop("请求太大"), gettext_noop("一次最多 5 MB，请分几次提交。")),
        Kind(
            "media-type",
            415,
            gettext_noop("内容的类型不对"),
            gettext_noop("请在请求头写明“Content-Type: application/json”。"),
        ),
        Kind(
            "refused",
            422,
            gettext_noop("不能这样办理"),
            gettext_noop("errors 逐项说明哪里不对、依据哪一条；instead 说明依法可以怎样办。什么都没有写入。"),
        ),
        Kind(
            "too-many",
            429,
            gettext_noop("请求太频繁"),
            gettext_noop("请按应答头 Retry-After 写明的秒数等待。"),
        ),
        Kind(
            "unavailable",
            503,
            gettext_noop("系统暂时办不了"),
            gettext_noop(
                "系统正在恢复，这一步可能没有办成。请按应答头 Retry-After 写明的秒数等待，"
                "再用同一个 Idempotency-Key 提交一次，不会办两遍。"
            ),
        ),
    )
}
BY_STATUS = {kind.status: kind for kind in KINDS.values()}
# What Django raises → the problem it is.
_OURS: tuple[tuple[type[Exception], str], ...] = (
    (RequestDataTooBig, "too-large"),
    (SuspiciousOperation, "unreadable"),
    (PermissionDenied, "not-permitted"),
)
NOWHERE = gettext_noop("没有找到您要的内容。")


def handle(exc: Exception, context: dict[str, Any]) -> Response | None:
    """The answer to what a view raised; None for a defect of ours, which is logged and becomes a 500."""
    if isinstance(exc, NotPermitted):
        _note(context)
    if isinstance(exc, Refused):
        return _refused(exc)
    if isinstance(exc, Http404 | ObjectDoesNotExist):
        return problem(KINDS["not-found"], gettext(NOWHERE))
    if is_outage(exc):
        return _unavailable(exc)
    for kinds, name in _OURS:
        if isinstance(exc, kinds):
            return problem(KINDS[name], gettext(KINDS[name].advice))
    return _framework(exc) if isinstance(exc, exceptions.APIException) else None


def problem(kind: Kind, detail: str, **more: Any) -> Response:
    """An answer of this kind; `detail` is already in the reader's language."""
    body = {
        "type": f"{ADDRESS}{kind.name}",
        "title": gettext(kind.title),
        "status": kind.status,
        "detail": detail,
        "articles": [],
        "errors": [],
        "instead": [],
    }
    return Response(body | more, status=kind.status, content_type=MEDIA_TYPE)


def lines(reasons: Iterable[Reason]) -> list[dict[str, Any]]:
    """Reasons as the API writes them: field, sentence, articles."""
    return [{"field": r.field, "reason": say(r), "articles": list(r.articles)} for r in reasons]


def _refused(refused: Refused) -> Response:
    name = "stale" if isinstance(refused, Stale) else "refused"
    return problem(
        KINDS["not-permitted" if isinstance(refused, NotPermitted) else name],
        " ".join(say(reason) for reason in refused.reasons[:5]),
        articles=list(refused.articles),
        errors=lines(refused.reasons),
        instead=[{"reason": say(reason), "articles": list(reason.articles)} for reason in refused.instead],
    )


def _note(context: Mapping[str, Any]) -> None:
    """Keep who was refused what, for the audit administrator."""
    request = context["request"]
    if isinstance(request.auth, Actor):
        turned_away.note(request.auth, request.method, request.resolver_match.route)


def _unavailable(exc: Exception) -> Response:
    log.error("unavailable: %s", type(exc).__name__)
    kind = KINDS["unavailable"]
    answer = problem(kind, gettext(kind.advice))
    answer["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return answer


def _framework(exc: exceptions.APIException) -> Response:
    kind = BY_STATUS.get(exc.status_code, KINDS["unreadable"])
    own = isinstance(exc, exceptions.ParseError | exceptions.AuthenticationFailed)
    answer = problem(kind, str(exc.detail) if own else gettext(kind.advice))
    if challenge := getattr(exc, "auth_header", ""):
        answer["WWW-Authenticate"] = challenge
    if wait := getattr(exc, "wait", None):
        answer["Retry-After"] = str(int(wait) + 1)
    return answer
