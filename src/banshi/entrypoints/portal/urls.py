"""Addresses of the citizens' site; the rooms bring the pages of what they tell."""

from django.urls import URLPattern, URLResolver, path

from banshi.entrypoints.portal import (
    apply,
    board,
    devices,
    home,
    kiosk,
    kiosk_booking,
    own_data,
    pages,
    papers,
    progress,
    promise,
    returning,
    searching,
    sending,
    sent,
    supply,
    tablet,
    ticket,
)
from banshi.institutions.accountability import urls as accountability
from banshi.institutions.appointments import urls as appointments
from banshi.institutions.complaints import urls as complaints
from banshi.institutions.first_contact import urls as first_contact
from banshi.institutions.guidance import urls as guidance
from banshi.institutions.one_time_notice import urls as one_time_notice
from banshi.institutions.provisional_acceptance import urls as provisional_acceptance
from banshi.institutions.supervision import urls as supervision
from banshi.institutions.time_limits import urls as time_limits

app_name = "portal"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("search/", searching.search, name="search"),
    path("items/", searching.items, name="items"),
    path("events/<slug:key>/", searching.event, name="event"),
    path("hall/", pages.hall, name="hall"),
    path("hall/screen/<str:token>/<slug:place>/", devices.let_in, name="let_in"),
    path("hall/kiosk/", kiosk.kiosk, name="kiosk"),
    path("hall/kiosk/booked/", kiosk_booking.check_in, name="kiosk_booking"),
    path("hall/kiosk/<str:code>/", kiosk.taken, name="ticket_taken"),
    path("hall/board/", board.board, name="board"),
    path("hall/tablet/<str:code>/", tablet.tablet, name="tablet"),
    path("hall/t/<str:code>/", ticket.ticket, name="ticket"),
    path("hall/t/<str:code>/leave/", ticket.give_up, name="ticket_leave"),
    path("hall/t/<str:code>/back/", ticket.back, name="ticket_back"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("privacy/", pages.privacy, name="privacy"),
    path("apply/<slug:code>/", apply.start, name="apply"),
    path("apply/<slug:code>/discard/", apply.discard, name="discard"),
    path("apply/<slug:code>/people/", sending.people, name="people"),
    path("apply/<slug:code>/check/", sending.check, name="check"),
    path("apply/<slug:code>/papers/<int:seq>/", papers.paper, name="paper"),
    path("apply/<slug:code>/papers/<int:seq>/<int:upload_id>/remove/", papers.remove, name="remove"),
    path("apply/<slug:code>/<slug:slug>/", apply.question, name="question"),
    path("progress/", progress.find, name="my_cases"),
    path("progress/<str:number>/", progress.case, name="case"),
    path("progress/<str:number>/received/", progress.received, name="received"),
    path("progress/<str:number>/papers/<int:document_id>/", progress.document, name="document"),
    path("progress/<str:number>/withdraw/", supply.withdraw, name="withdraw"),
    path("progress/<str:number>/hearing/", supply.ask_hearing, name="ask_hearing"),
    path("progress/<str:number>/return/", returning.ask_back, name="ask_back"),
    path("progress/<str:number>/supply/", supply.supply, name="supply"),
    path("progress/<str:number>/supply/<int:seq>/", supply.paper, name="supply_paper"),
    path("progress/<str:number>/promise/", promise.start, name="promise"),
    path("progress/<str:number>/promise/date/", promise.date, name="promise_date"),
    path("progress/<str:number>/promise/points/<int:order>/", promise.point, name="promise_point"),
    path("progress/<str:number>/promise/identity/", promise.identity, name="promise_id"),
    path("progress/<str:number>/promise/sign/", promise.sign, name="promise_sign"),
    path("progress/<str:number>/promise/decline/", promise.decline, name="promise_decline"),
    path("progress/<str:number>/mine/", own_data.mine, name="own_data"),
    path("progress/<str:number>/mine/file/", own_data.download, name="own_data_file"),
    path("progress/<str:number>/mine/wish/", own_data.wish, name="own_data_wish"),
    path("progress/<str:number>/sent/", sent.sent, name="sent"),
    path(
        "progress/<str:number>/supply/<int:seq>/<int:upload_id>/remove/", supply.remove, name="supply_remove"
    ),
    *appointments.citizen,
    *first_contact.citizen,
    *guidance.citizen,
    *one_time_notice.citizen,
    *time_limits.citizen,
    *provisional_acceptance.citizen,
    *complaints.citizen,
    *accountability.citizen,
    *supervision.citizen,
]
