"""Addresses of 投诉举报. The workbench mounts `staff`, the portal `citizen`."""

from django.urls import URLPattern, path

from banshi.institutions.complaints import citizen as citizens
from banshi.institutions.complaints.staff import desk, pages

staff: list[URLPattern] = [
    path("complaints/", desk.complaints, name="complaints"),
    path("complaints/new/", desk.new, name="register_complaint"),
    path("complaints/openings/", desk.openings, name="complaint_openings"),
    path("complaints/volumes/", desk.volumes, name="complaint_volumes"),
    path("complaints/<uuid:uid>/", pages.complaint, name="complaint"),
    path("complaints/<uuid:uid>/limits/<slug:kind>/", pages.limit, name="complaint_limit"),
    path("complaints/<uuid:uid>/papers/<int:serial>/", pages.paper, name="complaint_paper"),
    path("complaints/<uuid:uid>/<slug:act>/", pages.act, name="complaint_act"),
]

citizen: list[URLPattern] = [
    path("complaints/", citizens.start, name="complaint_start"),
    path("complaints/new/", citizens.new, name="complaint_new"),
    path("complaints/follow/", citizens.follow, name="complaint_follow"),
    path("complaints/papers/", citizens.paper, name="complaint_own_paper"),
    path("complaints/data/", citizens.take_along, name="complaint_own_data"),
    path("complaints/exit/", citizens.leave, name="complaint_exit"),
    path("complaints/qr.svg", citizens.qr, name="complaint_qr"),
]
