"""Twelve rooms, and no corridor between them that the import contracts cannot see."""

import ast
import re

import pytest
from django.apps import apps
from django.db import models

from tests.house.source import (
    INSTITUTIONS,
    ROOMS,
    ROOT,
    SRC,
    TEMPLATE_LINK,
    dotted,
    modules,
    place,
    room_of,
    strings,
    templates,
    tree,
)

pytestmark = pytest.mark.pure

STRING_IMPORTERS = {"import_module", "import_string", "__import__", "get_model"}


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_has_a_card_that_names_its_institution_and_annex(room):
    card = ast.get_docstring(tree(SRC / "institutions" / room / "apps.py")) or ""
    assert INSTITUTIONS[room] in card
    assert re.search(rf"附件{ROOMS.index(room) + 1}\b", card)


def test_there_are_no_other_rooms():
    folders = {p.name for p in (SRC / "institutions").iterdir() if p.is_dir() and not p.name.startswith("_")}
    assert folders == set(ROOMS)


def home(model: type[models.Model]) -> str:
    """`institutions.refusals`, `kernel.cases`: where a model lives; empty for a library's."""
    parts = model.__module__.split(".")
    return ".".join(parts[1:3]) if parts[0] == "banshi" else ""


def test_no_foreign_key_leads_from_one_room_to_another_or_from_the_kernel_into_a_room():
    leaks = [
        f"{model.__name__}.{field.name} → {field.related_model.__name__}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation and field.related_model is not None
        if home(model) and home(field.related_model).startswith("institutions.")
        if home(model) != home(field.related_model)
    ]
    assert leaks == []


def test_no_template_includes_one_of_another_room_or_of_a_higher_floor():
    floor = {"lib": 0, "kernel": 1, "institutions": 2, "workflows": 3, "entrypoints": 4, "config": 5}
    leaks = []
    for name, path in templates().items():
        for target in TEMPLATE_LINK.findall(path.read_text(encoding="utf-8")):
            there = templates().get(target)
            if there is None:
                continue
            climbs = floor[there.relative_to(SRC).parts[0]] > floor[path.relative_to(SRC).parts[0]]
            if climbs or (room_of(path) and room_of(there) not in {None, room_of(path)}):
                leaks.append(f"{name} → {target}")
    assert leaks == []


def test_no_view_of_a_room_renders_a_template_of_another():
    leaks = [
        f"{place(path, text)} → {text.value}"
        for path in modules()
        if room_of(path)
        for text in strings(tree(path))
        if (there := templates().get(text.value)) and room_of(there) not in {None, room_of(path)}
    ]
    assert leaks == []


def test_nothing_is_imported_by_string():
    """Only the settings and the names of the apps may name a module in a string: Django wants them so."""
    by_name = [
        place(path, text)
        for path in modules()
        if path.relative_to(SRC).parts[0] != "config" and path.name != "apps.py"
        for text in strings(tree(path))
        if text.value.startswith("banshi.") and " " not in text.value
    ]
    by_call = [
        place(path, node)
        for path in modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and dotted(node.func).rpartition(".")[2] in STRING_IMPORTERS
    ]
    assert by_name + by_call == []


def test_the_kernel_and_the_library_name_no_room():
    names = [
        f"{place(path, text)} {text.value!r}"
        for path in modules()
        if path.relative_to(SRC).parts[0] in {"kernel", "lib"}
        for text in strings(tree(path))
        if any(text.value.startswith((f"{room}/", f"{room}:", f"{room}.")) for room in ROOMS)
    ]
    assert names == []


def test_there_are_no_signals():
    heard = [
        place(path, node)
        for path in modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith(("signals", "dispatch"))
    ]
    assert heard == []


def test_every_room_has_its_place_among_the_settings():
    installed = {config.name for config in apps.get_app_configs()}
    assert {f"banshi.institutions.{room}" for room in ROOMS} <= installed
    assert (ROOT / "docs" / "map.md").read_text(encoding="utf-8").count("institutions/") >= 1
