"""The message tool: finds every sentence, keeps translations, tells what is wrong."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from tools import messages

pytestmark = pytest.mark.pure

PYTHON = """
from django.utils.translation import gettext as _, ngettext, pgettext
from banshi.lib.results import gettext_noop

TEXT = gettext_noop("缺少%(names)s")
def words(n):
    return _("您好"), ngettext("%(n)s 件", "%(n)s 件", n), pgettext("日历格", "休")
"""
TEMPLATE = """{% load i18n %}
<p>{% translate "回到首页" %}
    {% blocktranslate trimmed with phone=ui.phone %}
      请拨 {{ phone }}
      咨询
    {% endblocktranslate %}</p>
{% if a %}) it's (unbalanced{% endif %}
"""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    (tmp_path / "templates").mkdir()
    (tmp_path / "words.py").write_text(PYTHON, encoding="utf-8")
    (tmp_path / "templates" / "page.html").write_text(TEMPLATE, encoding="utf-8")
    return tmp_path


def ids(catalog: Catalog) -> list[object]:
    return [message.id for message in catalog if message.id]


def translated(house: Path, **strings: str) -> Catalog:
    """An English catalogue in which every sentence is translated, some as given."""
    catalog = messages.merged(messages.extract(house), Catalog(locale="en"), "en")
    for message in catalog:
        if isinstance(message.id, tuple):
            message.string = ("%(n)s case", "%(n)s cases")
        elif message.id:
            message.string = strings.get(message.id, "x" + "".join(messages.placeholders(message.id)))
    return catalog


def test_every_sentence_is_found(house: Path) -> None:
    found = ids(messages.extract(house))
    assert set(found) == {
        "缺少%(names)s",
        "您好",
        ("%(n)s 件", "%(n)s 件"),
        "休",
        "回到首页",
        "请拨 %(phone)s 咨询",
    }


def test_a_complete_translation_has_no_fault(house: Path) -> None:
    assert messages.faults(messages.extract(house), translated(house)) == []


@pytest.mark.parametrize(
    ("sentence", "string", "fault"),
    [
        ("您好", "", "untranslated: 您好"),
        ("缺少%(names)s", "missing", "fills other names: 缺少%(names)s → missing"),
        ("缺少%(names)s", "missing %(name)s", "fills other names: 缺少%(names)s → missing %(name)s"),
    ],
)
def test_a_fault_is_named(house: Path, sentence: str, string: str, fault: str) -> None:
    assert messages.faults(messages.extract(house), translated(house, **{sentence: string})) == [fault]


def test_a_missing_and_an_obsolete_sentence_are_named(house: Path) -> None:
    catalog = translated(house)
    catalog.delete("您好")
    catalog.add("从前", "once")
    assert messages.faults(messages.extract(house), catalog) == ["no longer used: 从前", "missing: 您好"]


def test_updating_keeps_translations_and_is_stable(house: Path, tmp_path: Path) -> None:
    first = messages.dump(translated(house), "en")
    path = tmp_path / "django.po"
    path.write_bytes(first)
    (house / "words.py").write_text("\n\n\n" + PYTHON, encoding="utf-8")
    again = messages.merged(messages.extract(house), messages.load(path, "en"), "en")
    assert messages.dump(again, "en") == first
    assert b"words.py" not in first
    assert b"Date" not in first


def test_the_catalogue_survives_being_written_and_read(house: Path, tmp_path: Path) -> None:
    path = tmp_path / "django.po"
    path.write_bytes(messages.dump(translated(house), "en"))
    assert messages.faults(messages.extract(house), messages.load(path, "en")) == []


def test_a_doubled_percent_sign_is_no_name() -> None:
    assert messages.placeholders("按期 100%% %(n)s 件") == ["%(n)s"]


def test_the_tool_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    assert messages.main([]) == 2
    assert "extract" in capsys.readouterr().out
