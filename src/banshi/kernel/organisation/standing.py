"""A colleague as the rules of confidential matters see them: by what they hold today. Pure."""

from dataclasses import dataclass

from banshi.kernel.organisation.three import THREE

HEAD, SECRETARY, LEADER = "head", "party_secretary", "leader"
# Who keeps the machines, the accounts and the records learns nothing of confidential matters.
ADMINISTRATORS = THREE
RECEIVING = frozenset({"party_office", "office"})
LEADING = frozenset({LEADER, SECRETARY})


@dataclass(frozen=True, slots=True)
class Person:
    """A colleague today: their own id, theirs and those stood in for, all posts held (role, section), home sections.

    Whoever is nobody's colleague has the own id 0.
    """

    own: int
    ids: frozenset[int]
    posts: frozenset[tuple[str, int]]
    homes: frozenset[int]

    @property
    def roles(self) -> frozenset[str]:
        """The roles of the posts."""
        return frozenset(role for role, _section in self.posts)

    @property
    def sections(self) -> frozenset[int]:
        """Every section the person belongs to or holds a post in."""
        return self.homes | {section for _role, section in self.posts}

    def sections_as(self, roles: frozenset[str]) -> frozenset[int]:
        """The sections in which one of these roles is held."""
        return frozenset(section for role, section in self.posts if role in roles)
