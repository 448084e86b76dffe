"""Secrets and signatures after the Standard Webhooks convention. Pure but for the random secret."""

import base64
import hashlib
import hmac

from banshi.lib import ids

PREFIX = "whsec_"


def new_secret() -> str:
    """A fresh secret of 256 bits as it is shown once: whsec_ and base64."""
    return PREFIX + base64.b64encode(ids.token().encode()).decode()


def headers(*, secret: str, uid: str, timestamp: int, body: bytes) -> dict[str, str]:
    """The three headers: id, Unix seconds, and `v1,` with the base64 of HMAC-SHA256 over "id.timestamp.body"."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    signed = hmac.new(key, f"{uid}.{timestamp}.".encode() + body, hashlib.sha256).digest()
    return {
        "Content-Type": "application/json; charset=utf-8",
        "webhook-id": uid,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": f"v1,{base64.b64encode(signed).decode()}",
    }
