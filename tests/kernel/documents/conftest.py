"""Kinds, issued papers and PDF readers for the tests of documents."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from banshi.kernel.documents import actions, kinds
from banshi.kernel.documents.kinds import Kind
from banshi.kernel.documents.models import Document
from tests.kernel.documents import samples

Issue = Callable[..., Document]


@pytest.fixture(autouse=True)
def known_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    """The kinds of the samples, whatever the rooms declare."""
    known = {
        code: Kind(code, *samples.TITLES[code], samples.MARKS[code], template, ("applicant",))
        for code, template in samples.TEMPLATES.items()
    }
    monkeypatch.setattr(kinds, "_kinds", known)


@pytest.fixture
def issue(db: None) -> Issue:
    """Issue a paper as an act would: inside a transaction."""

    def issue_one(kind: str = "W05", **changed: Any) -> Document:
        arguments: dict[str, Any] = {
            "kind": kind,
            "stream": "case:12",
            "addressee_masked": "阜***",
            "data": samples.wording(kind),
            "issued_by": "staff:7",
        }
        with transaction.atomic():
            return actions.issue(**arguments | changed)

    return issue_one


@pytest.fixture
def text_of() -> Callable[[bytes], str]:
    """The text of a PDF without any white space: what a search or a screen reader would find."""
    import pypdf  # noqa: PLC0415 - only the tests that read PDFs pay for it

    def read(pdf: bytes) -> str:
        pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
        return "".join("".join(page.extract_text() for page in pages).split())

    return read
