"""What every answer carries, so that a browser loads, runs, shows and keeps nothing foreign."""

import re
from http.cookies import Morsel

from django.http import HttpResponse

INLINE = re.compile(
    r"<script(?![^>]*\ssrc=)(?![^>]*type=.application/(?:ld\+)?json.)[^>]*>|<style|\sstyle=[\"']|\son[a-z]+=[\"']"
    r"|(?:href|src|action)=[\"']\s*javascript:",
    re.IGNORECASE,
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
REFUSED = ("camera", "geolocation", "microphone", "payment", "usb")
TELLING = ("Server", "X-Powered-By", "Access-Control-Allow-Origin")


def unsafe(answer: HttpResponse) -> list[str]:
    """What is missing or too much; nothing when all is well."""
    found = [f"{name}: {answer.get(name)}" for name, value in HEADERS.items() if answer.get(name) != value]
    found += [f"says {name}" for name in TELLING if name in answer.headers]
    allowed = answer.get("Permissions-Policy", "")
    found += [f"allows {name}" for name in REFUSED if f"{name}=()" not in allowed]
    found += [f"cookie {one.key}" for one in answer.cookies.values() if not _guarded(one)]
    return found + _policy(answer) + _inline(answer)


def _policy(answer: HttpResponse) -> list[str]:
    said = answer.get("Content-Security-Policy", "")
    policy = dict(part.strip().partition(" ")[::2] for part in said.split(";"))
    kind = answer.get("Content-Type", "").partition(";")[0]
    wanted = {"frame-ancestors": ("'none'",)}
    if kind == "text/html":
        wanted |= dict.fromkeys(("object-src", "base-uri"), ("'none'",))
        wanted |= dict.fromkeys(("default-src", "form-action"), ("'self'", "'none'"))
    elif kind != "application/pdf":
        wanted |= {"default-src": ("'none'",), "sandbox": ("",)}
    wrong = [
        f"{kind}: {name} {policy.get(name)}" for name, good in wanted.items() if policy.get(name) not in good
    ]
    return wrong + [f"policy: {said}"] * ("unsafe" in said or "*" in said)


def _inline(answer: HttpResponse) -> list[str]:
    if answer.streaming or not answer.get("Content-Type", "").startswith("text/html"):
        return []
    hit = INLINE.search(answer.content.decode(errors="replace"))
    return [f"inline {hit[0]}"] if hit else []


def _guarded(cookie: "Morsel[str]") -> bool:
    # One that is taken away again needs no guard.
    return bool(cookie["max-age"] == 0 or (cookie["httponly"] and cookie["samesite"] in {"Lax", "Strict"}))
