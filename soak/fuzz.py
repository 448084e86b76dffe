"""Requests made up from the whole API schema, and coverage-guided fuzzing of the readers (`readers.py`).

The requests (schemathesis) run inside the tests' own bureau, with a key that may do nearly everything; each answer must
be one that the document describes, and none a fault of ours.

The readers need `pip install --require-hashes -r requirements/fuzz.txt` (or a folder with atheris in BANSHI_FUZZ).
Each runs in a process of its own, begins with files made by code, and fails on anything but a refusal of the house.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from bench.report import Table, progress, run

READERS = ("sniffing", "pictures", "pdf", "excel", "calendar", "canonical")
DONE = re.compile(r"stat::number_of_executed_units:\s*(\d+)")


def main(quick: bool) -> Iterator[Table]:
    """A table of answers, and one of executions; an answer or an exception of another kind fails the part."""
    yield _made_up(3 if quick else 60)
    seconds = 10 if quick else 600
    rows = []
    for name in READERS:
        progress(f"{name}: {seconds} s")
        with tempfile.TemporaryDirectory() as corpus:
            command = [sys.executable, "-m", "soak.fuzz", "--one", name, corpus, str(seconds)]
            more = os.pathsep.join(filter(None, (os.environ.get("BANSHI_FUZZ"), *sys.path)))
            given = os.environ | {"BANSHI_ENV": "test", "PYTHONPATH": more}
            done = subprocess.run(command, env=given, capture_output=True, text=True, check=False)
        found = DONE.search(done.stderr)
        if done.returncode or found is None:
            raise SystemExit(f"{name}: {done.stderr[-3000:]}")
        rows.append((name, int(found[1]), seconds))
    yield Table("Fuzzing", ("reader", "executions", "seconds"), rows, aim="no crash, no strange exception")


def _made_up(each: int) -> Table:
    progress(f"{each} requests for each operation of the API")
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        asked = "tests/entrypoints/api/test_schema.py::test_made_up_requests_never_fail_on_our_side"
        options = ["-q", "-x", "-p", "no:cacheprovider", "-o", "junit_family=legacy"]
        command = [sys.executable, "-m", "pytest", *options, f"--junitxml={report}", asked]
        given = os.environ | {"BANSHI_ENV": "test", "BANSHI_EXAMPLES": str(each)}
        done = subprocess.run(command, env=given, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(done.stdout[-5000:])
        tally = Counter[str]()
        for found in ElementTree.parse(report).iter("property"):
            tally[found.attrib["name"]] += int(found.attrib["value"])
    rows = [*sorted(tally.items()), ("all", tally.total())]
    return Table("Requests made up from the schema", ("answer", "requests"), rows, "no 5xx, none undescribed")


def one(name: str, corpus: str, seconds: str) -> None:
    """Fuzz one reader in this process until the time is over."""
    import atheris  # noqa: PLC0415

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "banshi.config.settings")
    with atheris.instrument_imports(
        include=["banshi.lib", "banshi.kernel", "puremagic", "rfc8785", "zipfile"]
    ):
        import django  # noqa: PLC0415

        django.setup()
        from soak import readers  # noqa: PLC0415
    for number, seed in enumerate(readers.seeds(name)):
        (Path(corpus) / str(number)).write_bytes(seed)
    limits = [f"-max_total_time={seconds}", "-rss_limit_mb=2500", "-timeout=20", "-print_final_stats=1"]
    atheris.Setup([sys.argv[0], *limits, "-max_len=20000", corpus], readers.READ[name])
    atheris.Fuzz()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(*sys.argv[2:5])
    else:
        run(main)
