"""忌语: no sentence that the software sends or shows speaks as annex 9 forbids (09-04, 09-06-2)."""

import ast
import re
from collections.abc import Iterator

import pytest

from banshi.kernel.ui.courtesy import SAYINGS
from tests.house.source import dotted, modules, place, strings, templates, tree

pytestmark = pytest.mark.pure

# What nobody may be told: brushing off, scolding, impatience, threats.
FORBIDDEN = re.compile(
    "不归我管|不关我(的)?事|我不知道|不清楚，?问别人|问别人去|找别人|你问我|我问谁|自己看|自己不会|没看见|看不见吗"
    "|急什么|等着吧|有完没完|怎么才来|早干什么|快下班了|下班了不办|不能办就是不能办|说了多少遍|烦不烦|少啰嗦"
    "|你懂不懂|听不懂吗|爱办不办|随便你|去告吧|后果自负|别废话|让开|快点说|出去等"
)
# Towards citizens and colleagues alike: 您, never 你 or 他妈; no 严禁.
ROUGH = re.compile("(?<!迷)你(?!好吗)|严禁|滚|闭嘴")
MARKERS = {"gettext", "gettext_lazy", "gettext_noop", "ngettext", "_"}
SHOWN = re.compile(
    r"{%\s*(?:translate|trans)\s+[\"']([^\"']+)[\"']|{%\s*blocktranslate[^%]*%}(.*?){%\s*endblocktranslate",
    re.DOTALL,
)


def said_in_code() -> Iterator[tuple[str, str]]:
    for path in modules():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and dotted(node.func).rpartition(".")[2] in MARKERS:
                for argument in node.args:
                    yield from ((place(path, text), text.value) for text in strings(argument))


def shown_in_templates() -> Iterator[tuple[str, str]]:
    for path in templates().values():
        for found in SHOWN.finditer(path.read_text(encoding="utf-8")):
            yield place(path), found[1] or found[2]


def test_there_are_sentences():
    assert len(list(said_in_code())) > 500
    assert len(list(shown_in_templates())) > 300


def test_no_sentence_brushes_off_scolds_or_threatens():
    found = [(at, text) for at, text in (*said_in_code(), *shown_in_templates()) if FORBIDDEN.search(text)]
    assert found == []


def test_no_sentence_is_rough():
    found = [(at, text) for at, text in (*said_in_code(), *shown_in_templates()) if ROUGH.search(text)]
    assert found == []


@pytest.mark.parametrize(
    "words", ["这事不归我管，问别人去", "急什么，等着吧", "快下班了，明天再来", "你自己看"]
)
def test_the_list_finds_what_it_should(words):
    assert FORBIDDEN.search(words)


@pytest.mark.parametrize("moment", sorted(SAYINGS))
def test_what_the_clerk_is_offered_is_courteous(moment):
    assert re.search("您好|请您|抱歉", SAYINGS[moment].text)
    assert not FORBIDDEN.search(SAYINGS[moment].text)


INTERMEDIARY = re.compile("(推荐|指定|介绍)[^，。；]{0,6}(中介|代办公司|代理机构)")


def test_no_guide_and_no_page_recommends_an_intermediary():
    """09-08-6: who needs help by a third party chooses it; the sentence that says so is the only exception."""
    allowed = "任何人不得向服务对象推荐、指定中介机构。"
    texts = [*said_in_code(), *shown_in_templates()]
    catalogue = next(
        path for path in modules() if path.name == "bundled.py" and path.parent.name == "catalogue"
    )
    for path in sorted((catalogue.parent / "data").glob("*.yaml")):
        texts += [(place(path), line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [(at, text) for at, text in texts if INTERMEDIARY.search(text) and text != allowed] == []
