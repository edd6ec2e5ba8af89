"""A copy of a stretch of source with edits, for a parser to read, and the way back from it to the source.

What people write and what CommonMark reads differ in small ways: a blank left out behind #, a table without its line of
dashes. The parser gets a copy in which that is put right; the characters of the view never come from the copy.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import NamedTuple


class Edit(NamedTuple):
    """Characters of the source that stand otherwise in the copy; start and end are the same where some are put in."""

    start: int
    end: int
    text: str


class Hole(NamedTuple):
    """Characters of the source that are markup of no standard: they are in no copy and, outside code, in no view."""

    start: int
    end: int
    rule: str


class Edited:
    """The copy and its way back."""

    __slots__ = ("_copies", "_origins", "_sizes", "text")

    def __init__(self, source: str, start: int, end: int, edits: Iterable[Edit] = ()) -> None:
        self._copies: list[int] = []
        self._origins: list[int] = []
        self._sizes: list[int] = []
        parts: list[str] = []
        length, position = 0, start
        for edit in sorted(edits):
            if edit.start < position:
                continue
            length = self._put(source[position : edit.start], position, edit.start - position, length, parts)
            length = self._put(edit.text, edit.start, edit.end - edit.start, length, parts)
            position = edit.end
        length = self._put(source[position:end], position, end - position, length, parts)
        self._put("", end, 0, length, parts)
        self.text = "".join(parts)

    @classmethod
    def join(cls, source: str, spans: Iterable[tuple[int, int]]) -> Edited:
        """A copy of several stretches, one behind the other."""
        made = cls(source, 0, 0)
        parts: list[str] = []
        length = 0
        for start, end in spans:
            length = made._put(source[start:end], start, end - start, length, parts)
            made._put("", end, 0, length, parts)
        made.text = "".join(parts)
        return made

    def origin(self, place: int) -> int:
        """The place in the source of a place in the copy; within what was put in, that of its beginning."""
        index = bisect_right(self._copies, place) - 1
        return self._origins[index] + min(place - self._copies[index], self._sizes[index])

    def end(self, place: int) -> int:
        """Where in the source ends what ends at a place of the copy; what was taken out there is behind it."""
        index = max(bisect_left(self._copies, place) - 1, 0)
        return self._origins[index] + min(place - self._copies[index], self._sizes[index])

    def _put(self, text: str, origin: int, size: int, length: int, parts: list[str]) -> int:
        """Note where a piece of the copy comes from; only pieces of the same length are told place by place."""
        self._copies.append(length)
        self._origins.append(origin)
        self._sizes.append(size if size == len(text) else 0)
        parts.append(text)
        return length + len(text)
