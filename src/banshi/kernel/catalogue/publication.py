"""Whether an item may be published. Pure.

Every reason names the field and the articles it rests on; all reasons come at once.
"""

import re
from collections.abc import Callable, Iterator

from banshi.kernel.catalogue.labels import LABELS
from banshi.kernel.catalogue.ranks import may_create_permit
from banshi.kernel.catalogue.schema import (
    CALENDAR_DAY,
    IMMEDIATE,
    NO_LIMIT,
    PUBLIC_NOTICE,
    WORKING_DAY,
    ItemSpec,
    LimitSpec,
)
from banshi.kernel.workdays.days import BeyondCalendar
from banshi.lib.results import Reason
from banshi.lib.results import gettext_noop as _

# Working days → the most calendar days they ever took in the published calendar; may raise BeyondCalendar.
WorstSpan = Callable[[int], int]

_CATCH_ALL = re.compile(
    "^(其他|其它)|(其他|其它|相关|有关)[^，。；、]{0,8}(条件|要求|情形|规定的?)$|等(其他|其它)?(条件|要求)$"
)
_CATCH_ALL_MATERIAL = re.compile(
    "^(其他|其它)|(其他|其它)[^，。；、]{0,12}(材料|资料|文件|证明|证件)|(相关|有关)(材料|资料|证明)$"
)
# Every item publishes a promised limit, and where the law has none a reasonable one.
PROMISE_ARTICLES = ("09-03-3", "07-04", "06-03-1")
_PRICE = re.compile(r"\d\s*元")


def publication_problems(spec: ItemSpec, worst_span: WorstSpan | None) -> tuple[Reason, ...]:
    """Every reason why the item may not be published; () when it may (06-03-1, 07-04, 09-03-3, 11-03-4).

    `worst_span` gives the longest stretch of calendar days that a number of working days took in the
    published calendar; without it, limits in different units cannot be compared and are refused.
    """
    return (*_elements(spec), *_limits(spec, worst_span), *_bases(spec), *_fees(spec), *_tolerance(spec))


def spans(promised: LimitSpec, statutory: LimitSpec, worst_span: WorstSpan | None) -> tuple[int, int] | None:
    """The two limits as numbers that may be compared, or None when they cannot be.

    Both are taken from the same day: complete papers must be accepted at once (07-03).
    """
    if NO_LIMIT in (promised.unit, statutory.unit):
        return None
    units = {limit.unit for limit in (promised, statutory)} - {IMMEDIATE}
    first, second = promised.value or 0, statutory.value or 0
    if len(units) < 2:
        return first, second
    if promised.unit == WORKING_DAY:
        try:
            return (worst_span(first), second) if worst_span else None
        except BeyondCalendar:
            return None
    # n calendar days, rolled to a working day, never end later than the n-th working day.
    return first, second


def _elements(spec: ItemSpec) -> Iterator[Reason]:
    present = {
        "name_zh": spec.name_zh,
        "conditions": spec.conditions,
        "materials": spec.materials,
        "procedure": spec.procedure,
        "refusal_reasons": spec.refusal_reasons,
        "service_objects": spec.service_objects,
        "window.place": spec.window.place,
        "window.hours": spec.window.hours,
        "consult_phone": spec.consult_phone,
        "supervise_phone": spec.supervise_phone,
        "outcome.name": spec.outcome.name,
    }
    for field, value in present.items():
        if not value:
            yield _reason(field, _("%(field)s不能空着，一次性告知必须写全。"), "06-03-1", "11-03-1")
    quantity = spec.quantity_limit
    if quantity.limited and quantity.limit is None and not quantity.note:
        yield _reason("quantity_limit", _("有数量限制的，请写明限额，或者说明依什么确定。"), "06-03-1")
    yield from _conditions(spec)
    yield from _papers(spec)


def _conditions(spec: ItemSpec) -> Iterator[Reason]:
    for condition in spec.conditions:
        if _CATCH_ALL.search(condition):
            text = _("申请条件“%(words)s”是兜底的说法，办事的人看不出要具备什么，请逐条写明。")
            yield _reason("conditions", text, "06-03-1", "11-03-4", words=condition)


