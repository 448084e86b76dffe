"""Addresses of the API: pages for people, then version 1."""

from django.urls import URLPattern, URLResolver, path, register_converter
from django.urls.converters import IntConverter, StringConverter

from banshi.entrypoints.api import pages
from banshi.entrypoints.api.v1 import (
    bookings,
    calendar,
    case,
    case_list,
    catalogue,
    clocks,
    complaint_steps,
    complaints,
    documents,
    due,
    duty,
    extended,
    guidance,
    hall,
    integrity,
    items,
    ledger,
    matters,
    promised,
    refusals,
    schema,
    webhooks,
)
from banshi.entrypoints.api.v1.acts import bookings as booking_acts
from banshi.entrypoints.api.v1.acts import ending, hearing, intake, provisional, refusing, review, side
from banshi.entrypoints.api.v1.acts.base import CaseAct
from banshi.entrypoints.api.v1.acts.matters import MATTER_ACTS


class SerialConverter(IntConverter):
    """An id of at most nine digits: what every database can look for."""

    regex = "[1-9][0-9]{0,8}"


class RestConverter(StringConverter):
    """Whatever is left of an address, line breaks too."""

    regex = "(?s:.*)"


class StreamConverter(StringConverter):
    """The name of a stream of the ledger: a word, and for most a number."""

    regex = "[a-z_]{1,40}(?::[1-9][0-9]{0,8})?"


register_converter(SerialConverter, "serial")
register_converter(RestConverter, "rest")
register_converter(StreamConverter, "stream")

ACTS: dict[str, type[CaseAct]] = {
    "check-materials": intake.CheckMaterials,
    "correct-on-spot": intake.CorrectOnSpot,
    "accept": intake.Accept,
    "ask-supplement": intake.AskSupplement,
    "supply": intake.Supply,
    "decline-correction": intake.DeclineCorrection,
    "record-power": side.RecordPower,
    "withdraw": side.Withdraw,
    "offer-hearing": hearing.OfferHearing,
    "request-hearing": side.RequestHearing,
    "waive-hearing": side.WaiveHearing,
    "arrange-hearing": hearing.ArrangeHearing,
    "hold-hearing": hearing.HoldHearing,
    "tell-interested": hearing.TellInterested,
    "hear-statement": hearing.HearStatement,
    "assign": review.Assign,
    "start-procedure": review.StartProcedure,
    "end-procedure": review.EndProcedure,
    "request-extension": review.RequestExtension,
    "answer-extension": review.AnswerExtension,
    "decide": ending.Decide,
    "refuse-intake": refusing.RefuseIntake,
    "turn-away": refusing.TurnAway,
    "request-instructions": refusing.RequestInstructions,
    "answer-instructions": refusing.AnswerInstructions,
    "request-return": refusing.RequestReturn,
    "return-materials": refusing.ReturnMaterials,
    "serve": ending.Serve,
    "return-slip": ending.ReturnSlip,
    "archive": ending.Archive,
    "draw-up-commitment": provisional.DrawUpCommitment,
    "accept-provisionally": provisional.AcceptProvisionally,
    "decline-provisional": provisional.DeclineProvisional,
    "deny-provisional": provisional.DenyProvisional,
    "judge-tolerance": provisional.JudgeTolerance,
    "log-arrival": provisional.LogArrival,
    "check-piece": provisional.CheckPiece,
}

