"""A rule's refusal, shown at its field with everything typed kept."""

from dataclasses import replace
from typing import Protocol

from banshi.kernel.ui.wording import say
from banshi.lib.results import Refused


class Refusing(Protocol):
    """A form that can be told at which field it was refused."""

    def refuse_at(self, field: str, sentence: str) -> str: ...


def shown_at(refused: Refused, form: Refusing) -> Refused:
    """Write each reason at its field; returns the refusal with anchors that lead there."""
    placed = tuple(replace(why, field=form.refuse_at(why.field, say(why))) for why in refused.reasons)
    return Refused(*placed, instead=refused.instead)
