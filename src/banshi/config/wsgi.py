"""The web process."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "banshi.config.settings")
application = get_wsgi_application()
# What every request needs is imported before the first one, and with `--preload` before the workers are forked:
# on a busy machine it takes longer than a server waits for a worker.
list(get_resolver().url_patterns)
