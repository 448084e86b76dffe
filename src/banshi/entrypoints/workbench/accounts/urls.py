"""Addresses of logging in, of one's own account, and of those who guard accounts: all there are."""

from django.urls import URLPattern, path

from banshi.entrypoints.workbench.accounts import account, guarding, password, session, sso

urlpatterns: list[URLPattern] = [
    path("login/", session.login, name="login"),
    path("login/second/", session.second_factor, name="second_factor"),
    path("login/sso/", sso.begin, name="sso"),
    path("login/sso/back/", sso.back, name="sso_back"),
    path("logout/", session.logout, name="logout"),
    path("logout/done/", session.logged_out, name="logged_out"),
    path("password/", password.change, name="password"),
    path("account/", account.account, name="account"),
    path("account/elsewhere/", account.elsewhere, name="end_elsewhere"),
    path("account/change/", account.change, name="change_account"),
    path("account/authenticator/", account.authenticator, name="add_authenticator"),
    path("account/passkey/", account.passkey, name="add_passkey"),
    path("account/confirm/", account.confirm, name="confirm"),
    path("accounts/", guarding.accounts, name="accounts"),
    path("accounts/<int:staff_id>/password/", guarding.new_password, name="new_password"),
    path("accounts/<int:staff_id>/<slug:do>/", guarding.asked, name="account_asked"),
    path("audit/", guarding.audit, name="audit"),
    path("audit/sheets/", guarding.sheets, name="ledger_sheets"),
    path("audit/sheets/<int:document_id>/", guarding.sheet, name="ledger_sheet"),
]
