"""make pictures: key pages of the sample bureau, small: twenty for the README and docs/pictures, one or more a post.

The clock, the samples and the browser's size are fixed: only a page that looks otherwise changes its picture.
"""

import io
import os
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import django
from PIL import Image
from playwright.sync_api import Page

from tests.browser.house import served
from tests.browser.looking import Eyes, Way, browser

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
MOST = 60 * 1024
WIDE = 1280
WIDTHS = (960, 820, 700)
TELEPHONE = 360
# The clocks of the screens run on; on a picture they stand.
STILL = (
    "document.querySelectorAll('[data-clock], .fresh b').forEach(clock => { clock.textContent = '10:00'; })"
)
COLOURS = (192, 96, 64, 32)


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: its name and caption, who looks at which page, and how; `then` goes on from there."""

    name: str
    says: str
    path: str
    who: str = ""
    mode: str = "standard"
    width: int = WIDE
    language: str = "zh-hans"
    then: Callable[[Page], None] | None = None

    @property
    def file(self) -> Path:
        """Where it is kept: what has no caption belongs to the pages of the posts."""
        return FOLDER / ("" if self.says else "posts") / f"{self.name}.png"


def first(*selectors: str) -> Callable[[Page], None]:
    """On to the first link that fits, one page after the other."""

    def follow(page: Page) -> None:
        for selector in selectors:
            with page.expect_navigation(wait_until="load"):
                page.locator(selector).first.evaluate("link => { location.href = link.href; }")

    return follow


SHOTS = (
    Shot("home", "The front page: what do you want to do?", "/"),
    Shot("home-elder", "The same for elders, on a telephone", "/", mode="elder", width=TELEPHONE),
    Shot("home-english", "The same in English, high contrast", "/", mode="contrast", language="en"),
    Shot("guide", "Everything about an item, told once (06-03-1)", "/items/MZ-XK-01/"),
    Shot("guide-elder", "The same for elders", "/items/MZ-XK-01/", mode="elder", width=TELEPHONE),
    Shot("due", "Why the date is what it is", "/items/MZ-XK-01/due/"),
    Shot("can-i", "Can I? One condition a page", "/items/MZ-XK-01/can-i/"),
    Shot("apply", "What to prepare before applying", "/apply/MZ-XK-01/", width=TELEPHONE),
    Shot("booking", "Booking: the free times of a day", "/appointments/MZ-QR-01/2026-11-26/"),
    Shot("complaint", "A complaint needs no name", "/complaints/new/", width=TELEPHONE),
    Shot("regulation", "An annex of the regulation", "/regulations/annex/6/"),
    Shot("kiosk", "The kiosk in the hall", "/hall/kiosk/"),
    Shot("board", "The board in the hall", "/hall/board/"),
    Shot("worklist", "A handler: whose turn, until when", "/desk/", who="jingban"),
    Shot(
        "case",
        "A case: its story, and what the law lets one do",
        "/desk/",
        "jingban",
        then=first("[data-row] a[href*='/desk/cases/']"),
    ),
    Shot("window", "A window clerk at the counter", "/desk/counter/MZ-JF-01/", who="chuangkou"),
    Shot("dashboard", "A leader: what needs me, lamps over all", "/desk/dashboard/", who="juling"),
    Shot("wall", "The wall in the office", "/desk/dashboard/wall/", who="juling"),
    Shot("supervision", "A run of supervision", "/desk/supervision/", who="jiandu"),
    Shot("accountability", "From a lapse to a decision", "/desk/accountability/", who="renshi"),
)

CASE = "main a[href*='/desk/cases/']"
CLOCK = "main a[href*='/clocks/']"
# The pages of docs/posts: who sees which page.
POSTS = (
    ("tour", "chuangkou", "/desk/tour/"),
    ("worklist", "chuangkou", "/desk/"),
    ("window", "chuangkou", "/desk/hall/window/"),
    ("application", "chuangkou", "/desk/counter/MZ-XK-01/"),
    ("closing", "chuangkou", "/desk/extended/"),
    ("contacts", "daofu", "/desk/contacts/"),
    ("guiding", "daofu", "/desk/guiding/"),
    ("hall", "daofu", "/desk/hall/"),
    ("mine", "jingban", "/desk/"),
    ("breaches", "kezhang", "/desk/breaches/"),
    ("conduct", "kezhang", "/desk/conduct/"),
    ("corrections", "kezhang", "/desk/supervision/corrections/"),
    ("refusals", "shenpi", "/desk/refusals/"),
    ("follow-ups", "shenpi", "/desk/follow-ups/"),
    ("counter", "shenpi", "/desk/counter/"),
    ("matters", "bangongshi", "/desk/matters/"),
    ("policies", "bangongshi", "/desk/policies/"),
    ("opinions", "bangongshi", "/desk/opinions/"),
    ("complaints", "renshi", "/desk/complaints/"),
    ("accountability", "renshi", "/desk/accountability/"),
    ("gifts", "renshi", "/desk/conduct/"),
    ("secretary", "shuji", "/desk/accountability/"),
    ("secretary-complaints", "shuji", "/desk/complaints/"),
    ("dashboard", "juling", "/desk/dashboard/"),
    ("awaiting", "juling", "/desk/"),
    ("closures", "juling", "/desk/administration/closures/"),
    ("supervision", "jiandu", "/desk/supervision/"),
    ("key-posts", "jiandu", "/desk/supervision/posts/"),
    ("calendar-and-catalogue", "guanli", "/desk/administration/"),
    ("hall-plan", "guanli", "/desk/administration/hall/"),
    ("webhooks", "guanli", "/desk/administration/webhooks/"),
    ("accounts", "anquan", "/desk/accounts/"),
    ("audit", "shenji", "/desk/audit/"),
    ("settings", "guanli", "/desk/administration/setup/"),
)
OF_POSTS = (
    *(Shot(name, "", path, who) for name, who, path in POSTS),
    Shot("case", "", "/desk/", "jingban", then=first(CASE)),
    Shot("clock", "", "/desk/", "jingban", then=first(CASE, CLOCK)),
)


def main(arguments: list[str]) -> int:
    """Make the chosen pictures (all without a choice) and the page that shows them."""
    parser = ArgumentParser(prog="python -m tests.browser.pictures")
    parser.add_argument("names", nargs="*")
    parser.add_argument("--base", default="", help="a sample bureau that is served already")
    asked = parser.parse_args(arguments)
    os.environ |= {"BANSHI_ENV": "test", "DATABASE_URL": "sqlite://:memory:"}
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "banshi.config.settings")
    django.setup()
    every = (*SHOTS, *OF_POSTS)
    chosen = [shot for shot in every if not asked.names or shot.name in asked.names]
    with (
        tempfile.TemporaryDirectory(prefix="banshi-pictures-") as folder,
        nullcontext(asked.base) if asked.base else served(Path(folder)) as base,
        browser() as chromium,
    ):
        eyes = Eyes(chromium, base)
        for shot in chosen:
            kept = small(taken(eyes, base, shot))
            shot.file.write_bytes(kept)
            print(f"{shot.name:24} {len(kept) / 1024:.0f} KB")
    (FOLDER / "README.md").write_text(gallery(), encoding="utf-8")
    return 0


def taken(eyes: Eyes, base: str, shot: Shot) -> bytes:
    """The first screen of the page, without the line that says it is a rehearsal."""
    page = eyes.context(shot.who, Way(shot.mode, shot.width, shot.language)).new_page()
    answer = page.goto(base + shot.path, wait_until="load", timeout=60_000)
    if answer is None or answer.status != 200:
        raise SystemExit(f"{shot.name}: {shot.path} does not open for {shot.who or 'citizens'}")
    if shot.then:
        shot.then(page)
    page.add_style_tag(content=".rehearsal { display: none }")
    page.evaluate(STILL)
    picture = page.screenshot()
    page.close()
    return picture


def small(picture: bytes) -> bytes:
    """A PNG of few colours, narrower where it was wide, that weighs no more than MOST."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    for width, colours in ((min(width, image.width), colours) for width in WIDTHS for colours in COLOURS):
        size = (width, round(image.height * width / image.width))
        out = io.BytesIO()
        image.resize(size, Image.Resampling.LANCZOS).quantize(colours, dither=Image.Dither.NONE).save(
            out, "PNG", optimize=True
        )
        if out.tell() <= MOST:
            return out.getvalue()
    raise ValueError(f"more than {MOST} bytes at {WIDTHS[-1]} px with {COLOURS[-1]} colours")


def gallery() -> str:
    """The page of docs/pictures."""
    head = "# Twenty pages\n\nMade by `make pictures` from the sample bureau, its clock at 25 November 2026, 10:00.\n"
    return head + "".join(f"\n## {shot.says}\n\n![{shot.says}]({shot.name}.png)\n" for shot in SHOTS)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
