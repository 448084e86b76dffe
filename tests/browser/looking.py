"""What is looked at on a page: axe, overflow, one heading, nothing foreign, nothing broken."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby, product
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, Response, sync_playwright

from tests.browser.crawl import Seen, signed_in
from tests.browser.measuring import measured

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CHROMIUM = "/usr/bin/chromium"
SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-renderer-backgrounding",
)
# The bureau's own screens are made for their size and need no room on a telephone.
SCREENS = frozenset({"portal:board", "portal:kiosk", "workbench:dashboard_wall"})
# The kiosk stands in the hall and has one size of letters, whatever the mode.
KIOSK = frozenset({"portal:kiosk_booking", "portal:ticket_taken", "portal:tablet"})
WIDEST = """() => {
  const room = document.documentElement.clientWidth;
  const wide = [...document.body.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > room + 0.1);
  const inner = wide.filter(e => !wide.some(o => o !== e && e.contains(o)));
  return [document.documentElement.scrollWidth, document.querySelectorAll('h1').length,
          inner.slice(0, 3).map(e => e.outerHTML.slice(0, 90)).join(' | ')];
}"""
# Pages of samples show the same component several times.
SAMPLES = frozenset({"ui:styleguide", "ui:styleguide_workbench"})
MODES = ("standard", "elder", "contrast")
WIDTHS = (320, 1280)
LANGUAGES = ("zh-hans", "en")


@dataclass(frozen=True, slots=True, order=True)
class Way:
    """How a page is shown: mode, width in CSS pixels, language, and whether as it prints."""

    mode: str
    width: int
    language: str
    printed: bool = False

    def __str__(self) -> str:
        return f"{self.mode} {self.width} {self.language}{' print' if self.printed else ''}"


WAYS = tuple(Way(*way) for way in product(MODES, WIDTHS, LANGUAGES)) + tuple(
    Way("standard", 794, language, printed=True) for language in LANGUAGES
)


@contextmanager
def browser() -> Iterator[Browser]:
    """Debian's Chromium without a head."""
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=list(SWITCHES))
        yield chromium
        chromium.close()


class Eyes:
    """Opens pages as somebody, in some way, and says what is wrong with them.

    `known`: the cookies of those who need not sign in.
    """

    def __init__(
        self, chromium: Browser, base: str, known: Mapping[str, dict[str, str]] | None = None
    ) -> None:
        self._chromium, self._base = chromium, base
        self._contexts: dict[tuple[str, Way], BrowserContext] = {}
        self._cookies = dict(known or {})
        self._pages: dict[tuple[str, str, str], tuple[Page, list[str]]] = {}

    def faults(self, seen: Seen, ways: Iterable[Way]) -> Iterator[tuple[Way, str]]:
        """Everything wrong with this page shown these ways, in words; loaded once for each mode and language."""
        for same in _alike(ways):
            page, heard = self._page(seen.who, same[0])
            heard.clear()
            _shown(page, same[0])
            answer = page.goto(self._base + seen.path, wait_until="load", timeout=60_000)
            if answer is None or answer.status != 200:
                yield same[0], f"answered {answer.status if answer else 'nothing'}"
                continue
            for way in same:
                _shown(page, way)
                yield from ((way, fault) for fault in wrong(page, seen.route, way))
            yield from ((same[0], fault) for fault in heard)

    def picture(self, seen: Seen, way: Way, target: Path) -> None:
        """A picture of the whole page."""
        page = self.context(seen.who, way).new_page()
        page.goto(self._base + seen.path, wait_until="load", timeout=60_000)
        page.screenshot(path=target, full_page=True)
        page.close()

    def context(self, who: str, way: Way) -> BrowserContext:
        """The browser of somebody who shows pages this way, wide as this way asks at first."""
        if (who, way) not in self._contexts:
            # The policy of the pages allows no foreign script; the checker's own is let past it.
            context = self._chromium.new_context(
                viewport={"width": way.width, "height": 900},
                bypass_csp=True,
                locale="en" if way.language == "en" else "zh-CN",
            )
            chosen = {"banshi_mode": way.mode, "django_language": way.language} | self._session(who)
            context.add_cookies(
                [{"name": name, "value": value, "url": self._base} for name, value in chosen.items()]
            )
            context.add_init_script(path=AXE)
            self._contexts[who, way] = context
        return self._contexts[who, way]

    def _page(self, who: str, way: Way) -> tuple[Page, list[str]]:
        """The one page of a context, and what was heard on it: a new page for each would be a new process."""
        key = who, way.mode, way.language
        if key not in self._pages:
            if who not in {one for one, *_ in self._pages}:
                self._close()
            page = self.context(who, way).new_page()
            self._pages[key] = page, _heard(page, self._base)
        return self._pages[key]

    def _close(self) -> None:
        for page, _ in self._pages.values():
            page.close()
        self._pages.clear()

    def _session(self, who: str) -> dict[str, str]:
        if who not in self._cookies:
            with signed_in(self._base, who) as client:
                self._cookies[who] = client.cookies.get_dict()
        return self._cookies[who]


def _alike(ways: Iterable[Way]) -> Iterator[list[Way]]:
    """The ways in groups that differ only in width and print."""
    ordered = sorted(ways, key=lambda way: (way.mode, way.language, way.printed, way.width))
    return (list(same) for _key, same in groupby(ordered, lambda way: (way.mode, way.language)))


def _shown(page: Page, way: Way) -> None:
    page.set_viewport_size({"width": way.width, "height": 900})
    page.emulate_media(media="print" if way.printed else "screen")


def wrong(page: Page, route: str, way: Way) -> list[str]:
    """What is wrong with the page as it stands."""
    found = [*_axe(page, route, way), *_layout(page, route, way)]
    if not way.printed and route not in SAMPLES | SCREENS | KIOSK:
        found += measured(page, way, citizen=not route.startswith("workbench:"))
    return found


def _heard(page: Page, base: str) -> list[str]:
    faults: list[str] = []

    def asked(response: Response) -> None:
        if not response.url.startswith((base, "data:")):
            faults.append(f"asks another house: {response.url[:80]}")
        elif response.status >= 400:
            faults.append(f"{response.status} for {response.url.removeprefix(base)[:80]}")

    page.on("response", asked)
    page.on("pageerror", lambda error: faults.append(f"script: {str(error)[:120]}"))
    return faults


def _axe(page: Page, route: str, way: Way) -> list[str]:
    # Nobody presses anything on paper, and a form's question is left out there with its form.
    rules = {name: {"enabled": not way.printed} for name in ("target-size", "page-has-heading-one")}
    rules["color-contrast-enhanced"] = {"enabled": way.mode in {"elder", "contrast"}}
    if route in SAMPLES:
        rules |= {name: {"enabled": False} for name in ("landmark-unique", "page-has-heading-one")}
    found = page.evaluate(
        "([tags, rules]) =>"
        " axe.run(document, {runOnly: {type: 'tag', values: tags}, rules, resultTypes: ['violations']})"
        ".then(r => r.violations.map(v => [v.id, v.nodes.length, v.nodes[0].html.slice(0, 160)]))",
        [TAGS, rules],
    )
    return [f"axe {rule} ×{count}: {html}" for rule, count, html in found]


def _layout(page: Page, route: str, way: Way) -> Iterator[str]:
    wide, headings, widest = page.evaluate(WIDEST)
    # A browser rounds half pixels up.
    if wide > way.width + 1 and not (route in SCREENS and way.width < 1280) and not way.printed:
        yield f"wider than its window: {wide} px, {widest}"
    if headings != 1 and route not in SAMPLES:
        yield f"{headings} main headings"
