"""A card for each institution: `python -m tools.cards write` or `python -m tools.cards check`.

A card lists the articles of an annex, what they ask, and which code and scenarios carry them out.
"""

import sys
from pathlib import Path

from banshi.kernel.regulations import registry
from tests.house.articles import CARRIED_OUT, cited, shown
from tests.house.source import INSTITUTIONS

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "institutions"
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


def main(verb: str) -> int:
    """Write the cards, or say which are out of date."""
    cards = {FOLDER / f"{room}.md": card(room, number) for number, room in enumerate(INSTITUTIONS, start=1)}
    if verb == "write":
        FOLDER.mkdir(parents=True, exist_ok=True)
        for path, text in cards.items():
            path.write_text(text, encoding="utf-8")
        return 0
    stale = [p.name for p, text in cards.items() if not p.exists() or p.read_text(encoding="utf-8") != text]
    if stale:
        print(f"Out of date: {', '.join(stale)}. Run `make docs`.")
    return 1 if stale else 0


if __name__ == "__main__":
    if sys.argv[1:] not in (["write"], ["check"]):
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
