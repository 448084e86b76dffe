"""A card for each institution, and the scenarios by article: `python -m tools.cards write` or `… check`.

A card lists the articles of an annex, what they ask, and which code and scenarios carry them out. The scenarios
go into the package in the bureau's words, so that the public page of an article shows what proves it.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gherkin.parser import Parser

from banshi.kernel.regulations import registry
from tests.house.articles import ARTICLE, CARRIED_OUT, cited, shown
from tests.house.source import INSTITUTIONS, ROOT

FOLDER = ROOT / "docs" / "institutions"
SCENARIOS = ROOT / "src" / "banshi" / "kernel" / "regulations" / "data" / "scenarios.json"
NOTE = "<!-- Written by `make docs` from the articles, the code that cites them and the tagged scenarios. -->"


def card(room: str, annex: int) -> str:
    """The card of one room as Markdown."""
    articles = registry.annex(annex)
    ours = [a for a in articles if a.type in CARRIED_OUT]
    whole = [a for a in ours if a.id in cited() and a.id in shown()]
    lines = [
        f"# {INSTITUTIONS[room]} · {registry.annexes()[annex].name_en}",
        NOTE,
        f"Annex {annex} · room `institutions/{room}` · {len(whole)} of {len(ours)} articles carried out\n",
        "| article | asks | kind | carried out by | shown in |",
        "|---|---|---|---|---|",
    ]
    return "\n".join([*lines, *(row(article) for article in articles)]) + "\n"


def row(article: registry.Article) -> str:
    """One article as a row of the table."""
    code = "<br>".join(f"`{path.removeprefix('src/banshi/')}`" for path in cited().get(article.id, ()))
    stories = "<br>".join(f"[{Path(path).stem}](../../{path})" for path in shown().get(article.id, ()))
    kind = article.type if article.type in CARRIED_OUT else "policy, for people"
    return f"| {article.id} | {article.summary_zh}<br>{article.summary_en} | {kind} | {code} | {stories} |"


def scenarios() -> str:
    """All scenarios in the order of their files, as JSON: feature, title, the articles they prove, their steps."""
    files = sorted((ROOT / "scenarios").rglob("*.feature"))
    found = [one for path in files for one in _scenarios(path.read_text(encoding="utf-8"))]
    return json.dumps(found, ensure_ascii=False, indent=0) + "\n"


def _scenarios(text: str) -> Iterator[dict[str, Any]]:
    feature = Parser().parse(text)["feature"]
    common: list[str] = []
    for child in feature["children"]:
        if "background" in child:
            common = _steps(child["background"])
        else:
            told = child["scenario"]
            tags = (tag["name"].removeprefix("@") for tag in (*feature["tags"], *told["tags"]))
            yield {
                "feature": feature["name"],
                "title": told["name"],
                "articles": sorted({tag for tag in tags if ARTICLE.fullmatch(tag)}),
                "steps": common + _steps(told),
                "examples": [_cells(row) for table in told["examples"] for row in _table(table)],
            }


def _steps(told: Any) -> list[str]:
    lines: list[str] = []
    for step in told["steps"]:
        lines.append(f"{step['keyword'].strip()} {step['text']}")
        lines += ["　" + " · ".join(_cells(row)) for row in step.get("dataTable", {}).get("rows", ())]
    return lines


def _table(examples: Any) -> list[Any]:
    return [examples["tableHeader"], *examples["tableBody"]] if examples.get("tableHeader") else []


def _cells(row: Any) -> list[str]:
    return [cell["value"] for cell in row["cells"]]


def main(verb: str) -> int:
    """Write the cards and the scenarios, or say which are out of date."""
    pages = {FOLDER / f"{room}.md": card(room, number) for number, room in enumerate(INSTITUTIONS, start=1)}
    pages[SCENARIOS] = scenarios()
    if verb == "write":
        for path, text in pages.items():
            path.write_text(text, encoding="utf-8")
        return 0
    stale = [p.name for p, text in pages.items() if not p.exists() or p.read_text(encoding="utf-8") != text]
    if stale:
        print(f"Out of date: {', '.join(stale)}. Run `make docs`.")
    return 1 if stale else 0


if __name__ == "__main__":
    if sys.argv[1:] not in (["write"], ["check"]):
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
