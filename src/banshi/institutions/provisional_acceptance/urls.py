"""Addresses of 容缺受理. The workbench mounts `staff`, the portal `citizen`."""

from django.urls import URLPattern, path

from banshi.institutions.provisional_acceptance import citizen as citizens
from banshi.institutions.provisional_acceptance.staff import keeping, offering, pieces

staff: list[URLPattern] = [
    path("cases/<int:case_id>/provisional/", offering.accept_provisionally, name="accept_provisionally"),
    path(
        "cases/<int:case_id>/provisional/declined/", offering.decline_provisional, name="decline_provisional"
    ),
    path("cases/<int:case_id>/provisional/denied/", offering.deny_provisional, name="deny_provisional"),
    path("cases/<int:case_id>/provisional/judgement/", offering.judge_tolerance, name="judge_tolerance"),
    path("cases/<int:case_id>/pieces/", pieces.pieces, name="pieces"),
    path("cases/<int:case_id>/pieces/<int:piece_id>/", pieces.check_piece, name="check_piece"),
    path("integrity/", keeping.records, name="integrity_records"),
    path("integrity/<int:record_id>/", keeping.record, name="integrity_record"),
    path("integrity/<int:record_id>/papers/<int:document_id>/", keeping.paper, name="integrity_paper"),
    path("integrity/<int:record_id>/<slug:name>/", keeping.step, name="integrity_step"),
]

citizen: list[URLPattern] = [path("integrity/", citizens.integrity, name="integrity")]
