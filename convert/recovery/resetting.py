"""Resetting: a text whose lines are set anew from pieces of the old, with the way back to the same source."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from convert.recovery.text import Line, Run, Text
from convert.recovery.view import View
from convert.span import Span
from convert.tree.record import Excision


class Resetting(NamedTuple):
    """Lines that others take the place of."""

    first: int
    """Index of the first line that goes."""
    last: int
    """Index of the last."""
    lines: Sequence[Line]
    """Those that come, in their order, by places of the old view between the two; none overlaps another."""
    gap: int = 0
    """So many blank lines at least stand between them and the next line."""


def reset(text: Text, resettings: Sequence[Resetting], rule: str) -> Text:
    """The text with some of its lines set anew, in rising order; what falls away between them is cut by a rule."""
    setter = _Setter(text)
    cuts: list[Span] = []
    last = -1
    for resetting in resettings:
        setter.keep(last + 1, resetting.first)
        cuts += setter.set_anew(resetting)
        last = resetting.last
    setter.keep(last + 1, len(text.lines))
    setter.take(setter.place, len(text.view.text))
    return _compose_text(text, setter, cuts, rule)


def drop(text: Text, spans: Sequence[Span], rule: str) -> Text:
    """The text without some characters inside its lines, in rising order, which are cut by a rule."""
    setter = _Setter(text)
    for start, end in spans:
        setter.take(setter.place, start)
        setter.place = end
    setter.take(setter.place, len(text.view.text))
    moved = _Moved(setter.pieces)
    setter.lines += (line._replace(start=moved.place(line.start), end=moved.place(line.end)) for line in text.lines)
    return _compose_text(text, setter, spans, rule)


def _compose_text(text: Text, setter: _Setter, cuts: Sequence[Span], rule: str) -> Text:
    """The text as it was set."""
    moved = _Moved(setter.pieces)
    pictures = sorted((picture._replace(place=moved.place(picture.place)) for picture in text.pictures),
                      key=lambda picture: picture.place)
    return replace(text, view=_compose(text.view, setter, moved, cuts, rule), lines=tuple(setter.lines),
                   runs=tuple(sorted(_move_runs(text.runs, moved))), pictures=tuple(pictures))


class _Piece(NamedTuple):
    """Characters that stand together in both views."""

    start: int
    """In the old view."""
    end: int
    to: int
    """Where they begin in the new one."""


@dataclass(slots=True)
class _Setter:
    """Sets the new view from left to right."""

    text: Text
    place: int = 0
    """Up to where the old view is set."""
    length: int = 0
    """Of the new view."""
    gap: int = 0
    """Blank lines at least before the next line that is kept."""
    printed: list[str] = field(default_factory=list)
    pieces: list[_Piece] = field(default_factory=list)
    """In the order of the new view."""
    lines: list[Line] = field(default_factory=list)

    def take(self, start: int, end: int) -> int:
        """Sets characters of the old view; gives their new place."""
        to = self.length
        if start < end:
            self.pieces.append(_Piece(start, end, to))
            self.printed.append(self.text.view.text[start:end])
            self.length += end - start
        self.place = end
        return to

    def keep(self, first: int, stop: int) -> None:
        """Sets lines as they are, with what stands before them."""
        lines = self.text.lines[first:stop]
        if lines:
            start = self.place
            shift = self.take(start, lines[-1].end) - start
            moved = [line._replace(start=line.start + shift, end=line.end + shift) for line in lines]
            moved[0] = moved[0]._replace(gap=max(self.gap, moved[0].gap))
            self.lines += moved

    def set_anew(self, resetting: Resetting) -> Iterator[Span]:
        """Sets other lines in the place of some; gives what falls away."""
        start, end = self.text.lines[resetting.first].start, self.text.lines[resetting.last].end
        self.take(self.place, start)
        for number, line in enumerate(resetting.lines):
            if number:
                self.printed.append("\n")
                self.length += 1
            to = self.take(line.start, line.end)
            self.lines.append(line._replace(start=to, end=to + line.end - line.start))
        self.place, self.gap = end, resetting.gap
        for line in sorted(resetting.lines):
            if start < line.start:
                yield start, line.start
            start = line.end
        if start < end:
            yield start, end


class _Moved:
    """Old places → new ones."""

    def __init__(self, pieces: Sequence[_Piece]) -> None:
        self.pieces = sorted(pieces)
        self.starts = [piece.start for piece in self.pieces]

    def within(self, start: int, end: int) -> Iterator[_Piece]:
        """What is left of the characters between two places."""
        for piece in self.pieces[max(0, bisect_right(self.starts, start) - 1) : bisect_left(self.starts, end)]:
            low, high = max(start, piece.start), min(end, piece.end)
            if low < high:
                yield _Piece(low, high, piece.to + low - piece.start)

    def place(self, at: int) -> int:
        """Where a place is now; that of what stands next to it, where its own is gone."""
        number = bisect_right(self.starts, at) - 1
        if number >= 0 and at <= self.pieces[number].end:
            return self.pieces[number].to + at - self.pieces[number].start
        if number + 1 < len(self.pieces):
            return self.pieces[number + 1].to
        return self.pieces[-1].to + self.pieces[-1].end - self.pieces[-1].start if self.pieces else 0


def _compose(old: View, setter: _Setter, moved: _Moved, cuts: Sequence[Span], rule: str) -> View:
    """The new view over the source of the old one."""
    starts: list[int] = []
    runs: list[tuple[int, int]] = []
    for piece in setter.pieces:
        for begin, source, length in _trace(old, piece):
            starts.append(begin)
            runs.append((source, length))
    spans = sorted(span for cut in cuts for span in old.to_source([cut]))
    added = [Excision(tuple(spans), rule)] if spans else []
    entities = {piece.to: change for at, change in old.entities.items() for piece in moved.within(at, at + 1)}
    hints = {piece.to: hint for at, hint in old.hints.items() for piece in moved.within(at, at + 1)}
    return View("".join(setter.printed), starts, runs, [*old.cuts, *added], hints, plain=False, entities=entities)


def _trace(view: View, piece: _Piece) -> Iterator[tuple[int, int, int]]:
    """The runs of a piece: new place, place in the source, length."""
    if view.plain:
        yield piece.to, piece.start, piece.end - piece.start
        return
    number = max(0, bisect_right(view.starts, piece.start) - 1)
    while number < len(view.starts) and view.starts[number] < piece.end:
        begin, (source, length) = view.starts[number], view.runs[number]
        low, high = max(begin, piece.start), min(begin + length, piece.end)
        if low < high:
            yield piece.to + low - piece.start, source + low - begin, high - low
        number += 1


def _move_runs(runs: Sequence[Run], moved: _Moved) -> Iterator[Run]:
    """The runs by their new places, in as many pieces as are left of them."""
    for run in runs:
        if run.start == run.end:
            place = moved.place(run.start)
            yield run._replace(start=place, end=place)
        for piece in moved.within(run.start, run.end):
            yield run._replace(start=piece.to, end=piece.to + piece.end - piece.start)
