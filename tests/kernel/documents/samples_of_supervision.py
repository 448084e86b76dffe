"""The papers of the room supervision with data such as the room gives them."""

from typing import Any

TO_NOBODY = ("W44", "W44Z")

_SEAL = {
    "day": "2026-09-28",
    "checkpoint": 128,
    "sealed_at": "2026-09-28T08:50:00+08:00",
    "entries": 51204,
    "root": " ".join(["0f1e2d3c"] * 8),
    "public": " ".join(["8a88e3dd"] * 8),
    "signature": " ".join(["4b5a6978"] * 16),
    "key": "k1",
}

OWN: dict[str, dict[str, dict[str, Any]]] = {
    "W47": {"zh-hans": _SEAL, "en": _SEAL},
    "W44": {
        "zh-hans": {
            "applicant": "局领导",
            "period": "2026-08-01 至 2026-08-31",
            "kind": "每月自动检查",
            "officer": "蒋廉",
            "parts": [
                {"name": "事项内容齐备并公开", "article": "监督 第三条(一)", "checked": 32, "passed": 30},
                {"name": "涉企检查程序公开", "article": "监督 第三条(三)", "checked": 2, "passed": 2},
            ],
            "findings": [
                {
                    "article": "监督 第三条(一)",
                    "indicator": "公开内容的完整度",
                    "finding": "“高龄津贴”公开的内容还缺：格式文书。完整度 92%。",
                    "section": "养老服务科",
                    "staff": "",
                    "severity": "轻微",
                    "due": "2026-10-15",
                    "result": "等科室整改",
                }
            ],
            "checklist": [
                {
                    "question": "窗口有空白的申请表和填写样表，随手能拿到。",
                    "answer": "否",
                    "note": "样表用完了",
                }
            ],
            "conclusion": "总体按制度办理",
        },
        "en": {
            "applicant": "the bureau's leaders",
            "period": "2026-08-01 to 2026-08-31",
            "kind": "monthly run",
            "officer": "Jiang Lian",
            "parts": [
                {"name": "Items complete and public", "article": "art. 3(1)", "checked": 32, "passed": 30}
            ],
            "findings": [],
            "checklist": [{"question": "Blank forms lie ready at the windows.", "answer": "yes", "note": ""}],
            "conclusion": "In order on the whole",
        },
    },
    "W44Z": {
        "zh-hans": {
            "applicant": "养老服务科",
            "article": "监督 第三条(一)",
            "indicator": "公开内容的完整度",
            "finding": "“高龄津贴”公开的内容还缺：格式文书。完整度 92%。",
            "words": "",
            "severity": "轻微",
            "staff": "",
            "demand": "请把申请表和填写样表放到网上",
            "days": 5,
            "due": "2026-10-12",
            "officer": "蒋廉",
            "section": "",
        },
        "en": {
            "applicant": "Elderly care section",
            "article": "art. 3(1)",
            "indicator": "Completeness",
            "finding": "The item lacks its form",
            "words": "",
            "severity": "slight",
            "staff": "",
            "demand": "Please put the form online",
            "days": 5,
            "due": "2026-10-12",
            "officer": "Jiang Lian",
            "section": "",
        },
    },
}
