"""What every address of the API has: a guard, the caller's powers, strict reading, one way to run an act."""

import re
from typing import Any, ClassVar

from django.http import Http404
from rest_framework.permissions import AllowAny, BasePermission, IsAuthenticated
from rest_framework.request import Request
from rest_framework.views import APIView

from banshi.entrypoints.api.bodies import JsonBody, JsonOnly
from banshi.entrypoints.api.shapes import Record, read_body, read_query
from banshi.entrypoints.api.throttling import KeyThrottle
from banshi.kernel.cases import queries as cases
from banshi.kernel.cases.models import Case
from banshi.kernel.cases.queries import CaseCard
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation.permissions import TABLE, may, require
from banshi.kernel.vault.digests import digest
from banshi.lib.results import Reason, Refused, gettext_noop

PUBLIC = "public"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
KEY_HEADER = "Idempotency-Key"

_KEY = re.compile(r"[\x21-\x7e]{1,120}")


class Endpoint(APIView):
    """One address. `guard`: who may read, "public" or an act of the permission table; `write_guard`: who may
    write, where both are at one address."""

    guard: ClassVar[str]
    write_guard: ClassVar[str] = ""
    parser_classes = [JsonBody]
    throttle_classes = [KeyThrottle]
    content_negotiation_class = JsonOnly

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Keep the guard where the house's inventory of addresses looks for it."""
        super().__init_subclass__(**kwargs)
        if hasattr(cls, "guard"):
            assert {cls.guard, cls.write_guard} <= {PUBLIC, "", *TABLE}, cls
            cls.__guard__ = cls.guard  # type: ignore[attr-defined]

    @property
    def actor(self) -> Actor:
        """Who calls, with their posts."""
        actor = self.request.auth
        assert isinstance(actor, Actor)
        return actor

    def get_permissions(self) -> list[BasePermission]:
        """A key is needed wherever the guard is not public."""
        return [AllowAny() if self._guard(self.request) == PUBLIC else IsAuthenticated()]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Check the key, then that its holder may do this somewhere at all."""
        super().initial(request, *args, **kwargs)
        if isinstance(request.auth, Actor):
            # For whoever stands around the framework and sees its own request only.
            request._request.caller = request.auth  # type: ignore[attr-defined]
        guard = self._guard(request)
        if guard != PUBLIC:
            require(self.actor, guard)

    def given(self, record: Record) -> dict[str, Any]:
        """The body, read strictly; raises `Refused`."""
        return read_body(record, self.request.data)

    def asked(self, record: Record) -> dict[str, Any]:
        """The parameters of the address, read strictly; raises `Refused`."""
        return read_query(record, self.request.query_params)

    def once(self) -> str:
        """The act's key from `Idempotency-Key`, valid for this caller and address; "" without the header."""
        key = self.request.headers.get(KEY_HEADER, "")
        if key and not _KEY.fullmatch(key):
            sentence = gettext_noop("%(field)s 应当是 1 到 120 个可见的英文字符，不含空格。")
            raise Refused(Reason(sentence, (), KEY_HEADER, {"field": KEY_HEADER}))
        return f"{self.actor.ref}:{digest('idempotency', f'{self.request.path} {key}')}" if key else ""

    def visible(self, case_id: int) -> CaseCard:
        """The case, if the caller may know of it; else the same 404 as for one that does not exist."""
        try:
            card = cases.card(case_id)
        except Case.DoesNotExist:
            raise Http404 from None
        if not may(self.actor, "see_case", card.relation):
            raise Http404
        return card

    def _guard(self, request: Request) -> str:
        return self.guard if request.method in SAFE or not self.write_guard else self.write_guard


class ActEndpoint(Endpoint):
    """The address of one act on a case, a matter or a booking. `body`: what it takes."""

    body: ClassVar[Record]

    def carry_out(self, subject_id: int, given: dict[str, Any], key: str, /) -> object:
        """Do it, once for each key; returns what the act returns."""
        raise NotImplementedError
