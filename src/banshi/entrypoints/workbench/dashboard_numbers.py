"""The numbers of the dashboard as tables: section × lamp, kind × lamp; every one with the address of its list."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from banshi.kernel.clocks.lamps import Lamp
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation.dated import OURS, THEIRS, WITHIN, Dated, DatedKind
from banshi.kernel.organisation.permissions import reach
from banshi.kernel.organisation.queries import SectionCard, sections
from banshi.lib.results import Reason, gettext_noop
from banshi.workflows import dated

LAMPS = (Lamp.RED, Lamp.AMBER, Lamp.GREEN, Lamp.GREY, Lamp.HOLLOW)
WORDS = {
    Lamp.RED: gettext_noop("超期"),
    Lamp.AMBER: gettext_noop("临近"),
    Lamp.GREEN: gettext_noop("正常"),
    Lamp.GREY: gettext_noop("停表"),
    Lamp.HOLLOW: gettext_noop("暂定"),
}
COUNTED = {
    Lamp.RED: gettext_noop("超期 %(n)s"),
    Lamp.AMBER: gettext_noop("临近 %(n)s"),
    Lamp.GREEN: gettext_noop("正常 %(n)s"),
    Lamp.GREY: gettext_noop("停表 %(n)s"),
    Lamp.HOLLOW: gettext_noop("暂定 %(n)s"),
}
NOBODY = gettext_noop("没有分到科室")
NONE = "none"
GROUPS = {
    OURS: gettext_noop("本局的期限"),
    THEIRS: gettext_noop("申请人的期限（不算本局超期）"),
    WITHIN: gettext_noop("办理当中在等的（已经算在上面）"),
}


@dataclass(frozen=True, slots=True)
class Shade:
    """A lamp with its word, as the component draws it."""

    lamp: Lamp
    text: Reason | str


@dataclass(frozen=True, slots=True)
class Cell:
    """A number and where its list is; `lamp` is empty for a sum."""

    lamp: str
    number: int
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: its name (a sentence or a section's own name), where the name leads, its numbers, their sum."""

    label: str
    url: str
    cells: tuple[Cell, ...]
    total: Cell
    articles: tuple[str, ...] = ()

    @property
    def numbers(self) -> tuple[int, ...]:
        """The row as figures, the sum last."""
        return (*(cell.number for cell in self.cells), self.total.number)


@dataclass(frozen=True, slots=True)
class Group:
    """Kinds whose dates are whose."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """Everything with a date that a person may count, at one moment. `chosen`: of which section the kinds are."""

    found: tuple[Dated, ...]
    sections: tuple[Line, ...]
    sums: Line
    groups: tuple[Group, ...]
    chosen: str | None = None
    chosen_label: str = ""

    @property
    def shades(self) -> tuple[Shade, ...]:
        """The heads of the columns."""
        return tuple(Shade(lamp, WORDS[lamp]) for lamp in LAMPS)

    @property
    def tallies(self) -> tuple[tuple[str, Shade], ...]:
        """The lamps that burn, with their numbers, each with the address of its list."""
        return tuple(
            (cell.url, Shade(Lamp(cell.lamp), Reason(COUNTED[Lamp(cell.lamp)], params={"n": cell.number})))
            for cell in self.sums.cells
            if cell.number
        )

    @property
    def empty(self) -> bool:
        """Whether nothing has a date."""
        return not self.found


def board(actor: Actor, language: str, chosen: str = "") -> Board:
    """All numbers of this person; `chosen` is a section's id, or NONE, and narrows the kinds."""
    found = tuple(dated.counts(actor))
    known = own_sections(actor)
    asked = section_of(chosen, known) if chosen else ()
    ours = [one for one in found if dated.KINDS[one.kind].group == OURS]
    narrow = [one for one in found if one.section_id in asked] if asked else found
    name = label_of(asked[0], known, language) if asked else ""
    return Board(
        found,
        tuple(_section_lines(ours, known, language)),
        _line("", "", ours, lambda lamp: list_url(lamp=lamp)),
        tuple(_groups(narrow, dated.kinds_for(actor), chosen if asked else "")),
        chosen if asked else None,
        name,
    )


def own_sections(actor: Actor) -> Mapping[int, SectionCard]:
    """The sections this person sees, by id."""
    within = reach(actor, dated.OPENS)
    return {one: card for one, card in sections().items() if within is None or one in within}


def section_of(text: str, known: Mapping[int, SectionCard]) -> tuple[int | None, ...]:
    """The section behind an address: its id, (None,) for NONE, nothing for anything else."""
    if text == NONE:
        return (None,)
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
    return (number,) if number in known else ()


def label_of(section_id: int | None, known: Mapping[int, SectionCard], language: str) -> str:
    """A section's name; the sentence for what belongs to none."""
    card = known.get(section_id) if section_id is not None else None
    return card.name(language) if card else NOBODY


def list_url(*, kind: str = "", section: str = "", lamp: str = "", skip: int = 0) -> str:
    """The address of a list."""
    asked = {"kind": kind, "section": section, "lamp": lamp, "skip": skip}
    query = urlencode({name: str(value) for name, value in asked.items() if value})
    return reverse("workbench:dashboard_list") + (f"?{query}" if query else "")


def _section_lines(found: Sequence[Dated], known: Mapping[int, SectionCard], language: str) -> Iterable[Line]:
    by_section: dict[int | None, list[Dated]] = {one: [] for one in known}
    for one in found:
        by_section.setdefault(one.section_id, []).append(one)
    nobody = by_section.pop(None, [])
    for section_id, own in by_section.items():
        yield _section_line(str(section_id), label_of(section_id, known, language), own)
    if nobody:
        yield _section_line(NONE, NOBODY, nobody)


def _section_line(key: str, label: str, found: Iterable[Dated]) -> Line:
    url = f"{reverse('workbench:dashboard')}?section={key}#kinds"
    return _line(label, url, found, lambda lamp: list_url(section=key, lamp=lamp))


def _groups(found: Sequence[Dated], allowed: Iterable[str], section: str) -> Iterable[Group]:
    names = set(allowed)
    for group, title in GROUPS.items():
        kinds = [kind for kind in dated.KINDS.values() if kind.group == group and kind.name in names]
        if kinds:
            yield Group(title, tuple(_kind_line(kind, found, section) for kind in kinds))


def _kind_line(kind: DatedKind, found: Iterable[Dated], section: str) -> Line:
    own = [one for one in found if one.kind == kind.name]
    name = kind.name
    return _line(
        kind.title, "", own, lambda lamp: list_url(kind=name, section=section, lamp=lamp), kind.articles
    )


def _line(
    label: str,
    url: str,
    found: Iterable[Dated],
    address: Callable[[str], str],
    articles: tuple[str, ...] = (),
) -> Line:
    counted: Counter[str] = Counter()
    for one in found:
        counted[one.lamp] += one.number
    cells = tuple(Cell(lamp, counted[lamp], address(lamp)) for lamp in LAMPS)
    return Line(label, url, cells, Cell("", sum(counted.values()), address("")), articles)
