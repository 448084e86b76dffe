"""Names of items for reports, in the reader's language."""

from banshi.kernel.catalogue.queries import published
from banshi.kernel.ui.wording import english
from banshi.lib import clock


def item_names() -> dict[str, str]:
    """Items in force today: code to name."""
    specs = [one.spec for one in published(clock.today())]
    return {one.code: (one.name_en if english() else "") or one.name_zh for one in specs}
