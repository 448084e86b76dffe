"""A training: apart from the bureau's own things, with a clock that the trainer moves, and marked everywhere."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from banshi.config.training import apart
from banshi.kernel.organisation import training
from banshi.kernel.organisation.training import TrainingClockMiddleware
from banshi.lib import clock
from banshi.lib.results import Refused
from tests.entrypoints.workbench.conftest import Screen, text

SECRETS = """BUREAU_NAME="河口县民政局"
BANSHI_DATA="%s"
BANSHI_SECRET_KEY="x"
DATABASE_URL="postgresql:///a"
FILING_EMAIL="a@b.cn"
"""


@pytest.fixture
def moved(settings, tmp_path):
    """A training's clock file in a folder of its own; afterwards the clock runs as before."""
    settings.BANSHI_TRAINING, settings.BANSHI_DATA = True, tmp_path
    training._seen.clear()
    before = clock._begun, clock._since, clock._pace
    yield
    clock._begun, clock._since, clock._pace = before
    training._seen.clear()


@pytest.mark.pure
def test_a_training_takes_the_bureaus_name_and_nothing_that_leads_to_its_data(tmp_path):
    file = tmp_path / "b.env"
    file.write_text(SECRETS % tmp_path, encoding="utf-8")
    found = {"BANSHI_CONFIG": str(file)}
    apart(found)
    assert found == {
        "BANSHI_DATA": str(tmp_path / "training"),
        "BANSHI_ENV": "training",
        "BUREAU_NAME": "河口县民政局",
        "DATABASE_URL": f"sqlite:///{tmp_path}/training/banshi.sqlite3",
    }
    again = dict(found)
    apart(again)
    assert again == found


@pytest.mark.pure
def test_nothing_leaves_the_house(tmp_path):
    show = (
        "import json; from django.conf import settings as s; "
        "print(json.dumps([s.BANSHI_OUTLETS, s.EMAIL_BACKEND, s.FILING['email'], s.FILING['http']]))"
    )
    named = {name: value for name, value in os.environ.items() if not name.startswith(("BANSHI", "DATABASE"))}
    named |= {
        "BANSHI_ENV": "training",
        "BANSHI_DATA": str(tmp_path),
        "PYTHONPATH": str(Path("src").absolute()),
    }
    named |= {
        "FILING_EMAIL": "a@b.cn",
        "FILING_URL": "https://b.cn",
        "DJANGO_SETTINGS_MODULE": "banshi.config.settings",
    }
    done = subprocess.run([sys.executable, "-c", show], env=named, capture_output=True, text=True, check=True)
    outlets, backend, email, http = json.loads(done.stdout)
    assert set(outlets.values()) == {"file", "list"}
    assert backend.endswith("dummy.EmailBackend")
    assert (email, http) == ("", "")


@pytest.mark.pure
@pytest.mark.at(None)
def test_the_clock_moves_forward_for_all_processes_and_never_back(moved):
    training.move_to(clock.parse("2026-12-28T09:00"))
    assert f"{clock.now():%F %H:%M}" == "2026-12-28 09:00"
    clock.start_at(clock.parse("2026-11-01"))  # another process, which has not looked yet
    training._seen.clear()
    TrainingClockMiddleware(lambda request: None)(None)
    assert f"{clock.now():%F %H:%M}" == "2026-12-28 09:00"
    for moment in ("2026-12-28T08:59", "2028-06-01T09:00"):
        with pytest.raises(Refused, match="往前拨"):
            training.move_to(clock.parse(moment))
    training.forget()
    training.follow()


@pytest.mark.django_db
@pytest.mark.at(None)
def test_the_trainer_moves_it_by_a_working_day_or_to_a_moment(moved, cast):
    training.move_to(clock.parse("2026-12-31T15:00"))
    zhou = Screen(cast, "周明")
    assert "2026-12-31 15:00" in text(zhou.open("administration/training/"))
    assert zhou.send("administration/training/", do="next_day").status_code == 302
    assert clock.now().hour == 9
    answer = zhou.send("administration/training/", day="2026-12-01", time="10:00")
    assert (answer.status_code, "只能往前拨" in text(answer)) == (422, True)
    assert zhou.send("administration/training/", day="明天", time="").status_code == 422
    page = zhou.open("")
    assert "办的事都不算数" in text(page)
    assert "administration/training/" in page.content.decode()
    assert "administration/training/" not in Screen(cast, "王芳").open("").content.decode()
    assert Screen(cast, "王芳").open("administration/training/").status_code == 403


@pytest.mark.django_db
def test_outside_a_training_there_is_no_such_page(at_desk_plain):
    assert at_desk_plain.open("administration/training/").status_code == 404


@pytest.fixture
def at_desk_plain(cast):
    return Screen(cast, "周明")
