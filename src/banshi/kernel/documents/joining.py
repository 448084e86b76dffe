"""Several papers as one file, printed with one press. For the printer only: what is served is the paper itself."""

import io
from collections.abc import Iterable

import pikepdf


def joined(papers: Iterable[bytes]) -> bytes:
    """The pages of these PDF files behind each other, each paper beginning on a sheet of its own when printed on
    both sides: an odd number of pages is followed by an empty one."""
    with pikepdf.new() as whole:
        for content in papers:
            with pikepdf.open(io.BytesIO(content)) as paper:
                whole.pages.extend(paper.pages)
                if len(paper.pages) % 2:
                    whole.add_blank_page(page_size=_size(paper.pages[-1]))
        out = io.BytesIO()
        whole.save(out)
        return out.getvalue()


def _size(page: pikepdf.Page) -> tuple[float, float]:
    left, low, right, high = (float(edge) for edge in page.mediabox)
    return right - left, high - low
