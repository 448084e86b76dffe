"""The tree over all entries, as in RFC 6962: leaves in order, grown at the right, nothing else kept but its edge.

The edge of a tree of n leaves are the roots of the full subtrees n is made of (13 = 8 + 4 + 1), largest first. It
is all that growing needs, so a checkpoint costs what is new, whatever the ledger holds already.
"""

import hashlib
from collections.abc import Iterable, Sequence

from cryptography.hazmat.primitives import hashes

Edge = tuple[bytes, ...]


def digest(algorithm: str, data: bytes) -> bytes:
    """SHA-256 or SM3 of `data`."""
    if algorithm == "SHA-256":
        return hashlib.sha256(data).digest()
    sm3 = hashes.Hash(hashes.SM3())
    sm3.update(data)
    return sm3.finalize()


def leaf(algorithm: str, stream: str, seq: int, entry_hash: str) -> bytes:
    """The leaf of one entry; its hash covers everything in it and before it in its stream."""
    return digest(algorithm, b"\0" + f"{stream}\n{seq}\n{entry_hash}".encode(errors="surrogateescape"))


def grow(algorithm: str, edge: Sequence[bytes], size: int, leaves: Iterable[bytes]) -> tuple[Edge, int]:
    """The edge and size after appending `leaves` to a tree of `size` leaves."""
    nodes = list(edge)
    for one in leaves:
        nodes.append(one)
        size += 1
        full = size
        while full % 2 == 0:
            right = nodes.pop()
            nodes[-1] = _node(algorithm, nodes[-1], right)
            full //= 2
    return tuple(nodes), size


def root(algorithm: str, edge: Sequence[bytes]) -> bytes:
    """The root of the tree with this edge; that of no leaves is the digest of nothing."""
    if not edge:
        return digest(algorithm, b"")
    found = edge[-1]
    for left in reversed(edge[:-1]):
        found = _node(algorithm, left, found)
    return found


def fits(edge: Sequence[bytes], size: int) -> bool:
    """Whether a tree of `size` leaves has an edge of that many nodes."""
    return len(edge) == size.bit_count()


def path(algorithm: str, edge: Sequence[bytes], size: int, leaves: Sequence[bytes], at: int) -> list[str]:
    """How leaf number `at` of `leaves`, appended to a tree of `size` leaves, leads to the root of the tree then.

    One step for each level, from the leaf up: "L" or "R" (on which side the other node stands) and its hex digest.
    """
    level = [*_spread(edge, size), *((1, one, False) for one in leaves)]
    level[len(edge) + at] = (1, leaves[at], True)
    steps: list[str] = []
    stack: list[tuple[int, bytes, bool]] = []
    for node in level:
        stack.append(node)
        while len(stack) > 1 and stack[-1][0] == stack[-2][0]:
            _join(algorithm, stack, steps)
    while len(stack) > 1:
        _join(algorithm, stack, steps)
    return steps


def _spread(edge: Sequence[bytes], size: int) -> list[tuple[int, bytes, bool]]:
    weights = [1 << bit for bit in reversed(range(size.bit_length())) if size >> bit & 1]
    return [(weight, node, False) for weight, node in zip(weights, edge, strict=True)]


def _join(algorithm: str, stack: list[tuple[int, bytes, bool]], steps: list[str]) -> None:
    """Put the two last nodes together; whichever holds our leaf notes the other as a step."""
    (right_size, right, ours_right), (left_size, left, ours_left) = stack.pop(), stack.pop()
    if ours_right:
        steps.append(f"L{left.hex()}")
    if ours_left:
        steps.append(f"R{right.hex()}")
    stack.append((left_size + right_size, _node(algorithm, left, right), ours_left or ours_right))


def _node(algorithm: str, left: bytes, right: bytes) -> bytes:
    return digest(algorithm, b"\1" + left + right)
