"""Addresses of 问责. The workbench mounts `staff`, the portal `citizen`."""

from django.urls import URLPattern, path

from banshi.institutions.accountability import citizen as citizens
from banshi.institutions.accountability.staff import desk, mine, pages

_ONE = "accountability/<uuid:uid>"
_OWN = "accountability/mine/<uuid:uid>"
_LEAD = "accountability/leads/<uuid:uid>"

staff: list[URLPattern] = [
    path("accountability/", desk.accountability, name="accountability"),
    path("accountability/figures/", desk.figures, name="accountability_figures"),
    path("accountability/leads/new/", desk.new_lead, name="raise_lead"),
    path(f"{_LEAD}/", desk.lead, name="accountability_lead"),
    path(f"{_LEAD}/accept/", desk.accept_lead, name="accept_lead"),
    path(f"{_LEAD}/dismiss/", desk.dismiss_lead, name="dismiss_lead"),
    path("accountability/mine/", mine.about_me, name="accountability_mine"),
    path(f"{_OWN}/", mine.own, name="accountability_own"),
    path(f"{_OWN}/papers/<int:serial>/", mine.own_paper, name="accountability_own_paper"),
    path(f"{_OWN}/<slug:act>/", mine.own_act, name="accountability_own_act"),
    path(f"{_ONE}/", pages.case, name="accountability_case"),
    path(f"{_ONE}/papers/<int:serial>/", pages.paper, name="accountability_paper"),
    path(f"{_ONE}/<slug:act>/", pages.act, name="accountability_act"),
]

citizen: list[URLPattern] = [
    path("accountability/figures/", citizens.figures, name="accountability_figures"),
]
