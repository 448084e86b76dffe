"""Who supervised on a day: power answers for itself, and who is in charge answers (12-03). Pure."""

from collections.abc import Collection
from dataclasses import dataclass

HEAD, LEADER, SECRETARY = "head", "leader", "party_secretary"


@dataclass(frozen=True, slots=True)
class Held:
    """A post as it was held on the day in question."""

    staff: int
    role: str
    section: int


def supervisor(
    handler: int | None,
    section: int | None,
    posts: Collection[Held],
    deputies: Collection[tuple[int, int]] = (),
) -> int | None:
    """Who supervised: the section's head, or who stood in for the head that day; for a head (or a section without
    one) the leader in charge; for a leader the party secretary. None where the posts do not say.

    `deputies` are (absent, deputy) on the day. The organisation keeps no list of who is in charge of which
    section: a leader's post in the section says so, otherwise the only leader there is.
    """
    roles = {one.role for one in posts if one.staff == handler}
    if SECRETARY in roles:
        return None
    if LEADER in roles:
        return _only(posts, SECRETARY, handler)
    heads = [one.staff for one in posts if one.role == HEAD and one.section == section]
    if heads and handler not in heads:
        return _standing(heads[0], deputies, handler)
    leader = _in_charge(posts, section, handler)
    return leader if leader is not None else _only(posts, SECRETARY, handler)


def _standing(head: int, deputies: Collection[tuple[int, int]], handler: int | None) -> int:
    stood_in = [deputy for absent, deputy in deputies if absent == head and deputy != handler]
    return stood_in[0] if stood_in else head


def _in_charge(posts: Collection[Held], section: int | None, handler: int | None) -> int | None:
    leaders = [one for one in posts if one.role == LEADER and one.staff != handler]
    here = [one.staff for one in leaders if one.section == section]
    everywhere = sorted({one.staff for one in leaders})
    return here[0] if here else everywhere[0] if len(everywhere) == 1 else None


def _only(posts: Collection[Held], role: str, handler: int | None) -> int | None:
    found = sorted({one.staff for one in posts if one.role == role and one.staff != handler})
    return found[0] if len(found) == 1 else None
