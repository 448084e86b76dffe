"""Addresses of 一次性告知. The workbench mounts `staff`, the portal `citizen`."""

from django.urls import URLPattern, path

from banshi.institutions.one_time_notice import citizen as citizens
from banshi.institutions.one_time_notice.staff import hearings, interested, procedures
from banshi.institutions.one_time_notice.staff import intake as pages

staff: list[URLPattern] = [
    path("cases/<int:case_id>/check/", pages.check_materials, name="check_materials"),
    path("cases/<int:case_id>/correct/", pages.correct_on_spot, name="correct_on_spot"),
    path("cases/<int:case_id>/correct/decline/", pages.decline_correction, name="decline_correction"),
    path("cases/<int:case_id>/supplement/", pages.ask_supplement, name="ask_supplement"),
    path(
        "cases/<int:case_id>/supplement/again/",
        pages.allow_second_supplement,
        name="allow_second_supplement",
    ),
    path("cases/<int:case_id>/supply/", pages.supply, name="supply"),
    path("cases/<int:case_id>/procedure/", procedures.start_procedure, name="start_procedure"),
    path(
        "cases/<int:case_id>/procedure/<int:procedure_id>/end/",
        procedures.end_procedure,
        name="end_procedure",
    ),
    path("cases/<int:case_id>/hearing/offer/", hearings.offer, name="offer_hearing"),
    path("cases/<int:case_id>/hearing/request/", hearings.ask, name="request_hearing"),
    path("cases/<int:case_id>/hearing/arrange/", hearings.arrange, name="arrange_hearing"),
    path("cases/<int:case_id>/hearing/minutes/", hearings.hold, name="hold_hearing"),
    path("cases/<int:case_id>/hearing/waive/", hearings.waive, name="waive_hearing"),
    path("cases/<int:case_id>/interested/", interested.tell, name="tell_interested"),
    path(
        "cases/<int:case_id>/interested/<int:person_id>/statement/",
        interested.hear,
        name="hear_statement",
    ),
]

citizen: list[URLPattern] = [
    path("items/<slug:code>/", citizens.guide, name="guide"),
    path("items/<slug:code>/notice.pdf", citizens.notice_pdf, name="notice_pdf"),
]
