"""The way through an application: where its draft is, which page comes next, which before."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from banshi.entrypoints.portal import asking
from banshi.entrypoints.portal.questions import Question, Serving, by_agent
from banshi.kernel.cases import drafts, uploads
from banshi.kernel.cases.drafts import DraftCard
from banshi.kernel.cases.uploads import UploadCard
from banshi.kernel.catalogue import queries as catalogue
from banshi.kernel.catalogue.schema import ItemSpec, MaterialSpec
from banshi.kernel.ui.wording import english
from banshi.lib.results import gettext_noop

COOKIE = "banshi_draft"
UPLOAD, COUNTER, POST = "upload", "counter", "post"
# The agent's power of attorney is handed in like a paper, before those of the catalogue, and always uploaded.
POWER = MaterialSpec(
    seq=uploads.POWER,
    name=gettext_noop("授权委托书"),
    grade="principal",
    form=("electronic",),
    originals=0,
    copies=0,
    source="applicant",
    tolerable=False,
    filling=gettext_noop("有申请人的签名或者盖章，写明委托谁、办什么、到哪天为止。"),
)


@dataclass(frozen=True, slots=True)
class Stop:
    """One page of the way: its address, and whether it has been answered."""

    name: str
    url: str
    answered: bool


@dataclass(frozen=True)
class Journey:
    """An application under way in this browser."""

    handle: str
    draft: DraftCard
    spec: ItemSpec

    @property
    def code(self) -> str:
        """The item's code."""
        return self.spec.code

    @property
    def item_name(self) -> str:
        """The item's name in the reader's language."""
        return self.spec.name_en if english() else self.spec.name_zh

    @property
    def answers(self) -> Mapping[str, Any]:
        """What was answered so far."""
        return self.draft.answers

    @property
    def ways(self) -> Mapping[str, str]:
        """How each paper is handed in, by its number as text."""
        return self.answers.get("papers", {})

    @cached_property
    def files(self) -> Mapping[int, tuple[UploadCard, ...]]:
        """The uploaded files by number of the paper."""
        return uploads.of_draft(self.draft.id)

    def question(self, slug: str) -> type[Question]:
        """The question with this name; raises Http404."""
        for found in asking.with_serving(self.answers, self.spec):
            if found.slug == slug:
                return found
        raise Http404

    def material(self, seq: int) -> MaterialSpec:
        """The demanded paper with this number; raises Http404."""
        for found in self.papers:
            if found.seq == seq:
                return found
        raise Http404

    @property
    def papers(self) -> tuple[MaterialSpec, ...]:
        """The demanded papers, an agent's power of attorney first."""
        return (POWER, *self.spec.materials) if by_agent(self.answers) else self.spec.materials

    @property
    def stops(self) -> tuple[Stop, ...]:
        """All pages in order, before the answers are checked."""
        return tuple(self._stops())

    def _stops(self) -> Iterator[Stop]:
        for each in asking.of(self.answers, self.spec):
            yield self._asked(each)
        for material in self.papers:
            url = reverse("portal:paper", args=[self.code, material.seq])
            yield Stop(f"paper-{material.seq}", url, self.paper_settled(material.seq))
        yield self._asked(Serving)

    def _asked(self, question: type[Question]) -> Stop:
        url = reverse("portal:question", args=[self.code, question.slug])
        return Stop(question.slug, url, question.answered(self.answers))

    def paper_settled(self, seq: int) -> bool:
        """Whether it is known how a paper is handed in, and its file is there if it is uploaded."""
        way = self.ways.get(str(seq))
        if seq == POWER.seq:
            return bool(self.files.get(seq))
        return way in {COUNTER, POST} or (way == UPLOAD and bool(self.files.get(seq)))

    @property
    def first_open(self) -> str:
        """The first page that still wants an answer, or the page where the answers are checked."""
        return next((stop.url for stop in self.stops if not stop.answered), self.check_url)

    @property
    def check_url(self) -> str:
        """The page where the answers are checked."""
        return reverse("portal:check", args=[self.code])

    def after(self, name: str, *, changing: bool) -> str:
        """The page after this one; while changing an answer, back to checking as soon as nothing is open."""
        names = [stop.name for stop in self.stops]
        at = names.index(name) + 1 if name in names else 0
        if changing or at >= len(names):
            return self.first_open
        return self.stops[at].url

    def before(self, name: str) -> str:
        """The page before this one; before the first, the item's start page."""
        names = [stop.name for stop in self.stops]
        at = names.index(name) if name in names else 0
        return self.stops[at - 1].url if at else reverse("portal:apply", args=[self.code])


def find(request: HttpRequest, code: str) -> Journey | None:
    """The application of this item under way in this browser; None when there is none or its day is over."""
    handle = request.COOKIES.get(COOKIE, "")
    draft = drafts.find(handle)
    if draft is None:
        return None
    spec = catalogue.spec(draft.item_version_id)
    return Journey(handle, draft, spec) if spec.code == code else None


def keep_handle(response: HttpResponse, code: str, handle: str) -> None:
    """Let this browser, and no script in it, keep the draft's handle for a day, for this item's pages only."""
    response.set_cookie(
        COOKIE,
        handle,
        max_age=drafts.LASTS,
        path=cookie_path(code),
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def drop_handle(response: HttpResponse, code: str) -> None:
    """Let this browser forget the draft."""
    response.delete_cookie(COOKIE, path=cookie_path(code))


def cookie_path(code: str) -> str:
    """Where the cookie is sent: several items can be under way side by side."""
    return reverse("portal:apply", args=[code])
