"""Runs: what the format marks inside a text, carried to the blocks that its lines became."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from convert.recovery.text import PLACE, SPACE, Run
from convert.span import Span
from convert.tree.record import Inline


class RunIndex:
    """The runs of a text, to be asked for those of a block."""

    def __init__(self, runs: Sequence[Run], text: str) -> None:
        self._runs = sorted(_settle_empty(run, text) if run.start == run.end else run for run in runs
                            if run.kind != PLACE)
        self._text = text
        self._reach = list(accumulate((run.end for run in self._runs), max))
        """How far this run and all before it reach, at most."""

    def carry(self, spans: Sequence[Span]) -> tuple[Inline, ...]:
        """What is marked in the characters of spans, by places in their text; each prints as many as the view has."""
        if not self._runs or not spans:
            return ()
        found = []
        for run in self._find(spans[0][0], spans[-1][1]):
            place = _carry_empty(run.start, spans, self._text) if run.start == run.end else _carry(run, spans)
            if place is not None:
                found.append(Inline(*place, run.kind, run.target))
        return tuple(found)

    def _find(self, start: int, end: int) -> Iterator[Run]:
        """The runs that touch a stretch."""
        for at in range(bisect_left(self._reach, start), len(self._runs)):
            run = self._runs[at]
            if run.start > end:
                return
            if run.end >= start:
                yield run


def _settle_empty(run: Run, text: str) -> Run:
    """A run without characters, right behind the last letter before it on its line, else before the first behind it."""
    place = run.start
    while place and text[place - 1] in SPACE:
        place -= 1
    if place and text[place - 1] not in "\r\n":
        return run._replace(start=place, end=place)
    place = run.start
    while place < len(text) and text[place] in SPACE:
        place += 1
    return run._replace(start=place, end=place)


def _carry(run: Run, spans: Sequence[Span]) -> Span | None:
    """The characters of a run, as they stand in the text of spans."""
    before, first, last = 0, -1, -1
    for start, end in spans:
        low, high = max(run.start, start), min(run.end, end)
        if low < high:
            first = before + low - start if first < 0 else first
            last = before + high - start
        before += end - start
    return (first, last) if first >= 0 else None


def _carry_empty(place: int, spans: Sequence[Span], text: str) -> Span | None:
    """A place between two characters, as it stands in the text of spans: it belongs to what is before it."""
    before = 0
    opens = place == 0 or text[place - 1].isspace()
    for start, end in spans:
        if start < place <= end or (opens and place == start):
            return before + place - start, before + place - start
        before += end - start
    return None


def leave_out(inlines: Sequence[Inline], place: int) -> tuple[Inline, ...]:
    """The marks of a text that has lost the character at a place."""
    return tuple(mark._replace(start=mark.start - (mark.start > place), end=mark.end - (mark.end > place))
                 for mark in inlines)


class Addition(NamedTuple):
    """Characters that are printed at a place of a text which does not hold them."""

    place: int
    text: str
    host: int = -1
    """Where the characters begin that they are the reading of; -1 for what is no reading."""


def make_room(inlines: Sequence[Inline], additions: Sequence[Addition]) -> tuple[Inline, ...]:
    """The marks of a text that has got additions, which come in the order of their places, one at each.

    Of the marks that end where a reading is put, those hold it that begin where it is read, or before.
    """
    places = [each.place for each in additions]
    sums = [0, *accumulate(len(each.text) for each in additions)]
    made = []
    for mark in inlines:
        before, up_to = bisect_left(places, mark.end), bisect_right(places, mark.end)
        host = additions[before].host if before < up_to else -1
        reach = up_to if mark.start == mark.end or mark.start <= host else before
        made.append(mark._replace(start=mark.start + sums[bisect_right(places, mark.start)],
                                  end=mark.end + sums[reach]))
    return tuple(made)
