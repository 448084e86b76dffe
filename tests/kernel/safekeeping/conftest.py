"""Where the tests' PostgreSQL keeps its tools."""

import pytest

from tests.postgres import wheel_tools


@pytest.fixture(autouse=True)
def tools(settings):
    """pg_dump and pg_restore of the same wheel as the server."""
    settings.BACKUP = settings.BACKUP | {"pg_bin": str(wheel_tools())}
