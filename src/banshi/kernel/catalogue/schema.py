"""A service item as plain values: what the catalogue says about it. Pure.

The words of closed lists are the keys of the vocabularies below; their Chinese labels are shown on pages
and written in Excel files.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from banshi.lib.results import gettext_noop as _

# GB/T 39046-2020, annex A.1: the kinds of items and their codes.
SERVICE_TYPES: Mapping[str, str] = {
    "行政许可": "01",
    "行政处罚": "02",
    "行政强制": "03",
    "行政征收": "04",
    "行政给付": "05",
    "行政检查": "06",
    "行政确认": "07",
    "行政奖励": "08",
    "行政裁决": "09",
    "其他": "10",
    "公共服务": "20",
}
PERMIT = "行政许可"
# GB/T 39046-2020, annex A.6.
HANDLING_TYPES: Mapping[str, str] = {"即办件": "1", "承诺件": "2", "其他": "9"}
# GB/T 39046-2020, annex A.4.
SERVICE_OBJECTS = ("自然人", "企业法人", "事业法人", "社会组织法人", "行政机关", "其他组织")
# GB/T 39046-2020, annex A.2.
LEVELS: Mapping[int, str] = {
    1: _("国家级"),
    2: _("省级"),
    3: _("市级"),
    4: _("县级"),
    5: _("镇乡街道级"),
    6: _("村社区级"),
    7: _("分级管理"),
}
COMPETENCES: Mapping[str, str] = {
    "own": _("本机关办理"),
    "review_then_forward": _("本机关初审后上报"),
    "county": _("县级办理"),
    "township_county": _("乡镇街道受理、县级办理"),
    "province": _("省级办理"),
}
WORKING_DAY, CALENDAR_DAY, IMMEDIATE, NO_LIMIT = "working_day", "calendar_day", "immediate", "none"
UNITS: Mapping[str, str] = {
    WORKING_DAY: _("工作日"),
    CALENDAR_DAY: _("自然日"),
    IMMEDIATE: _("当场"),
    NO_LIMIT: _("无"),
}
STARTS: Mapping[str, str] = {
    "acceptance": _("自受理之日"),
    "all_valid_documents_received": _("自收到全部有效文件之日"),
    "day_after_documents_received": _("自收到材料次日"),
    "day_after_application_received": _("自收到申请次日"),
    "day_after_cooling_off_ends": _("自冷静期届满次日"),
}
GRADES: Mapping[str, str] = {"principal": _("主要材料"), "secondary": _("次要材料")}
FORMS: Mapping[str, str] = {"original": _("原件"), "copy": _("复印件"), "electronic": _("电子件")}
SOURCES: Mapping[str, str] = {
    "applicant": _("申请人自备"),
    "government": _("政府部门核发"),
    "third_party": _("第三方出具"),
}
WAIT_NATURES: Mapping[str, str] = {"must_wait": _("期满前不得决定"), "act_within": _("应在期内办理")}
# 06-05-2 lists the first nine; a public notice stops a clock only where the item's own law says so.
SPECIAL_KINDS: Mapping[str, str] = {
    "hearing": _("听证"),
    "tender": _("招标"),
    "auction": _("拍卖"),
    "inspection": _("检验"),
    "testing": _("检测"),
    "quarantine": _("检疫"),
    "appraisal": _("鉴定"),
    "site_survey": _("现场勘查"),
    "expert_review": _("专家评审"),
    "public_notice": _("公示公告"),
}
PUBLIC_NOTICE = "public_notice"
# 04-04.
EXCLUSIONS: Mapping[str, str] = {
    "public_safety": _("直接涉及公共安全"),
    "ecological_environment": _("直接涉及生态环境保护"),
    "health_life_property": _("直接关系人身健康、生命财产安全"),
    "forbidden_by_law": _("法律法规不允许"),
}
OUTCOMES: Mapping[str, str] = {
    "certificate": _("证照"),
    "decision": _("批准文件"),
    "opinion": _("审核意见"),
    "notice": _("通知书"),
    "receipt": _("回执"),
    "record": _("记录"),
}
# 01-07: who may refuse on their own; NF-4 always needs a leader.
REFUSAL_AUTHORITIES: Mapping[str, str] = {"section": _("承办科室"), "leader": _("须请示局领导")}
# The ranks of rules, from the highest; which of them may create a permit is decided in `ranks`.
RANKS: Mapping[str, str] = {
    "law": _("法律"),
    "administrative_regulation": _("行政法规"),
    "state_council_decision": _("国务院决定"),
    "local_regulation": _("地方性法规"),
    "departmental_rule": _("部门规章"),
    "provincial_rule": _("省级政府规章"),
    "municipal_rule": _("市级政府规章"),
    "normative_document": _("规范性文件"),
}
CONFIDENCES: Mapping[str, str] = {"verified": _("已核对"), "memory": _("待核对"), "bureau": _("采用单位确认")}
# What pages show in the reader's language: the closed lists above, and the usual steps of a procedure.
# Nothing reads it; it is where the translators' catalogue finds these words.
WORDS = (
    _("行政许可"),
    _("行政处罚"),
    _("行政强制"),
    _("行政征收"),
    _("行政给付"),
    _("行政检查"),
    _("行政确认"),
    _("行政奖励"),
    _("行政裁决"),
    _("其他"),
    _("公共服务"),
    _("即办件"),
    _("承诺件"),
    _("自然人"),
    _("企业法人"),
    _("事业法人"),
    _("社会组织法人"),
    _("行政机关"),
    _("其他组织"),
    _("申请"),
    _("受理"),
    _("审查"),
    _("决定"),
    _("送达"),
    _("公示"),
    _("公示7天"),
    _("公告（弃婴儿童）"),
    _("初审公示7天"),
    _("街道初审"),
    _("审核"),
    _("审核确认"),
    _("民政审定"),
    _("残联审核"),
    _("审批"),
    _("核对"),
    _("查验"),
    _("调查核实"),
    _("入户调查与核对"),
    _("评估"),
    _("冷静期"),
    _("确认"),
    _("备案"),
    _("登记"),
    _("登记发证"),
    _("发放"),
    _("补发"),
    _("出具"),
    _("出具回执"),
    _("查档"),
    _("申请或主动发现"),
    _("求助"),
    _("救助"),
    _("离站"),
    _("咨询"),
    _("告知转引导"),
)


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """One legal basis, to the article. `rank` is a key of RANKS, or empty to have it derived."""

    law: str
    article: str
    rank: str = ""


@dataclass(frozen=True, slots=True)
class LimitSpec:
    """A time limit: `value` in `unit`; None with the unit none, 0 with immediate. `start`: key of STARTS."""

    value: int | None
    unit: str
    start: str
    note: str = ""

    def __str__(self) -> str:
        counted = self.unit in (WORKING_DAY, CALENDAR_DAY)
        return f"{self.value}个{UNITS[self.unit]}" if counted else UNITS[self.unit]


@dataclass(frozen=True, slots=True)
class WaitingPeriod:
    """A wait the law prescribes: nothing is decided before it ends, or one must act within it."""

    name: str
    value: int
    unit: str
    start: str
    nature: str
    effect: str


@dataclass(frozen=True, slots=True)
class Fee:
    """Whether a fee is charged, on what legal basis, and how much."""

    charged: bool
    basis: str
    standard: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity limit; `issued` is what was granted outside this system before it was introduced."""

    limited: bool
    limit: int | None
    issued: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class SpecialProcedure:
    """A hearing, survey, review or the like. `typical_days` in `unit`.

    `excluded_from_limit`: its days are not counted; which clocks it stops follows from 06-05-2 (kinds,
    statutory_kinds). `basis`: the rule that says so where 06-05-2 does not list the kind.
    """

    kind: str
    name: str
    excluded_from_limit: bool
    typical_days: int
    unit: str
    basis: str = ""


