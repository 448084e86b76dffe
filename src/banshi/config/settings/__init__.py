"""Settings by topic; the environment decides what differs between desks, tests and a real bureau."""

from banshi.config.settings.accounts import *  # noqa: F403
from banshi.config.settings.base import *  # noqa: F403
from banshi.config.settings.bureau import *  # noqa: F403
from banshi.config.settings.safekeeping import *  # noqa: F403
from banshi.config.settings.sealing import *  # noqa: F403
from banshi.config.settings.security import *  # noqa: F403
