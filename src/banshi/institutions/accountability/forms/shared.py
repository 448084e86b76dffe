"""What the forms of this room share."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from banshi.kernel.ui.wording import say
from banshi.lib import clock

# Words about people must not be left behind in the memory of a shared computer, nor "corrected".
PRIVATE = {"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}
Choices = Sequence[tuple[Any, Any]]
DAY_WRONG = _("请按 2026-11-23 的样子填写日期")


def choices(words: Mapping[str, str], *, codes: bool = False) -> list[tuple[str, str]]:
    """A closed list as choices in the reader's language, with its codes where they are meant to be learnt."""
    return [(key, f"{key}　{say(text)}" if codes else say(text)) for key, text in words.items()]


def area(rows: int = 4) -> forms.Textarea:
    """A place for a few sentences that no browser keeps."""
    return forms.Textarea({"rows": rows, **PRIVATE})


def today() -> dt.date:
    """Today, as a form's first value."""
    return clock.today()


class DayField(forms.DateField):
    """A day, typed or picked."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            error_messages={"invalid": DAY_WRONG},
            **options,
        )


class PersonField(forms.TypedChoiceField):
    """One colleague; the choices are set by the form."""

    def __init__(self, **options: Any) -> None:
        super().__init__(coerce=int, empty_value=None, widget=forms.Select, **options)

    def offer(self, people: Choices) -> None:
        """Set who may be chosen."""
        self.choices = [("", "—"), *people]
