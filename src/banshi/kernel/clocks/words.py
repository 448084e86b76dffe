"""An explanation as lines of text and as JSON, for the command line and the interface."""

from banshi.kernel.clocks.explanation import DayLine, Explanation, Status
from banshi.kernel.clocks.reckoning import Reckoned
from banshi.kernel.workdays.days import Kind
from banshi.lib.results import Reason, gettext_noop

WEEKDAYS = (
    gettext_noop("周一"),
    gettext_noop("周二"),
    gettext_noop("周三"),
    gettext_noop("周四"),
    gettext_noop("周五"),
    gettext_noop("周六"),
    gettext_noop("周日"),
)
STATUSES = {
    Status.START: gettext_noop("起算日，不计"),
    Status.COUNTED: gettext_noop("第 %(number)s 日"),
    Status.ADJUSTED: gettext_noop("第 %(number)s 日（调休上班）"),
    Status.WEEKEND: gettext_noop("周末，不计"),
    Status.HOLIDAY: gettext_noop("放假，不计"),
    Status.PAUSED: gettext_noop("停止计算"),
    Status.ROLLED: gettext_noop("顺延至此"),
    Status.UNKNOWN: gettext_noop("工作日安排尚未公布"),
}
UNKNOWN_COUNTED = gettext_noop("第 %(number)s 日（工作日安排尚未公布）")
EXTENDED = gettext_noop("延长")
DUE = gettext_noop("到期日")
TENTATIVE = gettext_noop("暂定到期日")


def as_text(explanation: Explanation) -> list[str]:
    """The sentences, an empty line, and one line a day, in Chinese."""
    tentative = explanation.reckoned.provisional
    return [
        *(str(reason) for reason in explanation.summary),
        "",
        *(_line(line, TENTATIVE if tentative else DUE) for line in explanation.lines),
    ]


def as_json(explanation: Explanation) -> dict[str, object]:
    """Due date, provisional or not, and the counted days; dates as ISO text, None where not known."""
    reckoned = explanation.reckoned
    return {
        "due": reckoned.date.isoformat() if reckoned.date else None,
        "provisional": reckoned.provisional,
        "after": reckoned.after.isoformat() if reckoned.after else None,
        "remaining": reckoned.remaining,
        "counted_days": [_counted(line) for line in explanation.lines if line.number],
    }


def _counted(line: DayLine) -> dict[str, object]:
    kind = line.kind.value if line.kind else None
    return {"date": line.date.isoformat(), "number": line.number, "kind": kind, "name": line.name}


def _line(line: DayLine, due: str) -> str:
    words = STATUSES[line.status]
    if line.number and line.kind is None:
        words = UNKNOWN_COUNTED
    elif line.number and line.kind is Kind.ADJUSTED_WORKDAY:
        words = STATUSES[Status.ADJUSTED]
    notes = [line.name, EXTENDED if line.extended else "", due if line.is_due else ""]
    return "  ".join(
        filter(None, (str(line.date), WEEKDAYS[line.date.weekday()], words % {"number": line.number}, *notes))
    )


UNSETTLED = gettext_noop("暂定：%(after)s 之后第 %(remaining)s 个工作日（%(year)s 年工作日安排公布后确定）")
TENTATIVE_DAY = gettext_noop("暂定 %(due)s（%(year)s 年工作日安排公布后确定）")
SETTLED = gettext_noop("%(due)s")
NO_LIMIT = gettext_noop("不设期限")


def due_reason(reckoned: Reckoned) -> Reason:
    """A due date in words that are true: a date, a provisional date, or what is still to be counted."""
    if not reckoned.provisional:
        return Reason(SETTLED, params={"due": reckoned.date}) if reckoned.date else Reason(NO_LIMIT)
    assert reckoned.after is not None
    year = reckoned.after.year + 1
    if reckoned.date is not None:
        return Reason(TENTATIVE_DAY, params={"due": reckoned.date, "year": year})
    return Reason(UNSETTLED, params={"after": reckoned.after, "remaining": reckoned.remaining, "year": year})


def due_words(reckoned: Reckoned) -> str:
    """`due_reason` in Chinese, for papers."""
    return str(due_reason(reckoned))
