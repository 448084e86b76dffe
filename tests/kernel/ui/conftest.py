"""Rendering a scrap of a template, in Chinese unless a test says otherwise."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.template import Context, Template
from django.utils import translation


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    """Pages are written in Chinese."""
    with translation.override("zh-hans"):
        yield


@pytest.fixture
def render() -> Callable[..., str]:
    """Render template text with the given context."""

    def rendered(text: str, **context: Any) -> str:
        return Template(text).render(Context(context))

    return rendered
