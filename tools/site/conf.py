"""How the documentation becomes a site: Sphinx with MyST and Furo. Built by `make site`; see decision 0025."""

import re
from typing import Any

from sphinx.search import SearchLanguage, languages

project = "办事 Banshi"
language = "zh_CN"
root_doc = "index"
extensions = ["myst_parser"]
myst_heading_anchors = 3
suppress_warnings = ["misc.highlighting_failure"]

html_theme = "furo"
html_title = "办事 Banshi"
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
html_theme_options = {"top_of_page_buttons": []}
html_search_language = "pairs"

SECTION = re.compile(r"^## (.+)$", re.MULTILINE)
LINK = re.compile(r"^- \[[^\]]+\]\(([^)]+)\.md\)", re.MULTILINE)
CHINESE_FIRST = ("index", "posts/")


class Pairs(SearchLanguage):
    """Search in Chinese without a dictionary: each pair of neighbouring characters is a word, here and there.

    Sphinx's own Chinese cuts the pages into words but not what the reader types, so 受理通知书 would find nothing.
    """

    lang = "pairs"
    language_name = "Pairs of characters"
    js_splitter_code = """
function splitQuery(query) {
  const words = [];
  for (const [run] of query.matchAll(/[\\u3400-\\u9fff]+|[A-Za-z0-9_-]+/gu)) {
    if (!/^[\\u3400-\\u9fff]/.test(run)) words.push(run);
    else for (let at = 0; at + 2 <= run.length; at++) words.push(run.slice(at, at + 2));
  }
  return words;
}
"""
    _runs = re.compile(r"[\u3400-\u9fff]+|[A-Za-z0-9_-]+")

    def split(self, input: str) -> list[str]:
        """The words of a text, in the same way as the reader's browser splits the question."""
        words: list[str] = []
        for run in self._runs.findall(input):
            chinese = "\u3400" <= run[0] <= "\u9fff"
            words += [run[at : at + 2] for at in range(len(run) - 1)] if chinese else [run.lower()]
        return words


def navigation(text: str) -> str:
    """The side of the site from the lists of the index page: one part per heading, its links in order.

    The heading without a list is that of the decisions: all there are, and shown on the page too.
    """
    parts = re.split(SECTION, text)[1:]
    trees = []
    for title, body in zip(parts[::2], parts[1::2], strict=True):
        pages = LINK.findall(body.replace("](../", "](")) or ["decisions/*"]
        shown = ":glob:" if pages == ["decisions/*"] else ":hidden:"
        trees.append("\n".join(["```{toctree}", shown, f":caption: {title}", "", *pages, "```"]))
    return "\n\n".join(trees)


def _read(_app: Any, name: str, source: list[str]) -> None:
    if name == root_doc:
        source[0] += "\n" + navigation(source[0])


def _say_language(_app: Any, name: str, _template: str, context: dict[str, Any], _tree: Any) -> None:
    context["language"] = "zh-CN" if name.startswith(CHINESE_FIRST) else "en"


def setup(app: Any) -> None:
    """Called by Sphinx."""
    languages["pairs"] = Pairs
    app.connect("source-read", _read)
    app.connect("html-page-context", _say_language)
