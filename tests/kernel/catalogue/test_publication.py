"""Which items may be published, and by which article the others may not."""

import dataclasses
from collections.abc import Callable

import pytest

from banshi.kernel.catalogue.publication import publication_problems, spans
from banshi.kernel.catalogue.ranks import may_create_permit, rank_of
from banshi.kernel.catalogue.schema import (
    PUBLIC_NOTICE,
    SPECIAL_KINDS,
    ItemSpec,
    LegalBasis,
    LimitSpec,
    SpecialProcedure,
)
from banshi.kernel.regulations.registry import article, parameter
from banshi.kernel.workdays.days import BeyondCalendar
from banshi.lib.clock import today
from tests.kernel.catalogue.conftest import sample_specs

pytestmark = pytest.mark.pure
Longest = Callable[[int], int]


def days(value: int | None, unit: str) -> LimitSpec:
    return LimitSpec(value, unit, "acceptance")


WD, CD, NOW, NONE = "working_day", "calendar_day", "immediate", "none"


@pytest.mark.parametrize("code", sorted(sample_specs()))
def test_every_sample_item_may_be_published(code: str, specs: dict[str, ItemSpec], longest: Longest) -> None:
    assert publication_problems(specs[code], longest) == ()


@pytest.mark.parametrize(
    ("promised", "statutory", "publishable"),
    [
        (days(19, WD), days(20, WD), True),
        (days(20, WD), days(20, WD), False),
        (days(21, WD), days(20, WD), False),
        (days(29, CD), days(30, CD), True),
        (days(30, CD), days(30, CD), False),
        # 15 working days took up to 29 calendar days, 20 took 36.
        (days(15, WD), days(30, CD), True),
        (days(15, WD), days(29, CD), False),
        (days(20, WD), days(36, CD), False),
        (days(20, WD), days(37, CD), True),
        # 19 calendar days never end after the 19th working day.
        (days(19, CD), days(20, WD), True),
        (days(20, CD), days(20, WD), False),
        (days(0, NOW), days(0, NOW), True),
        (days(0, NOW), days(1, WD), True),
        (days(1, WD), days(0, NOW), False),
        (days(15, WD), days(None, NONE), True),
        (days(0, NOW), days(None, NONE), True),
    ],
)
def test_a_promise_is_strictly_shorter_than_the_law(
    promised: LimitSpec, statutory: LimitSpec, publishable: bool, specs: dict[str, ItemSpec], longest: Longest
) -> None:
    """07-04: the shorter one, compared by the worst case of the published calendar where units differ."""
    spec = dataclasses.replace(specs["MZ-XK-01"], promised_limit=promised, statutory_limit=statutory)
    problems = publication_problems(spec, longest)
    assert (problems == ()) is publishable
    assert all("07-04" in problem.articles for problem in problems)


@pytest.mark.parametrize("statutory", [days(20, WD), days(0, NOW), days(None, NONE)])
def test_every_item_has_a_promise(statutory: LimitSpec, specs: dict[str, ItemSpec], longest: Longest) -> None:
    spec = dataclasses.replace(specs["MZ-XK-01"], promised_limit=days(None, NONE), statutory_limit=statutory)
    (problem,) = publication_problems(spec, longest)
    assert "09-03-3" in problem.articles


def test_without_a_calendar_different_units_are_not_guessed(specs: dict[str, ItemSpec]) -> None:
    def too_short(_days: int) -> int:
        raise BeyondCalendar(today())

    for span in (None, too_short):
        (problem,) = publication_problems(specs["MZ-XK-01"], span)
        assert problem.articles == ("07-04",)
        assert "日历" in str(problem)
    assert publication_problems(specs["MZ-XK-02"], None) == ()


def broken(spec: ItemSpec, path: str, value: object) -> ItemSpec:
    """The item with one field, or one field of a part of it, replaced."""
    part, _, key = path.partition(".")
    if key:
        value = dataclasses.replace(getattr(spec, part), **{key: value})
    return dataclasses.replace(spec, **{part: value})


PLAN = LegalBasis("国办发〔2010〕54号", "全文")
NOTICE = SpecialProcedure("public_notice", "公示", True, 7, "calendar_day")


