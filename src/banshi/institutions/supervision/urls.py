"""Addresses of 监督考核. The workbench mounts `staff`, and brings those that ask other rooms; the portal `citizen`."""

from django.urls import URLPattern, path

from banshi.institutions.supervision.citizen import pages
from banshi.institutions.supervision.staff import appraisal, corrections, findings, posts, procedures, runs

SHEET = "appraisal/<int:sheet_id>"
RUN = "supervision/runs/<int:run_id>"
FINDING = "supervision/findings/<int:finding_id>"
CORRECTION = "supervision/corrections/<int:correction_id>"
POST = "supervision/posts/<int:post_id>"
PROCEDURE = "supervision/procedures/<int:procedure_id>"

staff: list[URLPattern] = [
    path("supervision/", runs.overview, name="supervision"),
    path(f"{RUN}/", runs.run, name="supervision_run"),
    path(f"{RUN}/checklist/", runs.checklist, name="checklist"),
    path(f"{RUN}/close/", runs.close_run, name="close_run"),
    path(f"{RUN}/publish/", runs.publish_run, name="publish_run"),
    path(f"{RUN}/record.pdf", runs.record, name="run_record"),
    path(f"{FINDING}/", findings.finding, name="supervision_finding"),
    path(f"{FINDING}/demand/", findings.demand_correction, name="demand_correction"),
    path(f"{FINDING}/dismiss/", findings.dismiss_finding, name="dismiss_finding"),
    path("supervision/criticism/", findings.criticism, name="criticism"),
    path("supervision/criticism/new/", findings.enter_criticism, name="enter_criticism"),
    path("supervision/corrections/", corrections.correction_list, name="corrections"),
    path(f"{CORRECTION}/", corrections.correction, name="correction"),
    path(f"{CORRECTION}/answer/", corrections.answer_correction, name="answer_correction"),
    path(f"{CORRECTION}/recheck/", corrections.recheck_correction, name="recheck_correction"),
    path(f"{CORRECTION}/notice.pdf", corrections.notice, name="correction_notice"),
    path(f"{CORRECTION}/photos/<int:reply_id>/", corrections.photo, name="reply_photo"),
    path("supervision/posts/", posts.post_list, name="key_posts"),
    path("supervision/posts/new/", posts.keep_post, name="keep_post"),
    path(f"{POST}/", posts.post, name="key_post"),
    path(f"{POST}/check/", posts.check_post, name="check_post"),
    path(f"{POST}/retire/", posts.retire_post, name="retire_post"),
    path("supervision/procedures/", procedures.procedure_list, name="procedures"),
    path("supervision/procedures/new/", procedures.keep_procedure, name="new_procedure"),
    path(f"{PROCEDURE}/", procedures.keep_procedure, name="keep_procedure"),
    path(f"{PROCEDURE}/publish/", procedures.publish_procedure, name="publish_procedure"),
    path(f"{PROCEDURE}/retire/", procedures.retire_procedure, name="retire_procedure"),
    path("supervision/laws/new/", procedures.note_law_change, name="note_law_change"),
    path("appraisal/", appraisal.home, name="appraisal"),
    path("appraisal/objections/", appraisal.objections, name="appraisal_objections"),
    path("appraisal/objections/<int:objection_id>/", appraisal.answer, name="answer_appraisal_objection"),
    path("appraisal/sections/<int:section_id>/", appraisal.section_table, name="appraisal_section"),
    path("appraisal/sections/<int:section_id>/close/", appraisal.close_section, name="close_appraisals"),
    path(f"{SHEET}/confirm/", appraisal.confirm, name="confirm_appraisal"),
    path(f"{SHEET}/object/", appraisal.object_to, name="object_to_appraisal"),
    path(f"{SHEET}/close/", appraisal.close, name="close_appraisal"),
]

citizen: list[URLPattern] = [path("supervision/", pages.supervision, name="supervision")]
