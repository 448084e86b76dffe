"""What `docs/permissions.md` says who may do: the written expectation, read as values."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from banshi.institutions.complaints.rules.access import Part
from tests.house.source import ROOT

PAGE = ROOT / "docs" / "permissions.md"
ROLES = {
    "窗口": "clerk",
    "经办": "handler",
    "负责人": "head",
    "导服": "guide",
    "审批科": "approvals",
    "办公室": "office",
    "党办": "party_office",
    "书记": "party_secretary",
    "局领导": "leader",
    "监督": "supervisor",
    "系统": "administrator",
    "安全": "security",
    "审计": "audit",
}
NOBODY, EVERYBODY = "—", "全体"
REACHES = ("any", "section", "own")
PARTS = (Part.RECEIVER, Part.INVESTIGATOR, Part.REVIEWER, Part.LEADER)
_ROW = re.compile(r"^\| [^|]+ \| `([a-z_]+)` \| (.+) \|$", re.MULTILINE)
_LESS = re.compile(r"全体（除(.+)）")
_ARTICLE = re.compile(r"\d{2}-\d{2}(?:-\d)*")


def rows() -> Iterator[tuple[str, list[str]]]:
    """Each act of the page with its cells, in their order."""
    text = PAGE.read_text(encoding="utf-8")
    return ((act, cells.split(" | ")) for act, cells in _ROW.findall(text))


@cache
def kernel() -> Mapping[str, Mapping[str, str]]:
    """Act → role → reach, as the page says for the whole house."""
    return {act: _reaches(cells[:3]) for act, cells in rows() if len(cells) == 4}


@cache
def complaint() -> Mapping[str, frozenset[Part]]:
    """Act → parts, as the page says for one complaint."""
    return {
        act: frozenset(part for part, cell in zip(PARTS, cells, strict=False) if cell == "✓")
        for act, cells in rows()
        if len(cells) == 5
    }


def articles() -> set[str]:
    """Every article that the page names."""
    return set(_ARTICLE.findall(PAGE.read_text(encoding="utf-8")))


def roles_of(cell: str) -> frozenset[str]:
    """The roles that a cell names."""
    if cell == NOBODY:
        return frozenset()
    if less := _LESS.fullmatch(cell):
        return frozenset(ROLES.values()) - roles_of(less[1])
    return (
        frozenset(ROLES.values())
        if cell == EVERYBODY
        else frozenset(map(ROLES.__getitem__, cell.split("、")))
    )


def _reaches(cells: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for reach, cell in zip(REACHES, cells, strict=True):
        for role in roles_of(cell):
            assert role not in found, f"{role} stands in two cells of one row"
            found[role] = reach
    return found