app_name = "api"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", pages.index, name="index"),
    path("problems/<slug:name>", pages.problem, name="problem"),
    path("v1/items", items.Items.as_view(), name="items"),
    path("v1/items/<str:code>", items.Item.as_view(), name="item"),
    path("v1/cases", case_list.Cases.as_view(), name="cases"),
    path("v1/cases/<serial:case_id>", case.CaseDetail.as_view(), name="case"),
    path("v1/cases/<serial:case_id>/clocks/<slug:kind>", clocks.Clock.as_view(), name="clock"),
    path("v1/cases/<serial:case_id>/commitment", promised.Commitment.as_view(), name="commitment"),
    path("v1/integrity", integrity.Records.as_view(), name="integrity"),
    *(
        path(f"v1/integrity/<serial:record_id>/acts/{name}", view.as_view(), name=f"integrity_{name}")
        for name, view in integrity.STEPS.items()
    ),
    *(
        path(f"v1/cases/<serial:case_id>/acts/{name}", view.as_view(), name=name.replace("-", "_"))
        for name, view in ACTS.items()
    ),
    path("v1/matters", matters.Matters.as_view(), name="matters"),
    path("v1/matters/<serial:matter_id>", matters.MatterDetail.as_view(), name="matter"),
    *(
        path(f"v1/matters/<serial:matter_id>/acts/{name}", view.as_view(), name=f"matter_{name}")
        for name, view in MATTER_ACTS.items()
    ),
    path("v1/complaints", complaints.Complaints.as_view(), name="complaints"),
    path("v1/complaints/follow", complaints.Follow.as_view(), name="follow_complaint"),
    path("v1/complaints/follow/acts", complaints.Answer.as_view(), name="answer_complaint"),
    path("v1/complaints/<str:uid>", complaints.OneComplaint.as_view(), name="complaint"),
    *(
        path(f"v1/complaints/<str:uid>/acts/{name}", view.as_view(), name=f"complaint_{name}")
        for name, view in complaint_steps.step_views().items()
    ),
    path("v1/documents/<serial:document_id>.pdf", documents.DocumentFile.as_view(), name="document"),
    path("v1/refusals", refusals.Refusals.as_view(), name="refusals"),
    path(
        "v1/refusals/<serial:refusal_id>/archive", refusals.ArchiveRefusal.as_view(), name="archive_refusal"
    ),
    path("v1/filings", refusals.Filings.as_view(), name="filings"),
    path(
        "v1/filings/<serial:filing_id>/package.zip", refusals.FilingPackage.as_view(), name="filing_package"
    ),
    path("v1/filings/<serial:filing_id>/sent", refusals.FilingSent.as_view(), name="filing_sent"),
    path("v1/filings/<serial:filing_id>/receipt", refusals.FilingReceipt.as_view(), name="filing_receipt"),
    path("v1/hall", hall.Hall.as_view(), name="hall"),
    path("v1/visits", hall.Visits.as_view(), name="visits"),
    path("v1/visits/<str:code>", hall.Visit.as_view(), name="visit"),
    path("v1/counters/<serial:counter_id>/call-next", hall.CallNext.as_view(), name="call_next"),
    path("v1/extended-sessions", extended.Sessions.as_view(), name="extended_sessions"),
    path(
        "v1/extended-sessions/<serial:session_id>/close",
        extended.CloseSession.as_view(),
        name="close_extended_session",
    ),
    path("v1/appointments/<str:code>", bookings.BookableTimes.as_view(), name="bookable"),
    path("v1/bookings", bookings.Bookings.as_view(), name="bookings"),
    path("v1/bookings/<serial:booking_id>", bookings.BookingDetail.as_view(), name="booking"),
    *(
        path(
            f"v1/bookings/<serial:booking_id>/acts/{name}",
            view.as_view(),
            name=f"booking_{name.replace('-', '_')}",
        )
        for name, view in booking_acts.ACTS.items()
    ),
    path("v1/due", due.Due.as_view(), name="due"),
    path("v1/duty", duty.Duty.as_view(), name="duty"),
    path("v1/calendar", calendar.Calendar.as_view(), name="calendar"),
    path("v1/calendar/<serial:year>", calendar.CalendarYearDays.as_view(), name="calendar_year"),
    path("v1/catalogue", catalogue.Catalogue.as_view(), name="catalogue"),
    path("v1/ledger/<stream:stream>", ledger.Stream.as_view(), name="ledger"),
    path("v1/policies", guidance.Policies.as_view(), name="policies"),
    path("v1/policies/<serial:policy_id>", guidance.Policy.as_view(), name="policy"),
    path("v1/ratings", guidance.Ratings.as_view(), name="ratings"),
    path("v1/contacts", guidance.Contacts.as_view(), name="contacts"),
    path("v1/contacts/<serial:contact_id>/take-over", guidance.TakeOver.as_view(), name="take_over_contact"),
    path("v1/webhooks", webhooks.Webhooks.as_view(), name="webhooks"),
    path("v1/webhooks/<serial:webhook_id>/acts/stop", webhooks.StopWebhook.as_view(), name="stop_webhook"),
    path("v1/webhooks/<serial:webhook_id>/acts/start", webhooks.StartWebhook.as_view(), name="start_webhook"),
    path("v1/schema", schema.Schema.as_view(), name="schema"),
    path("v1/<rest:rest>", schema.Nowhere.as_view(), name="nowhere"),
]
