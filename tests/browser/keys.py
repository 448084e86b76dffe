"""Somebody who uses nothing but a keyboard: Tab to it, type, Space or Enter."""

from playwright.sync_api import Page

PATIENCE = 150
FIELDS = frozenset({"text", "tel", "search", "textarea", "date", "password"})
# What a screen reader would call the element that has the focus, and whether its focus can be seen.
HERE = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return ["", true, ""];
  const named = (e.getAttribute("aria-labelledby") || "").split(" ").filter(Boolean)
    .map(id => document.getElementById(id)?.innerText || "").join(" ");
  const labels = [...(e.labels || [])].map(l => l.innerText).join(" ");
  const name = e.getAttribute("aria-label") || named || labels || e.innerText || e.value || "";
  const look = getComputedStyle(e);
  const around = e.closest("label") ? getComputedStyle(e.closest("label")) : look;
  const seen = [look, around].some(s => s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0
    || s.boxShadow !== "none");
  return [name.replace(/\\s+/g, " ").trim(), seen, e.type || e.tagName.toLowerCase()];
}"""

# The names of all that can be chosen where the focus is.
GROUP = """() => {
  const e = document.activeElement;
  return e?.type === "radio"
    ? [...document.getElementsByName(e.name)].map(r => [...r.labels].map(l => l.innerText).join(" "))
    : [];
}"""


class Hands:
    """The keys pressed on one page after another; `presses` counts them."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.presses = 0

    def to(self, name: str, kinds: frozenset[str] = frozenset()) -> None:
        """Go on with Tab until the focus is on what is called so (of these kinds); it can be seen there."""
        for _press in range(PATIENCE):
            called, visible, kind = self.page.evaluate(HERE)
            if name in called and (not kinds or kind in kinds):
                assert visible, f"the focus on “{called}” cannot be seen on {self.page.url}"
                return
            self.key("Tab")
        raise AssertionError(f"“{name}” is not reached with Tab on {self.page.url}")

    def key(self, key: str) -> None:
        """One key."""
        self.page.keyboard.press(key)
        self.presses += 1

    def press(self, name: str) -> None:
        """A button or a link, with Enter; waits for the page that comes."""
        self.to(name)
        with self.page.expect_navigation(wait_until="load", timeout=60_000):
            self.key("Enter")

    def write(self, name: str, text: str) -> None:
        """Into the field of this name."""
        self.to(name, FIELDS)
        self.page.keyboard.type(text)
        self.presses += len(text)

    def choose(self, name: str) -> None:
        """One of several: Tab enters the group that has it, the arrows go through it."""
        for _press in range(PATIENCE):
            group = self.page.evaluate(GROUP)
            if any(name in one for one in group):
                break
            self.key("Tab")
        else:
            raise AssertionError(f"“{name}” is not reached with Tab on {self.page.url}")
        self.key("Space")
        for _one in group:
            if name in self.page.evaluate(HERE)[0]:
                return
            self.key("ArrowDown")
        raise AssertionError(f"“{name}” cannot be chosen on {self.page.url}")

    def tick(self, name: str) -> None:
        """A box, with Space."""
        self.to(name, frozenset({"checkbox"}))
        self.key("Space")

    @property
    def heading(self) -> str:
        """The main heading of the page."""
        return self.page.inner_text("h1")
