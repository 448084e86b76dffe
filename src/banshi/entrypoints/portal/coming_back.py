"""From a case to an article and back: the browser says where it came from, and only our own pages are believed.

Nothing is added to an address (a case's number does not belong into the address of an article), nothing is kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme

from banshi.lib.results import gettext_noop

A_CASE, A_PAGE = gettext_noop("回到这件办件"), gettext_noop("回到刚才的页面")
# Pages that are read, by name; a page that is only the answer to a form cannot be opened again.
PAGES: Mapping[str, str] = {
    "workbench:case": A_CASE,
    "portal:case": A_CASE,
    "workbench:clock": A_PAGE,
    "portal:own_clock": A_PAGE,
    "workbench:matter": A_PAGE,
    "workbench:breaches": A_PAGE,
    "workbench:refusals": A_PAGE,
    "workbench:contact": A_PAGE,
    "workbench:amendment": A_PAGE,
    "portal:record": A_PAGE,
    "portal:guide": A_PAGE,
    "portal:due": A_PAGE,
}


@dataclass(frozen=True, slots=True)
class WayBack:
    """A link to the page the reader came from."""

    url: str
    label: str


def way_back(request: HttpRequest) -> WayBack | None:
    """The page of this site that led here; None when there is none, or none that can be opened again.

    Only the path is kept: what stood behind it may be a search.
    """
    came_from = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came_from, {request.get_host()}):
        return None
    path = urlsplit(came_from).path
    try:
        label = PAGES.get(resolve(path).view_name)
    except Resolver404:
        return None
    return WayBack(path, label) if label else None
