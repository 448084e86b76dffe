"""The help teaches; the checks of files need no database."""

import re

import pytest

from banshi.config.cli import COMMANDS, Overview, main
from banshi.config.commands.texts import table, width
from banshi.kernel.catalogue import bundled as catalogue
from banshi.kernel.workdays import bundled as calendar

pytestmark = pytest.mark.pure


def commands():
    """Every command with its path of names."""
    context = main.make_context("banshi", ["due"], resilient_parsing=True)
    for name in COMMANDS:
        command = main.get_command(context, name)
        if isinstance(command, Overview):
            yield from ([name, inner] for inner in command.entries)
        else:
            yield [name]


@pytest.mark.parametrize("path", list(commands()), ids=" ".join)
def test_every_command_says_what_it_does_in_both_languages_and_shows_an_example(banshi, path):
    shown = banshi(*path, "--help").stdout
    assert re.search(r"[\u4e00-\u9fff]{4}", shown)
    assert re.search(r"[A-Z][a-z]+ .*\.", shown)
    assert "例 (example" in shown
    assert f"banshi {' '.join(path)}" in shown


def test_the_overview_names_every_command(banshi):
    shown = banshi().stdout
    assert all(f"  {name} " in shown for name in COMMANDS)


def test_an_unknown_command_is_named(banshi):
    done = banshi("nonsense")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "nonsense" in done.stderr


def test_chinese_columns_stay_aligned():
    lines = table(("姓名", "post"), [("张䶮", "clerk"), ("Lü", "head")]).splitlines()
    assert (
        len(
            {
                width(line[: line.index(word)])
                for line, word in zip(lines, ("post", "clerk", "head"), strict=True)
            }
        )
        == 1
    )


def test_a_sound_calendar_file_is_praised(banshi, tmp_path):
    file = tmp_path / "2026.csv"
    file.write_bytes(calendar.years()[-1].text.encode("gb18030"))
    assert "365 天" in banshi("calendar", "check", str(file)).stdout


def test_a_calendar_with_a_gap_names_the_row(banshi, tmp_path):
    lines = calendar.years()[-1].text.splitlines()
    file = tmp_path / "2026.csv"
    file.write_text("\n".join(lines[:40] + lines[41:]), encoding="utf-8")
    done = banshi("calendar", "check", str(file))
    assert done.exit_code == 1
    assert "41" in done.stdout
    assert "2026-02-09" in done.stdout


def test_the_bundled_catalogue_may_be_published(banshi):
    file = catalogue._DATA / "catalogue.yaml"
    assert "32 个事项" in banshi("catalogue", "check", str(file)).stdout


def test_a_bad_item_is_named_with_its_row(banshi, tmp_path):
    text = (catalogue._DATA / "catalogue.yaml").read_text(encoding="utf-8")
    file = tmp_path / "bad.yaml"
    file.write_text(text.replace("code: MZ-XK-02", "code: MZ-XK-01"), encoding="utf-8")
    done = banshi("catalogue", "check", str(file))
    assert done.exit_code == 1
    assert [line.split()[:2] for line in done.stdout.splitlines()[1:]] == [["2", "MZ-XK-01"]]


def test_the_template_is_written_once(banshi, tmp_path):
    file = tmp_path / "目录.xlsx"
    assert banshi("catalogue", "template", str(file)).exit_code == 0
    assert "没有事项" in banshi("catalogue", "check", str(file)).stderr
    assert "已经有了" in banshi("catalogue", "template", str(file)).stderr


@pytest.mark.parametrize("file", ["目录.doc", "没有这个文件.yaml"])
def test_a_file_that_cannot_be_read_gets_one_sentence(banshi, tmp_path, file):
    if file.endswith("doc"):
        (tmp_path / file).write_bytes(b"x")
    done = banshi("catalogue", "check", str(tmp_path / file))
    assert done.exit_code == 2
    assert len(done.stderr.strip().splitlines()) == 1
