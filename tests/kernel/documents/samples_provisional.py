"""Sample data for the notices of 容缺受理 (annex 4), in both languages."""

from typing import Any

_GAPS = {
    "zh-hans": [
        {"name": "发起人和拟任负责人基本情况表", "problem": "", "how": "每人一张，贴照片"},
        {"name": "会员名册", "problem": "没有会员签名", "how": "由会员逐个签名"},
    ],
    "en": [
        {"name": "Particulars of the founders", "problem": "", "how": "One sheet each, with a photo"},
        {"name": "List of members", "problem": "Not signed by the members", "how": "Each member signs"},
    ],
}
_POINTS = [
    "这是我真实的意思，没有人勉强我",
    "告知的内容我全部知道了：缺什么、怎样补、什么时候补齐、不补齐会怎样",
    "我交来的材料真实、有效",
    "我在承诺的日期以前把缺的材料补齐",
    "没有做到的，我愿意承担相应的法律责任",
]
_REMEDIES = {
    "zh-hans": {
        "reconsideration_body": "阜新市人民政府",
        "reconsideration_days": 60,
        "months": 6,
        "channel": "",
        "court": "有管辖权的人民法院（示例）",
    },
    "en": {
        "reconsideration_body": "the People's Government of Fuxin",
        "reconsideration_days": 60,
        "months": 6,
        "channel": "",
        "court": "the competent people's court (sample)",
    },
}
_BREACH: dict[str, Any] = {
    "commitment_number": "阜民诺〔2026〕7号",
    "until": "2026-10-16",
    "way": "not_supplied",
    "bar_from": "2026-10-16",
    "bar_until": "2027-10-16",
    "party_kind": "other_organisation",
}
_MISSING = {"zh-hans": ["会员名册"], "en": ["List of members"]}


def _own(language: str) -> dict[str, dict[str, Any]]:
    chinese = language == "zh-hans"
    breach = _BREACH | {"missing": _MISSING[language]}
    return {
        "W08": {
            "party_kind": "citizen",
            "party_number": "210902198506171234",
            "party_phone": "13800001234",
            "legal_representative": "",
            "gaps": [gap | {"how": ""} for gap in _GAPS[language]],
            "supply_until": "2026-10-16",
            "confirmations": _POINTS,
            "signature": {},
        },
        "W09": {
            "gaps": _GAPS[language],
            "supply_until": "2026-10-16",
            "channels": ["当面交来", "邮寄", "电子邮件", "传真", "网上提交"],
            "commitment_number": "阜民诺〔2026〕7号",
            "bar_years": 1,
        },
        "W10": {
            "grounds": [
                {
                    "text": "申请人没有兑现过承诺，2027-10-16 以前（含当天）不适用容缺受理。"
                    if chinese
                    else "A promise was not kept; not open until 2027-10-16 (that day included).",
                    "articles": ["容缺 第十三条" if chinese else "Provisional art. 13"],
                }
            ],
            "barred_until": "2027-10-16",
        },
        "W11": {
            "pieces": [
                {"name": _GAPS[language][0]["name"], "status": "present", "problem": ""},
                {
                    "name": _GAPS[language][1]["name"],
                    "status": "wrong",
                    "problem": "第二页没有签名" if chinese else "Page 2 is not signed",
                },
            ],
            "channel": "邮寄" if chinese else "by post",
            "tracking": "XA12345678901",
            "posted_on": "2026-10-09",
            "arrived_at": "2026-10-12T09:30:00+08:00",
            "supply_until": "2026-10-16",
        },
        "W12": {
            "termination": {
                "way": "not_supplied",
                "until": "2026-10-16",
                "missing": _MISSING[language],
                "on": "2026-10-17",
                "returned": ["章程草案", "验资报告"]
                if chinese
                else ["Draft charter", "Capital verification report"],
            },
            "remedies": _REMEDIES[language],
        },
        "W13": {"breach": breach},
        "W13Z": {
            "breach": breach,
            "referral_reason": "许可已于违诺认定以前作出，请审核。"
            if chinese
            else "The permit was granted before the breach was confirmed.",
        },
        "W14": {"breach": breach, "rights": {"speak_until": "2026-10-26"}},
    }


PROVISIONAL = {kind: {"zh-hans": _own("zh-hans")[kind], "en": _own("en")[kind]} for kind in _own("zh-hans")}


def _decided(language: str) -> dict[str, Any]:
    """What W14 says once the breach is confirmed, and once its publication is decided."""
    chinese = language == "zh-hans"
    late = (
        "到期没有补齐，陈述的情况不影响补交。"
        if chinese
        else "Not supplied in time; what was said did not prevent it."
    )
    public = "两次没有兑现承诺" if chinese else "The commitment was broken twice"
    rights: dict[str, Any] = {"rights": {"speak_until": "2026-10-26"}}
    return {
        "decided": rights | {"decided": {"reason": late, "on": "2026-10-27"}},
        "published": rights | {"publication": {"reason": public, "until": "2027-04-16"}},
    }


# Papers of one kind that read otherwise at another stage: (kind, stage) to what is added, by language.
STAGES = {
    ("W14", stage): {language: _decided(language)[stage] for language in ("zh-hans", "en")}
    for stage in ("decided", "published")
}
