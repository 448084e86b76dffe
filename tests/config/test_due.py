"""`banshi due`: anyone can reckon a date, on any machine."""

import json
import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.pure


def test_national_day_2025_three_working_days_after_a_working_sunday(banshi):
    done = banshi("due", "--from", "2025-09-28", "--limit", "3wd")
    assert done.exit_code == 0
    assert "到期日是 2025-10-09，当天办结不算超期。" in done.stdout
    assert "2025-10-01 至 2025-10-08" in done.stdout
    assert "2025-10-08  周三  放假，不计" in done.stdout


def test_a_pause_and_an_extension_move_the_date(banshi):
    plain = ("due", "--from", "2026-09-28", "--limit", "5wd", "--json")
    assert json.loads(banshi(*plain).stdout)["due"] == "2026-10-10"
    paused = (*plain, "--pause", "2026-10-09..2026-10-10", "--pause", "2026-10-12..2026-10-12")
    assert json.loads(banshi(*paused).stdout)["due"] == "2026-10-14"
    assert json.loads(banshi(*paused, "--extend", "10wd").stdout)["due"] == "2026-10-28"


def test_the_days_counted_are_listed(banshi):
    found = json.loads(banshi("due", "--from", "2025-09-28", "--limit", "3wd", "--json").stdout)
    assert [day["date"] for day in found["counted_days"]] == ["2025-09-29", "2025-09-30", "2025-10-09"]
    assert found["provisional"] is False


def test_past_the_published_calendar_the_date_is_provisional_and_never_a_guess(banshi):
    found = json.loads(banshi("due", "--from", "2026-12-25", "--limit", "5wd", "--json").stdout)
    assert (found["due"], found["provisional"], found["remaining"]) == (None, True, 1)
    assert "2027 年工作日安排尚未公布" in banshi("due", "--from", "2026-12-25", "--limit", "5wd").stdout


def test_the_words_can_be_english(banshi):
    done = banshi("due", "--from", "2025-09-28", "--limit", "3wd", "--lang", "en")
    assert done.exit_code == 0
    assert "2025-10-09" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--limit", "5wd"), "还要写上 --from"),
        (("--from", "2026-02-30", "--limit", "5wd"), "“2026-02-30”不是有效的日期"),
        (("--from", "2026-09-28", "--limit", "five"), "“five”不是有效的期限"),
        (("--from", "2026-09-28", "--limit", "0wd"), "期限应在 1 至"),
        (("--from", "2026-09-28", "--limit", "5wd", "--pause", "2026-10-16..2026-10-12"), "不能早于第一天"),
        (("--from", "2026-09-28", "--limit", "5wd", "--extend", "soon"), "“soon”不是有效的期限"),
        (("--from", "2019-01-01", "--limit", "5wd"), "不能计算更早的日期"),
        (("--form", "2026-09-28"), "没有 --form 这个选项"),
    ],
)
def test_bad_input_gets_one_plain_sentence_and_exit_code_two(banshi, arguments, sentence):
    done = banshi("due", *arguments)
    assert done.exit_code == 2
    assert sentence in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert done.stdout == ""


def test_it_needs_neither_secrets_nor_a_database():
    bare = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("BANSHI_", "DATABASE_", "DJANGO_"))
    }
    command = [sys.executable, "-m", "banshi.config.cli", "due", "--from", "2026-09-28", "--limit", "5wd"]
    done = subprocess.run(command, env=bare, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "2026-10-10" in done.stdout
