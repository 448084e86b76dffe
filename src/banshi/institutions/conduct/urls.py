"""Addresses of 服务行为. The workbench mounts `staff`."""

from django.urls import URLPattern, path

from banshi.institutions.conduct.staff import duty, inspecting, keeping

ROUND = "conduct/inspections/<int:inspection_id>"
FINDING = "conduct/findings/<int:finding_id>"

staff: list[URLPattern] = [
    path("conduct/", keeping.conduct_home, name="conduct"),
    path("conduct/duty/", duty.duty_week, name="duty"),
    path("conduct/duty/fill/", duty.fill_week, name="fill_week"),
    path("conduct/duty/<int:duty_id>/off/", duty.take_off_duty, name="take_off_duty"),
    path("conduct/duty/<int:section_id>/<str:day>/<int:period>/", duty.put_on_duty, name="put_on_duty"),
    path("conduct/absences/new/", duty.plan_absence, name="plan_absence"),
    path("conduct/absences/<int:absence_id>/", duty.absence, name="absence"),
    path("conduct/absences/<int:absence_id>/cancel/", duty.cancel_absence, name="cancel_absence"),
    path("conduct/inspections/", inspecting.inspection_list, name="inspections"),
    path("conduct/inspections/new/", inspecting.start_inspection, name="start_inspection"),
    path(f"{ROUND}/", inspecting.inspection, name="inspection"),
    path(f"{ROUND}/check/", inspecting.check_lines, name="check_lines"),
    path(f"{ROUND}/finish/", inspecting.finish_inspection, name="finish_inspection"),
    path(f"{ROUND}/finding/<slug:article>/", inspecting.record_finding, name="record_finding"),
    path(f"{FINDING}/", inspecting.finding, name="finding"),
    path(f"{FINDING}/photo/", inspecting.photo, name="finding_photo"),
    path(f"{FINDING}/statement/", inspecting.state_own_word, name="state_own_word"),
    path(f"{FINDING}/correction/", inspecting.report_correction, name="report_correction"),
    path(f"{FINDING}/recheck/", inspecting.recheck, name="recheck_finding"),
    path("conduct/cleaning/", keeping.cleaning, name="cleaning"),
    path("conduct/cleaning/tick/", keeping.tick_cleaning, name="tick_cleaning"),
    path("conduct/integrity/", keeping.integrity, name="integrity"),
    path("conduct/integrity/new/<slug:kind>/", keeping.register_integrity, name="register_integrity"),
    path("conduct/integrity/<int:record_id>/receive/", keeping.receive_gift, name="receive_gift"),
    path("conduct/interests/new/", keeping.declare_interest, name="declare_interest"),
    path("cases/<int:case_id>/recuse/", keeping.recuse, name="recuse"),
]
