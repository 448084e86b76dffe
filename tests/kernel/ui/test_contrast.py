"""Letters stand out from what they are written on, in every mode."""

import re
from pathlib import Path

import pytest

from banshi.kernel import ui

pytestmark = pytest.mark.pure
TOKENS = (Path(ui.__file__).parent / "assets" / "tokens.css").read_text(encoding="utf-8")
PAIRS = [
    *(
        (ink, ground)
        for ink in ("ink", "ink-soft", "brand", "seal", "ok", "near", "still")
        for ground in ("paper", "desk")
    ),
    *(("ink", ground) for ground in ("brand-tint", "near-tint", "still-tint", "field")),
    ("still", "still-tint"),
    ("near", "near-tint"),
    ("brand-ink", "brand"),
    ("side-ink", "side"),
    ("side-ink", "side-now"),
]


def tokens(mode: str) -> dict[str, str]:
    """The colours of a mode: the root's, overlaid by its own."""
    found: dict[str, str] = {}
    for selector, body in re.findall(r"([^{}]+)\{([^}]*)\}", TOKENS):
        if selector.strip().endswith(":root") or f'[data-mode="{mode}"] ' in selector.strip() + " ":
            found |= dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{3,6})\b", body))
    return found


def luminance(colour: str) -> float:
    """Relative luminance after WCAG 2.2."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(
    ("mode", "least"), [("standard", 4.5), ("paper", 4.5), ("elder", 7), ("contrast", 7)]
)
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_letters_can_be_read(mode: str, least: float, ink: str, ground: str) -> None:
    colours = tokens(mode)
    dark, light = sorted((luminance(colours[ink]), luminance(colours[ground])))
    assert (light + 0.05) / (dark + 0.05) >= least


def test_letters_for_elders_begin_at_24_px_and_go_up_to_40() -> None:
    sizes = re.findall(r'data-mode="elder"\](?:\[data-size="\d"\])? \{\s*--size: (\d+)px', TOKENS)
    assert [int(size) for size in sizes] == sorted(map(int, sizes))
    assert int(sizes[0]) >= 24
    assert int(sizes[-1]) == 40
    assert len(sizes) == 3
