"""Addresses of the workbench; the rooms bring the pages of their own acts."""

from django.urls import URLPattern, URLResolver, path

from banshi.entrypoints.workbench import (
    acts,
    case_page,
    counter,
    deciding,
    enquiries,
    find,
    inbox,
    papers,
    session,
    worklist,
)
from banshi.entrypoints.workbench.administration import urls as administration
from banshi.institutions.complaints import urls as complaints
from banshi.institutions.one_time_notice import urls as one_time_notice
from banshi.institutions.time_limits import urls as time_limits

app_name = "workbench"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", worklist.home, name="home"),
    path("login/", session.login, name="login"),
    path("logout/", session.logout, name="logout"),
    path("find/", find.find, name="find"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/<int:message_id>/read/", inbox.read, name="read_message"),
    path("counter/", counter.items, name="counter"),
    path("counter/<slug:code>/", counter.application, name="application"),
    path("cases/<int:case_id>/", case_page.case, name="case"),
    path("cases/<int:case_id>/receipt/", counter.receipt, name="receipt"),
    path("cases/<int:case_id>/papers/<int:document_id>/", papers.paper, name="paper"),
    path("cases/<int:case_id>/files/<int:upload_id>/", papers.handed_in, name="handed_in"),
    path("cases/<int:case_id>/applicant/", case_page.full, name="unmask"),
    path("cases/<int:case_id>/accept/", acts.accept, name="accept"),
    path("cases/<int:case_id>/withdraw/", acts.withdraw, name="withdraw"),
    path("cases/<int:case_id>/assign/", acts.assign, name="assign"),
    path("cases/<int:case_id>/archive/", acts.archive, name="archive"),
    path("cases/<int:case_id>/decide/", deciding.decide, name="decide"),
    path("cases/<int:case_id>/serve/", deciding.serve, name="serve"),
    *enquiries.urlpatterns,
    *administration.urlpatterns,
    *one_time_notice.staff,
    *time_limits.staff,
    *complaints.staff,
]
