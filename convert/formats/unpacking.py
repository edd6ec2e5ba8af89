"""What is unpacked from archives and packages: when it is a bomb."""

from __future__ import annotations

RATIO = 400
"""How far an entry may be packed once it is big; texts and the XML of real documents are packed 3 to 60 times."""

BIG = 8 << 20
"""Bytes from which a ratio tells a bomb from what repeats itself."""


def swells(size: int, packed: int) -> bool:
    """Whether so many bytes come out of so few that it is a bomb."""
    return size > max(BIG, RATIO * packed)
