"""A database on another machine is spoken with over TLS, or nothing starts."""

import os
import subprocess
import sys

import environ
import pytest

from banshi.config.settings.reaching import in_clear

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("url", "clear"),
    [
        ("postgresql:///banshi", False),
        ("postgresql:///banshi?host=/var/run/postgresql", False),
        ("postgresql://u:p@127.0.0.1:5000/banshi", False),
        ("sqlite:////var/lib/banshi/db.sqlite3", False),
        ("postgresql://u:p@10.1.2.3/banshi", True),
        ("postgresql://u:p@db.example.cn/banshi", True),
        ("postgresql://u:p@db.example.cn/banshi?sslmode=prefer", True),
        ("postgresql://u:p@db.example.cn/banshi?sslmode=disable", True),
        ("postgresql:///banshi?host=db.example.cn", True),
        ("postgresql:///banshi?hostaddr=10.1.2.3", True),
        ("postgresql://u:p@db.example.cn/banshi?sslmode=require", False),
        ("postgresql://u:p@db.example.cn/banshi?sslmode=verify-full", False),
    ],
)
def test_what_may_go_in_clear(url, clear):
    assert in_clear(environ.Env.db_url_config(url)) is clear


@pytest.mark.parametrize(("ending", "starts"), [("", False), ("?sslmode=require", True)])
def test_in_earnest_nothing_starts_without_it(ending, starts, tmp_path):
    told = {
        "BANSHI_ENV": "production",
        "BANSHI_DATA": str(tmp_path),
        "DATABASE_URL": f"postgresql://u:p@db.example.cn/banshi{ending}",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    # What follows is not there: without `sslmode` it is never asked for.
    command = [sys.executable, "-W", "ignore", "-c", "import banshi.config.settings"]
    done = subprocess.run(command, env=told, capture_output=True, text=True, check=False)
    assert ("sslmode" in done.stderr, "BANSHI_SECRET_KEY" in done.stderr) == (not starts, starts), done.stderr
