"""The committed API schema: `python tools/schema.py write` or `python tools/schema.py check`."""

import difflib
import io
import os
import sys
from pathlib import Path

import django
from django.core.management import call_command

COMMITTED = Path(__file__).resolve().parents[1] / "docs" / "api" / "openapi.yaml"


def generated() -> str:
    """The schema of the API as the code stands; any warning of the generator is an error."""
    output = io.StringIO()
    call_command("spectacular", validate=True, fail_on_warn=True, stdout=output)
    return output.getvalue().rstrip("\n") + "\n"


def main(verb: str) -> int:
    """Write the schema, or compare it with the committed one and show what differs."""
    new = generated()
    if verb == "write":
        COMMITTED.parent.mkdir(parents=True, exist_ok=True)
        COMMITTED.write_text(new, encoding="utf-8")
        return 0
    old = COMMITTED.read_text(encoding="utf-8") if COMMITTED.exists() else ""
    if old == new:
        return 0
    lines = difflib.unified_diff(
        old.splitlines(), new.splitlines(), "committed", "generated", lineterm="", n=1
    )
    print("\n".join(list(lines)[:60]))
    print("The API and docs/api/openapi.yaml differ: run `make docs`, and name the change in CHANGELOG.md.")
    return 1


if __name__ == "__main__":
    if sys.argv[1:] not in (["write"], ["check"]):
        sys.exit(__doc__)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "banshi.config.settings")
    django.setup()
    sys.exit(main(sys.argv[1]))
