"""A bureau in the benchmark's database: sections, staff, calendar, the 32 items, a key."""

import datetime as dt
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from banshi.config.demo.people import STAFF, found_sections, hire
from banshi.kernel.catalogue import actions as catalogue
from banshi.kernel.catalogue.bundled import load_bundled
from banshi.kernel.organisation.models import ApiKey, Staff
from banshi.kernel.vault.digests import digest
from banshi.kernel.workdays import actions as workdays
from banshi.lib import ids

CLERK = "chuangkou"
CATALOGUE_SINCE = dt.date(2025, 1, 1)


def found() -> None:
    """Create the tables and the sample bureau, unless they are there already."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    call_command("migrate", interactive=False, verbosity=0)
    if Staff.objects.exists():
        return
    found_sections()
    hire(STAFF, password=ids.token())
    workdays.load_bundled(actor_ref="system")
    catalogue.import_catalogue(rows=load_bundled(), effective_from=CATALOGUE_SINCE, actor_ref="system")


def key() -> str:
    """A new API key of the first window clerk."""
    secret = ids.token()
    ApiKey.objects.create(
        name="bench", staff=Staff.objects.get(username=CLERK), digest=digest("api-key", secret)
    )
    return secret
