"""`python -m bench.dataset [--cases N] [--folder FOLDER]`: a PostgreSQL with N cases, ten times as many entries.

The data stay in the folder (var/dataset, or $BANSHI_DATASET), where `make bench ARGS=load` finds them.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.__main__ import environment
from bench.databases import DATASET, dataset


def main(arguments: list[str]) -> int:
    """Start the server over the folder, fill it, and leave the data there."""
    parser = argparse.ArgumentParser("bench.dataset", description=__doc__)
    parser.add_argument("--cases", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args(arguments)
    if asked.folder:
        os.environ[DATASET] = str(asked.folder)
    command = [sys.executable, "-m", "bench.start", "dataset.making", str(asked.cases)]
    with dataset() as url, tempfile.TemporaryDirectory(prefix="banshi-bench-") as folder:
        return subprocess.run(command, env=environment(url, Path(folder)), check=False).returncode


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
