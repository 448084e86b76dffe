"""What is no defect of ours but a part of the house that is away: the database, the disk."""

import errno

from django.db import InterfaceError, OperationalError

# Full, over its quota, read-only, broken; no file or connection left to open.
DISK = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EMFILE, errno.ENFILE, errno.EFBIG}
RETRY_AFTER_SECONDS = 30


def is_outage(error: BaseException | None) -> bool:
    """Whether the same request may well succeed a little later, once somebody looked after the machine."""
    if isinstance(error, OSError):
        return error.errno in DISK
    return isinstance(error, OperationalError | InterfaceError)
