"""Root addresses: the portal, the workbench, the API, and the few pages that belong to none of them."""

from django.urls import URLPattern, URLResolver, include, path

from banshi.config import health
from banshi.entrypoints.portal import regulations
from banshi.kernel.organisation.permissions import public
from banshi.kernel.ui import pages
from banshi.kernel.ui import urls as ui

# The floor of the pages' own house lies below the one that knows permissions, so it is opened here.
for address in ui.urlpatterns:
    public(address.callback)

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.check, name="healthz"),
    path("desk/", include("banshi.entrypoints.workbench.urls")),
    path("api/", include("banshi.entrypoints.api.urls")),
    path("regulations/", include(regulations)),
    path("", include(ui)),
    path("", include("banshi.kernel.documents.urls")),
    path("", include("banshi.entrypoints.portal.urls")),
]

handler400 = pages.bad_request
handler403 = pages.forbidden
handler404 = pages.not_found
handler500 = pages.server_error
