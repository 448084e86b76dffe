"""The web server in this process: gunicorn with threads, static files by whitenoise."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.urls import get_resolver
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]
from gunicorn.glogging import Logger  # type: ignore[import-untyped]

from banshi.config.logs import PlainFormatter

THREADS = 8


class Told(Logger):
    """The server's own log in the form of the house: its sentences would hold addresses as they were asked for."""

    def setup(self, cfg: Any) -> None:
        """Set up as the server does, then with our form."""
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(PlainFormatter())


class Site(BaseApplication):
    """Serves the portal, the workbench and the API at `address` until it is stopped."""

    def __init__(self, *, address: str, workers: int, on_exit: Callable[[], object] = lambda: None) -> None:
        self._options: dict[str, Any] = {
            "bind": [address],
            "workers": workers,
            "worker_class": "gthread",
            "threads": THREADS,
            "loglevel": "warning",
            "logger_class": Told,
            "control_socket_disable": True,
            "on_exit": lambda _server: on_exit(),
        }
        super().__init__()

    def load_config(self) -> None:
        """Take the options given, never a file that happens to lie in the folder."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """The web application, made ready in each process of its own."""
        return get_wsgi_application()


def serve(*, host: str, port: int, workers: int, on_exit: Callable[[], object] = lambda: None) -> None:
    """Collect the static files where the settings want them collected, and serve until stopped."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    if not settings.WHITENOISE_USE_FINDERS:
        call_command("collectstatic", interactive=False, verbosity=0)
    # What every worker needs is imported before they are forked: one that died is replaced at once.
    list(get_resolver().url_patterns)
    # A database connection must not be shared with the processes that are forked now.
    connections.close_all()
    Site(address=f"{host}:{port}", workers=workers, on_exit=on_exit).run()
