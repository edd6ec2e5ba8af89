"""Scales: numbers as names of classes."""

from __future__ import annotations

from bisect import bisect_left

SIZES = (1, 2, 4, 6, 8, 10, 12, 14, 17, 20, 24, 28, 33, 40, 50, 65, 90, 140)
"""Bounds of the classes of length, in letters."""

NAMED = 4096
"""So many sets of features that stand together are remembered by what they are made of: few are common."""


def class_of(size: int) -> str:
    """The class of a length: its upper bound, or big."""
    place = bisect_left(SIZES, size)
    return str(SIZES[place]) if place < len(SIZES) else "big"


def quarters(share: float, parts: int = 4) -> int:
    """A share in whole parts, rounded down."""
    return int(share * parts)


def size_of(letters: int, small: int, middle: int) -> str:
    """s, m or l, for a text of less than two bounds or more."""
    return "s" if letters < small else "m" if letters < middle else "l"
