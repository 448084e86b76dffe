"""The paper itself: archive and accessibility standards, the same bytes, no box in a name."""

import datetime as dt
import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pikepdf
import pytest

from banshi.kernel.documents.typesetting import CannotTypeset, typeset
from banshi.lib.clock import BEIJING
from tests.kernel.documents import samples

pytestmark = pytest.mark.pure
ISSUED = dt.datetime(2026, 9, 28, 11, 0, tzinfo=BEIJING)


def paper(kind: str = "W05", language: str = "zh-hans", **changed: object) -> bytes:
    data = samples.frozen(kind, language, **changed)
    return typeset(template=samples.TEMPLATES[kind], data=data, issued_at=ISSUED)


def test_the_same_data_give_the_same_bytes() -> None:
    first = paper()
    assert paper("W04") != first
    assert paper() == first
    assert paper(applicant="张䶮") != first


def test_two_threads_get_their_own_letters(text_of: Callable[[bytes], str]) -> None:
    names = [f"申请人{number}号" for number in range(6)]
    with ThreadPoolExecutor(3) as threads:
        papers = list(threads.map(lambda name: paper(applicant=name), names))
    assert all(name in text_of(pdf) for name, pdf in zip(names, papers, strict=True))


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_it_is_an_archive_file_everyone_can_read(language: str) -> None:
    with pikepdf.open(io.BytesIO(paper(language=language))) as pdf:
        with pdf.open_metadata() as about:
            assert (about["pdfaid:part"], about["pdfaid:conformance"]) == ("2", "A")
            assert about["pdfuaid:part"] == "1"
            assert about["dc:title"] == samples.TITLES["W05"][language == "en"]
            assert "7KXN4RWAPQ3D" in about["dc:description"]
            assert dt.datetime.fromisoformat(about["xmp:CreateDate"]) == ISSUED
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) in {"zh-CN", "en-GB"}
        assert all(font_is_embedded(font) for page in pdf.pages for font in page.Resources.Font.values())


def font_is_embedded(font: pikepdf.Object) -> bool:
    return "/FontFile3" in font.DescendantFonts[0].FontDescriptor


@pytest.mark.parametrize(
    "name", ["张䶮", "李㛃", "赵𬱖", "王祎", "刘堃", "陈燊", "买买提·艾力", "O’Neill–Zhang"]
)
def test_a_rare_name_is_printed_whole(name: str, text_of: Callable[[bytes], str]) -> None:
    assert name in text_of(paper(applicant=name))


@pytest.mark.parametrize(
    ("character", "code"), [("😀", "U+1F600"), ("\ue000", "U+E000"), ("\x07", "U+0007"), ("ਕ", "U+0A15")]
)
def test_a_character_no_font_has_is_refused_by_its_code_alone(character: str, code: str) -> None:
    with pytest.raises(CannotTypeset) as refused:
        paper(applicant=f"张三{character}")
    assert refused.value.code == f"missing_glyph {code}"
    assert refused.value.__cause__ is None
    assert "张三" not in repr(refused.value)
    assert paper(applicant="张三")


def test_text_is_never_read_as_instructions(text_of: Callable[[bytes], str]) -> None:
    sly = '#panic("x")*_$`<>[]//\\"@'
    assert sly in text_of(paper(applicant=sly))


def test_a_very_long_name_and_many_papers_run_on(text_of: Callable[[bytes], str]) -> None:
    many = [
        {"name": f"第{n}份材料", "form": "original", "copies": 1, "status": "present"} for n in range(120)
    ]
    text = text_of(paper("W03", applicant="长" * 400, materials=many))
    assert "第119份材料" in text


def test_a_missing_piece_or_template_is_refused() -> None:
    data = samples.frozen("W05")
    del data["received_at"]
    with pytest.raises(CannotTypeset, match=r"^layout$"):
        typeset(template=samples.TEMPLATES["W05"], data=data, issued_at=ISSUED)
    with pytest.raises(CannotTypeset, match=r"^missing_template$"):
        typeset(template="nowhere/notices/W05.typ", data=data, issued_at=ISSUED)
