"""A complaint to take along: what its complainant wrote and was told, as a file for people and programs (PIPL 45).

Who they are is not in it: that lies sealed elsewhere, and the receipt code does not open it (10-05).
"""

import json
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any

from banshi.institutions.complaints.queries.follow import Followed
from banshi.institutions.complaints.queries.whole import Written
from banshi.institutions.complaints.rules.intake import CATEGORIES
from banshi.institutions.complaints.rules.steps import NAMES

Say = Callable[[Any], str]


def packed(found: Followed, say: Say) -> bytes:
    """A ZIP archive; `say` puts sentences into the reader's language. The same complaint gives the same bytes."""
    text = json.dumps(_told(found, say), ensure_ascii=False, indent=2)
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        # Without the moment it was taken along: nothing on a telephone tells when somebody looked.
        archive.writestr(zipfile.ZipInfo("data.json"), text)
    return made.getvalue()


def _told(found: Followed, say: Say) -> Mapping[str, Any]:
    return {
        "number": found.number,
        "received_at": found.received_at.isoformat(),
        "state": say(NAMES[found.state]),
        "category": say(CATEGORIES[found.category]),
        "content": found.content,
        "named": found.named,
        "may_disclose": found.may_disclose,
        "messages": [_written(one, say) for one in found.messages],
        "proposal": _written(found.proposal, say) if found.proposal else None,
        "results": [_written(one, say) for one in found.results],
        "reviews": [_written(one, say) for one in found.reviews],
        "papers": [
            {"number": one.number, "title": one.title_zh, "issued_at": one.issued_at.isoformat()}
            for one in found.papers
        ],
        "story": [{"what": say(one.title), "at": one.at.isoformat()} for one in found.story],
    }


def _written(one: Written, say: Say) -> Mapping[str, Any]:
    remarks = [say(each) for each in one.remarks]
    return {"what": say(one.title), "at": one.at.isoformat(), "text": one.text, "remarks": remarks}
