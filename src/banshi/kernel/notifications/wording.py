"""What the wording of a message is made of."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """Subject and body as message ids; `staff` marks what goes to colleagues, not to citizens."""

    subject: str
    body: str
    staff: bool = False
