"""The addresses of the ui room alone."""

from django.urls import include, path

urlpatterns = [path("", include("banshi.kernel.ui.urls"))]
