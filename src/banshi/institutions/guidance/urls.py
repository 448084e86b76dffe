"""Addresses of 咨询引导. The workbench mounts `staff`, the portal `citizen`."""

from django.urls import URLPattern, path

from banshi.institutions.guidance.citizen import knowledge, rating
from banshi.institutions.guidance.citizen import opinions as book
from banshi.institutions.guidance.staff import desk, policies
from banshi.institutions.guidance.staff import opinions as pages

staff: list[URLPattern] = [
    path("guiding/", desk.guiding_desk, name="guiding"),
    path("guiding/sheets/<int:document_id>.pdf", desk.sheet, name="guiding_sheet"),
    path("assist/", desk.assist, name="assist"),
    path("assist/<int:session_id>/end/", desk.assist_end, name="assist_end"),
    path("follow-ups/", pages.follow_ups, name="follow_ups"),
    path("follow-ups/<int:follow_up_id>/", pages.follow_up, name="follow_up"),
    path("follow-ups/<int:follow_up_id>/verify/", pages.verify, name="follow_up_verify"),
    path("follow-ups/<int:follow_up_id>/close/", pages.close, name="follow_up_close"),
    path("follow-ups/<int:follow_up_id>/reply.pdf", pages.follow_up_paper, name="follow_up_paper"),
    path("opinions/", pages.opinion_list, name="opinions"),
    path("opinions/<int:opinion_id>/", pages.opinion, name="opinion"),
    path("opinions/<int:opinion_id>/sheet.pdf", pages.opinion_paper, name="opinion_paper"),
    path("policies/", policies.policy_list, name="policies"),
    path("policies/publish/", policies.publish, name="publish_policy"),
    path("policies/<int:policy_id>/retire/", policies.retire, name="retire_policy"),
]

citizen: list[URLPattern] = [
    path("items/<slug:code>/can-i/", knowledge.can_i, name="can_i"),
    path("policies/", knowledge.policy_list, name="policies"),
    path("policies/<int:policy_id>/", knowledge.policy, name="policy"),
    path("help/", knowledge.help_page, name="help"),
    path("rate/", rating.find, name="rate_find"),
    path("rate/<str:code>/", rating.rate_page, name="rate"),
    path("ratings/", rating.figures, name="ratings"),
    path("opinions/", book.book, name="opinions"),
    path("opinions/left/", book.left, name="opinion_left"),
    path("opinions/answer/", book.answered, name="opinion_answer"),
]
