"""What the identity provider says is believed only with its own signature, by a way that needs its private key."""

import base64
import hashlib
import hmac
import json
from urllib.parse import parse_qs, urlsplit

import pytest
from authlib.integrations.django_client import DjangoOAuth2App
from django.test import Client
from joserfc import jwt
from joserfc.jwk import ECKey

from banshi.lib import clock
from tests.entrypoints.workbench.provider import settings_for

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ISSUER = "https://id.example.cn"
OWN, STRANGERS = (ECKey.generate_key("P-256", {"kid": "one"}, auto_kid=False) for _ in range(2))
PUBLIC = OWN.as_dict(private=False)


def coded(part):
    raw = part if isinstance(part, bytes) else json.dumps(part).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def signed(claims, key=OWN):
    return jwt.encode({"alg": "ES256", "kid": "one"}, claims, key)


def unsigned(claims):
    return f"{coded({'alg': 'none'})}.{coded(claims)}."


def by_the_public_key(claims):
    """The oldest trick: the public key, which everybody has, as the secret of another way of signing."""
    said = f"{coded({'alg': 'HS256', 'kid': 'one'})}.{coded(claims)}"
    return f"{said}.{coded(hmac.digest(OWN.as_pem(private=False), said.encode(), hashlib.sha256))}"


def of_somebody_else(claims):
    """The signature is good, and it is for other words."""
    head, _words, signature = signed(claims | {"preferred_username": "liqiang"}).split(".")
    return f"{head}.{coded(claims)}.{signature}"


@pytest.fixture
def comes_back(cast, settings, monkeypatch):
    """Come back from the provider with a token made by this function of its claims; whether the desk is open then."""
    settings.OIDC = settings_for(ISSUER)
    known = {
        "issuer": ISSUER,
        "authorization_endpoint": f"{ISSUER}/auth",
        "token_endpoint": f"{ISSUER}/token",
        "jwks": {"keys": [PUBLIC]},
        "id_token_signing_alg_values_supported": ["ES256", "HS256", "none"],
    }
    monkeypatch.setattr(DjangoOAuth2App, "load_server_metadata", lambda self: known)

    def come(make, **other):
        client, now = Client(), int(clock.real())
        asked = parse_qs(urlsplit(client.get("/desk/login/sso/")["Location"]).query)
        claims = {"iss": ISSUER, "aud": "banshi", "sub": "7", "preferred_username": "wangfang"}
        claims |= {"nonce": asked["nonce"][0], "iat": now, "exp": now + 60} | other
        token = {"token_type": "Bearer", "id_token": make(claims)}
        monkeypatch.setattr(DjangoOAuth2App, "fetch_access_token", lambda self, **given: token)
        answer = client.get("/desk/login/sso/back/", {"code": "x", "state": asked["state"][0]})
        return answer.status_code, client.get("/desk/").status_code == 200

    return come


def test_its_own_signature_opens(comes_back):
    assert comes_back(signed) == (302, True)


@pytest.mark.parametrize(
    "make",
    [lambda claims: signed(claims, STRANGERS), unsigned, by_the_public_key, of_somebody_else],
    ids=["another key", "none", "public key as a secret", "for other words"],
)
def test_any_other_signature_opens_nothing(make, comes_back):
    assert comes_back(make) == (403, False)


@pytest.mark.parametrize(
    "other", [{"aud": "another"}, {"iss": "https://other.example"}, {"exp": 1}, {"nonce": "x"}]
)
def test_a_good_signature_under_other_claims_opens_nothing(other, comes_back):
    assert comes_back(signed, **other) == (403, False)
