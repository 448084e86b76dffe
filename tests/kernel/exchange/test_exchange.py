"""Cases in the field names and codes of GB/T 39046: complete, checked, masked, in constant memory."""

import csv
import datetime as dt
import io
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from banshi.kernel.catalogue.bundled import load_bundled
from banshi.kernel.exchange import rows, writing
from banshi.kernel.exchange.actions import note_export
from banshi.kernel.exchange.rows import Period, records
from banshi.kernel.exchange.table import schema, table
from banshi.kernel.ledger.models import Entry
from banshi.lib.results import NotPermitted, Refused
from banshi.workflows.decision import Ruling, decide
from tests.people import CITIZENS

PERIOD = Period(dt.date(2026, 11, 1), dt.date(2026, 11, 30))
MASKED = ("申请者证件号码", "联系人手机号码", "通讯地址", "联系人/代理人姓名")


@pytest.fixture
def cases(cast, accepted_case, received_case):
    done = accepted_case()
    decide(case_id=done, version=None, ruling=Ruling(True, None), actor=cast.actor("李强"))
    received_case("刘桂兰", missing=(2,))


def lines(name):
    text = b"".join(writing.as_csv(PERIOD, name)).decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:])))


@pytest.mark.django_db
def test_a_decided_case_in_every_set(cases):
    first, second = records(PERIOD)
    assert [writing.fault(one) for one in (first, second)] == ["", ""]
    asked = first["办事申请"]
    assert (asked["事项名称"], asked["办件类型代码"], asked["申报来源代码"]) == ("社会团体成立登记", "2", "1")
    assert (asked["申请者名称"], asked["申请时间"]) == ("张*", "20261123T100000")
    assert first["事项受理"]["受理人员"] == "王芳"
    assert first["事项受理"]["受理文书编号"] == "阜民受〔2026〕1号"
    assert first["事项受理"]["承诺办结时间"] == "20261221"
    assert [step["环节名称"] for step in first["事项办理"]] == ["收件", "受理", "作出决定"]
    assert (first["事项办结"]["办件结果描述"], first["事项办结"]["办结时间"]) == ("准予", "20261123T100000")
    assert (second["事项受理"], second["事项办结"]) == (None, None)
    assert [paper["是否收取"] for paper in second["申请材料"]][:3] == ["1", "0", "1"]


@pytest.mark.django_db
def test_nobodys_papers_or_numbers_go_out(cases):
    whole = b"".join(writing.as_json(PERIOD)).decode()
    for person in (CITIZENS["张伟"], CITIZENS["刘桂兰"]):
        assert person.name not in whole
        assert person.number not in whole
        assert person.phone not in whole
    assert all(one["办事申请"][name] is None for one in json.loads(whole)["cases"] for name in MASKED)


@pytest.mark.django_db
def test_csv_has_one_line_for_each_record_of_the_set(cases):
    assert len(lines("办事申请")) == 2
    assert [line["办件结果描述"] for line in lines("事项办结")] == ["准予"]
    assert len(lines("申请材料")) == 16
    with pytest.raises(Refused, match="没有名为“别的”的数据集"):
        list(writing.as_csv(PERIOD, "别的"))


@pytest.mark.django_db
def test_a_period_and_a_section_choose(cases, cast):
    assert list(records(Period(dt.date(2026, 11, 24), dt.date(2026, 11, 30)))) == []
    assert list(records(Period(PERIOD.first, PERIOD.last, cast.sections["SHJZ"]))) == []
    assert (
        len(list(records(Period(dt.date(2026, 11, 23), dt.date(2026, 11, 23), cast.sections["SHZZ"])))) == 2
    )


@pytest.mark.django_db
def test_the_number_of_queries_grows_with_batches_not_with_cases(cases, monkeypatch):
    with CaptureQueriesContext(connection) as one:
        list(records(PERIOD))
    monkeypatch.setattr(rows, "BATCH", 1)
    with CaptureQueriesContext(connection) as two:
        list(records(PERIOD))
    assert len(one) <= 8
    assert len(two) > len(one)


@pytest.mark.django_db
def test_an_export_is_noted_and_only_for_those_who_may(cast):
    note_export(period=PERIOD, form="json", actor=cast.actor("孙丽"))
    entry = Entry.objects.get(stream="exports")
    assert (entry.act, entry.payload["form"]) == ("cases_exported", "json")
    with pytest.raises(NotPermitted):
        note_export(period=PERIOD, form="json", actor=cast.actor("李强"))
    with pytest.raises(Refused, match="早于"):
        note_export(period=Period(PERIOD.last, PERIOD.first), form="json", actor=cast.actor("孙丽"))


@pytest.mark.django_db
def test_a_value_that_does_not_fit_stops_the_export_and_is_named(cases, monkeypatch):
    record = next(records(PERIOD))
    record["办事申请"]["办件类型代码"] = "7"
    assert writing.fault(record) == "办事申请.办件类型代码"
    monkeypatch.setattr(writing, "records", lambda period: iter([record]))
    with pytest.raises(Refused, match=r"办件类型代码.*GB/T 39046"):
        list(writing.as_json(PERIOD))


@pytest.mark.pure
def test_the_mapping_is_whole():
    held = table()
    assert held.standard == "GB/T 39046—2020"
    for one in held.sets.values():
        numbers = [field.row for field in one.fields]
        assert numbers == list(range(numbers[0], numbers[0] + len(numbers))), one.name
        assert not [field.name for field in one.fields if field.always and not field.source]
        assert {field.codes for field in one.fields} - {""} <= held.codes.keys()
    writing.jsonschema.Draft202012Validator.check_schema(schema())


@pytest.mark.pure
def test_every_item_of_the_bundled_catalogue_fits():
    for item in load_bundled():
        assert item["handling_type_code"] in table().codes["A.6"]
        assert len(item["code"]) <= 24
        assert len(item["name_zh"]) <= 200
