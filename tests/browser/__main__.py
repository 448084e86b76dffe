"""make look: every page in every way. `python -m tests.browser --help` tells what can be chosen."""

import os
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

import django

from tests.browser.crawl import Seen, pages
from tests.browser.house import served
from tests.browser.looking import WAYS, Eyes, Way, browser
from tests.browser.share import ways_of


def main(arguments: list[str]) -> int:
    """Look at the chosen routes (all without a choice); returns how many faults there were."""
    asked = _asked(arguments)
    os.environ |= {"BANSHI_ENV": "test", "DATABASE_URL": "sqlite://:memory:"}
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "banshi.config.settings")
    django.setup()
    with _base(asked.base) as base, browser() as chromium:
        seen = [one for one in pages(base) if not asked.routes or one.route in asked.routes]
        eyes, faults = Eyes(chromium, base), 0
        for number, (one, ways) in enumerate(_plan(seen, asked.ways), 1):
            print(f"\r{number} of {len(seen)} {one.route:50}", end="", file=sys.stderr, flush=True)
            faults += sum(_look(eyes, one, way, asked.pictures) for way in ways)
        print(f"\n{len(seen)} pages, {faults} faults")
    return min(faults, 1)


def _asked(arguments: list[str]) -> Namespace:
    parser = ArgumentParser(prog="python -m tests.browser")
    parser.add_argument("routes", nargs="*")
    parser.add_argument("--ways", type=int, default=len(WAYS), help="how many ways of showing each page")
    parser.add_argument("--pictures", type=Path, help="a folder for a picture of each page looked at")
    parser.add_argument("--base", default="", help="a sample bureau that is served already")
    return parser.parse_args(arguments)


@contextmanager
def _base(given: str) -> Iterator[str]:
    if given:
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="banshi-look-") as folder, served(Path(folder)) as base:
        yield base


def _plan(seen: Sequence[Seen], share: int) -> Iterator[tuple[Seen, list[Way]]]:
    return ((one, list(islice(ways_of(one.route), share))) for one in seen)


def _look(eyes: Eyes, one: Seen, way: Way, pictures: Path | None) -> int:
    faults = eyes.faults(one, way)
    for fault in faults:
        print(f"\r{one.route} {one.path} ({one.who or 'citizen'}, {way}): {fault}")
    if pictures:
        pictures.mkdir(parents=True, exist_ok=True)
        eyes.picture(one, way, pictures / f"{one.route.replace(':', '-')}-{str(way).replace(' ', '-')}.png")
    return len(faults)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
