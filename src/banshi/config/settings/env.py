"""Where the settings read the environment, and where this installation keeps its files."""

from pathlib import Path

import environ

env = environ.Env()
PACKAGE = Path(__file__).resolve().parents[2]
DATA_DIR = Path(env.str("BANSHI_DATA", default=str(Path.cwd() / "var"))).resolve()
ENVIRONMENT = env.str("BANSHI_ENV", default="production")
if ENVIRONMENT not in {"production", "demo", "test"}:
    raise RuntimeError("BANSHI_ENV must be production, demo or test")
REHEARSAL = ENVIRONMENT in {"demo", "test"}
