"""What a supervision run finds by itself (11-03): plain values in, findings out. Pure."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from banshi.kernel.catalogue.labels import LABELS
from banshi.kernel.catalogue.publication import WorstSpan, publication_problems
from banshi.kernel.catalogue.schema import NO_LIMIT, ItemSpec
from banshi.lib.results import Reason, gettext_noop

COMPLETE, POLICIES, PROCEDURES = "11-03-1", "11-03-2", "11-03-3"
BASIS, ANSWERS, CONDUCT = "11-03-4", "11-03-5", "11-03-6"
# What is supervised, in the order of the article: each is one part of a run.
CONTENTS: Mapping[str, str] = {
    COMPLETE: gettext_noop("事项内容齐备并公开"),
    POLICIES: gettext_noop("规范性文件公布、更新、解读"),
    PROCEDURES: gettext_noop("涉企检查程序公开"),
    BASIS: gettext_noop("没有法定依据的已经取消"),
    ANSWERS: gettext_noop("接受监督、听取批评、及时整改"),
    CONDUCT: gettext_noop("依法依规办事，作风、首问、勤廉"),
}
# Papers that the applicant fills in: the bureau owes their form (格式文书).
_FORMS = ("申请书", "申请表", "登记表", "审批表", "声明书", "备案表")


class Severity(StrEnum):
    """How heavy a finding is."""

    GRAVE = "grave"
    ORDINARY = "ordinary"
    SLIGHT = "slight"


SEVERITIES: Mapping[Severity, str] = {
    Severity.GRAVE: gettext_noop("严重"),
    Severity.ORDINARY: gettext_noop("一般"),
    Severity.SLIGHT: gettext_noop("轻微"),
}


class Indicator(StrEnum):
    """What a finding is measured by."""

    COMPLETENESS = "completeness"
    PROMISE = "promise"
    EXPLAINED = "explained"
    UPDATED = "updated"
    PUBLISHED = "published"
    BASIS = "basis"
    OPINIONS = "opinions"
    BAD_RATINGS = "bad_ratings"
    CORRECTIONS = "corrections"
    CRITICISM = "criticism"
    ON_TIME = "on_time_rate"
    PROCEDURE = "procedure_violations"
    FIRST_CONTACT = "first_contact"
    SECOND_NOTICE = "second_notices"
    DUTY = "duty_gaps"
    RATINGS = "ratings"
    CONDUCT = "conduct_findings"
    INTEGRITY = "integrity"
    EYES = "eyes"


INDICATORS: Mapping[Indicator, str] = {
    Indicator.COMPLETENESS: gettext_noop("公开内容的完整度"),
    Indicator.PROMISE: gettext_noop("承诺期限"),
    Indicator.EXPLAINED: gettext_noop("政策解读"),
    Indicator.UPDATED: gettext_noop("随法律变化更新"),
    Indicator.PUBLISHED: gettext_noop("公布情况"),
    Indicator.BASIS: gettext_noop("法定依据"),
    Indicator.OPINIONS: gettext_noop("意见答复"),
    Indicator.BAD_RATINGS: gettext_noop("差评整改"),
    Indicator.CORRECTIONS: gettext_noop("问题整改"),
    Indicator.CRITICISM: gettext_noop("批评意见"),
    Indicator.ON_TIME: gettext_noop("按期办结率"),
    Indicator.PROCEDURE: gettext_noop("程序违规"),
    Indicator.FIRST_CONTACT: gettext_noop("首问当天没有答复"),
    Indicator.SECOND_NOTICE: gettext_noop("再次要求补正"),
    Indicator.DUTY: gettext_noop("无人在岗"),
    Indicator.RATINGS: gettext_noop("属实的差评"),
    Indicator.CONDUCT: gettext_noop("行为规范问题"),
    Indicator.INTEGRITY: gettext_noop("礼品上交"),
    Indicator.EYES: gettext_noop("人工检查"),
}


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that is not in order.

    `thing` names it once and for all within a run ("item:MZ-XK-01:completeness"). `sentence` says what; lists
    among its params are words to be translated one by one, a Reason among them is a sentence of its own.
    `figures` are the numbers at that moment (labels are sentences), `link` leads to what lies behind.
    """

    thing: str
    article: str
    indicator: Indicator
    sentence: Reason
    severity: Severity = Severity.ORDINARY
    section_id: int | None = None
    staff_id: int | None = None
    figures: Mapping[str, object] = field(default_factory=dict)
    link: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """What one part of a run came to: how much was looked at, how much is in order, figures, findings."""

    checked: int
    passed: int
    figures: Mapping[str, object]
    found: tuple[Found, ...]


def judged(checked: int, figures: Mapping[str, object], found: Iterable[Found]) -> Judged:
    """Things with several findings count once among what is not in order."""
    every = tuple(found)
    bad = {one.thing.rpartition(":")[0] or one.thing for one in every}
    return Judged(checked, max(0, checked - len(bad)), figures, every)


@dataclass(frozen=True, slots=True)
class ItemSeen:
    """A published item: what its version says, when it was published, whose it is, where it is shown."""

    spec: ItemSpec
    published_on: dt.date | None
    section_id: int | None
    link: str


