"""Addresses of 一次性告知. The workbench mounts `staff`, the portal `citizen`."""

from django.urls import URLPattern, path

from banshi.institutions.one_time_notice import citizen as citizens
from banshi.institutions.one_time_notice.staff import failures, hearings, interested, procedures
from banshi.institutions.one_time_notice.staff import intake as pages

FAILURE = "failures/<uuid:uid>"

staff: list[URLPattern] = [
    path("cases/<int:case_id>/check/", pages.check_materials, name="check_materials"),
    path("cases/<int:case_id>/correct/", pages.correct_on_spot, name="correct_on_spot"),
    path("cases/<int:case_id>/correct/decline/", pages.decline_correction, name="decline_correction"),
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
    path("failures/", failures.failure_list, name="failures"),
    path("failures/new/", failures.report, name="report_failure"),
    path(f"{FAILURE}/", failures.failure, name="failure"),
    path(f"{FAILURE}/statement/", failures.state, name="state_failure"),
    path(f"{FAILURE}/judge/", failures.judge, name="judge_failure"),
    path(f"{FAILURE}/criticism/", failures.criticise, name="record_criticism"),
    path(f"{FAILURE}/valid/", failures.find_valid, name="find_valid_complaint"),
    path(f"{FAILURE}/papers/<slug:kind>/", failures.paper, name="failure_paper"),
]

citizen: list[URLPattern] = [
    path("items/<slug:code>/", citizens.guide, name="guide"),
    path("items/<slug:code>/notice.pdf", citizens.notice_pdf, name="notice_pdf"),
    path("items/<slug:code>/forms/<int:seq>.pdf", citizens.blank_form, name="blank_form"),
]
