"""How many small faults planted in the rules do the tests find? `python tools/mutants.py`, or `make mutants`.

mutmut changes one thing at a time in the rooms' rules and runs the pure tests. Prints the score of each file
and the names of those that lived (`python -m mutmut show NAME` shows one); ends with 1 below 90 percent.
"""

import subprocess
import sys
from collections import Counter, defaultdict

LEAST = 90
FOUND = {"killed", "timeout", "suspicious", "segfault", "caught by type check"}


def main() -> int:
    """Run mutmut, which shows its progress, and sum up file by file."""
    run = [sys.executable, "-m", "mutmut"]
    subprocess.run([*run, "run", *sys.argv[1:]], check=True)
    listing = subprocess.run(
        [*run, "results", "--all", "true"], check=True, capture_output=True, text=True
    ).stdout
    scores: dict[str, Counter[bool]] = defaultdict(Counter)
    lived = []
    for line in listing.splitlines():
        name, _, outcome = line.strip().rpartition(": ")
        if not name:
            continue
        killed = outcome in FOUND
        scores[name.rpartition(".")[0]][killed] += 1
        if not killed:
            lived.append(f"{name} ({outcome})")
    print("\n".join(["", "lived:", *lived, ""]))
    worst = 100.0
    for file, score in sorted(scores.items()):
        share = 100 * score[True] / score.total()
        worst = min(worst, share)
        print(f"{share:6.1f} %  {score[True]:5} of {score.total():5}  {file}")
    return int(worst < LEAST)


if __name__ == "__main__":
    sys.exit(main())
