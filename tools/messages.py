"""Catalogues of the pages' sentences. The source language is Simplified Chinese.

    python tools/messages.py extract    print the template catalogue (to start another language from)
    python tools/messages.py update     bring the English catalogue in step with the sources
    python tools/messages.py compile    write the .mo files the pages read (not committed)
    python tools/messages.py check      list what is missing, untranslated or fills other names; exit 1 if any

Catalogues hold no dates and no line numbers, and are sorted, so that a change shows only what changed.
"""

import re
import sys
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import click
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract as extract_from
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

SOURCES = Path(__file__).resolve().parents[1] / "src" / "banshi"
LOCALE = SOURCES / "locale"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
HEADER = """msgid ""
msgstr ""
"Language: %s\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
PLACEHOLDER = re.compile(r"%\((\w+)\)[#0\- +]*\d*(?:\.\d+)?[a-zA-Z]|%(%)|%[a-zA-Z]")

Key = tuple[str, str]


def source(path: Path) -> bytes:
    """A file's text as Python that Babel can read; a template's sentences become gettext calls."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return text.encode()
    if not settings.configured:
        settings.configure()
    # What stood around the sentences is blanked out; its indentation would trip the tokenizer.
    calls = templatize(text, origin=str(path))
    return "\n".join(line.lstrip() for line in calls.splitlines()).encode()


def files(root: Path) -> Iterator[Path]:
    """Every source that may hold sentences, in a fixed order."""
    found = (p for p in root.rglob("*") if p.suffix in {".py", ".html", ".txt"})
    yield from sorted(p for p in found if p.suffix == ".py" or "templates" in p.parts)


def extract(root: Path = SOURCES) -> Catalog:
    """All sentences of the sources below `root`."""
    catalog = Catalog(fuzzy=False)
    for path in files(root):
        for _line, text, _comments, context in extract_from("python", BytesIO(source(path)), KEYWORDS):
            if (text[0] if isinstance(text, tuple) else text) == "":
                raise SystemExit(f"{path.relative_to(root)}: an empty sentence cannot be translated")
            catalog.add(text, context=context)
    return catalog


def load(path: Path, language: str) -> Catalog:
    """The catalogue of a language; empty if there is none yet."""
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def key(message: Message) -> Key:
    """What a sentence is known by: its context and its first form."""
    return message.context or "", singular(message)


def singular(message: Message) -> str:
    """The first form of a sentence."""
    return message.id[0] if isinstance(message.id, list | tuple) else message.id


def merged(template: Catalog, old: Catalog, language: str) -> Catalog:
    """The template's sentences with the translations there are; nothing obsolete, nothing guessed."""
    known = {key(message): message for message in old if message.id}
    catalog = Catalog(locale=language, fuzzy=False)
    for message in template:
        if not message.id:
            continue
        before = known.get(key(message))
        kept = before.string if before and isinstance(before.id, str) == isinstance(message.id, str) else None
        catalog.add(message.id, kept, context=message.context)
    return catalog


def dump(catalog: Catalog, language: str) -> bytes:
    """The catalogue as sorted text without dates or places."""
    for message in catalog:
        message.flags.discard("python-format")
    body = BytesIO()
    write_po(body, catalog, width=0, no_location=True, omit_header=True, sort_output=True)
    return (HEADER % language).encode() + body.getvalue().strip() + b"\n"


def placeholders(text: str) -> list[str]:
    """The names a sentence fills, sorted; a doubled percent sign is none."""
    return sorted(found[0] for found in PLACEHOLDER.finditer(text) if not found[2])


def faults(template: Catalog, translated: Catalog) -> list[str]:
    """What is wrong with a translation: missing, untranslated, obsolete, or filling other names."""
    have = {key(message): message for message in translated if message.id}
    wanted = {key(message) for message in template if message.id}
    lines = [f"no longer used: {text}" for (_c, text) in sorted(set(have) - wanted)]
    for message in template:
        if message.id:
            lines += _faults_of(message, have.get(key(message)))
    return lines


def _faults_of(message: Message, translation: Message | None) -> list[str]:
    text = singular(message)
    if translation is None:
        return [f"missing: {text}"]
    plural = isinstance(message.id, list | tuple)
    if plural != isinstance(translation.id, list | tuple):
        return [f"singular and plural differ: {text}"]
    strings = (
        list(translation.string) if isinstance(translation.string, list | tuple) else [translation.string]
    )
    if not all(strings) or translation.fuzzy:
        return [f"untranslated: {text}"]
    if len({"".join(placeholders(string)) for string in [text, *strings]}) > 1:
        return [f"fills other names: {text} → {' | '.join(strings)}"]
    return []


def catalogues() -> list[tuple[str, Path]]:
    """Languages and their catalogues; English is always one of them."""
    found = {path.parents[1].name: path for path in LOCALE.glob("*/LC_MESSAGES/django.po")}
    return sorted(({"en": LOCALE / "en" / "LC_MESSAGES" / "django.po"} | found).items())


def do_extract() -> int:
    """Print the template catalogue."""
    click.echo(dump(extract(), "").decode(), nl=False)
    return 0


def do_update() -> int:
    """Write every catalogue anew from the sources, keeping its translations."""
    template = extract()
    for language, path in catalogues():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(dump(merged(template, load(path, language), language), language))
        click.echo(f"{language}: {sum(1 for message in template if message.id)} sentences")
    return 0


def do_compile() -> int:
    """Write the binary catalogues."""
    for language, path in catalogues():
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, load(path, language))
    return 0


def do_check() -> int:
    """List the faults of every catalogue."""
    template = extract()
    lines = [
        f"{language}: {fault}"
        for language, path in catalogues()
        for fault in faults(template, load(path, language))
    ]
    for line in lines:
        click.echo(line)
    return 1 if lines else 0


VERBS: dict[str, Callable[[], int]] = {
    "extract": do_extract,
    "update": do_update,
    "compile": do_compile,
    "check": do_check,
}


def main(arguments: list[str]) -> int:
    """Run one verb; without a known one, show how."""
    if len(arguments) != 1 or arguments[0] not in VERBS:
        click.echo(__doc__)
        return 2
    return VERBS[arguments[0]]()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
