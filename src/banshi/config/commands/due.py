"""`banshi due`: a due date with its reasons, from the bundled calendar; needs no database."""

import datetime as dt
import gettext
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from banshi.kernel.clocks import reckoning, words
from banshi.kernel.clocks.explanation import DayLine, Explanation, Status, explain
from banshi.kernel.clocks.reckoning import Limit, Pause
from banshi.kernel.workdays import bundled
from banshi.lib.results import Reason, Refused

Translate = Callable[[str], str]

LOCALE = Path(__file__).parents[2] / "locale"
BAD_DATE = "“%(value)s”不是有效的日期，请写成 2026-09-28 的样式 (write a date like 2026-09-28)。"


@click.command(
    epilog="例 (examples)：\n\n"
    "\b\n"
    "  banshi due --from 2026-09-28 --limit 5wd\n"
    "  banshi due --from 2026-09-28 --limit 20wd --pause 2026-10-12..2026-10-16 --extend 10wd\n"
    "  banshi due --from 2026-12-25 --limit 5wd --json\n"
)
@click.option("--from", "start", required=True, help="起算日，当天不计 (day of the event, not counted)。")
@click.option("--limit", required=True, help="期限 (period)：5wd 工作日，30cd 日，6m 月，1y 年。")
@click.option(
    "--pause", "pauses", multiple=True, help="停止计算，首尾都含，可重复 (days not counted)：A..B。"
)
@click.option("--extend", help="延长 (extension)：10wd。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON (print JSON)。")
@click.option(
    "--lang", type=click.Choice(["zh", "en"]), default="zh", help="语言 (language)。", show_default=True
)
def due(
    start: str, limit: str, pauses: tuple[str, ...], extend: str | None, as_json: bool, lang: str
) -> None:
    """算到期日：哪天到期、是不是暂定、数了哪些天。

    Reckon a due date: the date, whether it is provisional, and the days counted.
    """
    days = bundled.table()
    reckoned = reckoning.due(
        _date(start), Limit.parse(limit), days, [Pause.parse(p) for p in pauses], _extension(extend)
    )
    explained = explain(reckoned, days)
    if as_json:
        click.echo(json.dumps(words.as_json(explained), ensure_ascii=False, indent=2))
    elif lang == "zh":
        click.echo("\n".join(words.as_text(explained)))
    else:
        click.echo("\n".join(_in_english(explained)))


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError:
        raise Refused(Reason(BAD_DATE, field="from", params={"value": text})) from None


def _extension(text: str | None) -> Limit | None:
    return Limit.parse(text) if text else None


def _in_english(explained: Explanation) -> Iterator[str]:
    say = gettext.translation("django", LOCALE, ["en"], fallback=True).gettext
    for reason in explained.summary:
        yield say(reason.text) % {
            key: say(v) if isinstance(v, str) else v for key, v in reason.params.items()
        }
    yield ""
    tentative = explained.reckoned.provisional
    for line in explained.lines:
        yield _line(line, say, words.TENTATIVE if tentative else words.DUE)


def _line(line: DayLine, say: Translate, due_word: str) -> str:
    status = words.STATUSES[line.status]
    if line.number and line.status is not Status.ADJUSTED and line.kind is None:
        status = words.UNKNOWN_COUNTED
    notes = [line.name, words.EXTENDED if line.extended else "", due_word if line.is_due else ""]
    parts = [words.WEEKDAYS[line.date.weekday()], status, *filter(None, notes)]
    return "  ".join([str(line.date), *(_filled(say(part), line.number) for part in parts)])


def _filled(text: str, number: int | None) -> str:
    return text % {"number": number} if "%(" in text else text
