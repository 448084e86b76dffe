"""What a backup says of itself: from which version and database, how much of everything, the root of the ledger."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the archive: its length in bytes and its SHA-256 (hex)."""

    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class State:
    """What a database holds: migrations as "app.name", rows by table, and one hash over all heads of the ledger."""

    migrations: tuple[str, ...]
    counts: Mapping[str, int]
    root: str

    @property
    def entries(self) -> int:
        """Entries of the ledger."""
        return self.counts.get("ledger_entry", 0)

    @property
    def cases(self) -> int:
        """Cases."""
        return self.counts.get("cases_case", 0)


@dataclass(frozen=True, slots=True)
class Manifest:
    """The whole: `at` is the moment of the snapshot (ISO, Beijing); `engine` sqlite or postgresql."""

    version: str
    at: str
    engine: str
    server: str
    state: State
    files: int
    parts: Mapping[str, Part]

    def dump(self) -> bytes:
        """As JSON, for people too."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode()


def load(text: bytes) -> Manifest:
    """A manifest from its JSON; raises ValueError for anything else."""
    try:
        given: dict[str, Any] = json.loads(text)
        state = given["state"]
        return Manifest(
            version=given["version"],
            at=given["at"],
            engine=given["engine"],
            server=given["server"],
            state=State(tuple(state["migrations"]), dict(state["counts"]), state["root"]),
            files=given["files"],
            parts={name: Part(**part) for name, part in given["parts"].items()},
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(str(error)) from None
