"""The verification page alone, as it is mounted at the root."""

from django.urls import include, path

urlpatterns = [path("", include("banshi.kernel.documents.urls"))]