def _papers(spec: ItemSpec) -> Iterator[Reason]:
    for material in spec.materials:
        if not material.filling:
            text = _("材料“%(name)s”没有写填写要求；没有特别要求的，请写“无特别要求”。")
            yield _reason("materials", text, "06-03-1", name=material.name)
        if _CATCH_ALL_MATERIAL.search(material.name):
            text = _("材料“%(name)s”是兜底的说法，材料要一次列全，请逐项写明。")
            yield _reason("materials", text, "06-03-1", "11-03-4", name=material.name)
        if material.grade == "principal" and material.tolerable:
            text = _("材料“%(name)s”是主要材料，不能容缺。")
            yield _reason("materials", text, "04-02", "04-05", name=material.name)


def _limits(spec: ItemSpec, worst_span: WorstSpan | None) -> Iterator[Reason]:
    promised, statutory = spec.promised_limit, spec.statutory_limit
    if promised.unit == NO_LIMIT:
        text = _("承诺期限必须写明：所有事项都要公开承诺期限，法律没有规定的也要合理确定。")
        yield _reason("promised_limit", text, *PROMISE_ARTICLES)
        return
    if statutory.unit == NO_LIMIT or promised.unit == statutory.unit == IMMEDIATE:
        return
    compared = spans(promised, statutory, worst_span)
    if compared is None:
        text = _("承诺期限按工作日、法定期限按自然日，没有足够长的已公布日历，不能比较长短，请先导入日历。")
        yield _reason("promised_limit", text, "07-04")
    elif compared[0] >= compared[1]:
        params = {"promised": str(promised), "statutory": str(statutory)}
        if {promised.unit, statutory.unit} == {WORKING_DAY, CALENDAR_DAY} and promised.unit == WORKING_DAY:
            text = _("承诺期限%(promised)s遇长假最多要%(span)s个自然日，必须短于法定期限%(statutory)s。")
            params["span"] = str(compared[0])
        else:
            text = _("承诺期限%(promised)s必须短于法定期限%(statutory)s。")
        yield _reason("promised_limit", text, "07-04", **params)


def _bases(spec: ItemSpec) -> Iterator[Reason]:
    if not spec.legal_basis:
        yield _reason("legal_basis", _("没有设定依据的事项不能公布。"), "11-03-4", "06-03-1")
    elif spec.is_permit and not any(may_create_permit(basis) for basis in spec.legal_basis):
        text = _(
            "行政许可只能由法律、行政法规、国务院决定、地方性法规或者省级政府规章设定，"
            "现在写的依据都不够（行政许可法第十二条至第十七条）。"
        )
        yield _reason("legal_basis", text, "11-03-4")
    for procedure in spec.special_procedures:
        if procedure.kind == PUBLIC_NOTICE and procedure.excluded_from_limit and not procedure.basis:
            text = _("特别程序“%(name)s”不在可以不计入期限的程序之列；要不计入，请写明这样规定的依据。")
            yield _reason("special_procedures", text, "06-05-2", "11-03-4", name=procedure.name)


def _fees(spec: ItemSpec) -> Iterator[Reason]:
    if spec.fee.charged:
        if not spec.fee.basis:
            yield _reason("fee.basis", _("收费的事项必须写明收费依据。"), "11-03-4", "06-03-1")
        if not spec.fee.standard:
            yield _reason("fee.standard", _("收费的事项必须写明收费标准。"), "06-03-1")
    elif _PRICE.search(spec.fee.standard):
        yield _reason("fee.standard", _("写明不收费，却又写了收费标准，请改正。"), "11-03-4", "06-03-1")


def _tolerance(spec: ItemSpec) -> Iterator[Reason]:
    tolerance = spec.tolerance
    if tolerance.allowed and tolerance.exclusions:
        yield _reason("tolerance", _("属于容缺排除情形的事项，不能同时写可以容缺受理。"), "04-04")
    if not tolerance.allowed and not tolerance.exclusions and not tolerance.reason:
        yield _reason("tolerance", _("不能容缺受理的事项，请写明属于哪种排除情形或者理由。"), "04-04")


def _reason(field: str, text: str, *articles: str, **params: object) -> Reason:
    return Reason(text, articles, field, {"field": LABELS[field], **params})
