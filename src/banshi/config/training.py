"""Where a training keeps its things: beside the bureau's own, never among them. Touches the environment only."""

from collections.abc import MutableMapping
from pathlib import Path

import environ

FOLDER = "training"


def apart(environment: MutableMapping[str, str]) -> None:
    """Turn the settings of a bureau into those of its training: other files, another database, no way out."""
    if environment.get("BANSHI_ENV") == FOLDER:
        return
    if file := environment.pop("BANSHI_CONFIG", ""):
        found: dict[str, str] = {}
        with Path(file).open(encoding="utf-8") as settings:
            type("Apart", (environ.Env,), {"ENVIRON": found}).read_env(settings)  # type: ignore[attr-defined]
        # What the bureau is called and where it is; no secret and no way out of the house.
        for name, value in found.items():
            if name.startswith("BUREAU_") or name == "BANSHI_DATA":
                environment.setdefault(name, value)
        environment.pop("BUREAU_PUBLIC_URL", None)
    data = Path(environment.get("BANSHI_DATA") or "var").absolute() / FOLDER
    environment["BANSHI_DATA"] = str(data)
    environment["DATABASE_URL"] = f"sqlite:///{data / 'banshi.sqlite3'}"
    environment["BANSHI_ENV"] = FOLDER