@dataclass(frozen=True, slots=True)
class MaterialSpec:
    """One paper the applicant hands in or the bureau fetches. `form`: keys of FORMS."""

    seq: int
    name: str
    grade: str
    form: tuple[str, ...]
    originals: int
    copies: int
    source: str
    tolerable: bool
    filling: str
    sample: str = ""


@dataclass(frozen=True, slots=True)
class Tolerance:
    """Whether provisional acceptance is open, and if not, by which exclusion of 04-04 or why."""

    allowed: bool
    exclusions: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Window:
    """Where and when it is handled, whether online too, and how many visits it takes."""

    place: str
    number: str
    hours: str
    online: bool
    on_site_visits: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """The document that results."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class ItemSpec:
    """Everything one version of a service item says (06-03-1 and the usual blocks of a guide)."""

    code: str
    name_zh: str
    name_en: str
    service_type: str
    service_type_code: str
    handling_type: str
    handling_type_code: str
    level_code: int
    competence: str
    service_objects: tuple[str, ...]
    section: str
    co_sections: tuple[str, ...]
    legal_basis: tuple[LegalBasis, ...]
    conditions: tuple[str, ...]
    statutory_limit: LimitSpec
    promised_limit: LimitSpec
    waiting_periods: tuple[WaitingPeriod, ...]
    fee: Fee
    quantity_limit: Quantity
    procedure: tuple[str, ...]
    special_procedures: tuple[SpecialProcedure, ...]
    materials: tuple[MaterialSpec, ...]
    tolerance: Tolerance
    refusal_reasons: tuple[str, ...]
    window: Window
    consult_phone: str
    supervise_phone: str
    outcome: Outcome
    source_confidence: str
    source_note: str
    # At least so many must apply together; whether an agent may (licensing law, 29: not where presence is needed).
    applicants: int = 1
    agents: bool = True
    refusal_authority: str = "section"

    @property
    def is_permit(self) -> bool:
        """Whether the licensing law applies to it as a permit."""
        return self.service_type == PERMIT


def to_dict(spec: ItemSpec) -> dict[str, Any]:
    """The spec as JSON-ready values; `parsing.parse_item` reads it back unchanged."""
    return _plain(asdict(spec))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, list | tuple) else value
