"""The API alone, where the whole site keeps it."""

from django.urls import include, path

urlpatterns = [path("api/", include("banshi.entrypoints.api.urls"))]
