"""How staff log in: the bureau's identity provider, the second factor, lock-out (decision 0026)."""

from banshi.config.settings.env import REHEARSAL, env

# The bureau's identity provider (OpenID Connect). No issuer: staff log in with the password alone.
OIDC = {
    "issuer": env.str("OIDC_ISSUER", default="").rstrip("/"),
    "client_id": env.str("OIDC_CLIENT_ID", default=""),
    "client_secret": env.str("OIDC_CLIENT_SECRET", default=""),
    "scope": env.str("OIDC_SCOPE", default="openid profile"),
    # The claim that says the same as 工号 here, and the words of the provider (RFC 8176) for a second factor.
    "claim": env.str("OIDC_CLAIM", default="preferred_username"),
    "strong": env.list("OIDC_STRONG", default=["mfa"]),
}
# Whether everybody may log in with a password; "off" leaves it to the account for emergencies alone.
PASSWORD_LOGIN = env.bool("PASSWORD_LOGIN", default=True)
EMERGENCY_ACCOUNT = env.str("EMERGENCY_ACCOUNT", default="")

if OIDC["issuer"]:
    if not (OIDC["client_id"] and OIDC["client_secret"]):
        raise RuntimeError("OIDC_ISSUER also needs OIDC_CLIENT_ID and OIDC_CLIENT_SECRET")
    if not str(OIDC["issuer"]).startswith("https://") and not REHEARSAL:
        raise RuntimeError("OIDC_ISSUER must begin with https://")
if not PASSWORD_LOGIN and not (OIDC["issuer"] and EMERGENCY_ACCOUNT):
    raise RuntimeError("PASSWORD_LOGIN=off needs OIDC_ISSUER and an EMERGENCY_ACCOUNT")

# Posts that open nothing without a second factor; the sample bureau is open to whoever tries it.
SECOND_FACTOR_POSTS = env.list(
    "SECOND_FACTOR_POSTS",
    default=[] if REHEARSAL else ["administrator", "security", "audit", "party_office"],
)
SECOND_FACTOR_URL = "workbench:account"
# Exports and changes of posts ask who it is once more after so many minutes; 0: never.
STEP_UP_MINUTES = env.int("STEP_UP_MINUTES", default=0 if REHEARSAL else 15)
STEP_UP_URL = "workbench:confirm"
# Half minutes before and after the present one whose code of an authenticator programme is taken as well: the clocks
# of telephones differ, and typing takes time (RFC 6238, 5.2). 0: the code of the moment only.
CODE_STEPS = env.int("CODE_STEPS", default=1)
# However busy, a session ends so many hours after its owner last proved who they are: a working day.
SESSION_HOURS = env.int("SESSION_HOURS", default=12)
# Wrong passwords of one account from one network before it must wait there, and how long.
LOCK_AFTER = env.int("LOCK_AFTER", default=5)
LOCK_MINUTES = env.int("LOCK_MINUTES", default=30)
