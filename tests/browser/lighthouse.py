"""make lighthouse: ten pages of the citizens as Lighthouse sees them on a slow telephone.

Needs Node ≥ 22.19: the project's own (requirements/node.txt, in .venv/bin) or the one named by NODE.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.browser.house import served

ROOT = Path(__file__).parents[2]
PINNED = Path(__file__).parent / "node"
HOME = ROOT / "var" / "lighthouse"
OLDEST = (22, 19)
CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-sync"
)
ASKED = {"performance": 95, "accessibility": 100, "best-practices": 95}
PAGES = (
    "/",
    "/search/?q=低保",
    "/events/elderly/",
    "/items/",
    "/items/MZ-XK-01/",
    "/apply/MZ-XK-01/",
    "/progress/",
    "/appointments/",
    "/ask/",
    "/complaints/",
)
PATIENCE = 180


def main(arguments: list[str]) -> int:
    """Print the scores of each page and what keeps it from full marks; returns 1 if a score is too low."""
    asked = _asked(arguments)
    node = _node()
    _install(node)
    low = 0
    with _base(asked.base) as base, tempfile.TemporaryDirectory(prefix="banshi-lighthouse-") as folder:
        for number, path in enumerate(asked.pages or PAGES):
            report = _looked(node, base + path, Path(folder) / f"{number}.json")
            scores = {name: round(100 * (report["categories"][name]["score"] or 0)) for name in ASKED}
            low += sum(scores[name] < least for name, least in ASKED.items())
            print(f"{path:24}", *(f"{name} {score}" for name, score in scores.items()), _times(report))
            for fault in _faults(report):
                print(f"    {fault}")
    return min(low, 1)


def _asked(arguments: list[str]) -> Namespace:
    parser = ArgumentParser(prog="python -m tests.browser.lighthouse")
    parser.add_argument("pages", nargs="*", help="paths; without any, ten of the citizens")
    parser.add_argument("--base", default="", help="a sample bureau that is served already")
    return parser.parse_args(arguments)


@contextmanager
def _base(given: str) -> Iterator[str]:
    if given:
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="banshi-lighthouse-") as folder, served(Path(folder)) as base:
        yield base


def _node() -> str:
    """The first Node that is new enough."""
    for each in (os.environ.get("NODE"), str(ROOT / ".venv/bin/node"), shutil.which("node")):
        if each and Path(each).exists() and _version(each) >= OLDEST:
            return each
    raise SystemExit(
        "Node ≥ 22.19 is needed: .venv/bin/pip install --require-hashes -r requirements/node.txt"
    )


def _version(node: str) -> tuple[int, ...]:
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
    return tuple(int(part) for part in said.strip().lstrip("v").split(".")[:2])


def _install(node: str) -> None:
    """Lighthouse as its lock pins it, once; beside the data, so that `make demo` never loads it."""
    lock = (PINNED / "package-lock.json").read_bytes()
    kept = HOME / "package-lock.json"
    if kept.exists() and kept.read_bytes() == lock and (HOME / "node_modules/lighthouse").exists():
        return
    HOME.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(PINNED / name, HOME / name)
    path = os.pathsep.join((str(Path(node).parent), os.environ["PATH"]))
    command = ["npm", "ci", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"]
    subprocess.run(command, cwd=HOME, env=os.environ | {"PATH": path}, check=True)


def _looked(node: str, address: str, target: Path) -> dict:
    command = [
        node,
        str(HOME / "node_modules/lighthouse/cli/index.js"),
        address,
        "--quiet",
        "--output=json",
        f"--output-path={target}",
        f"--only-categories={','.join(ASKED)}",
        f"--chrome-flags={FLAGS}",
        "--no-enable-error-reporting",
    ]
    environment = os.environ | {"CHROME_PATH": CHROMIUM}
    for last in (False, True):
        done = subprocess.run(
            command, env=environment, timeout=PATIENCE, capture_output=True, text=True, check=False
        )
        if done.returncode == 0:
            break
        if last:
            raise RuntimeError(f"Lighthouse gave up on {address}: {done.stderr[-600:]}")
    return json.loads(target.read_text(encoding="utf-8"))


def _times(report: dict) -> str:
    named = {
        "first-contentful-paint": "FCP",
        "largest-contentful-paint": "LCP",
        "total-byte-weight": "weight",
    }
    return ", ".join(f"{short} {report['audits'][name]['displayValue']}" for name, short in named.items())


def _faults(report: dict) -> Iterator[str]:
    """What was found wanting: audits that count in a category and did not pass."""
    for name in ASKED:
        for part in report["categories"][name]["auditRefs"]:
            audit = report["audits"][part["id"]]
            if part["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                yield f"{name}: {audit['title']} {audit.get('displayValue', '')}".rstrip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
