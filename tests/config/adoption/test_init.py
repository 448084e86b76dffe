"""`banshi init` from the first question to a bureau that stands, and again without changing anything."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from banshi.config.commands.adoption.answers import read_answers
from banshi.config.commands.adoption.founding import SAME, found
from banshi.config.commands.init import init
from banshi.kernel.ledger.models import Entry
from banshi.kernel.organisation.models import Post, Section, Staff
from banshi.kernel.workdays.queries import forget
from tests.config.adoption.test_answers import SOUND


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "answers.yaml"
    path.write_text(yaml.safe_dump(SOUND, allow_unicode=True), encoding="utf-8")
    return path


@pytest.mark.django_db
def test_a_bureau_is_founded_once_through_acts_and_passwords_are_for_their_owner(file, tmp_path, monkeypatch):
    monkeypatch.setattr("banshi.config.commands.adoption.founding.prepare_database", lambda: None)
    answers, _faults = read_answers(file)
    before = Entry.objects.filter(stream="organisation").count()
    steps = found(answers, tmp_path)
    forget()
    assert "人员 2，岗位 2" in steps[2].result
    guan = Staff.objects.get(username="guan")
    assert (guan.section.code, guan.posts.get().role, guan.initial_password) == ("BGS", "administrator", True)
    assert Entry.objects.filter(stream="organisation").count() == before + 1
    (kept,) = tmp_path.glob("initial-passwords-*.txt")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    secret = dict(line.split("\t") for line in kept.read_text("utf-8").splitlines()[1:])["guan"]
    assert guan.check_password(secret)
    assert secret not in str(steps)

    numbers = [model.objects.count() for model in (Section, Staff, Post, Entry)]
    assert [step.result for step in found(answers, tmp_path)][1:3] == [SAME, SAME]
    assert [model.objects.count() for model in (Section, Staff, Post, Entry)] == numbers
    assert len(list(tmp_path.glob("initial-passwords-*.txt"))) == 1


@pytest.mark.pure
def test_a_check_writes_nothing(file, tmp_path):
    done = CliRunner().invoke(init, ["--from", str(file), "--to", str(tmp_path / "b.env"), "--check"])
    assert (done.exit_code, "没有错误" in done.output) == (0, True)
    assert not (tmp_path / "b.env").exists()


@pytest.mark.pure
def test_at_the_terminal_a_wrong_answer_is_named_and_asked_again(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    bureau = ["河口县民政局", "Hekou Bureau", "HM", "河民", "210999", "人民路", "Renmin Road", "0418-2345678"]
    rest = ["", "县政府", "the government", "法院", "court", "", str(tmp_path / "data"), "", "", "", ""]
    sections = ["b", "办公室", "", "", "", "0418-1", "bgs", "办公室", "", "", "", "0418-123", ""]
    staff = [
        "guan",
        "关五",
        "",
        "BGS",
        "",
        "",
        "管理",
        "",
        "",
        "",
        "guan",
        "关五",
        "",
        "BGS",
        "",
        "",
        "系统管理员",
        "",
        "",
        "",
        "",
    ]
    typed = "\n".join([*bureau, *rest, *sections, *staff]) + "\n"
    done = CliRunner().invoke(init, ["--check"], input=typed)
    assert "请写 1 到 8 个汉字" in done.output
    assert "科室编码读不出来" in done.output
    assert "没有“管理”这个岗位" in done.output
    assert done.output.endswith("没有错误 (sound)。什么也没有写 (nothing was written)。\n"), done.output


@pytest.mark.pure
def test_settings_come_from_the_file_and_a_missing_file_is_said(tmp_path):
    file = tmp_path / "b.env"
    file.write_text(
        'BUREAU_NAME="河口县民政局"\nBANSHI_ENV="test"\nBUREAU_HOURS="8:00-12:00"\n', encoding="utf-8"
    )
    show = "from django.conf import settings as s; print(s.BUREAU['name_zh'], s.OFFICE_HOURS[0][0])"
    clean = {name: text for name, text in os.environ.items() if not name.startswith(("BUREAU", "BANSHI"))}
    clean |= {"DJANGO_SETTINGS_MODULE": "banshi.config.settings", "PYTHONPATH": str(Path("src").absolute())}

    def run(path):
        return subprocess.run(
            [sys.executable, "-c", show],
            env=clean | {"BANSHI_CONFIG": str(path)},
            capture_output=True,
            text=True,
            check=False,
        )

    assert run(file).stdout == "河口县民政局 08:00:00\n"
    assert "BANSHI_CONFIG" in run(tmp_path / "none.env").stderr
