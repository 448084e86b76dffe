"""Addresses of 目录和日历."""

from django.urls import URLPattern, path

from banshi.entrypoints.workbench.administration import (
    adopting,
    amending,
    backups,
    calendar,
    catalogue,
    closure,
    exporting,
    hall,
    overview,
    recomputing,
    setup,
    training,
    webhooks,
)

urlpatterns: list[URLPattern] = [
    path("administration/", overview.overview, name="administration"),
    path("administration/catalogue/", catalogue.upload, name="import_catalogue"),
    path("administration/catalogue/check/", catalogue.check, name="check_catalogue"),
    path("administration/catalogue/loaded/", catalogue.loaded, name="catalogue_loaded"),
    path("administration/catalogue/template/", catalogue.template, name="catalogue_template"),
    path("administration/catalogue/export/", catalogue.export, name="catalogue_export"),
    path("administration/calendar/", calendar.upload, name="import_calendar"),
    path("administration/calendar/check/", calendar.check, name="check_calendar"),
    path("administration/calendar/recompute/", recomputing.recompute, name="recompute"),
    path("administration/calendar/recompute/again/", recomputing.again, name="recompute_again"),
    *adopting.urlpatterns,
    path("administration/setup/", setup.setup, name="setup"),
    path("administration/training/", training.training, name="training"),
    path("administration/backups/", backups.backups, name="backups"),
    path("administration/closures/", closure.closures, name="closures"),
    path("administration/export/", exporting.export, name="export_cases"),
    path("administration/amendments/", amending.amendments, name="amendments"),
    path("administration/amendments/new/", amending.propose, name="propose_amendment"),
    path("administration/amendments/<int:amendment_id>/", amending.amendment, name="amendment"),
    path("administration/webhooks/", webhooks.webhooks, name="webhooks"),
    path("administration/webhooks/<int:webhook_id>/", webhooks.webhook, name="webhook"),
    path("administration/hall/", hall.plan, name="hall_plan"),
    path("administration/hall/queues/add/", hall.queue, name="add_queue"),
    path("administration/hall/queues/<int:queue_id>/", hall.queue, name="change_queue"),
    path("administration/hall/counters/add/", hall.counter, name="add_counter"),
    path("administration/hall/counters/<int:counter_id>/", hall.counter, name="change_counter"),
]