_ELEMENTS: Mapping[str, tuple[str, Callable[[ItemSpec], bool]]] = {
    "name_zh": (LABELS["name_zh"], lambda spec: bool(spec.name_zh)),
    "legal_basis": (LABELS["legal_basis"], lambda spec: bool(spec.legal_basis)),
    "conditions": (LABELS["conditions"], lambda spec: bool(spec.conditions)),
    "procedure": (LABELS["procedure"], lambda spec: bool(spec.procedure)),
    "promised_limit": (LABELS["promised_limit"], lambda spec: spec.promised_limit.unit != NO_LIMIT),
    "materials": (
        LABELS["materials"],
        lambda spec: bool(spec.materials) and all(m.filling for m in spec.materials),
    ),
    "forms": (gettext_noop("格式文书"), lambda spec: not forms_missing(spec)),
    "fee": (LABELS["fee.basis"], lambda spec: not spec.fee.charged or bool(spec.fee.basis)),
    "refusal_reasons": (LABELS["refusal_reasons"], lambda spec: bool(spec.refusal_reasons)),
    "window": (LABELS["window.place"], lambda spec: bool(spec.window.place and spec.window.hours)),
    "consult_phone": (LABELS["consult_phone"], lambda spec: bool(spec.consult_phone)),
    "supervise_phone": (LABELS["supervise_phone"], lambda spec: bool(spec.supervise_phone)),
    "outcome": (LABELS["outcome.name"], lambda spec: bool(spec.outcome.name)),
}
PUBLICATION_DATE = gettext_noop("公开时间")
_MISSING = gettext_noop("“%(item)s”公开的内容还缺：%(fields)s。完整度 %(score)s%%。")
_PROBLEM = gettext_noop("“%(item)s”公开的内容不合要求：%(why)s")
_NO_BASIS = gettext_noop("“%(item)s”没有合格的法定依据：%(why)s")


def forms_missing(spec: ItemSpec) -> tuple[str, ...]:
    """The papers to be filled in whose form is not published."""
    return tuple(m.name for m in spec.materials if m.name.endswith(_FORMS) and not m.sample)


def missing_elements(seen: ItemSeen) -> tuple[str, ...]:
    """What an item's publication lacks, as labels (11-03-1)."""
    lacking = [label for label, present in _ELEMENTS.values() if not present(seen.spec)]
    return (*lacking, *(() if seen.published_on else (PUBLICATION_DATE,)))


def score(seen: ItemSeen) -> int:
    """How complete an item's publication is, in whole percent, never rounded up (11-03-1)."""
    every = len(_ELEMENTS) + 1
    return (every - len(missing_elements(seen))) * 100 // every


def judge_items(items: Sequence[ItemSeen], worst_span: WorstSpan | None) -> Judged:
    """11-03-1: every published item is complete and public; each missing field is named."""
    scores = [score(one) for one in items]
    figures = {
        gettext_noop("公布的事项"): len(items),
        gettext_noop("内容齐备的事项"): sum(1 for one in scores if one == 100),
        gettext_noop("平均完整度（%）"): sum(scores) // len(scores) if scores else 0,
    }
    return judged(len(items), figures, (found for one in items for found in _item(one, worst_span)))


def _item(seen: ItemSeen, worst_span: WorstSpan | None) -> Iterator[Found]:
    missing, code = missing_elements(seen), seen.spec.code
    if missing:
        params = {"item": seen.spec.name_zh, "fields": list(missing), "score": score(seen)}
        light = missing == (_ELEMENTS["forms"][0],)
        yield Found(
            f"item:{code}:completeness",
            COMPLETE,
            Indicator.COMPLETENESS,
            Reason(_MISSING, (COMPLETE,), params=params),
            Severity.SLIGHT if light else Severity.ORDINARY,
            seen.section_id,
            figures={
                gettext_noop("完整度（%）"): score(seen),
                gettext_noop("公开时间"): seen.published_on.isoformat() if seen.published_on else "—",
                gettext_noop("没有样表的文书"): list(forms_missing(seen.spec)),
            },
            link=seen.link,
        )
    for number, why in enumerate(_problems(seen.spec, worst_span, basis=False)):
        sentence = Reason(_PROBLEM, (COMPLETE,), params={"item": seen.spec.name_zh, "why": why})
        yield Found(
            f"item:{code}:{why.field or number}",
            COMPLETE,
            Indicator.PROMISE if why.field == "promised_limit" else Indicator.COMPLETENESS,
            sentence,
            Severity.ORDINARY,
            seen.section_id,
            link=seen.link,
        )


def _problems(spec: ItemSpec, worst_span: WorstSpan | None, *, basis: bool) -> list[Reason]:
    every = publication_problems(spec, worst_span)
    return [one for one in every if (BASIS in one.articles) is basis]


def judge_basis(items: Sequence[ItemSeen], worst_span: WorstSpan | None) -> Judged:
    """11-03-4: nothing without a legal basis: items, fees, conditions and materials; a scan of everything."""
    figures = {
        gettext_noop("扫描的事项"): len(items),
        gettext_noop("收费的事项"): sum(1 for one in items if one.spec.fee.charged),
        gettext_noop("扫描的材料"): sum(len(one.spec.materials) for one in items),
        gettext_noop("要第三方出具的材料"): sum(
            1 for one in items for material in one.spec.materials if material.source == "third_party"
        ),
    }
    found = (
        Found(
            f"basis:{one.spec.code}:{why.field or number}",
            BASIS,
            Indicator.BASIS,
            Reason(_NO_BASIS, (BASIS,), params={"item": one.spec.name_zh, "why": why}),
            Severity.GRAVE,
            one.section_id,
            link=one.link,
        )
        for one in items
        for number, why in enumerate(_problems(one.spec, worst_span, basis=True))
    )
    return judged(len(items), figures, found)
