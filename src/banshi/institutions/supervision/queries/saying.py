"""Sentences of rules as JSON, and back: a Reason among the params, and lists of words, are kept as such."""

from collections.abc import Mapping

from banshi.kernel.ui.wording import say
from banshi.lib.results import Reason

_TEXT, _PARAMS = "text", "params"


def stored(value: object) -> object:
    """A param as JSON: a Reason as its text and params."""
    if isinstance(value, Reason):
        return {_TEXT: value.text, _PARAMS: stored_params(value.params)}
    if isinstance(value, list | tuple):
        return [stored(one) for one in value]
    return value


def stored_params(params: Mapping[str, object]) -> dict[str, object]:
    """The params of a sentence as JSON."""
    return {name: stored(value) for name, value in params.items()}


def sentence(text: str, params: Mapping[str, object], *articles: str) -> Reason:
    """The sentence of a finding as it was said, ready to be shown in the reader's language."""
    return Reason(text, articles, params={name: shown(value) for name, value in params.items()})


def shown(value: object) -> object:
    """A stored param as a sentence takes it: words are joined in the reader's language."""
    if isinstance(value, dict):
        return sentence(value[_TEXT], value[_PARAMS])
    if isinstance(value, list):
        return "、".join(say(str(one)) for one in value) or "—"
    return value
