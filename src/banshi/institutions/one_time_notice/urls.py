"""Addresses of 一次性告知. The workbench mounts `staff`, the portal `citizen`."""

from django.urls import URLPattern, path

from banshi.institutions.one_time_notice import citizen as citizens
from banshi.institutions.one_time_notice import staff as pages

staff: list[URLPattern] = [
    path("cases/<int:case_id>/check/", pages.check_materials, name="check_materials"),
    path("cases/<int:case_id>/correct/", pages.correct_on_spot, name="correct_on_spot"),
    path("cases/<int:case_id>/supply/", pages.supply, name="supply"),
    path("cases/<int:case_id>/procedure/", pages.start_procedure, name="start_procedure"),
    path("cases/<int:case_id>/procedure/<int:procedure_id>/end/", pages.end_procedure, name="end_procedure"),
]

citizen: list[URLPattern] = [
    path("items/<slug:code>/", citizens.guide, name="guide"),
    path("items/<slug:code>/notice.pdf", citizens.notice_pdf, name="notice_pdf"),
]
