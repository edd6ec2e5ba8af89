"""A paragraph set in type: where each character stands before it is broken into lines.

Positions count characters (clusters) of the paragraph. At position `p`, between characters `p - 1` and `p`, the setting
knows how far a line that ends there reaches (`ends`), where a line that begins there starts (`begins`), how much white
lies before it in all that a tight line may take (`gives`) and how many places a loose line may open (`gaps`). So the
natural width of a line from `i` to `j` is `ends[j] - begins[i]`. Everything is in thousandths of an em.
"""

from __future__ import annotations

from copy import copy
from typing import NamedTuple

from convert.formats.pdf.font import GlyphCell, Typeface
from convert.formats.pdf.outline import Bookmark

SMALL = 0.65
"""Size of what stands above or below the line, in ems of the line."""


class Overlay(NamedTuple):
    """Something beside characters `start` to `end`: dots, line, name or struck, a reading, a link, a place."""

    start: int
    end: int
    kind: str
    reading: Setting | None = None
    goal: Bookmark | str = ""
    """The address or the block that a link leads to; the block that a place is the beginning of."""


class Word(NamedTuple):
    """A word or number that is not broken at first: characters `start` to `stop`, their text and their face."""

    start: int
    stop: int
    text: str
    face: Typeface


class Setting:
    """A paragraph in type; built by `setter`."""

    def __init__(self) -> None:
        self.codes: list[str] = []
        self.hex = ""
        self.ends: list[int] = []
        self.begins: list[int] = []
        self.gives: list[int] = []
        self.gaps: list[int] = []
        self.breaks: list[int] = []
        self.stops: list[int] = []
        self.kerns: list[int] = []
        self.slack: list[int] = []
        """At `stops[n]` the pen moves `kerns[n]` more than the font says, less part of `slack[n]` in a tight line."""
        self.origins: dict[int, int] = {}
        self.fonts: list[tuple[int, str]] = []
        self.tight: list[tuple[int, int]] = []
        self.overlays: list[Overlay] = []
        self.parts: list[tuple[int, str]] = []
        self.merged: list[tuple[int, int]] = []
        """Positions before which more than one character of the text is set as one, and how many more."""
        self.private: dict[int, str] = {}
        """Private-use characters by position: what they print is said beside them too (ISO 19005-2, 6.2.11.7.3)."""
        self.raised: dict[int, str] = {}
        """Characters above or below the line, by position: sup or sub."""
        self.words: list[Word] = []
        self.hyphens: dict[int, GlyphCell] = {}
        """Positions inside words where a line that ends there ends with a hyphen, which no text has."""
        self.upright: dict[int, int] = {}
        """Where short numbers stand upright in vertical setting, and how wide they are."""
        self.solid = (0, 0)
        """The last two characters that are no marks: a line that begins after the first of them is a lone character."""

    def __len__(self) -> int:
        return len(self.ends) - 1

    def x(self, position: int, start: int, stretch: float, tightness: float) -> float:
        """Where the visible part of a character lies in a line that begins at `start`."""
        spread = (self.gaps[position] - self.gaps[start]) * stretch
        taken = (self.gives[position] - self.gives[start]) * tightness
        return self.begins[position] - self.begins[start] + spread - taken

    def open_words(self) -> Setting:
        """The same paragraph with places to be opened between the letters of words too, if not in numbers."""
        opened, more = copy(self), [0] * len(self.gaps)
        inner = {position for word in self.words if any(map(str.isalpha, word.text))
                 for position in range(word.start + 1, word.stop)}
        for position in inner:
            more[position] = 1
        total = 0
        opened.gaps = []
        for gap, one in zip(self.gaps, more, strict=True):
            total += one
            opened.gaps.append(gap + total)
        closed = sorted({at for start, stop in self.tight for at in range(start, stop)} - {at - 1 for at in inner})
        opened.tight = [(at, at + 1) for at in closed]
        return opened
