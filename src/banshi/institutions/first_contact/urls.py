"""Addresses of 首问负责. The workbench mounts `staff`, the portal `citizen`."""

from django.urls import URLPattern, path

from banshi.institutions.first_contact import citizen as citizens
from banshi.institutions.first_contact import staff as pages

staff: list[URLPattern] = [
    path("contacts/", pages.desk, name="contacts"),
    path("contacts/late/", pages.late, name="contacts_late"),
    path("contacts/<int:contact_id>/", pages.contact, name="contact"),
    path("contacts/<int:contact_id>/answer/", pages.answer, name="contact_answer"),
    path("contacts/<int:contact_id>/hand-over/", pages.hand_over, name="contact_hand_over"),
    path("contacts/<int:contact_id>/take-over/", pages.take_over, name="contact_take_over"),
    path("contacts/<int:contact_id>/point/", pages.point, name="contact_point"),
    path("contacts/<int:contact_id>/slip.pdf", pages.slip, name="contact_slip"),
]

citizen: list[URLPattern] = [
    path("ask/", citizens.ask, name="ask"),
    path("ask/asked/", citizens.asked, name="asked"),
    path("ask/answer/", citizens.answered, name="answered"),
]
