"""Addresses of 限时办结. The workbench mounts `staff`, the portal `citizen`."""

from django.urls import URLPattern, path

from banshi.institutions.time_limits import citizen as citizens
from banshi.institutions.time_limits.staff import limits, matter_acts, matters

ONE = "matters/<int:matter_id>"
PART = f"{ONE}/parts/<int:part_id>"

staff: list[URLPattern] = [
    path("cases/<int:case_id>/extension/", limits.request_extension, name="request_extension"),
    path("cases/<int:case_id>/extension/answer/", limits.answer_extension, name="answer_extension"),
    path("cases/<int:case_id>/clocks/<slug:kind>/", limits.clock_page, name="clock"),
    path("breaches/", limits.breach_list, name="breaches"),
    path("matters/", matters.matter_list, name="matters"),
    path("matters/new/<slug:kind>/", matter_acts.register_matter, name="register_matter"),
    path(f"{ONE}/", matters.matter_page, name="matter"),
    path(f"{ONE}/papers/<int:document_id>/", matters.matter_paper, name="matter_paper"),
    path(f"{ONE}/route/", matter_acts.route_matter, name="route_matter"),
    path(f"{ONE}/limit/", matter_acts.set_matter_limit, name="set_matter_limit"),
    path(f"{ONE}/urge/", matter_acts.urge_matter, name="urge_matter"),
    path(f"{ONE}/explain/", matter_acts.explain_matter, name="explain_matter"),
    path(f"{ONE}/back/", matter_acts.send_matter_back, name="send_matter_back"),
    path(f"{ONE}/close/", matter_acts.close_matter, name="close_matter"),
    path(f"{PART}/take-up/", matter_acts.take_up_matter, name="take_up_matter"),
    path(f"{PART}/assign/", matter_acts.assign_matter, name="assign_matter"),
    path(f"{PART}/return/", matter_acts.return_matter, name="return_matter"),
    path(f"{PART}/done/", matter_acts.finish_matter_part, name="finish_matter_part"),
]

citizen: list[URLPattern] = [
    path("items/<slug:code>/due/", citizens.due_today, name="due"),
    path("progress/<str:number>/clocks/<slug:kind>/", citizens.own_clock, name="own_clock"),
    path("record/", citizens.record, name="record"),
]
