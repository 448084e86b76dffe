"""Addresses of the workbench; the rooms bring the pages of their own acts."""

from django.urls import URLPattern, URLResolver, path

from banshi.entrypoints.workbench import (
    acts,
    appraisal,
    arrivals,
    calls,
    case_page,
    closing,
    counter,
    dashboard,
    dashboard_list,
    dashboard_paper,
    dashboard_trends,
    dashboard_wall,
    deciding,
    enquiries,
    find,
    going,
    hall,
    inbox,
    own_calendar,
    papers,
    refusing,
    representing,
    returns,
    saved,
    supervising,
    supplementing,
    tour,
    window_enquiry,
    windows,
    worklist,
)
from banshi.entrypoints.workbench.accounts import urls as accounts
from banshi.entrypoints.workbench.administration import urls as administration
from banshi.institutions.accountability import urls as accountability
from banshi.institutions.appointments import urls as appointments
from banshi.institutions.complaints import urls as complaints
from banshi.institutions.conduct import urls as conduct
from banshi.institutions.extended_hours import staff as staff_of_extended_hours
from banshi.institutions.extended_hours import urls as extended_hours
from banshi.institutions.first_contact import urls as first_contact
from banshi.institutions.guidance import urls as guidance
from banshi.institutions.one_time_notice import urls as one_time_notice
from banshi.institutions.provisional_acceptance import urls as provisional_acceptance
from banshi.institutions.refusals import urls as refusals
from banshi.institutions.supervision import urls as supervision
from banshi.institutions.time_limits import urls as time_limits
from banshi.workflows.closing import decide_line

app_name = "workbench"
urlpatterns: list[URLPattern | URLResolver] = [
    path("calendar/", own_calendar.own_calendar, name="own_calendar"),
    path("calendar/<str:token>.ics", own_calendar.calendar_file, name="calendar_file"),
    path("", worklist.home, name="home"),
    path("dashboard/", dashboard.dashboard, name="dashboard"),
    path("dashboard/list/", dashboard_list.listing, name="dashboard_list"),
    path("dashboard/past/<slug:measure>/", dashboard_trends.past, name="dashboard_past"),
    path("dashboard/table/", dashboard_paper.table, name="dashboard_table"),
    path("dashboard/wall/", dashboard_wall.wall, name="dashboard_wall"),
    path("tour/", tour.tour, name="tour"),
    path("find/", find.find, name="find"),
    path("go/", going.go, name="go"),
    path("views/", saved.views, name="views"),
    path("views/<int:view_id>/", saved.view, name="view"),
    path("views/<int:view_id>/remove/", saved.remove, name="remove_view"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/<int:message_id>/read/", inbox.read, name="read_message"),
    path("hall/", hall.overview, name="hall"),
    path("hall/take/", hall.take, name="take"),
    path("hall/visits/<int:visit_id>/slip/", hall.slip, name="slip"),
    path("hall/window/", windows.window, name="window"),
    path("hall/window/enquire/", window_enquiry.enquire, name="window_enquire"),
    path("counter/", counter.items, name="counter"),
    path("counter/<slug:code>/", counter.application, name="application"),
    path("cases/<int:case_id>/", case_page.case, name="case"),
    path("cases/<int:case_id>/receipt/", counter.receipt, name="receipt"),
    path("cases/<int:case_id>/papers/<int:document_id>/", papers.paper, name="paper"),
    path("cases/<int:case_id>/files/<int:upload_id>/", papers.handed_in, name="handed_in"),
    path("cases/<int:case_id>/applicant/", case_page.full, name="unmask"),
    path("cases/<int:case_id>/accept/", acts.accept, name="accept"),
    path("cases/<int:case_id>/supplement/", supplementing.ask_supplement, name="ask_supplement"),
    path(
        "cases/<int:case_id>/supplement/again/",
        supplementing.allow_second_supplement,
        name="allow_second_supplement",
    ),
    path("cases/<int:case_id>/withdraw/", acts.withdraw, name="withdraw"),
    path("cases/<int:case_id>/power/", representing.record_power, name="record_power"),
    path("cases/<int:case_id>/slips/<int:delivery_id>/", acts.return_slip, name="return_slip"),
    path("calls/", calls.calls, name="calls"),
    path("calls/<int:message_id>/", calls.note, name="note_call"),
    path("cases/<int:case_id>/assign/", acts.assign, name="assign"),
    path("cases/<int:case_id>/archive/", acts.archive, name="archive"),
    path("cases/<int:case_id>/decide/", deciding.decide, name="decide"),
    path("cases/<int:case_id>/serve/", deciding.serve, name="serve"),
    path("cases/<int:case_id>/refuse/", refusing.refuse_intake, name="refuse_intake"),
    path("cases/<int:case_id>/turn-away/", refusing.turn_away, name="turn_away"),
    path("cases/<int:case_id>/return/", returns.request_return, name="request_return"),
    path("cases/<int:case_id>/return/done/", returns.return_materials, name="return_materials"),
    *accounts.urlpatterns,
    *enquiries.urlpatterns,
    *administration.urlpatterns,
    *refusals.staff,
    path("extended/", staff_of_extended_hours.closing, {"decide": decide_line}, name="closing"),
    *extended_hours.staff,
    path("extended/visits/<int:visit_id>/another-day/", closing.another_day, name="another_day"),
    path("appointments/<int:booking_id>/arrive/", arrivals.check_in, name="check_in"),
    *appointments.staff,
    *first_contact.staff,
    *guidance.staff,
    *one_time_notice.staff,
    *time_limits.staff,
    *provisional_acceptance.staff,
    *conduct.staff,
    *complaints.staff,
    *supervision.staff,
    path("appraisal/sections/<int:section_id>/file/", appraisal.section_file, name="appraisal_section_file"),
    path("appraisal/<int:sheet_id>/", appraisal.sheet, name="appraisal_sheet"),
    path("appraisal/<int:sheet_id>/file/", appraisal.sheet_file, name="appraisal_sheet_file"),
    path("appraisal/<int:sheet_id>/<slug:key>/", appraisal.figure, name="appraisal_figure"),
    *accountability.staff,
    path("supervision/runs/new/", supervising.new_run, name="new_run"),
    path("supervision/runs/<int:run_id>/again/", supervising.check_again, name="check_again"),
    path("supervision/hot/", supervising.hot, name="hot_spots"),
    path("supervision/laws/", supervising.law_changes, name="law_changes"),
    path(
        "supervision/laws/<int:change_id>/<int:policy_id>/",
        supervising.unaffected,
        name="document_unaffected",
    ),
]
