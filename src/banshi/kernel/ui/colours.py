"""A bureau's own colours: allowed where every text in them can be read (WCAG 2.2, contrast 4.5). Pure.

The modes for old eyes and for high contrast keep their own colours, which are chosen for 7 and more.
"""

import re

LEAST = 4.5
# What a token is drawn on, or has drawn on it: paper, desk, its own tint, and white on top of it.
GROUNDS = ("#fffdf9", "#f2efe7", "#e7eff5", "#fbeceb", "#ffffff")
_HEX = re.compile(r"#[0-9a-fA-F]{6}")


def contrast(one: str, other: str) -> float:
    """The contrast of two colours such as "#154468", from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def unfit(colour: str) -> str:
    """Why a colour will not do, as one sentence; "" when it will."""
    if not _HEX.fullmatch(colour):
        return "must be written like #154468"
    worst = min(contrast(colour, ground) for ground in GROUNDS)
    if worst < LEAST:
        return f"is too light to be read: contrast {worst:.1f}, at least {LEAST} is needed; take a darker one"
    return ""


def style(tokens: dict[str, str]) -> str:
    """The style sheet that sets the given tokens; "" when there are none."""
    rules = "".join(f"--{name}:{colour};" for name, colour in tokens.items() if colour)
    return f":root{{{rules}}}\n" if rules else ""


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
