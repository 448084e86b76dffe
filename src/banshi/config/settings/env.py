"""Where the settings read the environment, and where this installation keeps its files."""

from pathlib import Path

import environ

env = environ.Env()
# A file of settings, such as `banshi init` writes; what the environment says itself goes before it.
if _file := env.str("BANSHI_CONFIG", default=""):
    try:
        with Path(_file).open(encoding="utf-8") as _settings:
            env.read_env(_settings)
    except OSError as error:
        raise RuntimeError(f"BANSHI_CONFIG: {_file}: {error.strerror}") from error
PACKAGE = Path(__file__).resolve().parents[2]
DATA_DIR = Path(env.str("BANSHI_DATA", default=str(Path.cwd() / "var"))).resolve()
ENVIRONMENT = env.str("BANSHI_ENV", default="production")
if ENVIRONMENT not in {"production", "demo", "training", "test"}:
    raise RuntimeError("BANSHI_ENV must be production, demo, training or test")
REHEARSAL = ENVIRONMENT in {"demo", "training", "test"}
TRAINING = ENVIRONMENT == "training"
