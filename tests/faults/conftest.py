"""What the tests of faults share: other systems that call the API, whose calls are no examples for anybody."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.entrypoints.api.conftest import System, key_of
from tests.people import Cast


class Caller(System):
    """A system that gets an answer whatever happens inside."""

    def __init__(self, secret: str) -> None:
        super().__init__(secret)
        self.client = Client(raise_request_exception=False)

    def _seen(self, method: str, path: str, body: Any, answer: HttpResponse) -> HttpResponse:
        return answer


@pytest.fixture
def system(cast: Cast) -> Callable[[str], Caller]:
    """`system("王芳")` calls with a key of hers."""
    return lambda name: Caller(key_of(cast, name))
