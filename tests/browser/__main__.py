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

from tests.browser.crawl import OWN, Seen, pages
from tests.browser.house import served
from tests.browser.looking import WAYS, Eyes, Way, browser
from tests.browser.own import in_the_middle
from tests.browser.share import ways_of

AT_THE_DESK = Way("standard", 1280, "zh-hans")


def main(arguments: list[str]) -> int:
    """Look at the chosen routes (all without a choice); returns how many faults there were."""
    asked = _asked(arguments)
    os.environ |= {"BANSHI_ENV": "test", "DATABASE_URL": "sqlite://:memory:"}
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "banshi.config.settings")
    django.setup()
    with _base(asked.base) as base, browser() as chromium:
        clerk = Eyes(chromium, base).context("chuangkou", AT_THE_DESK).new_page()
        own, paths = in_the_middle(chromium, base, clerk)
        clerk.context.close()
        seen = [one for one in pages(base, own, paths) if not asked.routes or one.route in asked.routes]
        seen.sort(key=lambda one: (one.who, one.route))
        eyes, faults = Eyes(chromium, base, {OWN: own}), 0
        for number, (one, ways) in enumerate(_plan(seen, asked.ways), 1):
            print(f"\r{number} of {len(seen)} {one.route:50}", end="", file=sys.stderr, flush=True)
            faults += _look(eyes, one, ways, asked.pictures)
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


def _look(eyes: Eyes, one: Seen, ways: Sequence[Way], pictures: Path | None) -> int:
    found = list(eyes.faults(one, ways))
    for way, fault in found:
        print(f"\r{one.route} {one.path} ({one.who or 'citizen'}, {way}): {fault}")
    for way in ways if pictures else ():
        pictures.mkdir(parents=True, exist_ok=True)
        eyes.picture(one, way, pictures / f"{one.route.replace(':', '-')}-{str(way).replace(' ', '-')}.png")
    return len(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
