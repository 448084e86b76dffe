"""Addresses of 否定备案. The workbench mounts `staff`."""

from django.urls import URLPattern, path

from banshi.institutions.refusals import staff as pages

staff: list[URLPattern] = [
    path("cases/<int:case_id>/instructions/", pages.request_instructions, name="request_instructions"),
    path("cases/<int:case_id>/instructions/answer/", pages.answer_instructions, name="answer_instructions"),
    path("refusals/", pages.refusals, name="refusals"),
    path("refusals/<int:refusal_id>/archive/", pages.archive_refusal, name="archive_refusal"),
    path("refusals/filings/<int:filing_id>/", pages.filing, name="filing"),
    path("refusals/filings/<int:filing_id>/package.zip", pages.download, name="filing_package"),
    path("refusals/filings/<int:filing_id>/sheet.pdf", pages.sheet, name="filing_sheet"),
    path("refusals/filings/<int:filing_id>/sent/", pages.handed_over, name="filing_sent"),
    path("refusals/filings/<int:filing_id>/again/", pages.send_again, name="filing_again"),
    path("refusals/filings/<int:filing_id>/receipt/", pages.receipt, name="filing_receipt"),
]
