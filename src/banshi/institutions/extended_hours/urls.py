"""Addresses of 延时服务; the workbench mounts them, and the closing list with the act that decides a line."""

from django.urls import URLPattern, path

from banshi.institutions.extended_hours import staff as pages

staff: list[URLPattern] = [
    path("extended/sections/<int:section_id>/open/", pages.open_session, name="open_session"),
    path("extended/sessions/<int:session_id>/", pages.session, name="extended_session"),
    path("extended/sessions/<int:session_id>/record/", pages.record, name="extended_record"),
    path("extended/report/", pages.report, name="extended_report"),
]