@pytest.mark.parametrize(
    ("path", "value", "cited"),
    [
        ("name_zh", "", "06-03-1"),
        ("conditions", (), "06-03-1"),
        ("materials", (), "06-03-1"),
        ("procedure", (), "06-03-1"),
        ("refusal_reasons", (), "06-03-1"),
        ("outcome.name", "", "06-03-1"),
        ("window.place", "", "11-03-1"),
        ("window.hours", "", "11-03-1"),
        ("consult_phone", "", "11-03-1"),
        ("quantity_limit.limited", True, "06-03-1"),
        ("legal_basis", (), "11-03-4"),
        ("legal_basis", (PLAN,), "11-03-4"),
        ("legal_basis", (LegalBasis("行政许可法", "第四十二条"), PLAN), "11-03-4"),
        ("fee.charged", True, "11-03-4"),
        ("fee.standard", "每件50元", "11-03-4"),
        ("conditions", ("有固定住所", "法律规定的其他条件"), "06-03-1"),
        ("conditions", ("其他",), "11-03-4"),
        ("conditions", ("符合相关规定",), "11-03-4"),
        ("conditions", ("有场所、人员等条件",), "11-03-4"),
        ("special_procedures", (NOTICE,), "06-05-2"),
        ("tolerance.exclusions", ("public_safety",), "04-04"),
        ("tolerance.allowed", False, "04-04"),
    ],
)
def test_what_may_not_be_published(
    path: str, value: object, cited: str, specs: dict[str, ItemSpec], longest: Longest
) -> None:
    """Each gap gives a sentence about the field, and the article it rests on."""
    problems = publication_problems(broken(specs["MZ-XK-01"], path, value), longest)
    assert problems
    assert any(cited in problem.articles for problem in problems)
    for problem in problems:
        assert "%" not in str(problem)
        assert problem.field
        assert all(article(article_id) for article_id in problem.articles)


@pytest.mark.parametrize(
    ("field", "value", "cited"),
    [
        ("filling", "", "06-03-1"),
        ("name", "其他需要提供的材料", "11-03-4"),
        ("name", "相关证明", "11-03-4"),
        ("tolerable", True, "04-05"),
    ],
)
def test_materials_are_listed_in_full(
    field: str, value: object, cited: str, specs: dict[str, ItemSpec], longest: Longest
) -> None:
    first, *others = specs["MZ-XK-01"].materials
    spec = broken(specs["MZ-XK-01"], "materials", (dataclasses.replace(first, **{field: value}), *others))
    (problem,) = publication_problems(spec, longest)
    assert cited in problem.articles


@pytest.mark.parametrize(
    "condition", ["无配偶且无其他共同申请人", "依法须经同意的已获同意", "有3万元以上资金"]
)
def test_plain_conditions_are_left_alone(
    condition: str, specs: dict[str, ItemSpec], longest: Longest
) -> None:
    assert publication_problems(broken(specs["MZ-XK-01"], "conditions", (condition,)), longest) == ()


@pytest.mark.parametrize(
    ("law", "rank", "permits"),
    [
        ("民法典", "law", True),
        ("慈善法（2023年修正）", "law", True),
        ("《中华人民共和国老年人权益保障法》", "law", True),
        ("中华人民共和国行政许可法", "law", False),
        ("社会团体登记管理条例", "administrative_regulation", True),
        ("城市居民最低生活保障条例", "administrative_regulation", True),
        ("殡葬管理条例（国务院令第824号，2026-03-30施行）", "administrative_regulation", True),
        ("社会救助暂行办法", "administrative_regulation", True),
        ("国务院对确需保留的行政审批项目设定行政许可的决定", "state_council_decision", True),
        ("辽宁省优化营商环境条例", "local_regulation", True),
        ("阜新市养老服务条例", "local_regulation", True),
        ("辽宁省殡葬管理实施办法（辽宁省人民政府令第99号）", "provincial_rule", True),
        ("阜新市殡葬管理办法（阜新市人民政府令第9号）", "municipal_rule", False),
        ("养老机构管理办法（民政部令第66号）", "departmental_rule", False),
        ("慈善组织认定办法", "departmental_rule", False),
        ("特困人员认定办法（民发〔2021〕43号）", "normative_document", False),
        ("国发〔2015〕52号", "normative_document", False),
        ("省市高龄津贴规定", "normative_document", False),
    ],
)
def test_how_high_a_basis_stands(law: str, rank: str, permits: bool) -> None:
    """Licensing law 12, 14, 15, 17; the law on licensing itself creates no permit."""
    basis = LegalBasis(law, "第一条")
    assert rank_of(basis) == rank
    assert may_create_permit(basis) is permits


def test_a_rank_that_is_written_down_wins() -> None:
    assert (
        rank_of(LegalBasis("某某办法", "第一条", "administrative_regulation")) == "administrative_regulation"
    )


def test_limits_without_a_number_are_not_compared(longest: Longest) -> None:
    assert spans(days(5, WD), days(None, NONE), longest) is None


def test_the_closed_list_of_special_procedures_is_that_of_the_article() -> None:
    from_article = set(parameter("06-05-2", "kinds", today()))
    assert set(SPECIAL_KINDS) == from_article | {PUBLIC_NOTICE}
