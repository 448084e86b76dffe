"""The papers of the room appointments with data such as the room gives them."""

from typing import Any

_BOOKED: dict[str, Any] = {
    "booking_number": "Y20260928-0007",
    "when": "2026-09-30T09:30:00+08:00",
    "purpose": "intake",
    "late_minutes": 30,
    "public_page": "banshi.example.gov.cn/appointments/",
}

OWN: dict[str, dict[str, dict[str, Any]]] = {
    "W28": {
        language: _BOOKED
        | {
            "until": "2026-09-30T10:00:00+08:00",
            "bring": bring,
            "qr_url": "https://banshi.example.gov.cn/bookings/?number=Y20260928-0007",
        }
        for language, bring in {
            "zh-hans": ["社会团体成立登记申请书", "章程草案", "住所使用权证明"],
            "en": [
                "Application to found an association",
                "Draft charter",
                "Proof of the right to the premises",
            ],
        }.items()
    },
    "W29": {"zh-hans": _BOOKED, "en": _BOOKED},
}
