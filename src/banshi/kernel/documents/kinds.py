"""The register of kinds of documents. Each room declares its own in its `apps.ready()`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of document, such as W05.

    `mark` is what follows the bureau's mark in the number ("受" gives 阜民受〔2026〕41号); `template` is a
    Typst file under the rooms' template folders; `requires` are the data keys it cannot do without. `internal`:
    it stays in the house, is shown to no applicant and served on nobody. `confidential`: nothing may be inferred
    from it (10-05). Its numbers and ids are drawn, its file is kept sealed, and it is not among the papers that
    anybody else is told of.
    """

    code: str
    title_zh: str
    title_en: str
    mark: str
    template: str
    requires: tuple[str, ...] = ()
    internal: bool = False
    confidential: bool = False


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Add a kind; raises ValueError when its code is taken (two rooms may not issue one paper)."""
    if kind.code in _kinds:
        raise ValueError(f"document kind {kind.code} is already registered")
    _kinds[kind.code] = kind


def get(code: str) -> Kind:
    """The kind with this code; raises LookupError when no room declared it."""
    try:
        return _kinds[code]
    except KeyError:
        raise LookupError(f"no room declared the document kind {code!r}") from None


def known() -> dict[str, Kind]:
    """All declared kinds by code."""
    return dict(sorted(_kinds.items()))


def confidential() -> list[str]:
    """The codes of the kinds from which nothing may be inferred."""
    return [code for code, kind in known().items() if kind.confidential]
