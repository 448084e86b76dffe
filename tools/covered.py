"""How much of the source do the tests run? `python tools/covered.py`, or `make coverage`.

Runs the tests on SQLite, counts lines and branches, and sums them up layer by layer. Ends with 1 where the pure
core (`lib` and all rules) is below 95 percent or the whole below 90. `-m coverage html` then shows every line.
"""

import json
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import PurePath

LEAST = {"pure core": 95, "all": 90}
SOURCE = PurePath("src/banshi")
WORKERS = ("-n", "2", "--dist", "loadscope", "--no-loadscope-reorder")


def main() -> int:
    """Run, combine what each process counted, and print the shares."""
    coverage = [sys.executable, "-m", "coverage"]
    subprocess.run([*coverage, "erase"], check=True)
    run = [*coverage, "run", "--parallel-mode", "-m", "pytest", "-v", *WORKERS, *sys.argv[1:]]
    passed = subprocess.run(run, check=False).returncode == 0
    subprocess.run([*coverage, "combine", "--quiet"], check=True)
    told = subprocess.run(
        [*coverage, "json", "--quiet", "-o", "-"], check=True, capture_output=True, text=True
    )
    shares = summed(json.loads(told.stdout)["files"])
    for layer, counts in sorted(shares.items()):
        print(
            f"{share(counts):6.1f} %  {counts['branches run']:6} of {counts['branches']:6} branches  {layer}"
        )
    return int(not passed or any(share(shares[layer]) < least for layer, least in LEAST.items()))


def summed(files: dict[str, dict[str, dict[str, int]]]) -> dict[str, Counter[str]]:
    """Lines and branches of each layer, of the pure core among them, and of all."""
    shares: dict[str, Counter[str]] = defaultdict(Counter)
    for name, found in files.items():
        path, summary = PurePath(name).relative_to(SOURCE), found["summary"]
        counts = Counter(
            {
                "lines": summary["num_statements"],
                "lines run": summary["covered_lines"],
                "branches": summary["num_branches"],
                "branches run": summary["covered_branches"],
            }
        )
        for layer in {"all", *path.parts[:-1][:1]} | ({"pure core"} if pure(path) else set()):
            shares[layer] += counts
    return shares


def pure(path: PurePath) -> bool:
    """Whether a file is of the pure core."""
    return path.parts[0] == "lib" or "rules" in {path.stem, *path.parts}


def share(counts: Counter[str]) -> float:
    """Lines and branches together, in percent, as coverage counts them."""
    return 100 * (counts["lines run"] + counts["branches run"]) / (counts["lines"] + counts["branches"] or 1)


if __name__ == "__main__":
    sys.exit(main())
