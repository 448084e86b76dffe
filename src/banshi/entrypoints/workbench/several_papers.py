"""The papers of several cases as one file for the printer."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from banshi.entrypoints.workbench.papers import shown
from banshi.entrypoints.workbench.several import MOST
from banshi.kernel.cases.queries import CaseCard
from banshi.kernel.cases.stream import stream
from banshi.kernel.clocks.desk import visible
from banshi.kernel.documents import queries as documents
from banshi.kernel.documents.joining import joined
from banshi.kernel.documents.queries import DocumentCard
from banshi.kernel.organisation.permissions import needs
from banshi.lib import clock
from banshi.lib.results import Refused

NUMBER = re.compile(r"[0-9]{1,18}")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A paper that may be ticked; to begin with the newest one of each case is, if it was not served yet."""

    paper: DocumentCard
    ticked: bool


@dataclass(frozen=True, slots=True)
class Folder:
    """A case with its papers, oldest first."""

    case: CaseCard
    sheets: list[Sheet]


@needs("see_case")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def several_papers(request: HttpRequest) -> HttpResponse:
    """Choose the papers of the cases in the address, and get them as one file, or none of them and why."""
    cases = list(_cases(request))
    if not cases:
        raise Http404
    posted = request.method == "POST"
    wanted = _numbers(request.POST.getlist("paper")) if posted else None
    folders = [Folder(case, _sheets(case, wanted)) for case in cases]
    chosen = [sheet.paper for folder in folders for sheet in folder.sheets if sheet.ticked]
    refused: list[tuple[DocumentCard, Refused]] = []
    if posted and chosen:
        contents, refused = _contents(chosen)
        if not refused:
            name = ngettext("%(n)s 份文书", "%(n)s 份文书", len(chosen)) % {"n": len(chosen)}
            return shown(joined(contents), "application/pdf", f"{name} {clock.today()}.pdf")
    context = {
        "folders": folders,
        "papers": sum(len(folder.sheets) for folder in folders),
        "nothing": posted and not chosen,
        "refused": refused,
    }
    return render(request, "workbench/several_papers.html", context, status=422 if refused else 200)


def _cases(request: HttpRequest) -> Iterator[CaseCard]:
    """The cases of the address that the reader may know of."""
    for case_id in _numbers(request.GET.getlist("case")):
        try:
            yield visible(request, case_id)
        except Http404:
            continue


def _numbers(texts: Sequence[str]) -> list[int]:
    return list(dict.fromkeys(int(text) for text in texts if NUMBER.fullmatch(text)))[:MOST]


def _sheets(case: CaseCard, wanted: Sequence[int] | None) -> list[Sheet]:
    papers = documents.of_stream(stream(case.id))
    if wanted is None:
        out = [one.id for one in papers if not one.internal]
        wanted = [one.id for one in papers if one.id in out[-1:] and one.served_on is None]
    return [Sheet(one, one.id in wanted) for one in papers]


def _contents(papers: Sequence[DocumentCard]) -> tuple[list[bytes], list[tuple[DocumentCard, Refused]]]:
    contents, refused = [], []
    for paper in papers:
        try:
            contents.append(documents.pdf(paper.id)[0])
        except Refused as why:
            refused.append((paper, why))
    return contents, refused
