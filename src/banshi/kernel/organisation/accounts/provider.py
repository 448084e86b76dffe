"""The bureau's identity provider, over OpenID Connect: authorization code with state, nonce and PKCE (Authlib).

Whoever comes back from it is only ever matched to a colleague who is enrolled already. Nothing that the
provider says is kept: no token, no name.
"""

import logging
from typing import Any
from urllib.parse import urlencode

from authlib.integrations.base_client import OAuthError
from authlib.integrations.django_client import DjangoIntegration, DjangoOAuth2App
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from joserfc.errors import JoseError
from requests import RequestException

from banshi.kernel.organisation.models import Staff
from banshi.lib.results import Reason, Refused, gettext_noop

log = logging.getLogger(__name__)
# Seconds a provider may take to answer, and by how many its clock may differ.
PATIENCE, LEEWAY = 10, 60
SIGNING, ASYMMETRIC = "id_token_signing_alg_values_supported", ("RS", "ES", "PS", "Ed")
NOT_DONE = gettext_noop("统一身份登录没有成功，可能是隔得太久，或者这一次已经用过。请重新登录。")
OUT_OF_REACH = gettext_noop("现在连不上统一身份认证，请过几分钟再试。急用请联系系统管理员。")
NOT_ENROLLED = gettext_noop(
    "统一身份认证通过了，但是本系统里还没有您的账号。请联系安全管理员登记人员和岗位。"
)
DEACTIVATED = gettext_noop("您在本系统的账号已经停用。如果还要使用，请联系安全管理员。")
_FAULTS = (OAuthError, JoseError, RequestException, RuntimeError, ValueError, KeyError, TypeError)


def offered() -> bool:
    """Whether the bureau has an identity provider."""
    return bool(settings.OIDC["issuer"])


def send(request: HttpRequest, back: str, *, again: bool = False) -> HttpResponseBase:
    """Lead the browser to the provider; `back` is the absolute address it returns to.

    `again`: the provider must ask even whom it knows. Raises `Refused` when it cannot be reached.
    """
    extra = {"prompt": "login", "max_age": "0"} if again else {}
    try:
        answer: HttpResponseBase = _app().authorize_redirect(request, back, **extra)
    except _FAULTS as error:
        raise _told(error) from None
    return answer


def received(request: HttpRequest) -> tuple[Staff, bool]:
    """The colleague with whom the browser came back, and whether the provider asked for two factors.

    Raises `Refused` in plain words for whatever is wrong: state, nonce, code, signature, time, person.
    """
    try:
        app = _app()
        token = app.authorize_access_token(request, claims_options=_expected(), leeway=LEEWAY)
        claims = _claims(app, token)
    except _FAULTS as error:
        raise _told(error) from None
    staff = _enrolled(claims.get(settings.OIDC["claim"]))
    return staff, bool(set(settings.OIDC["strong"]) & set(claims.get("amr") or ()))


def farewell(back: str) -> str:
    """Where the provider ends its own session, leading back afterwards; "" when it offers no such address."""
    try:
        address = _app().load_server_metadata().get("end_session_endpoint", "")
    except _FAULTS as error:
        _told(error)
        return ""
    query = {"client_id": settings.OIDC["client_id"], "post_logout_redirect_uri": back}
    return f"{address}?{urlencode(query)}" if address else ""


def _app() -> Any:
    """The client, with what the provider says of itself asked anew: log-ins are few and keys change."""
    app = DjangoOAuth2App(
        DjangoIntegration("oidc"),
        "oidc",
        client_id=settings.OIDC["client_id"],
        client_secret=settings.OIDC["client_secret"],
        server_metadata_url=f"{settings.OIDC['issuer']}/.well-known/openid-configuration",
        client_kwargs={
            "scope": settings.OIDC["scope"],
            "code_challenge_method": "S256",
            "default_timeout": PATIENCE,
        },
    )
    known = app.load_server_metadata()
    offered_ways = known.get(SIGNING, ["RS256"])
    known[SIGNING] = [name for name in offered_ways if name[:2] in ASYMMETRIC]
    return app


def _expected() -> dict[str, Any]:
    return {
        "iss": {"essential": True, "values": [settings.OIDC["issuer"]]},
        "aud": {"essential": True, "values": [settings.OIDC["client_id"]]},
    }


def _claims(app: Any, token: dict[str, Any]) -> dict[str, Any]:
    """What the signed token says, with the person's page of the provider where the token does not name them."""
    claims = dict(token["userinfo"])
    if settings.OIDC["claim"] not in claims:
        more = dict(app.userinfo(token=token))
        if more.get("sub") != claims["sub"]:
            raise ValueError("sub")
        claims = more | claims
    return claims


def _enrolled(name: object) -> Staff:
    staff = Staff.objects.filter(username=name).first() if isinstance(name, str) and name else None
    if staff is None:
        raise Refused(Reason(NOT_ENROLLED))
    if not staff.is_active:
        raise Refused(Reason(DEACTIVATED))
    return staff


def _told(error: Exception) -> Refused:
    """The sentence for a fault; the log gets its kind, never what was sent."""
    log.warning("log-in by the identity provider failed: %s", type(error).__name__)
    return Refused(Reason(OUT_OF_REACH if isinstance(error, RequestException) else NOT_DONE))
