"""What makes the ledger tell of every change: the key that signs its checkpoints, and where they are kept."""

from banshi.config.settings.env import DATA_DIR, ENVIRONMENT, REHEARSAL, env

# Ed25519 seeds, 32 bytes in base64, as `kid:seed` pairs: the first signs. Without one no checkpoints are made,
# and 审计 says so.
LEDGER_KEYS = env.str(
    "BANSHI_LEDGER_KEYS",
    default="k1:" + "cmVoZWFyc2FsLW9ubHktbGVkZ2VyLXNpZ25pbmcta2U=" if REHEARSAL else "",
)
# A folder outside the machine (a mount of another one, write-once if possible); empty: none.
LEDGER_OUTSIDE = env.str(
    "BANSHI_LEDGER_OUTSIDE",
    default=str(DATA_DIR / "checkpoints") if ENVIRONMENT in {"demo", "training"} else "",
)
# Where the daily sheet of the ledger goes: an office outside this house's administration; empty: none is issued.
LEDGER_SHEET_EMAIL = env.str(
    "BANSHI_LEDGER_SHEET_EMAIL", default="jijian@example.invalid" if ENVIRONMENT == "demo" else ""
)
