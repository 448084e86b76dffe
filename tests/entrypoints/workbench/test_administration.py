"""周明 looks after the catalogue: he hands in a file, reads what it would change, confirms."""

import copy
import datetime as dt
import re
from io import BytesIO

import pytest
import yaml
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from banshi.entrypoints.workbench.administration.uploads import FOLDER
from banshi.kernel.catalogue.bundled import load_bundled
from banshi.kernel.catalogue.formats import read_excel
from banshi.kernel.catalogue.models import ItemVersion
from banshi.kernel.ledger.models import Entry
from banshi.lib import clock
from tests.entrypoints.workbench.conftest import text

pytestmark = pytest.mark.django_db
UPLOAD, CHECK, LOADED = (f"administration/catalogue/{name}" for name in ("", "check/", "loaded/"))


def as_file(rows, name="目录.yaml"):
    return SimpleUploadedFile(name, yaml.safe_dump({"items": rows}, allow_unicode=True).encode())


@pytest.fixture
def items():
    return copy.deepcopy(load_bundled())


@pytest.fixture
def zhou(at_desk):
    return at_desk("周明")


def hand_in(screen, file, since="2026-12-01"):
    answer = screen.send(UPLOAD, file=file, effective_from=since)
    assert answer.status_code == 302, text(answer)
    return screen.open(CHECK)


def kept_files():
    return sorted(default_storage.listdir(FOLDER)[1]) if default_storage.exists(FOLDER) else []


def test_the_overview_says_what_is_in_force_and_what_is_missing(zhou, accepted_case, at):
    with at("2026-12-28"):
        accepted_case()
        words = text(zhou.open("administration/"))
    assert "2027 年的日历还没有导入。" in words
    assert "现在有 1 件未办结的办件在等" in words
    assert "现行的 32 个事项" in words
    assert re.search(r"2025-01-01（周三） 起生效：32 个事项", words)
    assert "国务院办公厅" in words


@pytest.mark.parametrize("name", ["王芳", "李强", "陈局", "吴导"])
def test_others_do_not_come_in(name, at_desk):
    screen = at_desk(name)
    for page in ("", "catalogue/", "catalogue/export/", "calendar/", "calendar/recompute/"):
        assert screen.open(f"administration/{page}").status_code == 403


def test_a_changed_item_is_shown_field_by_field_and_imported_once_confirmed(zhou, items):
    items[0]["consult_phone"] = "000-0000-0188"
    before = kept_files()
    page = hand_in(zhou, as_file(items))
    words = text(page)
    assert "文件没有错，请确认" in words
    assert "变更 1" in words
    assert "不变 31" in words
    assert "咨询电话" in words
    assert ItemVersion.objects.count() == 32  # so far nothing has happened

    answer = zhou.fill(CHECK, do="load")
    assert answer["Location"] == f"/desk/{LOADED}"
    assert items[0]["name_zh"] in text(zhou.open(LOADED))
    assert ItemVersion.objects.filter(item__code=items[0]["code"]).count() == 2
    assert Entry.objects.get(stream="catalogue").payload == {"items": [items[0]["code"]]}
    assert kept_files() == before


def test_a_second_click_imports_nothing_twice(zhou, items):
    items[0]["consult_phone"] = "000-0000-0199"
    hand_in(zhou, as_file(items))
    for _click in range(2):
        assert zhou.send(CHECK, do="load")["Location"] == f"/desk/{LOADED}"
    assert Entry.objects.filter(stream="catalogue").count() == 1


def test_one_bad_row_and_nothing_is_imported(zhou, items):
    items[0]["consult_phone"] = "000-0000-0199"
    items[4]["legal_basis"] = []
    words = text(hand_in(zhou, as_file(items)))
    assert "有 1 行要改，什么也没有导入" in words
    assert items[4]["name_zh"] in words
    assert "设定依据" in words
    assert "确认导入" not in words
    refused = zhou.send(CHECK, do="load")
    assert refused.status_code == 422
    assert ItemVersion.objects.count() == 32
    assert not Entry.objects.filter(stream="catalogue").exists()


