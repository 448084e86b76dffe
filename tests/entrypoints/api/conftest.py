"""Other systems that call the API, each with a colleague's key."""

from collections.abc import Callable
from typing import Any, ClassVar

import pytest
from django.http import HttpResponse
from django.test import Client

from banshi.kernel.organisation.models import ApiKey
from banshi.kernel.vault.digests import digest
from banshi.lib import ids
from tests.entrypoints.api.examples import Witness
from tests.people import CITIZENS, Cast

V1 = "/api/v1"
PAPERS = [1, 2, 3, 4, 5, 6, 7, 8]


class System:
    """A system that calls with a key: `get` and `post` give the answer and its JSON."""

    witness: ClassVar[Witness]

    def __init__(self, secret: str, **headers: str) -> None:
        self.headers = ({"Authorization": f"Bearer {secret}"} if secret else {}) | headers
        self.client = Client()

    def get(self, path: str, **query: Any) -> HttpResponse:
        """GET below /api/v1."""
        answer = self.client.get(V1 + path, query, headers=self.headers)
        return self._seen("GET", path, None, answer)

    def post(self, path: str, body: Any, **headers: str) -> HttpResponse:
        """POST JSON below /api/v1; `headers` such as idempotency_key="…"."""
        more = {name.replace("_", "-"): value for name, value in headers.items()}
        answer = self.client.post(
            V1 + path, body, content_type="application/json", headers=self.headers | more
        )
        return self._seen("POST", path, body, answer)

    def send(self, path: str, content: bytes, media_type: str) -> HttpResponse:
        """POST whatever it is."""
        answer = self.client.post(V1 + path, content, content_type=media_type, headers=self.headers)
        return self._seen("POST", path, None, answer)

    def act(self, case_id: int, act: str, **given: Any) -> HttpResponse:
        """Carry out an act on the case as it stands now, unless a `version` is given."""
        given.setdefault("version", self.get(f"/cases/{case_id}").json()["version"])
        return self.post(f"/cases/{case_id}/acts/{act}", given)

    def _seen(self, method: str, path: str, body: Any, answer: HttpResponse) -> HttpResponse:
        self.witness.see(method, V1 + path, body, answer)
        return answer


def key_of(cast: Cast, name: str) -> str:
    """A new key of a colleague, in plain."""
    secret = ids.token()
    ApiKey.objects.create(name="test", staff=cast.staff(name), digest=digest("api-key", secret))
    return secret


def application(who: str = "张伟", **changes: Any) -> dict[str, Any]:
    """A complete application as the API takes it."""
    known = CITIZENS[who]
    applicant = {
        "kind": known.kind,
        "name": known.name,
        "number_kind": known.number_kind,
        "number": known.number,
        "phone": known.phone,
    }
    return {"item": "MZ-XK-01", "applicant": applicant, "present": PAPERS} | changes


@pytest.fixture
def system(cast: Cast) -> Callable[..., System]:
    """`system("王芳")` calls with a key of hers; `system("")` without any."""
    return lambda name="", **headers: System(key_of(cast, name) if name else "", **headers)


@pytest.fixture(autouse=True)
def witness(request: pytest.FixtureRequest) -> None:
    """Whatever a system sends and gets in this test is compared with the examples of the OpenAPI document."""
    System.witness = Witness(request.node.nodeid)
