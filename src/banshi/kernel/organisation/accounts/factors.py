"""The second factor: an authenticator programme (TOTP, RFC 6238), recovery codes, passkeys (WebAuthn)."""

import base64
import datetime as dt
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.conf import settings
from django.db import IntegrityError, transaction
from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.organisation.accounts import sessions
from banshi.kernel.organisation.models import Authenticator, Passkey, RecoveryCode, Staff
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.regulations.citation import Citation
from banshi.kernel.vault.digests import digest
from banshi.lib import clock, ids
from banshi.lib.results import NotPermitted, Reason, Refused, gettext_noop

STEP, DIGITS, CODES = 30, 6, 10
WRONG_CODE = gettext_noop("验证码不对，或者已经用过。请等下一个验证码出来再填。")
WRONG_KEY = gettext_noop("通行密钥没有通过核对，请再试一次，或者改用验证码。")
KNOWN_KEY = gettext_noop("这个通行密钥已经登记过。")
NO_SUCH_KEY = gettext_noop("找不到这个通行密钥，可能已经删除。")
# What a made-up answer of a passkey ends in, wherever it is read.
NO_ANSWER = (ValueError, TypeError, KeyError, AttributeError, RecursionError)
NOT_OWN = gettext_noop("自己的验证方式请在“我的账户”里修改，不能在这里清除。")


@dataclass(frozen=True, slots=True)
class KeyLine:
    """A passkey as its owner sees it."""

    id: int
    name: str
    added_at: dt.datetime
    used_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Factors:
    """What a colleague has; `codes` how many recovery codes are left."""

    authenticator_since: dt.datetime | None
    keys: tuple[KeyLine, ...]
    codes: int

    @property
    def any(self) -> bool:
        """Whether log-in asks for a second factor."""
        return self.authenticator_since is not None or bool(self.keys)


def factors_of(staff_id: int) -> Factors:
    """The second factors of a colleague."""
    authenticator = Authenticator.objects.filter(staff_id=staff_id).first()
    keys = Passkey.objects.filter(staff_id=staff_id).order_by("id")
    return Factors(
        authenticator.added_at if authenticator else None,
        tuple(KeyLine(one.pk, one.name, one.added_at, one.used_at) for one in keys),
        RecoveryCode.objects.filter(staff_id=staff_id, used_at=None).count(),
    )


def new_secret() -> str:
    """A secret for an authenticator programme, as it is shown and typed."""
    return base64.b32encode(ids.octets(20)).decode()


def address_for(secret: str, username: str) -> str:
    """What the QR code says to the programme."""
    return _totp(secret).get_provisioning_uri(username, settings.BUREAU["name_zh"])


@act("add_authenticator")
def add_authenticator(
    *, secret: str, code: str, actor: Actor, cites: tuple[Citation, ...]
) -> tuple[str, ...]:
    """Take the programme into use if its code is right, in place of the one before; returns new recovery codes."""
    step = _step_of(secret, code)
    if step is None:
        raise Refused(Reason(WRONG_CODE, field="code"))
    own = actor.officer
    Authenticator.objects.filter(staff_id=own).delete()
    Authenticator.objects.create(staff_id=own, secret=secret, used_step=step, added_at=clock.now())
    append([NewEntry(f"staff:{own}", "authenticator_added", cites, {})], actor=actor)
    return _new_codes(own)


@act("renew_recovery_codes")
def renew_codes(*, actor: Actor, cites: tuple[Citation, ...]) -> tuple[str, ...]:
    """Ten new recovery codes; those before no longer open."""
    append([NewEntry(f"staff:{actor.officer}", "recovery_codes_renewed", cites, {})], actor=actor)
    return _new_codes(actor.officer)


def code_opens(staff_id: int, code: str) -> bool:
    """Whether a code of the programme, or of the paper, is right; each is right once."""
    typed = "".join(code.split()).replace("-", "").upper()
    if len(typed) != DIGITS or not typed.isdecimal():
        used = RecoveryCode.objects.filter(
            staff_id=staff_id, digest=_code_digest(staff_id, typed), used_at=None
        )
        return bool(used.update(used_at=clock.now()))
    own = Authenticator.objects.filter(staff_id=staff_id).first()
    step = _step_of(own.secret, typed) if own else None
    if own is None or step is None:
        return False
    return bool(Authenticator.objects.filter(pk=own.pk, used_step__lt=step).update(used_step=step))


