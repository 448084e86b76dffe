"""Which articles the code cites and which the scenarios show. Used by the citation test and the cards."""

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import yaml

from tests.house.source import ROOT, dotted, modules, strings, tree

ARTICLE = re.compile(r"(?:0\d|1[0-2])-\d{2}(?:-\d){0,2}")
TAG = re.compile(rf"@({ARTICLE.pattern})(?=\s|$)")
# Natures of an article that software can carry out; `policy-only` ones it cannot.
CARRIED_OUT = {"computable-rule", "procedure", "document", "record", "permission", "display"}
# Callables whose literal strings are articles, and names under which articles are kept.
CITING_CALLS = {"cite", "act", "Reason", "Decision", "Refused", "refuse"}
CITING_NAMES = re.compile(r"(?i)(articles?|citations?|cites?|basis)$")
PENDING = Path(__file__).with_name("pending.yaml")


@cache
def cited() -> Mapping[str, tuple[str, ...]]:
    """Article id → the source files that cite it."""
    found: dict[str, dict[str, None]] = {}
    for path in modules():
        for article in _articles(path):
            found.setdefault(article, {})[path.relative_to(ROOT).as_posix()] = None
    return {article: tuple(files) for article, files in found.items()}


def _articles(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        for part in _citing_parts(node):
            yield from (s.value for s in strings(part) if ARTICLE.fullmatch(s.value))


def _citing_parts(node: ast.AST) -> list[ast.expr]:
    if isinstance(node, ast.Call) and dotted(node.func).rpartition(".")[2] in CITING_CALLS:
        return [*node.args, *(keyword.value for keyword in node.keywords)]
    if isinstance(node, ast.keyword) and CITING_NAMES.search(node.arg or ""):
        return [node.value]
    if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        if any(CITING_NAMES.search(dotted(target)) for target in targets):
            return [node.value]
    return []


@cache
def shown() -> Mapping[str, tuple[str, ...]]:
    """Article id → the scenario files with a scenario or feature tagged with it."""
    found: dict[str, dict[str, None]] = {}
    for path in sorted((ROOT / "scenarios").rglob("*.feature")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.lstrip().startswith("@"):
                for article in TAG.findall(line):
                    found.setdefault(article, {})[path.relative_to(ROOT).as_posix()] = None
    return {article: tuple(files) for article, files in found.items()}


@cache
def pending() -> frozenset[str]:
    """Articles of rooms not yet furnished."""
    return frozenset(yaml.safe_load(PENDING.read_text(encoding="utf-8"))["pending"])


def covered() -> frozenset[str]:
    """Articles with code that cites them and a scenario that shows them."""
    return frozenset(cited().keys() & shown().keys())
