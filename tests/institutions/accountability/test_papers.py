"""The five papers W46: their whole text, in both languages.

After a change of wording: BANSHI_GOLDEN=write pytest …, then read the difference.
"""

import datetime as dt
import io
import os
from pathlib import Path

import pypdf
import pytest

from banshi.institutions.accountability.apps import KINDS
from banshi.institutions.accountability.rules.tolerance import GROUNDS
from banshi.kernel.documents.typesetting import typeset
from banshi.lib.clock import BEIJING
from tests.kernel.documents.samples import BUREAU

pytestmark = pytest.mark.pure
GOLDEN = Path(__file__).parents[2] / "golden" / "notices"
ISSUED = dt.datetime(2026, 9, 28, 11, 0, tzinfo=BEIJING)
FACTS = "9月1日受理的一件，没有在承诺期限内办结，也没有说明原因。"
SAID = [{"kind": "书面陈述申辩", "on": "2026-09-21", "text": "那一周系统停了两天"}]
WEIGHED = [{"ground": text, "holds": "没有", "reason": "查阅记录，没有这种情形"} for text in GROUNDS.values()]
COMMON = {
    "person": "李强",
    "applicant": "李强",
    "handler": "李强",
    "supervisor": "赵敏",
    "file_number": "WJ-7KXN4RWA",
    "cause": "WZ-5 不按职责权限、程序、时限决策和审批，造成失误",
}
OWN = {
    "W46-1": {
        "origin": "系统发现", "happened_on": "2026-09-15", "section": "社会组织管理科",
        "what": "超过承诺期限没有办结", "facts": "", "why_cause": "审批没有在期限内作出。",
    },
    "W46-2": {
        "records": [{"method": "调取系统记录", "on": "2026-09-18", "text": "受理后没有任何办理"}],
        "facts": FACTS, "statements": SAID, "proposal": "给予批评教育。", "proposed": "批评教育",
        "legal_basis": ["《问责制度》第七条"],
    },
    "W46-3": {"facts": FACTS, "kind": "口头陈述申辩", "on": "2026-09-21", "text": "我请示过科长。"},
    "W46-4": {"grounds": WEIGHED, "opinion": "没有可以容错的情形。"},
    "W46-5": {
        "facts": FACTS, "statements": SAID, "tolerance": WEIGHED, "opinion": "没有可以容错的情形。",
        "meeting_on": "2026-09-27", "outcome": "批评教育", "decision": "科室例会上作检查。",
        "legal_basis": ["《问责制度》第七条"],
        "corrections": [{"measure": "补办这一件", "due": "2026-10-12"}],
        "review_days": 30, "appeal_days": 15,
        "higher": "阜新市人民政府", "higher_en": "the People's Government of Fuxin",
    },
}  # fmt: skip
TITLES = {kind.code: (kind.title_zh, kind.title_en) for kind in KINDS}


def text_of(code, language):
    data = COMMON | OWN[code] | {
        "language": language,
        "title": TITLES[code][language == "en"],
        "number": "阜民问决〔2026〕480713号",
        "issued_on": "2026-09-28",
        "bureau": BUREAU[language],
        "verification_code": "7KXN4RWAPQ3D",
        "verification_page": "banshi.example.gov.cn/verify/",
        "verification_url": "https://banshi.example.gov.cn/verify/7KXN4RWAPQ3D/",
    }  # fmt: skip
    pdf = typeset(template=f"accountability/notices/{code}.typ", data=data, issued_at=ISSUED)
    if folder := os.environ.get("BANSHI_PAPERS"):
        Path(folder, f"{code}.{language}.pdf").write_bytes(pdf)
    return "\n\f\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages) + "\n"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("code", OWN)
def test_the_text_is_the_approved_one(code, language):
    text = text_of(code, language)
    golden = GOLDEN / f"{code}.{language[:2]}.txt"
    if os.environ.get("BANSHI_GOLDEN") == "write":
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


def test_the_decision_names_its_remedies_and_that_nothing_heavier_follows():
    words = "".join(text_of("W46-5", "zh-hans").split())
    for part in ("30日内向局党组申请复核", "15日内", "不会因为申请复核、提出申诉加重处理", "公务员法"):
        assert part in words


def test_every_paper_is_confidential_and_stays_in_the_house():
    assert all(kind.confidential and kind.internal for kind in KINDS)
