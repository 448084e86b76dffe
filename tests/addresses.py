"""Every address of the house, as its URL table writes it."""

from collections.abc import Callable, Iterator

from django.urls import URLPattern, URLResolver


def routes(node: URLResolver, before: str = "") -> Iterator[tuple[str, Callable[..., object]]]:
    """Each address below a resolver with its view."""
    for part in node.url_patterns:
        path = before + str(part.pattern)
        if isinstance(part, URLPattern):
            yield path, part.callback
        else:
            yield from routes(part, path)
