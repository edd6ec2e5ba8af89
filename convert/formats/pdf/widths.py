"""Columns of a table: what their text asks for, what they get, and how small the type must be for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from convert.formats.pdf.setting import Setting

SMALLEST = 5.0
"""No table is set smaller than this, in points (八号)."""

READABLE = 7.5
"""A table that would be smaller than this in its measure looks for a wider one, in points (六号)."""

WIDEST = 20.0
"""A column asks for no more than this many ems, unless it holds numbers."""

LONGEST_WORD = 8.0
"""A word that is longer than this many ems may be broken, so that one address does not make a table small."""

NARROWEST = 4.0
"""A column of longer texts gets at least this many ems of its type, as long as the type can be made smaller."""

PADDING = 0.35
"""White on each side of a cell's text, in ems."""

_EDGES = 2 * PADDING + 0.1
"""White and rule of a column, in ems."""


@dataclass(slots=True)
class Wish:
    """What a column asks for, in ems: room for its texts on one line, and the least in which no number is broken."""

    wanted: float = 1.0
    least: float = 1.0

    def hear(self, setting: Setting, *, number: bool) -> None:
        """Takes in what one cell asks for."""
        natural = setting.ends[-1] / 1000
        words = [(setting.ends[word.stop] - setting.begins[word.start]) / 1000 for word in setting.words]
        least = natural if number else max([min(natural, NARROWEST), *(min(word, LONGEST_WORD) for word in words)])
        self.least = max(self.least, least)
        self.wanted = max(self.wanted, natural if number else min(natural, WIDEST), least)


def fit_size(wishes: Iterable[Wish], measure: float, size: float) -> float:
    """The size of type at which the least of all columns fits a measure; not above `size`, not below the smallest."""
    return max(SMALLEST, min(size, measure / sum(wish.least + _EDGES for wish in wishes)))


def share_measure(wishes: Sequence[Wish], measure: float, size: float) -> list[float]:
    """The widths of the columns, in points: what they ask for, or their least and a share of what is left."""
    least = [(wish.least + _EDGES) * size for wish in wishes]
    wanted = [(wish.wanted + _EDGES) * size for wish in wishes]
    if sum(wanted) <= measure or sum(least) >= measure:
        asked = wanted if sum(wanted) <= measure else least
        return [width * measure / sum(asked) for width in asked]
    part = (measure - sum(least)) / (sum(wanted) - sum(least))
    return [low + part * (high - low) for low, high in zip(least, wanted, strict=True)]