@act("remove_authenticator")
def remove_authenticator(*, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Stop asking one's own programme; its recovery codes go with it where no passkey is left."""
    own = actor.officer
    count, _rows = Authenticator.objects.filter(staff_id=own).delete()
    if not Passkey.objects.filter(staff_id=own).exists():
        RecoveryCode.objects.filter(staff_id=own).delete()
    append([NewEntry(f"staff:{own}", "authenticator_removed", cites, {"count": count})], actor=actor)
    return count


def ask_for_new_key(staff: Staff, host: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the browser is asked for a new passkey, and what must be remembered until it answers."""
    user = PublicKeyCredentialUserEntity(
        id=digest("passkey-user", str(staff.pk)).encode(), name=staff.username, display_name=staff.name_zh
    )
    options, state = _server(host).register_begin(
        user,
        _public(staff.pk),
        resident_key_requirement=ResidentKeyRequirement.PREFERRED,
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    return dict(options), state


@act("add_passkey")
def add_key(
    *,
    answer: str,
    state: Mapping[str, Any],
    host: str,
    name: str,
    actor: Actor,
    cites: tuple[Citation, ...],
) -> tuple[str, ...]:
    """Take a new passkey into use; returns recovery codes with the first factor of all, else none."""
    own = actor.officer
    try:
        made = _server(host).register_complete(dict(state), json.loads(answer)).credential_data
    except NO_ANSWER:
        made = None
    if made is None:
        raise Refused(Reason(WRONG_KEY, field="answer"))
    try:
        with transaction.atomic():
            Passkey.objects.create(
                staff_id=own,
                name=name,
                credential=websafe_encode(made.credential_id),
                public=websafe_encode(bytes(made)),
                added_at=clock.now(),
            )
    except IntegrityError:
        raise Refused(Reason(KNOWN_KEY, field="answer")) from None
    append([NewEntry(f"staff:{own}", "passkey_added", cites, {})], actor=actor)
    return () if RecoveryCode.objects.filter(staff_id=own, used_at=None).exists() else _new_codes(own)


@act("remove_passkey")
def remove_key(*, key_id: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Take one of one's own passkeys out of use."""
    count, _rows = Passkey.objects.filter(pk=key_id, staff_id=actor.officer).delete()
    if not count:
        raise NotPermitted(Reason(NO_SUCH_KEY))
    append([NewEntry(f"staff:{actor.officer}", "passkey_removed", cites, {"key": key_id})], actor=actor)
    return key_id


def ask_for_key(staff_id: int, host: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the browser is asked to prove with one of the colleague's passkeys, and what to remember meanwhile."""
    options, state = _server(host).authenticate_begin(
        _public(staff_id), user_verification=UserVerificationRequirement.PREFERRED
    )
    return dict(options), state


def key_opens(staff_id: int, answer: str, state: Mapping[str, Any], host: str) -> bool:
    """Whether the browser proved that it holds one of the colleague's passkeys."""
    try:
        used = _server(host).authenticate_complete(dict(state), _public(staff_id), json.loads(answer))
    except NO_ANSWER:
        return False
    found = Passkey.objects.filter(staff_id=staff_id, credential=websafe_encode(used.credential_id))
    return bool(found.update(used_at=clock.now()))


@act("reset_factors")
def reset(*, staff_id: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Clear the second factors of a colleague who lost them, and end their sessions; never one's own."""
    permit(actor, "guard_accounts")
    if staff_id == actor.officer:
        raise Refused(Reason(NOT_OWN))
    for model in (Authenticator, Passkey, RecoveryCode):
        model.objects.filter(staff_id=staff_id).delete()
    closed = sessions.close_all(staff_id)
    append([NewEntry(f"staff:{staff_id}", "factors_reset", cites, {"sessions": closed})], actor=actor)
    return closed


def _server(host: str) -> Fido2Server:
    name = host.rpartition(":")[0] if ":" in host else host
    return Fido2Server(PublicKeyCredentialRpEntity(id=name, name=settings.BUREAU["name_zh"]))


def _public(staff_id: int) -> Sequence[AttestedCredentialData]:
    rows = Passkey.objects.filter(staff_id=staff_id).order_by("id").values_list("public", flat=True)
    return [AttestedCredentialData(websafe_decode(public)) for public in rows]


def _new_codes(staff_id: int) -> tuple[str, ...]:
    RecoveryCode.objects.filter(staff_id=staff_id).delete()
    codes = tuple(ids.code(10) for _ in range(CODES))
    RecoveryCode.objects.bulk_create(
        RecoveryCode(staff_id=staff_id, digest=_code_digest(staff_id, code)) for code in codes
    )
    return tuple(f"{code[:5]}-{code[5:]}" for code in codes)


def _code_digest(staff_id: int, code: str) -> str:
    return digest("recovery-code", f"{staff_id}:{code}")


def _totp(secret: str) -> TOTP:
    return TOTP(base64.b32decode(secret), DIGITS, SHA1(), STEP, enforce_key_length=False)


def _step_of(secret: str, code: str) -> int | None:
    """The half minute whose code this is: this one or one so near (`CODE_STEPS`); None for a wrong code."""
    now, most, totp = int(clock.real()) // STEP, settings.CODE_STEPS, _totp(secret)
    typed = "".join(code.split()).encode()
    near = sorted(range(now - most, now + most + 1), key=lambda step: abs(step - now))
    return next((step for step in near if hmac.compare_digest(totp.generate(step * STEP), typed)), None)
