"""The papers of the room guidance with data such as the room gives them."""

from typing import Any

_OF_A_CASE = ("case_number", "query_code", "qr_url", "rating_url")
TO_NOBODY = ("W30", "W31", "W32", "W33")

OWN: dict[str, dict[str, dict[str, Any]]] = {
    "W30": {
        "zh-hans": {
            "contact_number": "7KXN4RWA",
            "about": "低保怎么办",
            "asked_at": "2026-09-28T10:30:00+08:00",
            "path": "other_section",
            "target": {
                "name": "社会救助科",
                "section": "社会救助科",
                "office": "305 室",
                "contact": "000-0000-0103",
            },
        },
        "en": {
            "contact_number": "7KXN4RWA",
            "about": "How to apply for the minimum living allowance",
            "asked_at": "2026-09-28T10:30:00+08:00",
            "path": "other_section",
            "target": {
                "name": "Social assistance section",
                "section": "Social assistance section",
                "office": "Room 305",
                "contact": "000-0000-0103",
            },
        },
    },
    "W31": {
        "zh-hans": {
            "assisted": True,
            "person": "刘桂兰",
            "consent": "本人口头同意",
            "at": "2026-09-28T10:30:00+08:00",
            "ended_at": "2026-09-28T10:48:00+08:00",
            "outcome": "由帮办人员结束",
        },
        "en": {
            "assisted": True,
            "person": "Liu Guilan",
            "consent": "spoken, by the person",
            "at": "2026-09-28T10:30:00+08:00",
            "ended_at": "2026-09-28T10:48:00+08:00",
            "outcome": "ended by the guide",
        },
    },
    "W32": {
        "zh-hans": {
            "opinion_number": "7KXN4RWA",
            "channel": "网上",
            "left_at": "2026-09-21T10:30:00+08:00",
            "opinion": "大厅的椅子太少，老人站着等",
            "reply": "已在等候区增加二十把带扶手的椅子",
            "public": True,
        },
        "en": {
            "opinion_number": "7KXN4RWA",
            "channel": "online",
            "left_at": "2026-09-21T10:30:00+08:00",
            "opinion": "There are too few chairs in the hall",
            "reply": "Twenty chairs with arms have been added",
            "public": True,
        },
    },
    "W33": {
        "zh-hans": {
            "subject": "高龄津贴",
            "rated_at": "2026-09-21T10:30:00+08:00",
            "level": "不满意",
            "reasons": ["等得太久", "没有一次讲清"],
            "finding": "反映属实，需要整改",
            "facts": "当天上午只开了两个窗口，平均等候四十分钟",
            "verified_at": "2026-09-22T09:30:00+08:00",
            "measure": "每天上午增开一个窗口，由科室负责人轮值",
            "reply": "让您久等了，非常抱歉",
        },
        "en": {
            "subject": "Old-age allowance",
            "rated_at": "2026-09-21T10:30:00+08:00",
            "level": "not satisfied",
            "reasons": ["waited too long", "not told everything at once"],
            "finding": "justified",
            "facts": "Only two windows were open that morning",
            "verified_at": "2026-09-22T09:30:00+08:00",
            "measure": "One more window opens every morning",
            "reply": "We are sorry that you had to wait",
        },
    },
}
