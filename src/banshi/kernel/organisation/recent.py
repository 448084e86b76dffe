"""What every act asks and what changes a few times a year is kept for a moment in each process."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.conf import settings

from banshi.lib import clock

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


def recent(function: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """Answer again what was answered less than BANSHI_REMEMBER_SECONDS ago (0: always ask).

    For answers that nobody changes in place; a change elsewhere is seen that much later.
    """
    kept: dict[Any, tuple[float, Answer]] = {}

    @wraps(function)
    def ask(*args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
        question = (args, tuple(sorted(kwargs.items())))
        now = clock.ticking()
        found = kept.get(question)
        if found is None or now - found[0] >= settings.BANSHI_REMEMBER_SECONDS:
            found = kept[question] = (now, function(*args, **kwargs))
        return found[1]

    return ask
