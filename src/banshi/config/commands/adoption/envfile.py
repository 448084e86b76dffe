"""The file of settings: written once, for its owner only; secrets are made here and never shown."""

import os
from base64 import b64encode, urlsafe_b64decode
from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from urllib.parse import urlsplit

import environ

from banshi.config.commands.adoption.questions import QUESTIONS, SQLITE
from banshi.lib import ids
from banshi.lib.results import Reason, Refused

OWNER_ONLY = 0o600
EXISTS = (
    "%(name)s 已经有了，内容和这次的答案不同；要改写，请加 --force，密钥会保留"
    " (it exists and differs; --force rewrites it and keeps the secrets)。"
)
HEAD = "# Banshi 办事：本单位的设置 (settings of this bureau)。里面有密钥，只给管理员看 (holds secrets)。\n"


def settings_of(values: Mapping[str, str], kept: Mapping[str, str]) -> dict[str, str]:
    """The settings that follow from the answers; secrets in `kept` stay, the others are made."""
    found = {q.setting: values[q.key] for q in QUESTIONS}
    data = Path(found["BANSHI_DATA"]).absolute()
    found["BANSHI_DATA"] = str(data)
    if found["DATABASE_URL"] == SQLITE:
        found["DATABASE_URL"] = f"sqlite:///{data / 'banshi.sqlite3'}"
    address = urlsplit(found["BUREAU_PUBLIC_URL"])
    host = address.hostname or ""
    found |= {
        "BANSHI_ENV": "production",
        "BANSHI_HOSTS": ",".join(dict.fromkeys((host, "127.0.0.1", "localhost"))),
        "BANSHI_ORIGINS": f"{address.scheme}://{address.netloc}",
    }
    secrets = {
        "BANSHI_SECRET_KEY": ids.token(),
        "BANSHI_VAULT_KEYS": f"v1:{_key()}",
        "BANSHI_IDENTITY_KEYS": f"i1:{_key()}",
        "BANSHI_DIGEST_KEY": ids.token(),
        "BANSHI_LEDGER_KEYS": f"k1:{_key()}",
        "BANSHI_BACKUP_KEYS": f"b1:{_key()}",
        "HALL_DEVICE_TOKEN": ids.token(),
    }
    # Whatever else the administrator added by hand stays too.
    return dict(kept) | found | {name: kept.get(name, secret) for name, secret in secrets.items()}


def read(path: Path) -> dict[str, str]:
    """The settings of a file; {} when there is none."""
    if not path.exists():
        return {}
    return read_text(path.read_text(encoding="utf-8"))


def read_text(text: str) -> dict[str, str]:
    """Settings as they are written in a file, without touching this process."""
    found: dict[str, str] = {}
    # The reader writes into its class; one of its own keeps this process as it is.
    type("Apart", (environ.Env,), {"ENVIRON": found}).read_env(StringIO(text))  # type: ignore[attr-defined]
    return found


def write(path: Path, settings: Mapping[str, str], *, force: bool) -> bool:
    """Write the file for its owner only; False when it says the same already. Raises `Refused`."""
    before = read(path)
    if before == dict(settings):
        return False
    if before and not force:
        raise Refused(Reason(EXISTS, field="to", params={"name": path.name}))
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(path.name + ".new")
    fresh.unlink(missing_ok=True)
    write_private(fresh, HEAD + "".join(f'{name}="{value}"\n' for name, value in settings.items()))
    fresh.replace(path)
    return True


def write_private(path: Path, text: str) -> None:
    """Write a new file that only its owner can read; raises FileExistsError."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())


def _key() -> str:
    return b64encode(urlsafe_b64decode(ids.token() + "=")).decode()
