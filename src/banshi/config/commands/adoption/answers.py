"""The answers of a new bureau: read from a YAML file and judged as a whole, before anything is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from banshi.config.commands.adoption.questions import (
    CALENDAR,
    CATALOGUE,
    FILES,
    QUESTIONS,
    ROSTER,
    SOURCE,
    Question,
    wrong,
)
from banshi.kernel.organisation.roster import Flaw, Roster, read_roster, without_administrator
from banshi.kernel.organisation.roster_files import read_roster_file
from banshi.lib.results import Reason, Refused
from banshi.lib.sheets import MOST_BYTES

LISTS = ("sections", "staff")
NOT_YAML = "答案文件读不出来，请检查缩进和冒号 (the answers file cannot be read)。"


@dataclass(frozen=True, slots=True)
class Fault:
    """An answer that is wrong: its field, what was written, and why."""

    field: str
    written: str
    why: str


@dataclass(slots=True)
class Answers:
    """What was answered: the values by key, and the sections, people and posts."""

    values: dict[str, str] = field(default_factory=dict)
    roster: Roster = field(default_factory=lambda: Roster((), (), ()))
    folder: Path = field(default_factory=Path.cwd)

    def file(self, key: str) -> Path:
        """The file an answer names, seen from where the answers are."""
        return self.folder / self.values[key]


def read_answers(path: Path) -> tuple[Answers, list[Fault]]:
    """The answers of a YAML file, and everything that is wrong with them; raises `Refused` when it is no YAML."""
    raw = _document(path)
    answers, faults = Answers(folder=path.parent.resolve()), []
    known = {question.key: question for question in (*QUESTIONS, *FILES)}
    for key in raw.keys() - known.keys() - set(LISTS):
        faults.append(Fault(str(key)[:40], "", "没有这个问题，请删去或改正 (no such question)。"))
    for question in known.values():
        text = _text(raw.get(question.key), question.default)
        answers.values[question.key] = text
        if why := _judged(question, text, answers):
            faults.append(Fault(f"{question.key} {question.zh}", text, why))
    if not any(fault.field.startswith(ROSTER.key) for fault in faults):
        answers.roster = _roster(raw, answers)
    return answers, faults


def whole(answers: Answers) -> list[Flaw]:
    """The flaws of the sections and people of a new bureau, in which somebody must be the administrator."""
    roles = {post.role for post in answers.roster.posts}
    return [*answers.roster.flaws, *([] if "administrator" in roles else [without_administrator()])]


def no_file(question: Question, text: str, folder: Path) -> str:
    """Why an answer that names a file, or one of the words instead of it, will not do; "" when it will."""
    words = {CALENDAR.key: ("bundled",), CATALOGUE.key: ("none", "sample"), ROSTER.key: ("",)}
    if text in words.get(question.key, (text,)) or (folder / text).is_file():
        return ""
    return f"没有找到文件 {text} (no such file)。"


def _judged(question: Question, text: str, answers: Answers) -> str:
    if question is SOURCE and answers.values[CALENDAR.key] == "bundled":
        return ""
    return wrong(question, text) or no_file(question, text, answers.folder)


def _roster(raw: Mapping[str, Any], answers: Answers) -> Roster:
    if answers.values[ROSTER.key]:
        return read_roster_file(answers.file(ROSTER.key).read_bytes())
    rows = [[(n, row) for n, row in enumerate(_list(raw, name), 1)] for name in LISTS]
    return read_roster(*rows)


def _list(raw: Mapping[str, Any], name: str) -> list[Mapping[str, object]]:
    given = raw.get(name) or []
    if not isinstance(given, list) or not all(isinstance(row, Mapping) for row in given):
        raise Refused(Reason(f"{name} 应当是一份清单，一行一项 (a list is expected)。", field=name))
    return given


def _document(path: Path) -> Mapping[Any, Any]:
    content = path.read_bytes()
    try:
        if len(content) > MOST_BYTES:
            raise yaml.YAMLError
        document = yaml.load(content, yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError, RecursionError):
        raise Refused(Reason(NOT_YAML, field="from")) from None
    if not isinstance(document, Mapping):
        raise Refused(Reason(NOT_YAML, field="from"))
    return document


def _text(raw: object, default: str) -> str:
    return default if raw is None else str(raw).strip()
