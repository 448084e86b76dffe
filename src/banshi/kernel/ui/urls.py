"""Addresses of the pages' own house: language, style guide."""

from django.urls import path
from django.views.i18n import set_language

from banshi.kernel.ui import pages

app_name = "ui"
urlpatterns = [
    path("language/", set_language, name="language"),
    path("colours.css", pages.colours, name="colours"),
    path("styleguide/", pages.styleguide, name="styleguide"),
    path("styleguide/workbench/", pages.styleguide_workbench, name="styleguide_workbench"),
]
