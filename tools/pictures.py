"""Make the pictures of the posts' pages again from the sample bureau: `make pictures`.

Writes docs/pictures/posts/*.png, each under 60 KB. `--at http://127.0.0.1:8204` asks a demo that runs already.
"""

import argparse
import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.house import PASSWORD, served
from tests.browser.looking import CHROMIUM, SWITCHES

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "pictures" / "posts"
VIEW = {"width": 1100, "height": 700}
WIDTH = 880
COLOURS = (64, 32, 16)
MOST = 60_000


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: its name, who looks ("" a citizen), the path, links to follow from there, what to scroll to."""

    name: str
    who: str
    path: str
    follow: tuple[str, ...] = ()
    at: str = ""


CASE = 'main a[href*="/desk/cases/"]'
SHOTS = (
    Shot("tour", "chuangkou", "/desk/tour/"),
    Shot("worklist", "chuangkou", "/desk/"),
    Shot("window", "chuangkou", "/desk/hall/window/"),
    Shot("application", "chuangkou", "/desk/counter/MZ-XK-01/"),
    Shot("closing", "chuangkou", "/desk/extended/"),
    Shot("contacts", "daofu", "/desk/contacts/"),
    Shot("guiding", "daofu", "/desk/guiding/"),
    Shot("hall", "daofu", "/desk/hall/"),
    Shot("mine", "jingban", "/desk/"),
    Shot("case", "jingban", "/desk/", (CASE,)),
    Shot("clock", "jingban", "/desk/", (CASE, 'main a[href*="/clocks/"]')),
    Shot("breaches", "kezhang", "/desk/breaches/"),
    Shot("conduct", "kezhang", "/desk/conduct/"),
    Shot("corrections", "kezhang", "/desk/supervision/corrections/"),
    Shot("refusals", "shenpi", "/desk/refusals/"),
    Shot("follow-ups", "shenpi", "/desk/follow-ups/"),
    Shot("counter", "shenpi", "/desk/counter/"),
    Shot("matters", "bangongshi", "/desk/matters/"),
    Shot("policies", "bangongshi", "/desk/policies/"),
    Shot("opinions", "bangongshi", "/desk/opinions/"),
    Shot("complaints", "renshi", "/desk/complaints/"),
    Shot("accountability", "renshi", "/desk/accountability/"),
    Shot("gifts", "renshi", "/desk/conduct/"),
    Shot("secretary", "shuji", "/desk/accountability/"),
    Shot("secretary-complaints", "shuji", "/desk/complaints/"),
    Shot("dashboard", "juling", "/desk/dashboard/"),
    Shot("awaiting", "juling", "/desk/"),
    Shot("closures", "juling", "/desk/administration/closures/"),
    Shot("supervision", "jiandu", "/desk/supervision/"),
    Shot("key-posts", "jiandu", "/desk/supervision/posts/"),
    Shot("calendar-and-catalogue", "guanli", "/desk/administration/"),
    Shot("hall-plan", "guanli", "/desk/administration/hall/"),
    Shot("webhooks", "guanli", "/desk/administration/webhooks/"),
    Shot("accounts", "anquan", "/desk/accounts/"),
    Shot("audit", "shenji", "/desk/audit/"),
    Shot("settings", "guanli", "/desk/administration/setup/"),
)


@contextmanager
def _house(address: str) -> Iterator[str]:
    if address:
        yield address
        return
    with tempfile.TemporaryDirectory() as place, served(Path(place)) as found:
        yield found


def _enter(browser: Browser, base: str, who: str) -> Page:
    page = browser.new_context(viewport=VIEW, locale="zh-CN").new_page()  # type: ignore[arg-type]
    if who:
        page.goto(f"{base}/desk/login/")
        page.fill("[name=username]", who)
        page.fill("[name=password]", PASSWORD)
        page.press("[name=password]", "Enter")
        page.wait_for_load_state()
    return page


def _take(page: Page, base: str, shot: Shot) -> bytes:
    answer = page.goto(base + shot.path)
    if answer is None or answer.status != 200:
        raise SystemExit(f"{shot.name}: {shot.path} does not open for {shot.who}")
    for link in shot.follow:
        target = page.locator(link).first.get_attribute("href")
        page.goto(f"{base}{target}")
    if shot.at:
        page.locator(shot.at).first.scroll_into_view_if_needed()
    return page.screenshot()


def small(raw: bytes) -> bytes:
    """The picture 880 pixels wide with as many colours as 60 KB hold; raises when even 16 are too many."""
    drawn = Image.open(io.BytesIO(raw)).convert("RGB")
    drawn = drawn.resize((WIDTH, drawn.height * WIDTH // drawn.width), Image.Resampling.LANCZOS)
    for colours in COLOURS:
        out = io.BytesIO()
        drawn.quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if out.tell() < MOST:
            return out.getvalue()
    raise SystemExit("a picture is larger than 60 KB")


def main() -> None:
    """Make those that are named, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--at", default="")
    told = parser.parse_args()
    wanted = [shot for shot in SHOTS if not told.names or shot.name in told.names]
    with _house(told.at) as base, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=list(SWITCHES))
        for who in dict.fromkeys(shot.who for shot in wanted):
            page = _enter(browser, base, who)
            for shot in [one for one in wanted if one.who == who]:
                kept = small(_take(page, base, shot))
                (FOLDER / f"{shot.name}.png").write_bytes(kept)
                print(f"{shot.name}.png {len(kept) // 1024} KB")
            page.context.close()
        browser.close()


if __name__ == "__main__":
    main()
