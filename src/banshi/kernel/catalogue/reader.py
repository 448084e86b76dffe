"""Reading untrusted values field by field: every problem is collected, nothing raises. Pure."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from banshi.kernel.catalogue.labels import label
from banshi.lib.results import Reason
from banshi.lib.results import gettext_noop as _

Row = TypeVar("Row")
# Excel joins several values in one cell with a line break and this bar, so neither may stand inside a value.
BAR = "｜"
# Whoever reads a file may tell here where in it an item stands (such as the Excel row).
ROW_KEY = "_row"
MOST_ROWS = 60
_SPACES = str.maketrans({"\u3000": " ", "\xa0": " "})
_ARTICLES = ("06-03-1", "11-03-1")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with an item as it was handed in: where (such as "materials[2].name") and why."""

    path: str
    sentence: Reason


class Reader:
    """Reads one mapping; `path` and `field` name it in problems, `number` is its row in a list."""

    def __init__(
        self,
        raw: object,
        problems: list[Problem],
        *,
        path: str = "",
        field: str = "",
        number: int | None = None,
    ) -> None:
        self._raw: Mapping[Any, Any] = raw if isinstance(raw, Mapping) else {}
        self._problems, self._path, self._field, self._number = problems, path, field, number
        self._seen: set[str] = set()
        if not isinstance(raw, Mapping):
            name = label(field, number) if field else "事项"
            self._add(path, _("%(field)s应当由多个栏目组成，现在的写法读不出来。"), field=name)
            self._problems = []  # one sentence is enough: what is inside cannot be judged

    def text(self, key: str, *, required: bool = False, longest: int = 200) -> str:
        """A single line of text, stripped; "" when absent."""
        raw = self._take(key)
        if isinstance(raw, int) and not isinstance(raw, bool) and abs(raw) < 10**18:
            raw = str(raw)
        return self._line(raw, key, required=required, longest=longest)

    def whole(self, key: str, low: int, high: int, *, required: bool = True) -> int | None:
        """A whole number between `low` and `high`, or None."""
        raw = self._take(key)
        if raw is None and not required:
            return None
        if isinstance(raw, bool) or not isinstance(raw, int) or not low <= raw <= high:
            self.wrong(key, _("%(field)s应当是%(low)s到%(high)s之间的整数。"), low=low, high=high)
            return None
        return raw

    def flag(self, key: str) -> bool:
        """True or false."""
        raw = self._take(key)
        if not isinstance(raw, bool):
            self.wrong(key, _("%(field)s应当写“是”或“否”。"))
            return False
        return raw

    def has(self, key: str) -> bool:
        """Whether anything is written under `key`."""
        return self._raw.get(key) is not None

    def choice(self, key: str, allowed: Collection[Any], *, required: bool = True) -> Any:
        """One of the allowed values, or "" when absent and not required."""
        raw = self._take(key)
        if raw in (None, "") and not required:
            return ""
        options = list(allowed)
        if isinstance(raw, str | int) and not isinstance(raw, bool) and raw in options:
            return raw
        self.wrong(key, _("%(field)s只能是：%(options)s。"), options=_listed(allowed))
        return options[0]

    def texts(self, key: str, *, longest: int = 400) -> tuple[str, ...]:
        """A list of single lines, none empty; () when absent."""
        lines = [self._line(raw, key, required=True, longest=longest) for raw in self._list(key)]
        return tuple(line for line in lines if line)

    def choices(self, key: str, allowed: Collection[str]) -> tuple[str, ...]:
        """A list of allowed values, each once; () when absent."""
        options = list(allowed)
        found = self._list(key)
        if not all(isinstance(raw, str) and raw in options for raw in found):
            self.wrong(key, _("%(field)s只能是：%(options)s。"), options=_listed(allowed))
            return ()
        return tuple(dict.fromkeys(found))

    def within(self, key: str) -> "Reader":
        """A reader for the mapping under `key`."""
        return Reader(self._take(key), self._problems, path=self._at(key), field=key)

    def rows(self, key: str, build: Callable[["Reader"], Row]) -> tuple[Row, ...]:
        """A list of mappings, each built by `build`; () when absent."""
        found = []
        for number, raw in enumerate(self._list(key), start=1):
            reader = Reader(raw, self._problems, path=f"{self._at(key)}[{number}]", field=key, number=number)
            found.append(build(reader))
            reader.finish()
        return tuple(found)

    def finish(self) -> None:
        """Name every key that nobody asked for."""
        for key in self._raw:
            if key not in self._seen:
                shown = key.encode("utf-8", "replace").decode()[:40] if isinstance(key, str) else "?"
                self._add(self._path, _("不认识的栏目“%(key)s”，请删去或改正。"), key=shown)

    def wrong(self, key: str, text: str, **params: object) -> None:
        """Add a problem about one field; `%(field)s` in the text is its Chinese name."""
        self._add(self._at(key), text, field=self._label(key), **params)

    def _line(self, raw: object, key: str, *, required: bool, longest: int) -> str:
        if raw is None or (isinstance(raw, str) and not raw.strip()):
            if required:
                self.wrong(key, _("%(field)s不能空着。"))
            return ""
        if not isinstance(raw, str):
            self.wrong(key, _("%(field)s应当是文字。"))
            return ""
        line = raw.translate(_SPACES).strip()
        if len(line) > longest:
            self.wrong(key, _("%(field)s最多%(longest)s个字。"), longest=longest)
        elif BAR in line or not line.isprintable():
            self.wrong(key, _("%(field)s里有换行、竖线“｜”或看不见的字符，请删去。"))
        return line

    def _list(self, key: str) -> list[Any]:
        raw = self._take(key)
        if raw is None:
            return []
        if not isinstance(raw, list | tuple):
            self.wrong(key, _("%(field)s应当是一份清单，一行一项。"))
            return []
        if len(raw) > MOST_ROWS:
            self.wrong(key, _("%(field)s最多%(most)s项。"), most=MOST_ROWS)
        return list(raw[:MOST_ROWS])

    def _take(self, key: str) -> Any:
        self._seen.add(key)
        return self._raw.get(key)

    def _at(self, key: str) -> str:
        return f"{self._path}.{key}" if self._path else key

    def _label(self, key: str) -> str:
        if not self._field:
            return label(key)
        return label(f"{self._field}.{key}", self._number)

    def _add(self, path: str, text: str, **params: object) -> None:
        self._problems.append(Problem(path, Reason(text, _ARTICLES, path, params)))


def _listed(allowed: Collection[Any]) -> str:
    """The allowed values in one line, with their labels where they have any."""
    if isinstance(allowed, Mapping):
        return "、".join(f"{key}（{name}）" for key, name in allowed.items())
    return "、".join(allowed)
