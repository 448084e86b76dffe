"""Fields that several forms of the room have."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


def translated(names: Mapping[Any, str]) -> list[tuple[str, Any]]:
    """Choices in the reader's language."""
    return [(str(value), _(name)) for value, name in names.items()]


def day(label: Any, **options: Any) -> forms.DateField:
    """A date as the browser's calendar asks for it."""
    return forms.DateField(
        label=label, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **options
    )


def words(label: Any, *, rows: int = 3, most: int = 1000, **options: Any) -> forms.CharField:
    """Some lines of text."""
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea({"rows": rows}), **options)
