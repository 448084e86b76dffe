"""Reading the ledger."""

from collections.abc import Iterable

from banshi.kernel.ledger.models import Entry, Head


def stream(name: str) -> list[Entry]:
    """All entries of one stream, oldest first."""
    return list(Entry.objects.filter(stream=name).order_by("seq"))


def streams(names: Iterable[str]) -> dict[str, list[Entry]]:
    """Entries of several streams at once, each oldest first; a stream without entries is left out."""
    found: dict[str, list[Entry]] = {}
    for entry in Entry.objects.filter(stream__in=list(names)).order_by("stream", "seq"):
        found.setdefault(entry.stream, []).append(entry)
    return found


def begun(prefix: str) -> set[str]:
    """The streams whose names begin so, as "picture:"."""
    rows = Head.objects.filter(stream__gte=prefix, stream__lt=prefix[:-1] + chr(ord(prefix[-1]) + 1))
    return set(rows.order_by("stream").values_list("stream", flat=True))
