"""The API alone, where the whole site keeps it."""

from django.urls import include, path

urlpatterns = [path("api/", include("banshi.entrypoints.api.urls"))]
handler500 = "banshi.kernel.ui.pages.server_error"
