"""The papers of the room: their whole text, in both languages, and numbers from which nothing can be counted.

After a change of wording: BANSHI_GOLDEN=write pytest …, then read the difference.
"""

import datetime as dt
import io
import os
from pathlib import Path

import pypdf
import pytest

from banshi.institutions.complaints.apps import KINDS
from banshi.kernel.documents import queries
from banshi.kernel.documents.models import Document, DocumentState, Series
from banshi.kernel.documents.typesetting import typeset
from banshi.lib.clock import BEIJING
from tests.institutions.complaints.lives import Life
from tests.kernel.documents.samples import BUREAU

GOLDEN = Path(__file__).parents[2] / "golden" / "notices"
ISSUED = dt.datetime(2026, 9, 28, 11, 0, tzinfo=BEIJING)
INTERNAL = {"W34", "W37", "W38", "W39"}

COMMON = {
    "complaint_number": "TS-7KXN4RWA",
    "received_at": "2026-09-21T10:30:00+08:00",
    "category": "没有一次讲清，来回跑",
    "section": "人事科（机关党委办公室）",
    "section_en": "Personnel section (party office)",
    "address": "政务服务中心一楼（示例）",
    "hours": "9:00–12:00，13:30–17:00",
    "phone": "000-0000-0112",
}
ANSWER = {
    "claim": "同一件事跑了三趟，每次都说还缺材料。",
    "facts": "经查，9月14日、16日、18日三次来访，窗口分别告知缺少不同的材料",
    "opinion": "窗口没有一次讲清全部材料，违反一次性告知的规定。已经为您补办，并对经办人批评教育。",
    "outcome": "反映属实",
    "unagreed": "",
    "legal_basis": ["《一次性告知制度》第三条"],
    "review_days": 30,
    "higher": "阜新市人民政府",
    "higher_en": "the People's Government of Fuxin",
}
OWN = {
    "W34": {
        "channel": "电话", "named": True, "content": ANSWER["claim"], "whom": "社会组织管理科的李强",
        "source": "", "reply_due": "2026-10-08",
    },
    "W35": {"referred": False, "reply_due": "2026-10-08", "close_due": "2026-11-20"},
    "W36": {"findings": "情况基本属实", "following": "本周约见双方", "close_due": "2026-11-20"},
    "W37": {
        "severity": "重大", "content": "多人反映窗口收取好处费。", "risk": "涉及多人，可能引起集体上访",
        "step": "当天约见反映人，调取监控",
    },
    "W38": {"who": "何静", "relation": "与被反映的人是大学同学"},
    "W39": {"method": "约见双方", "held_at": "2026-09-25T14:00:00+08:00",
        "text": "反映人：三次来访，每次缺的不一样。\n经办人：第一次没有看完全部材料。",
    },
    "W40": ANSWER,
    "W41": {
        "cause": "政策调整", "reason": "上级正在修订有关规定，要等新规定公布", "days": 30,
        "old_due": "2026-11-20", "new_due": "2026-12-21", "approved_by": "陈局",
    },
    "W42": ANSWER | {"objection": "没有人联系我补办。", "erred": False, "review_outcome": "改变原处理意见"},
}  # fmt: skip
TITLES = {kind.code: (kind.title_zh, kind.title_en) for kind in KINDS}
# Papers that one template makes besides its usual one.
OTHERS = {
    "W35-referred": (
        "W35",
        ("投诉转送告知书", "Notice of referral"),
        {"referred": True, "destination": "市公安局交警支队", "reason": "乱停车由交警部门处理"},
    ),
    "W39-proposal": (
        "W39",
        ("处理建议书", "Proposed handling"),
        {"proposal": True, "text": "当面道歉，为投诉人补办手续", "legal_basis": ["《一次性告知制度》第三条"]},
    ),
    "W42-erred": (
        "W42",
        ("有误情况说明", "Explanation of our error"),
        ANSWER | {"objection": "没有人联系我补办。", "erred": True, "review_outcome": ""},
    ),
}  # fmt: skip
EVERY = [*OWN, *OTHERS]


def data_of(name, language):
    code, titles, own = OTHERS.get(name) or (name, TITLES[name], OWN[name])
    english = language == "en"
    return code, COMMON | own | {
        "applicant": "来信来访人",
        "applicant_en": "Complainant",
        "language": language,
        "title": titles[english],
        "number": "阜民诉受〔2026〕480713号",
        "issued_on": "2026-09-28",
        "bureau": BUREAU[language],
        "verification_code": "7KXN4RWAPQ3D",
        "verification_page": "banshi.example.gov.cn/verify/",
        "verification_url": "https://banshi.example.gov.cn/verify/7KXN4RWAPQ3D/",
    }


def text_of(name, language):
    code, data = data_of(name, language)
    pdf = typeset(template=f"complaints/notices/{code}.typ", data=data, issued_at=ISSUED)
    if folder := os.environ.get("BANSHI_PAPERS"):
        Path(folder, f"{name}.{language}.pdf").write_bytes(pdf)
    return "\n\f\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages) + "\n"


@pytest.mark.pure
@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("name", EVERY)
def test_the_text_is_the_approved_one(name, language):
    text = text_of(name, language)
    approved = GOLDEN / f"{name}.{language[:2]}.txt"
    if os.environ.get("BANSHI_GOLDEN") == "write":
        approved.write_text(text, encoding="utf-8")
    assert text == approved.read_text(encoding="utf-8")


@pytest.mark.pure
@pytest.mark.parametrize("name", EVERY)
def test_a_paper_is_courteous_and_says_everything_it_was_given(name):
    text = "".join(text_of(name, "zh-hans").split())
    assert any(word in text for word in ("感谢", "请您", "抱歉", "请局领导", "请反馈", "请被询问"))
    code, data = data_of(name, "zh-hans")
    assert (code in INTERNAL) != ("您好！" in text)
    own = {
        name: value
        for name, value in data.items()
        if name in (OTHERS.get(name) or ((), (), OWN.get(name, {})))[2]
    }
    for value in own.values():
        if isinstance(value, str) and value and not value.startswith("2026-"):
            assert "".join(value.split()) in text


@pytest.mark.pure
@pytest.mark.parametrize("name", ["W40", "W42", "W42-erred"])
def test_an_answer_names_the_way_on(name):
    text = "".join(text_of(name, "zh-hans").split())
    assert "30日内" in text
    assert "阜新市人民政府" in text


@pytest.mark.django_db
def test_numbers_and_ids_are_drawn_and_the_running_ones_show_no_gap(cast, received_case):
    received_case()
    first = Document.objects.order_by("pk").last()
    for _ in range(4):
        Life(cast)
    received_case()
    newest = Document.objects.order_by("pk").last()
    assert newest.pk == first.pk + 1
    papers = Document.objects.filter(kind="W34").order_by("pk")
    assert all(paper.pk < 0 and paper.serial >= 100_000 for paper in papers)
    assert len({paper.serial for paper in papers}) == 4
    assert not Series.objects.filter(mark__contains="诉").exists()
    assert {paper.addressee_masked for paper in papers} == {""}


@pytest.mark.django_db
def test_a_paper_that_could_not_be_made_is_no_news_for_anybody_else(cast):
    Life(cast)
    Document.objects.filter(kind="W34").update(state=DocumentState.FAILED, error_code="layout")
    assert queries.failed() == []
