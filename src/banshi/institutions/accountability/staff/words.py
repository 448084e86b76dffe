"""Words and addresses that several pages of the room share."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language, gettext

from banshi.institutions.accountability.queries.lines import CaseLine, LeadLine
from banshi.institutions.accountability.queries.standing import House
from banshi.institutions.accountability.rules.causes import CAUSES
from banshi.institutions.accountability.rules.limits import KINDS
from banshi.institutions.accountability.rules.steps import NAMES, OUTCOMES
from banshi.kernel.clocks.lamps import LampState
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.permissions import may
from banshi.kernel.organisation.standing import RECEIVING
from banshi.kernel.ui.wording import bracketed
from banshi.lib.results import Reason, gettext_noop

DESK = "workbench"
# The principles of 12-03, on every case.
PRINCIPLES = (
    gettext_noop("对谁都一样：职务高低、在职离任，一律平等。"),
    gettext_noop("权力多大，责任多大。"),
    gettext_noop("谁主管，谁负责：经办的和当天主管的都写明。"),
    gettext_noop("以事实为准：没有查清、没有听取本人的话，不作决定。"),
)
# What a stream of the ledger is about → its name; the page that shows the evidence, and the act that opens it.
EVIDENCE = {
    "case": (gettext_noop("办件"), "case", "see_case"),
    "matter": (gettext_noop("公文或者交办"), "matter", "see_matter"),
    "contact": (gettext_noop("咨询"), "contact", "answer_contact"),
    "booking": (gettext_noop("预约"), "booking", "see_bookings"),
    "extended": (gettext_noop("延时服务"), "extended_session", "see_extended"),
    "inspection": (gettext_noop("行为检查"), "inspection", "inspect"),
    "rectification": (gettext_noop("整改"), "correction", "see_corrections"),
    "rating": (gettext_noop("评价核实"), "", ""),
    "failure": (gettext_noop("一次性告知的核查"), "", ""),
}


@dataclass(frozen=True, slots=True)
class ShownCase:
    """A case of a list with its words."""

    line: CaseLine
    state: str
    cause: str
    outcome: str
    clocks: tuple[tuple[str, LampState], ...]


@dataclass(frozen=True, slots=True)
class ShownLead:
    """A lead of a list with the address of its evidence, if it may be named."""

    line: LeadLine
    section: str
    evidence: str
    evidence_name: str
    causes: tuple[tuple[str, str], ...]


def shown_case(line: CaseLine) -> ShownCase:
    """The words of a case."""
    return ShownCase(
        line,
        NAMES[line.state],
        CAUSES[line.cause],
        OUTCOMES.get(line.outcome, ""),
        tuple((KINDS[one.kind], one.lamp) for one in line.clocks),
    )


def shown_lead(line: LeadLine, actor: Actor) -> ShownLead:
    """The words of a lead."""
    section = line.section.name(get_language() or "") if line.section else ""
    causes = tuple((code, CAUSES[code]) for code in line.causes)
    name, *_page = EVIDENCE.get(line.stream.partition(":")[0], ("",))
    return ShownLead(line, section, evidence_of(line.stream, actor), name, causes)


def evidence_of(stream: str, actor: Actor) -> str:
    """The page behind a stream; "" where there is none to be named, or none that the reader's posts open."""
    kind, _, number = stream.partition(":")
    if kind not in EVIDENCE or not number.isdecimal():
        return ""
    _name, page, act = EVIDENCE[kind]
    return reverse(f"{DESK}:{page}", args=[int(number)]) if page and may(actor, act) else ""


def people(house: House, chosen: Iterable[int], first: Iterable[int | None] = ()) -> list[tuple[int, str]]:
    """Colleagues to choose from with their sections; `first` and the receiving offices stand on top."""
    ids, ahead = list(chosen), [one for one in first if one is not None]
    names, sections, language = (
        organisation.called(set(ids)),
        organisation.sections(),
        get_language() or "",
    )

    def label(one: int) -> str:
        homes = gettext("、").join(sections[home].name(language) for home in sorted(house.alone[one].homes))
        gone = "" if one in house.active else gettext("，已离任")
        return names[one] + bracketed(homes + gone)

    def rank(one: int) -> tuple[bool, bool, int]:
        return (one not in ahead, not house.alone[one].roles & RECEIVING, one)

    return [(one, label(one)) for one in sorted(ids, key=rank) if one in names]


def grouped(rows: Iterable[LeadLine], actor: Actor) -> list[tuple[str, list[tuple[str, list[ShownLead]]]]]:
    """Leads by kind, then by section, in the order in which they came."""
    kinds: dict[str, dict[str, list[ShownLead]]] = {}
    for row in rows:
        shown = shown_lead(row, actor)
        kinds.setdefault(row.title, {}).setdefault(shown.section, []).append(shown)
    return [(title, list(found.items())) for title, found in kinds.items()]


PART_NAMES = {
    "receiver": gettext_noop("受理部门"),
    "investigator": gettext_noop("承办人"),
    "decider": gettext_noop("记录局党组决定"),
    "leader": gettext_noop("局领导"),
}
NOT_YOURS = Reason(gettext_noop("这一步由别的岗位办理。"), ("12-06",))
