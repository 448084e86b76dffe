"""A hand on the mouse, and one on the keyboard, that count what they do."""

from dataclasses import dataclass, field

from playwright.sync_api import ElementHandle, Locator, Page

from tests.browser.keys import HERE

CLICK, TO_KEYS, KEY, PINYIN = 1.1 + 0.2 + 1.35, 0.4, 0.28, 3
PATIENCE = 15_000
TABS = 400


def keys(text: str) -> int:
    """How many keys it takes to write this."""
    return sum(PINYIN if letter > "\u2e7f" else 1 for letter in text)


@dataclass
class Hand:
    """A hand on the mouse; it knows what it did."""

    page: Page
    base: str
    clicks: int = 0
    fields: int = 0
    pages: int = 0
    presses: int = 0
    seconds: float = 0.0
    files: list[str] = field(default_factory=list)

    def begin(self, path: str) -> None:
        """Open the page where the task begins: nothing of it counts yet."""
        self.page.goto(self.base + path, wait_until="load", timeout=PATIENCE)

    def go(self, name: str, *, within: str = "body") -> None:
        """Click a link or a button of this name, and wait for the page that comes."""
        with self.page.expect_navigation(wait_until="load", timeout=PATIENCE):
            self._click(self._called(name, within))
        self.pages += 1

    def first(self, selector: str) -> None:
        """Click the first of these, and wait for the page that comes."""
        with self.page.expect_navigation(wait_until="load", timeout=PATIENCE):
            self._click(self.page.locator(selector).first)
        self.pages += 1

    def take(self, name: str, *, within: str = "body") -> None:
        """Click a link that hands over a file."""
        with self.page.expect_download(timeout=PATIENCE) as given:
            self._click(self._called(name, within))
        self.files.append(given.value.suggested_filename)

    def choose(self, name: str) -> None:
        """Choose one of several, or tick a box, by its words."""
        self._click(self.page.locator("main label", has_text=name).locator("visible=true").first)

    def pick(self, label: str, option: str) -> None:
        """Open a list and choose from it."""
        box = self.page.get_by_label(label).first
        box.select_option(
            label=next(
                one for one in box.locator("option[value]:not([value=''])").all_inner_texts() if option in one
            )
        )
        self.clicks += 2
        self.seconds += 2 * CLICK

    def write(self, label: str, text: str) -> None:
        """Click into a field and write."""
        box = self.page.get_by_label(label).first
        box.fill(text)
        self.clicks += 1
        self.fields += 1
        self.seconds += CLICK + TO_KEYS + KEY * keys(text)

    def write_into(self, selector: str, text: str) -> None:
        """Click into the field that stands there, and write."""
        self.page.locator(selector).first.fill(text)
        self.clicks += 1
        self.fields += 1
        self.seconds += CLICK + TO_KEYS + KEY * keys(text)

    def enter(self) -> None:
        """Enter, and wait for the page that comes."""
        with self.page.expect_navigation(wait_until="load", timeout=PATIENCE):
            self.page.keyboard.press("Enter")
        self.pages += 1
        self.seconds += KEY

    def sees(self, words: str) -> None:
        """The task is done: the page says so."""
        shown = self.page.inner_text("body")
        assert words in shown, f"“{words}” does not show on {self.page.url}: {shown[:400]}"

    def _called(self, name: str, within: str) -> Locator:
        return self.page.locator(f"{within} a, {within} button", has_text=name).locator("visible=true").first

    def _click(self, target: Locator) -> None:
        target.click(timeout=PATIENCE)
        self.clicks += 1
        self.seconds += CLICK


class Keyboard(Hand):
    """The same, with nothing but keys: Tab to it, Enter or Space, arrows within a group or a list; `presses` counts."""

    def choose(self, name: str) -> None:
        label = self.page.locator("main label", has_text=name).locator("visible=true").first
        control = label.evaluate_handle("label => label.control").as_element()
        assert control is not None
        if control.get_attribute("type") != "radio":
            self._reach(control)
            self._key("Space")
            return
        self._reach(
            control, "e => document.activeElement.name === e.name && e.type === document.activeElement.type"
        )
        self._key("Space")
        while not control.evaluate("e => document.activeElement === e"):
            self._key("ArrowDown")

    def pick(self, label: str, option: str) -> None:
        box = self.page.get_by_label(label).first
        self._reach(box.element_handle())
        self._key("Home")
        for _option in range(box.locator("option").count()):
            if option in box.evaluate("e => e.selectedOptions[0]?.label ?? ''"):
                return
            self._key("ArrowDown")
        raise AssertionError(f"“{option}” is not in “{label}” on {self.page.url}")

    def write(self, label: str, text: str) -> None:
        self._write(self.page.get_by_label(label).first, text)

    def write_into(self, selector: str, text: str) -> None:
        self._write(self.page.locator(selector).first, text)

    def enter(self) -> None:
        self.presses += 1
        super().enter()

    def _write(self, box: Locator, text: str) -> None:
        self._reach(box.element_handle())
        if box.get_attribute("type") == "date":
            # Without a head Chromium is an American one: month, day, year.
            year, _dash, day = text.partition("-")
            self.page.keyboard.type(day.replace("-", "") + year)
        else:
            self._key("Control+a")
            self.page.keyboard.type(text)
        self.presses += keys(text)

    def _click(self, target: Locator) -> None:
        self._reach(target.element_handle())
        self._key("Enter")

    def _reach(self, target: ElementHandle, here: str = "e => document.activeElement === e") -> None:
        for _press in range(TABS):
            if target.evaluate(here):
                called, visible, _kind = self.page.evaluate(HERE)
                assert visible, f"the focus on “{called}” cannot be seen on {self.page.url}"
                return
            self._key("Tab")
        raise AssertionError(
            f"not reached with Tab on {self.page.url}: {target.evaluate('e => e.outerHTML')[:200]}"
        )

    def _key(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.presses += 1
