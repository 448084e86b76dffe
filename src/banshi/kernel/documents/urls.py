"""Addresses of the verification page. They are printed on paper: they never change."""

from django.urls import path

from banshi.kernel.documents import pages
from banshi.kernel.documents.issuing import VERIFY_PATH

app_name = "documents"
urlpatterns = [
    path(VERIFY_PATH, pages.verify_form, name="verify_form"),
    path(f"{VERIFY_PATH}<str:code>/", pages.verify, name="verify"),
    path(f"{VERIFY_PATH}<str:code>/proof/", pages.proof, name="proof"),
]
