"""What the forms of this room share."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from banshi.kernel.organisation.queries import sections
from banshi.kernel.ui.wording import english, say

# Names and numbers must not be left behind in the memory of a shared computer, nor "corrected".
PRIVATE = {"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}
Choices = Sequence[tuple[Any, Any]]


def choices(words: Mapping[str, str]) -> list[tuple[str, str]]:
    """A closed list as choices in the reader's language."""
    return [(key, say(text)) for key, text in words.items()]


def area(rows: int = 4, **more: Any) -> forms.Textarea:
    """A place for a few sentences that no browser keeps."""
    return forms.Textarea({"rows": rows, **PRIVATE, **more})


def section_choices() -> list[tuple[int, str]]:
    """The sections by name."""
    language = "en" if english() else "zh"
    return [(one.id, one.name(language)) for one in sections().values()]


class SectionField(forms.TypedMultipleChoiceField):
    """Sections to tick."""

    def __init__(self, **options: Any) -> None:
        super().__init__(coerce=int, choices=section_choices, widget=forms.CheckboxSelectMultiple, **options)
