"""A bureau that began with 0.1.0 is brought up to this version, and what it had entered is still there."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.pure
STOOD = Path(__file__).with_name("migrations-0.1.0.txt")
SECTION = (
    "INSERT INTO organisation_section (code, name_zh, name_en, duties, phone, room) "
    "VALUES ('SPK', '局审批科', 'A', '', '1', '')"
)
STAFF = (
    "INSERT INTO organisation_staff (password, username, name_zh, name_en, section_id, room, phone, is_active) "
    "VALUES ('x', 'wang', '王芳', '', 1, '', '', 1)"
)
UPGRADE = """
import sys, django
django.setup()
from django.core.management import call_command
from django.db import connection
for line in open(sys.argv[1], encoding="utf-8"):
    if not line.startswith("#"):
        call_command("migrate", *line.split(), interactive=False, verbosity=0)
connection.cursor().execute(sys.argv[2])
connection.cursor().execute(sys.argv[3])
call_command("migrate", interactive=False, verbosity=0)
call_command("migrate", check_unapplied=True, verbosity=0)
from banshi.kernel.organisation.models import Staff
staff = Staff.objects.get()
print(staff.username, staff.section.code, staff.initial_password)
"""


def test_the_first_version_comes_up_to_this_one_with_its_data(tmp_path):
    named = os.environ | {
        "BANSHI_ENV": "test",
        "BANSHI_DATA": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'old.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "banshi.config.settings",
        "PYTHONPATH": str(Path("src").absolute()),
    }
    command = [sys.executable, "-c", UPGRADE, str(STOOD), SECTION, STAFF]
    done = subprocess.run(command, env=named, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "wang SPK False\n"), done.stderr
