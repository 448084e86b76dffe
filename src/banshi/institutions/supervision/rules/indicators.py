"""The indicators of the appraisal: what they are called, where they come from, what speaks for whom (11-03-6). Pure.

The regulation names five kinds and sets no weights and no total, so none is made up here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from banshi.lib.results import gettext_noop


class Direction(StrEnum):
    """Whether an indicator speaks for, against, or tells only how much there was."""

    MERIT = "merit"
    FAULT = "fault"
    NEUTRAL = "neutral"


class Group(StrEnum):
    """The five kinds that 11-03-6 names, and what was done beyond."""

    ON_TIME = "on_time_rate"
    PROCEDURE = "procedure_violations"
    CONDUCT = "conduct_findings"
    FIRST_CONTACT = "first_contact_rate"
    INTEGRITY = "integrity_findings"
    SERVICE = "service"


GROUPS: Mapping[Group, str] = {
    Group.ON_TIME: gettext_noop("按期办结"),
    Group.PROCEDURE: gettext_noop("程序和告知"),
    Group.CONDUCT: gettext_noop("作风和行为"),
    Group.FIRST_CONTACT: gettext_noop("首问和评价"),
    Group.INTEGRITY: gettext_noop("勤廉"),
    Group.SERVICE: gettext_noop("多做的服务"),
}


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator. It counts `counted`; with `out_of` it is the share of those that went well: one minus
    `counted` out of `out_of`. Both are keys of figures of the rooms."""

    key: str
    group: Group
    name: str
    article: str
    direction: Direction
    counted: str
    out_of: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """The figures it is made of, the whole first."""
        return (self.out_of, self.counted) if self.out_of else (self.counted,)


def _fault(key: str, group: Group, name: str, article: str, counted: str = "") -> Indicator:
    return Indicator(key, group, name, article, Direction.FAULT, counted or key)


def _neutral(key: str, group: Group, name: str, article: str) -> Indicator:
    return Indicator(key, group, name, article, Direction.NEUTRAL, key)


def _merit(key: str, name: str, article: str) -> Indicator:
    return Indicator(key, Group.SERVICE, name, article, Direction.MERIT, key)


def _rate(key: str, group: Group, name: str, article: str, *, bad: str, out_of: str) -> Indicator:
    return Indicator(key, group, name, article, Direction.MERIT, bad, out_of)


TIME, ORDER, MANNERS = Group.ON_TIME, Group.PROCEDURE, Group.CONDUCT
FIRST, CLEAN = Group.FIRST_CONTACT, Group.INTEGRITY

INDICATORS: tuple[Indicator, ...] = (
    _rate(
        "on_time_rate", TIME, gettext_noop("办件按期办结率"), "07-03", bad="decided_late", out_of="decided"
    ),
    _fault("late_promised", TIME, gettext_noop("超过承诺期限办结"), "07-04"),
    _fault("late_statutory", TIME, gettext_noop("超过法定期限办结"), "07-01"),
    _fault("overdue", TIME, gettext_noop("到期没有办结"), "07-03"),
    _neutral("extensions", TIME, gettext_noop("经批准延期"), "06-05-1"),
    _rate(
        "matters_rate", TIME, gettext_noop("公文和交办按期率"), "07-02", bad="matters_late", out_of="matters"
    ),
    _fault("deemed", ORDER, gettext_noop("没有按时告知，视为受理"), "06-03-2"),
    _fault("second_notices", ORDER, gettext_noop("第二次要求补正"), "06-03-2"),
    _fault("limits_missed", ORDER, gettext_noop("告知、送达等超过期限"), "07-03"),
    _neutral("supplements", ORDER, gettext_noop("一次性告知补正"), "06-03-2"),
    _neutral("told", ORDER, gettext_noop("答复事项咨询"), "06-04"),
    _neutral("refusals", ORDER, gettext_noop("否定办件"), "01-06"),
    _fault("conduct_findings", MANNERS, gettext_noop("行为规范检查发现的问题"), "09-02"),
    _fault("corrections_late", MANNERS, gettext_noop("过了期限没有改正"), "09-02"),
    _fault("posts_empty", MANNERS, gettext_noop("排了班没有人在岗（时段）"), "09-02-5"),
    _fault("bookings_late", MANNERS, gettext_noop("预约到了没有按时接待"), "03-08"),
    _rate(
        "first_contact_rate",
        FIRST,
        gettext_noop("首问当天答复率"),
        "05-02",
        bad="contacts_lapsed",
        out_of="contacts",
    ),
    _rate(
        "rating_rate",
        FIRST,
        gettext_noop("没有差评的评价（只计科室）"),
        "08-04-3",
        bad="ratings_bad",
        out_of="ratings",
    ),
    _fault("follow_ups_late", FIRST, gettext_noop("差评核实超过期限"), "08-04-3"),
    _fault("integrity_findings", CLEAN, gettext_noop("廉洁自律检查发现的问题"), "09-08"),
    _neutral("integrity_registered", CLEAN, gettext_noop("登记礼品、宴请、说情"), "09-08-1"),
    _neutral("interests_declared", CLEAN, gettext_noop("申报利害关系"), "09-08"),
    _merit("guided", gettext_noop("导服"), "08-03"),
    _merit("bookings", gettext_noop("办完预约（只计科室）"), "03-08"),
    _merit("stays", gettext_noop("延时服务（次）"), "02-04"),
    _merit("commitments", gettext_noop("容缺受理"), "04-06"),
)
BY_KEY: Mapping[str, Indicator] = {one.key: one for one in INDICATORS}

WHOLES: Mapping[str, str] = {
    "decided": gettext_noop("办结的办件"),
    "matters": gettext_noop("办完的公文和交办"),
    "contacts": gettext_noop("接待的咨询"),
    "ratings": gettext_noop("收到的评价"),
}
MISSED: Mapping[str, str] = {
    "decided_late": gettext_noop("其中超过期限的办件"),
    "matters_late": gettext_noop("其中超过期限的公文和交办"),
    "contacts_lapsed": gettext_noop("其中当天没有答复的咨询"),
    "ratings_bad": gettext_noop("其中差评"),
}
# What each figure is called where it stands alone, by the key of the figure.
FIGURE_NAMES: Mapping[str, str] = {
    **{one.counted: one.name for one in INDICATORS if not one.out_of},
    **WHOLES,
    **MISSED,
}


@dataclass(frozen=True, slots=True)
class Heading:
    """One of the five indicators that 11-03-6 names, for a table on paper: a share, or a sum of figures."""

    name: str
    indicator: Indicator | None = None
    added: tuple[str, ...] = ()


FIVE: tuple[Heading, ...] = (
    Heading(gettext_noop("按期办结率"), BY_KEY["on_time_rate"]),
    Heading(gettext_noop("违反程序"), added=("deemed", "second_notices", "limits_missed", "overdue")),
    Heading(gettext_noop("行为问题"), added=("conduct_findings", "bookings_late")),
    Heading(gettext_noop("首问答复率"), BY_KEY["first_contact_rate"]),
    Heading(gettext_noop("廉洁问题"), added=("integrity_findings",)),
)
