"""What is measured on a page with a ruler: letters, lines, what is pressed, where the page begins."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from playwright.sync_api import Page

if TYPE_CHECKING:
    from tests.browser.looking import Way

# A page begins in the upper part of a small telephone's first screen, in CSS pixels; what a rehearsal or a
# notification adds above it is not counted, and a refused form shows its errors first.
BEGINS = 520
# GB/T and MIIT for old people: letters of 18 pt (24 px), lines of 1.3, places to press of 60 px; else 44 px.
LETTERS, LINES, PLACES, PLACES_ELSE = 24, 1.3, 60, 44
# Half a pixel is lost to rounding.
SLACK = 0.6

MEASURE = """() => {
  const shown = e => e.checkVisibility({visibilityProperty: true}) && !e.closest('.unseen, .skip');
  const say = e => e.outerHTML.replace(/\\s+/g, ' ').slice(0, 110);
  const letters = [], lines = [], places = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; node = walker.nextNode();) {
    const e = node.parentElement;
    if (!node.data.trim() || e.closest('svg, script, noscript, canvas, select, option, .seal') || !shown(e)) continue;
    const look = getComputedStyle(e), size = parseFloat(look.fontSize);
    letters.push([size, say(e)]);
    if (e.closest('p, li, dd, td, .hint') && !e.closest('h1, h2, h3, .btn, .num, .figure, .chip, [data-mode]'))
      lines.push([parseFloat(look.lineHeight) / size, say(e)]);
  }
  const main = 'button, input, select, textarea, summary, .btn, .tile, .choice, .tools a';
  for (const e of document.querySelectorAll(main + ', a[href]')) {
    if (e.type === 'hidden' || !shown(e)) continue;
    // A box is pressed with its words, a link in a sentence with the sentence's line.
    const at = ['checkbox', 'radio'].includes(e.type) ? e.closest('label') ?? e : e;
    const single = e.matches(main);
    const alone = getComputedStyle(e).display !== 'inline';
    if (!single && !alone) continue;
    const box = at.getBoundingClientRect();
    if (box.width && box.height) places.push([box.width, box.height, single, say(e)]);
  }
  const h1 = document.querySelector('h1:not(.unseen)')?.getBoundingClientRect();
  const above = [...document.querySelectorAll('.rehearsal, .banner')].reduce((sum, e) => sum + e.offsetHeight, 0);
  const banners = [...document.querySelectorAll('.banner')];
  const errors = document.querySelectorAll('[data-errors], .field.wrong').length;
  const after = h1 && banners.some(b => b.getBoundingClientRect().top > h1.top);
  return {letters, lines, places, h1: h1 ? h1.top + scrollY - above : 0, banners: banners.length, after, errors,
          title: document.title};
}"""


def measured(page: Page, way: "Way", *, citizen: bool) -> Iterator[str]:
    """What is too small, too low or said in the wrong place."""
    found = page.evaluate(MEASURE)
    if way.mode == "elder":
        yield from _small("letters of", LETTERS, found["letters"])
        yield from _small("lines of", LINES, found["lines"])
    if citizen:
        yield from _narrow(found["places"], PLACES if way.mode == "elder" else PLACES_ELSE, way)
        if way.mode == "elder" and way.width < 400 and found["h1"] > BEGINS and not found["errors"]:
            yield f"its heading begins at {found['h1']:.0f} px, below {BEGINS}"
    yield from _said(found)


def _small(what: str, least: float, sizes: list[tuple[float, str]]) -> Iterator[str]:
    small = [(size, text) for size, text in sizes if size < least - 0.01]
    if small:
        size, text = min(small)
        yield f"{what} {size:.4g}, ×{len(small)}: {text}"


def _narrow(places: list[tuple[float, float, bool, str]], least: int, way: "Way") -> Iterator[str]:
    # Links in lists are let be lower where letters are small: there axe asks for 24 px.
    asked = [place for place in places if place[2] or way.mode == "elder"]
    small = [place for place in asked if place[1] < least - SLACK or (place[2] and place[0] < least - SLACK)]
    if small:
        width, height, _main, text = min(small, key=lambda place: min(place[:2]))
        yield f"to press {width:.0f}×{height:.0f}, ×{len(small)}: {text}"


def _said(found: dict) -> Iterator[str]:
    if found["banners"] > 1 or (found["banners"] and found["errors"]):
        yield f"{found['banners']} banners beside {found['errors']} errors"
    if found["after"]:
        yield "a banner below the heading"
    if found["errors"] and not found["title"].startswith(("错误", "Error")):
        yield f"errors, but the title is “{found['title']}”"
