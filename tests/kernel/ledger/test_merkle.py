"""The tree grows as RFC 6962 says, and a path from any leaf leads to its root."""

import pytest

from banshi.kernel.ledger import merkle

pytestmark = pytest.mark.pure
# The eight inputs and roots of the Certificate Transparency reference tests.
INPUTS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def leaves(count):
    return [merkle.leaf("SHA-256", "case:1", seq, "0" * 64) for seq in range(count)]


def plain_root(nodes):
    """The definition in RFC 6962, 2.1, word for word."""
    if len(nodes) == 1:
        return nodes[0]
    half = 1 << (len(nodes) - 1).bit_length() - 1
    return merkle.digest("SHA-256", b"\1" + plain_root(nodes[:half]) + plain_root(nodes[half:]))


def followed(one, steps):
    for step in steps:
        other = bytes.fromhex(step[1:])
        one = merkle.digest("SHA-256", b"\1" + (other + one if step[0] == "L" else one + other))
    return one


def test_the_roots_are_those_of_certificate_transparency():
    inputs = [merkle.digest("SHA-256", b"\0" + bytes.fromhex(text)) for text in INPUTS]
    found = [merkle.root("SHA-256", merkle.grow("SHA-256", (), 0, inputs[:n])[0]).hex() for n in range(1, 9)]
    assert found == ROOTS
    assert merkle.root("SHA-256", ()).hex().startswith("e3b0c442")


@pytest.mark.parametrize("first", range(0, 20))
def test_grown_in_two_pieces_it_is_the_tree_grown_at_once(first):
    every = leaves(37)
    edge, size = merkle.grow("SHA-256", (), 0, every[:first])
    assert merkle.fits(edge, first)
    grown = merkle.grow("SHA-256", edge, size, every[first:])
    assert grown == merkle.grow("SHA-256", (), 0, every)
    assert merkle.root("SHA-256", grown[0]) == plain_root(every)


@pytest.mark.parametrize("first", [0, 1, 2, 7, 8, 13])
@pytest.mark.parametrize("more", [1, 2, 3, 5, 8])
def test_every_new_leaf_has_a_path_to_the_root(first, more):
    every = leaves(first + more)
    edge, size = merkle.grow("SHA-256", (), 0, every[:first])
    for at in range(more):
        steps = merkle.path("SHA-256", edge, size, every[first:], at)
        assert followed(every[first + at], steps) == plain_root(every)
