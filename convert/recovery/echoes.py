"""Echoes: how much of a short line returns in the text behind it: of titles and headings much, of buttons nothing."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from convert.recovery.atoms import Atom

LONGEST = 60
"""Letters of the longest line that is looked at."""

REACH = 1000
"""Letters of the text behind a line that are looked through."""

LEAST = 3
"""So many pairs of a line must return before it is the one that returns most."""


class Echo(NamedTuple):
    """What of a short line returns."""

    share: float
    """Share of its pairs of letters that stand in the text behind it."""
    most: bool
    """Whether of the short lines around it, with no text between, none has more pairs that return."""


def find_echoes(atoms: Sequence[Atom], prose: Sequence[bool]) -> list[Echo | None]:
    """What of each atom returns; None for a long one, for one without two letters, and where no text is behind it."""
    found: list[Echo | None] = [None] * len(atoms)
    behind = ""
    group: dict[int, int] = {}
    for i in range(len(atoms) - 1, -1, -1):
        pairs = _pairs_of(atoms[i].plain) if behind and atoms[i].letters <= LONGEST else ()
        if prose[i]:
            _mark_most(found, group)
            group = {}
        elif pairs:
            group[i] = sum(pair in behind for pair in pairs)
            found[i] = Echo(group[i] / len(pairs), False)
        if prose[i]:
            behind = f"{atoms[i].plain[:REACH]} {behind}"[:REACH]
    _mark_most(found, group)
    return found


def _pairs_of(plain: str) -> list[str]:
    """The pairs of neighbouring Han letters of a line."""
    return [a + b for a, b in pairwise(plain) if a > "⺀" and b > "⺀" and a.isalpha() and b.isalpha()]


def _mark_most(found: list[Echo | None], group: dict[int, int]) -> None:
    most = max(group.values(), default=0)
    if most >= LEAST:
        for i, count in group.items():
            echo = found[i]
            if count == most and echo is not None:
                found[i] = echo._replace(most=True)
