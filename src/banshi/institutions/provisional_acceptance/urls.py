"""Addresses of 容缺受理. The workbench mounts `staff`, the portal `citizen`."""

from django.urls import URLPattern, path

from banshi.institutions.provisional_acceptance import citizen as citizens

citizen: list[URLPattern] = [path("integrity/", citizens.integrity, name="integrity")]
