"""Addresses of 限时办结. The workbench mounts `staff`, the portal `citizen`."""

from django.urls import URLPattern, path

from banshi.institutions.time_limits import citizen as citizens
from banshi.institutions.time_limits import staff as pages

staff: list[URLPattern] = [
    path("cases/<int:case_id>/extension/", pages.request_extension, name="request_extension"),
    path("cases/<int:case_id>/extension/answer/", pages.answer_extension, name="answer_extension"),
    path("cases/<int:case_id>/clocks/<slug:kind>/", pages.clock_page, name="clock"),
    path("breaches/", pages.breach_list, name="breaches"),
]

citizen: list[URLPattern] = [
    path("items/<slug:code>/due/", citizens.due_today, name="due"),
    path("progress/<str:number>/clocks/<slug:kind>/", citizens.own_clock, name="own_clock"),
    path("record/", citizens.record, name="record"),
]
