"""The two papers W45: their whole text in both languages, and what is never on them (06-09, 10-05).

After a change of wording: BANSHI_GOLDEN=write pytest …, then read the difference.
"""

import datetime as dt
import io
import os
from pathlib import Path

import pypdf
import pytest

from banshi.institutions.one_time_notice.apps import KINDS
from banshi.kernel.documents.typesetting import typeset
from banshi.lib.clock import BEIJING
from tests.kernel.documents.samples import BUREAU

pytestmark = pytest.mark.pure
GOLDEN = Path(__file__).parents[2] / "golden" / "notices"
ISSUED = dt.datetime(2026, 9, 28, 11, 0, tzinfo=BEIJING)
COMMON = {
    "applicant": "王芳",
    "applicant_en": "Wang Fang",
    "colleague_section": "局审批科",
    "month": "2026年9月",
    "month_en": "September 2026",
    "delay": "3",
    "section": "人事科（机关党委办公室）",
    "section_en": "Personnel section (party office)",
    "address": "政务服务中心一楼（示例）",
    "hours": "9:00–12:00，13:30–17:00",
    "phone": "000-0000-0112",
}
SAMPLES = {
    "W45a": {
        "times": 1,
        "kind": "补正没有一次通知清楚，又通知了一次",
        "kind_en": "The supplement notice was not complete; a second one was given",
        "omission": "要交的材料",
        "omission_en": "the papers to hand in",
        "on": "2026-09-21",
        "case_number": "210900-20260914-000035",
        "said": "补正要一次列全，看完正反面再开通知",
        "answer": "当时没有看到背面，以后注意",
    },
    "W45b": {
        "times": 2,
        "kind": "经核查，没有一次告知",
        "kind_en": "Found by checking: not told at once",
        "omission": "办理的期限",
        "omission_en": "the time limits",
        "on": None,
        "case_number": "",
        "facts": "当天分两次告知缺少的材料",
        "reason": "批评教育以后再次发生，已经查实",
        "statement": "当天系统停了，只能口头说明",
    },
}
TITLES = {kind.code: (kind.title_zh, kind.title_en) for kind in KINDS}


def text_of(kind, language):
    data = COMMON | SAMPLES[kind] | {
        "language": language,
        "title": TITLES[kind][language == "en"],
        "number": "阜民教〔2026〕480713号",
        "issued_on": "2026-09-28",
        "bureau": BUREAU[language],
        "verification_code": "7KXN4RWAPQ3D",
        "verification_page": "banshi.example.gov.cn/verify/",
        "verification_url": "https://banshi.example.gov.cn/verify/7KXN4RWAPQ3D/",
    }  # fmt: skip
    pdf = typeset(template=f"one_time_notice/notices/{kind}.typ", data=data, issued_at=ISSUED)
    if folder := os.environ.get("BANSHI_PAPERS"):
        Path(folder, f"{kind}.{language}.pdf").write_bytes(pdf)
    return "\n\f\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages) + "\n"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("kind", SAMPLES)
def test_the_text_is_the_approved_one(kind, language):
    text = text_of(kind, language)
    approved = GOLDEN / f"{kind}.{language[:2]}.txt"
    if os.environ.get("BANSHI_GOLDEN") == "write":
        approved.write_text(text, encoding="utf-8")
    assert text == approved.read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", SAMPLES)
def test_everything_given_is_said(kind):
    text = "".join(text_of(kind, "zh-hans").split())
    for value in SAMPLES[kind].values():
        if isinstance(value, str) and value and not value.startswith("2026-") and value.isascii() is False:
            assert "".join(value.split()) in text


def test_where_checking_found_it_there_is_the_month_and_no_case():
    text = "".join(text_of("W45b", "zh-hans").split())
    assert "2026年9月" in text
    assert "9月21日" not in text
    assert "办件编号" not in text


def test_both_stay_in_the_house_and_can_be_counted_by_nobody():
    kinds = {kind.code: kind for kind in KINDS}
    assert all(kinds[code].internal and kinds[code].confidential for code in SAMPLES)
