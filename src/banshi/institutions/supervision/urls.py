"""Addresses of 监督考核. The workbench mounts `staff`, and brings the pages of a sheet that ask other rooms."""

from django.urls import URLPattern, path

from banshi.institutions.supervision.staff import appraisal

SHEET = "appraisal/<int:sheet_id>"

staff: list[URLPattern] = [
    path("appraisal/", appraisal.home, name="appraisal"),
    path("appraisal/objections/", appraisal.objections, name="appraisal_objections"),
    path("appraisal/objections/<int:objection_id>/", appraisal.answer, name="answer_appraisal_objection"),
    path("appraisal/sections/<int:section_id>/", appraisal.section_table, name="appraisal_section"),
    path("appraisal/sections/<int:section_id>/close/", appraisal.close_section, name="close_appraisals"),
    path(f"{SHEET}/confirm/", appraisal.confirm, name="confirm_appraisal"),
    path(f"{SHEET}/object/", appraisal.object_to, name="object_to_appraisal"),
    path(f"{SHEET}/close/", appraisal.close, name="close_appraisal"),
]
