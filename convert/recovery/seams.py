"""Seams: whether the letters on either side of a line end belong together, by what else the text has side by side."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from convert.recovery.atoms import Atom
from convert.recovery.page import ends_sentence

BOUND = 8
"""Two letters are bound that stand side by side so many times more often than by chance (Church and Hanks 1990)."""

_CODE = "utf-16-le"
"""Two bytes a letter, but for those outside the first plane, which are parted."""

FEW = 4
"""Fewer line ends say nothing of the others."""


class Neighbours(NamedTuple):
    """How often letters and pairs of letters occur inside the atoms of a text, by the number of their UTF-16."""

    letters: Mapping[int, int]
    """Letter → how often it occurs."""
    pairs: Mapping[int, int]
    """Two letters side by side → how often they occur."""
    total: int
    """Letters of the whole text."""

    def judge(self, a: str, b: str) -> str:
        """`bound`, `met` for two that stand side by side by chance, `apart` for two that never do; empty for signs."""
        if not (a > "⺀" and b > "⺀" and a.isalpha() and b.isalpha()):
            return ""
        together = self.pairs.get(_number(a + b), 0)
        if not together:
            return "apart"
        chance = self.letters.get(_number(a), 0) * self.letters.get(_number(b), 0)
        return "bound" if together * self.total >= BOUND * chance else "met"


def count_neighbours(atoms: Iterable[Atom]) -> Neighbours:
    """The letters and pairs of letters of all atoms; numbers are counted in half the time of strings."""
    data = "\n".join(atom.plain for atom in atoms).encode(_CODE, "surrogatepass")
    even, odd = data[: len(data) // 4 * 4], data[2 : (len(data) - 2) // 4 * 4 + 2]
    pairs = Counter(memoryview(even).cast("I"))
    pairs.update(memoryview(odd).cast("I"))
    return Neighbours(Counter(memoryview(data).cast("H")), pairs, len(data) // 2)


def _number(letters: str) -> int:
    return int.from_bytes(letters.encode(_CODE, "surrogatepass"), sys.byteorder)


def measure_seams(atoms: Sequence[Atom], neighbours: Neighbours) -> tuple[float | None, float | None]:
    """The shares of lines without a stop that end in a letter bound to the first of the next line.

    That of lines right above it, and that of lines above a blank line; None of too few.
    """
    found: tuple[list[bool], list[bool]] = [], []
    for atom, after in pairwise(atoms):
        if after.part or after.opener is not None or ends_sentence(atom.plain):
            continue
        seam = neighbours.judge(atom.plain[-1], after.plain[0])
        if seam:
            found[after.gap > 0].append(seam == "bound")
    close, parted = (sum(seams) / len(seams) if len(seams) >= FEW else None for seams in found)
    return close, parted
