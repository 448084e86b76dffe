"""Backups: their key, where they go, how many are kept, when somebody is told that they are late (decision 0033)."""

from banshi.config.settings.env import REHEARSAL, env

BACKUP = {
    # `kid:key` pairs as for the vault: the first one seals, all of them open. Not in any backup.
    "keys": env.str(
        "BANSHI_BACKUP_KEYS",
        default="t1:" + "cmVoZWFyc2FsLW9ubHktYmFja3VwLWtleS0zMmJ5dGU=" if REHEARSAL else "",
    ),
    "folder": env.str("BANSHI_BACKUP_DIR", default=""),
    "keep": env.int("BANSHI_BACKUP_KEEP", default=14),
    # Hours after which a backup or its proof is late; 0: nobody is told.
    "alarm_hours": env.int("BANSHI_BACKUP_ALARM_HOURS", default=0 if REHEARSAL else 26),
    # The folder of pg_dump and pg_restore, where they are not on the path.
    "pg_bin": env.str("BANSHI_PG_BIN", default=""),
}
# A PostgreSQL database of its own for proofs is made beside the bureau's; its address, to change the name in it.
DATABASE_ADDRESS = env.str("DATABASE_URL", default="")
