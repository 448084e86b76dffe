"""A citation of an article of the twelve institutions: pure, so that rules may carry it."""

import re
from typing import NewType

Citation = NewType("Citation", str)

_SHAPE = re.compile(r"(0[0-9]|1[0-2])-[0-9]{2}(-[0-9]){0,2}")


def cite(*articles: str) -> tuple[Citation, ...]:
    """Return article ids such as "06-03-2" as citations; raises ValueError on a malformed id.

    That the article exists is checked by the house tests against the registry (no disk here).
    """
    for article in articles:
        if not _SHAPE.fullmatch(article):
            raise ValueError(f"not an article id: {article!r}")
    return tuple(Citation(article) for article in articles)
