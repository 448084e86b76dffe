"""Addresses of 预约服务. The workbench mounts `staff`, the portal `citizen`."""

from django.urls import URLPattern, path

from banshi.institutions.appointments.citizen import booking, own
from banshi.institutions.appointments.citizen import feed as feeds
from banshi.institutions.appointments.staff import answering, booking_desk, capacity, day

staff: list[URLPattern] = [
    path("appointments/", day.today, name="appointments"),
    path("appointments/book/", booking_desk.choose, name="desk_book"),
    path("appointments/book/<slug:code>/", booking_desk.book, name="desk_book_service"),
    path("appointments/requests/", answering.requests, name="booking_requests"),
    path("appointments/hours/", capacity.sections, name="capacity"),
    path("appointments/hours/<slug:code>/", capacity.week, name="capacity_of"),
    path("appointments/hours/<slug:code>/feed/", capacity.feed, name="booking_feed"),
    path("appointments/<int:booking_id>/", day.booking, name="booking"),
    path("appointments/<int:booking_id>/slip/", day.slip, name="booking_slip"),
    path("appointments/<int:booking_id>/accept/", answering.accept, name="accept_request"),
    path("appointments/<int:booking_id>/decline/", answering.decline, name="decline_request"),
    path("appointments/<int:booking_id>/move/", booking_desk.move, name="desk_move"),
    path("appointments/<int:booking_id>/<slug:step>/", day.step, name="booking_step"),
]

citizen: list[URLPattern] = [
    path("appointments/", booking.start, name="book"),
    path("appointments/<slug:code>/", booking.days, name="book_day"),
    path("appointments/<slug:code>/<str:day>/", booking.times, name="book_time"),
    path("appointments/<slug:code>/<str:day>/<slug:time>/", booking.who, name="book_who"),
    path("bookings/", own.find, name="my_bookings"),
    path("bookings/feeds/<str:token>.ics", feeds.section, name="booking_feed"),
    path("bookings/<str:number>/", own.page, name="booking"),
    path("bookings/<str:number>/slip/", own.slip, name="booking_slip"),
    path("bookings/<str:number>/calendar.ics", own.calendar, name="booking_calendar"),
    path("bookings/<str:number>/cancel/", own.cancel, name="cancel_booking"),
    path("bookings/<str:number>/move/", own.move, name="move_booking"),
    path("bookings/<str:number>/move/<str:day>/", own.move_time, name="move_booking_time"),
    path("bookings/<str:number>/move/<str:day>/<slug:time>/", own.move_confirm, name="move_booking_confirm"),
]