def test_the_problem_of_a_row_stands_with_its_article(zhou, items):
    items[0]["promised_limit"] = dict(items[0]["statutory_limit"])
    page = hand_in(zhou, as_file(items)).content.decode()
    assert 'href="/regulations/07-04"' in page


def test_who_gives_up_leaves_no_file(zhou, items):
    items[0]["consult_phone"] = "000-0000-0177"
    before = kept_files()
    hand_in(zhou, as_file(items))
    assert len(kept_files()) == len(before) + 1
    for name in kept_files():
        with default_storage.open(f"{FOLDER}/{name}", "rb") as stored:
            assert b"000-0000-0177" not in stored.read()
    assert zhou.send(CHECK, do="drop")["Location"] == "/desk/administration/"
    assert kept_files() == before
    assert zhou.open(CHECK)["Location"] == f"/desk/{UPLOAD}"


def test_a_file_that_was_forgotten_for_a_day_is_cleared_away(zhou, items, at):
    forgotten = default_storage.save(f"{FOLDER}/forgotten", ContentFile(b"x"))
    with at(default_storage.get_modified_time(forgotten) + dt.timedelta(days=1, minutes=1)):
        zhou.send(UPLOAD, file=as_file(items), effective_from=f"{clock.today()}")
    assert not default_storage.exists(forgotten)


def test_a_file_is_bound_to_who_handed_it_in(zhou, items, at_desk):
    items[0]["consult_phone"] = "000-0000-0199"
    hand_in(zhou, as_file(items))
    assert at_desk("周明").open(CHECK).status_code == 302


def test_the_same_catalogue_again_needs_no_import(zhou, items):
    words = text(hand_in(zhou, as_file(items)))
    assert "和现行目录一样，不用导入" in words
    assert "确认导入" not in words


def test_the_export_comes_back_unchanged_and_the_template_is_empty(zhou):
    export = zhou.open("administration/catalogue/export/")
    words = text(hand_in(zhou, SimpleUploadedFile("目录.xlsx", export.content)))
    assert "不变 32" in words
    template = zhou.open("administration/catalogue/template/").content
    answer = zhou.send(UPLOAD, file=SimpleUploadedFile("模板.xlsx", template), effective_from="2026-12-01")
    assert "里没有事项" in text(answer)
    assert len(read_excel(export.content)) == 32


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("目录.yaml", b"", "文件：您上传的文件是空的"),
        ("目录.pdf", b"%PDF-1.7", "不是这里能导入的文件"),
        ("目录.xlsx", b"not a zip", "这不是能读出来的Excel文件"),
        ("目录.yaml", b"items: [", "写法有误"),
        ("目录.yaml", b"\xff\xfe\x00", "要用UTF-8编码保存"),
        ("目录.yaml", b"- 1\n- 2\n", ""),
        ("目录.yaml", b"x" * (5 * 1024 * 1024 + 1), "文件有 5.0 MB，超过了 5 MB"),
    ],
)
def test_a_wrong_file_gets_a_sentence_and_never_a_fault(name, content, sentence, zhou):
    file = BytesIO(content)
    file.name = name
    answer = zhou.send(UPLOAD, file=file, effective_from="2026-12-01")
    if answer.status_code == 302:
        answer = zhou.open(CHECK)
        assert "有 2 行要改" in text(answer)
        return
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert "<title>错误：" in answer.content.decode()


@pytest.mark.parametrize(
    ("since", "sentence"),
    [
        ("2026-11-22", "生效日期不能早于今天"),
        ("2206-11-24", "请核对年份"),
        ("soon", "请按 2026-11-23 的样子填写"),
        ("", "请填写从哪天起生效"),
    ],
)
def test_a_wrong_day_is_named_at_its_field(since, sentence, zhou, items):
    answer = zhou.send(UPLOAD, file=as_file(items), effective_from=since)
    assert answer.status_code == 422
    assert sentence in text(answer)


def test_without_a_file_one_is_asked_for(zhou):
    assert "请上传文件" in text(zhou.send(UPLOAD, effective_from="2026-12-01"))
