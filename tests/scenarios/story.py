"""What a scenario remembers between its sentences."""

import datetime as dt
import io
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field

from pypdf import PdfReader

from banshi.kernel.clocks.models import Clock
from banshi.kernel.documents import kinds
from banshi.kernel.documents import queries as documents
from banshi.kernel.documents.models import Document
from banshi.kernel.notifications.models import Message
from banshi.lib import clock
from banshi.lib.results import Refused
from tests.people import Cast

ITEMS = {
    "社会团体成立登记": "MZ-XK-01",
    "社会团体变更登记及章程核准": "MZ-XK-02",
    "高龄津贴": "MZ-JF-05",
    "内地居民结婚登记": "MZ-QR-02",
    "养老机构备案": "MZ-QT-01",
}
CLOCKS = {
    "承诺期限": "promised",
    "法定期限": "statutory",
    "受理前告知期限": "intake",
    "补正期限": "supply",
    "不予决定书面告知期限": "tell_refusal",
    "容缺补正期限": "commitment",
    "终止办理告知期限": "tell_termination",
    "听证举行期限": "hearing",
}


@dataclass
class Story:
    """The cast, the moment, the case in hand, and the last refusal."""

    cast: Cast
    moments: ExitStack
    case_id: int = 0
    stream: str = ""
    refused: Refused | None = None
    notes: dict[str, object] = field(default_factory=dict)

    def go_to(self, moment: str) -> None:
        """Hold the clock at a moment until the scenario goes elsewhere."""
        self.moments.close()
        self.moments.enter_context(clock.frozen(moment))

    def attempt(self, act: Callable[[], object]) -> None:
        """Do something that may be refused, and remember the refusal."""
        self.refused = None
        try:
            act()
        except Refused as refused:
            self.refused = refused

    def clock(self, name: str) -> Clock:
        """The named clock of the case in hand."""
        return Clock.objects.get(case_id=self.case_id, kind=CLOCKS[name])

    def papers(self, title: str) -> list[Document]:
        """The papers of that title on the case or enquiry in hand, oldest first."""
        stream = self.stream or f"case:{self.case_id}"
        return list(Document.objects.filter(stream=stream, title_zh=title).order_by("id"))

    def newest_paper(self) -> Document:
        """The paper for the applicant that was issued last."""
        own = [code for code, kind in kinds.known().items() if not kind.internal]
        return Document.objects.filter(kind__in=own).latest("id")

    def told(self, names: list[str]) -> list[str]:
        """Subjects and bodies of the newest in-app message of each of these colleagues, monthly reports left out."""
        found = []
        for name in names:
            own = Message.objects.filter(recipient_staff_id=self.cast.staff_id(name))
            message = own.exclude(template_key="monthly_report").order_by("id").last()
            if message is not None:
                found.append(message.subject + message.body)
        return found


def day(text: str) -> dt.date:
    """A date as the scenarios write it."""
    return dt.date.fromisoformat(text)


def words_of(document: Document) -> str:
    """The words of a paper as a reader of its PDF finds them, without breaks and spaces."""
    pdf, _name = documents.pdf(document.pk)
    return "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())
