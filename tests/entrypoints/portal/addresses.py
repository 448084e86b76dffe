"""The portal where the whole site keeps it, with the pages it leads to."""

from django.urls import include, path

urlpatterns = [
    path("", include("banshi.entrypoints.portal.urls")),
    path("", include("banshi.kernel.ui.urls")),
    path("", include("banshi.kernel.documents.urls")),
]
handler404 = "banshi.kernel.ui.pages.not_found"
handler500 = "banshi.kernel.ui.pages.server_error"
