"""The workbench alone, where the lead will mount it."""

from django.urls import include, path

from banshi.entrypoints.workbench import urls as workbench

urlpatterns = [path("desk/", include(workbench))]
