"""Whatever is handed in as an item: all its problems at once, in plain sentences, and never a crash."""

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banshi.kernel.catalogue.bundled import load_bundled
from banshi.kernel.catalogue.parsing import parse_item
from banshi.kernel.catalogue.schema import ItemSpec, to_dict

pytestmark = pytest.mark.pure


def test_every_sample_item_reads_back_unchanged(specs: dict[str, ItemSpec]) -> None:
    assert len(specs) == 32
    for spec in specs.values():
        assert parse_item(to_dict(spec)).spec == spec


def test_all_problems_come_at_once_each_with_its_field(rows: list[dict[str, Any]]) -> None:
    item = rows[0]
    item["name_zh"] = " "
    item["fee"]["charged"] = "也许"
    item["materials"][1]["originals"] = -1
    item["promised_limit"]["value"] = 2.5
    item["colour"] = "red"
    parsed = parse_item(item)
    assert parsed.spec is None
    assert {problem.path: str(problem.sentence) for problem in parsed.problems} == {
        "name_zh": "事项名称不能空着。",
        "fee.charged": "是否收费应当写“是”或“否”。",
        "materials[2].originals": "申请材料第2项的原件份数应当是0到99之间的整数。",
        "promised_limit.value": "承诺办结时限数值应当是1到999之间的整数。",
        "": "不认识的栏目“colour”，请删去或改正。",
    }


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        (["code"], "MZ XK", "事项编码只能用字母、数字和连字符，至少两位。"),
        (["name_zh"], "甲" * 201, "事项名称最多200个字。"),
        (["name_zh"], "社会\n团体", "事项名称里有换行"),
        (["name_zh"], "社会｜团体", "竖线"),
        (["name_zh"], "社会\x00团体", "看不见的字符"),
        (["service_type"], "许可", "事项类型只能是：行政许可（01）、"),
        (["service_type_code"], "07", "事项类型代码应当是01，或者留空。"),
        (["level_code"], True, "行使层级只能是"),
        (["conditions"], "有场所", "申请条件应当是一份清单，一行一项。"),
        (["conditions"], [None], "申请条件不能空着。"),
        (["conditions"], ["有场所"] * 61, "申请条件最多60项。"),
        (["fee"], "不收费", "收费应当由多个栏目组成"),
        (["materials", 0], 5, "申请材料第1项应当由多个栏目组成"),
        (["materials", 0, "form"], [], "申请材料第1项的材料形式至少选一种。"),
        (["materials", 1, "seq"], 1, "申请材料的序号有重复。"),
        (["statutory_limit", "unit"], "week", "法定办结时限单位只能是：working_day（工作日）、"),
        (["legal_basis", 0, "rank"], "high", "设定依据第1项的效力层级只能是"),
    ],
)
def test_a_problem_names_the_field(
    path: list[Any], value: object, sentence: str, rows: list[dict[str, Any]]
) -> None:
    item: Any = rows[0]
    for step in path[:-1]:
        item = item[step]
    item[path[-1]] = value
    problems = [str(problem.sentence) for problem in parse_item(rows[0]).problems]
    assert any(sentence in problem for problem in problems), problems


def test_wide_spaces_are_plain_spaces_and_a_number_may_be_a_phone(rows: list[dict[str, Any]]) -> None:
    rows[0] |= {"name_zh": "\u3000社会团体\u3000登记 ", "consult_phone": 12345}
    spec = parse_item(rows[0]).spec
    assert spec is not None
    assert (spec.name_zh, spec.consult_phone) == ("社会团体 登记", "12345")


@pytest.mark.parametrize(
    ("unit", "given", "kept"), [("immediate", None, 0), ("none", 0, None), ("none", None, None)]
)
def test_a_limit_without_days(unit: str, given: object, kept: object, rows: list[dict[str, Any]]) -> None:
    rows[0]["statutory_limit"] = {"value": given, "unit": unit}
    spec = parse_item(rows[0]).spec
    assert spec is not None
    assert spec.statutory_limit.value == kept


SAMPLE = load_bundled()[0]
JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.binary(max_size=4)
    | st.dates(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4) | st.integers(), inner, max_size=3)
    ),
    max_leaves=6,
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a nested item."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path] * bool(path) + [place for key, one in inner for place in places(one, (*path, key))]


PLACES = places(SAMPLE)


@settings(max_examples=150, deadline=None)
@given(where=st.lists(st.sampled_from(PLACES), min_size=1, max_size=4), junk=JUNK, cut=st.booleans())
def test_a_mangled_item_never_crashes(where: list[tuple[Any, ...]], junk: Any, cut: bool) -> None:
    """It is either whole, and then reads back the same, or its problems are sentences that can be stored."""
    item = copy.deepcopy(SAMPLE)
    for place in where:
        mangle(item, place, junk, cut)
    parsed = parse_item(item)
    assert (parsed.spec is None) == bool(parsed.problems)
    if parsed.spec is not None:
        assert parse_item(to_dict(parsed.spec)).spec == parsed.spec
    for problem in parsed.problems:
        assert str(problem.sentence).encode("utf-8")


def mangle(item: Any, place: tuple[Any, ...], junk: Any, cut: bool) -> None:
    """Replace or cut out what stands at a place, if it is still there."""
    for step in place[:-1]:
        try:
            item = item[step]
        except (LookupError, TypeError):
            return
    if cut and isinstance(item, dict):
        item.pop(place[-1], None)
    elif isinstance(item, dict) or (isinstance(item, list) and place[-1] in range(len(item))):
        item[place[-1]] = copy.deepcopy(junk)


@settings(max_examples=80, deadline=None)
@given(JUNK)
def test_anything_at_all_is_only_a_problem(junk: Any) -> None:
    assert parse_item(junk).spec is None
