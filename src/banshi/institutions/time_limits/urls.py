"""Addresses of 限时办结. The workbench mounts `staff`."""

from django.urls import URLPattern, path

from banshi.institutions.time_limits import staff as pages

staff: list[URLPattern] = [
    path("cases/<int:case_id>/extension/", pages.request_extension, name="request_extension"),
    path("cases/<int:case_id>/extension/answer/", pages.answer_extension, name="answer_extension"),
    path("cases/<int:case_id>/clocks/<slug:kind>/", pages.clock_page, name="clock"),
    path("breaches/", pages.breach_list, name="breaches"),
]
