"""Frames: the cells that the strokes of lines one below the other draw.

A frame is followed from line to line. What counts is the order of its borders, not where they stand: faces and
machines disagree about the width of characters. Where a line has lost borders, or where `+` does not say which way it
leads, places decide. A frame that cannot be followed to its end is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import pairwise
from typing import NamedTuple

from convert.recovery.strokes import BLANK, DOWN, UP, Drawing, Kind, Stroke, mend, width_of

TOLERANCE = 2
"""Half-width columns by which a border may stand beside its place."""


LOST = 4
"""So many borders may be lost from a line; one with more is not understood."""


class Part(NamedTuple):
    """What one line prints of a cell."""

    number: int
    """Which line of the text."""
    start: int
    end: int
    column: int
    """Half-width columns before it."""
    room: int
    """Half-width columns around it that are free, the usual distance from the borders apart."""


@dataclass(slots=True)
class Cell:
    """A cell of a frame."""

    left: Stroke
    """Its left border where it opens."""
    right: Stroke
    """Its right border there."""
    row: int
    """Which row it opens in, counted from 1; a rule begins a row."""
    rows: int = 1
    """How many rows it spans."""
    parts: list[Part] = field(default_factory=list)
    """What is printed in it, from above."""


class Frame(NamedTuple):
    """Lines that together draw cells."""

    first: int
    """Its first line, by number in the text."""
    last: int
    """Its last line."""
    cells: Sequence[Cell]
    """All of them, row by row and from left to right."""
    wide: int
    """Half-width columns of a character that draws it: 2 in faces of East Asian machines."""
    rules: int
    """How many rules it has."""
    topped: bool
    """Whether it opens with a rule."""


class _Step(Enum):
    """What a line is to the frame above it."""

    ON = auto()
    """It goes on."""
    END = auto()
    """It closes the frame."""
    ANEW = auto()
    """It belongs to it no more."""
    BROKEN = auto()
    """It should, and does not fit."""


def find_frames(drawings: Sequence[Drawing], text: str) -> Iterator[Frame]:
    """The frames in lines that follow one another."""
    wide = _find_width(drawings)
    at = 0
    while at < len(drawings):
        follower = _Follower(text, wide)
        step = _Step.ON if follower.start(drawings[at]) else _Step.ANEW
        at += 1
        while step is _Step.ON and at < len(drawings):
            step = follower.take(drawings[at])
            at += step in (_Step.ON, _Step.END)
        if step is _Step.BROKEN:
            at = next((i for i in range(at, len(drawings)) if drawings[i].opens and drawings[i].boxed), len(drawings))
        elif follower.proven:
            yield follower.frame()


def _find_width(drawings: Sequence[Drawing]) -> int:
    """How wide characters of doubtful width are: so that the right edges of lines agree best."""
    def differ(wide: int) -> int:
        edges = [drawing.strokes[-1].column(wide) for drawing in drawings if drawing.strokes[-1].printed]
        return sum(abs(a - b) for a, b in pairwise(edges))
    return min((2, 1), key=differ)


def _prints_outside(drawing: Drawing, borders: Sequence[Stroke]) -> bool:
    """Whether a line prints anything left or right of the borders."""
    kinds = zip(pairwise(drawing.strokes), drawing.kinds, strict=True)
    return any(kind == Kind.TEXT and (right.start <= borders[0].start or left.start >= borders[-1].start)
               for (left, right), kind in kinds)


class _Follower:
    """Follows one frame down its lines."""

    def __init__(self, text: str, wide: int) -> None:
        self.text, self.wide = text, wide
        self.cells: list[Cell] = []
        self.open: list[Cell] = []
        self.active: list[Stroke] = []
        """The borders that lead down from the last line."""
        self.other: list[Stroke] = []
        """Those that a damaged rule shows."""
        self.row = 1
        self.fresh = False
        """Whether the last line was a rule."""
        self.lines: list[Drawing] = []
        self.rules = 0
        """How many of the lines have rules."""

    @property
    def proven(self) -> bool:
        """Whether it is a frame: two lines agree on two borders, and without rules all of them on all."""
        if sum(drawing.printed > 1 for drawing in self.lines) < 2 or all(line.bare for line in self.lines):
            return False
        if any(drawing.ruled and drawing.printed > 1 for drawing in self.lines):
            return True
        if len(self.active) < 3 or not all(each.boxed and each.printed == len(each.strokes) for each in self.lines):
            return False
        return all(self._stand_alike(above.strokes, below.strokes) for above, below in pairwise(self.lines))

    def frame(self) -> Frame:
        """The frame of all lines that were taken."""
        return Frame(self.lines[0].number, self.lines[-1].number, self.cells, self.wide,
                     self.rules, self.lines[0].ruled)

    def _add(self, drawing: Drawing) -> None:
        self.lines.append(drawing)
        self.rules += drawing.ruled

    def start(self, drawing: Drawing) -> bool:
        """Whether a frame may open with a line, which then is its first."""
        wanted = DOWN if drawing.bare else UP | DOWN
        self.active = [stroke for stroke in drawing.strokes if stroke.arms & wanted]
        if drawing.printed < 2 or len(self.active) < 2 or Kind.MIXED in drawing.kinds:
            return False
        if drawing.ruled and not drawing.bare:
            return False
        self._add(drawing)
        self.fresh = drawing.bare
        self._open_cells({})
        if not drawing.bare:
            self._write(self.active)
        return True

    def take(self, drawing: Drawing) -> _Step:
        """What the next line is to the frame; it is taken where it belongs to it."""
        if Kind.MIXED in drawing.kinds:
            return _Step.BROKEN
        if drawing.opens:
            return _Step.ANEW
        fitted = self._fit_rule(drawing) if drawing.ruled else self._fit_text(drawing)
        if fitted is None:
            return self._take_misfit(drawing)
        drawing, borders = fitted
        if _prints_outside(drawing, borders):
            return _Step.BROKEN
        self._add(drawing)
        if drawing.ruled:
            return self._cross(drawing, borders)
        self._write(borders)
        self.fresh, self.other = False, []
        return _Step.ON

    def _take_misfit(self, drawing: Drawing) -> _Step:
        """A rule whose corners are damaged still parts rows; behind a rule another frame may follow."""
        if drawing.bare and not self.fresh and self.rules:
            self._add(drawing)
            self.other = [stroke for stroke in drawing.strokes if stroke.arms & DOWN]
            self._next_row()
            self._open_cells({})
            return _Step.ON
        ended = self.fresh and not self.lines[-1].boxed
        return _Step.ANEW if drawing.bare or ended else _Step.BROKEN

    def _fit_text(self, drawing: Drawing) -> tuple[Drawing, Sequence[Stroke]] | None:
        """The borders of a line without rules, as many as lead down to it."""
        strokes = drawing.strokes
        if len(strokes) == len(self.active):
            return drawing, strokes
        drawn = [stroke for stroke in strokes if not stroke.printed or self.text[stroke.start] not in "|｜"]
        if len(drawn) == len(self.active):
            return drawing, drawn
        if self.fresh and len(strokes) == len(self.other) and self._reopen(self.other):
            return drawing, strokes
        unsure = self.fresh and not self.lines[-1].boxed
        return ((self._narrow(drawing) if unsure else None) or self._mend(drawing, strokes)
                or (self._narrow(drawing) if self.fresh else None))

    def _fit_rule(self, drawing: Drawing) -> tuple[Drawing, Sequence[Stroke]] | None:
        """The borders that end or go on at a rule."""
        ups = [stroke for stroke in drawing.strokes if stroke.arms & UP]
        if len(ups) == len(self.active) and not (drawing.bare and self.rules and self._differ(ups)):
            return drawing, ups
        found = self._match(self.active, drawing.strokes)
        if found is not None:
            return drawing, [drawing.strokes[i] for i in found]
        return None if drawing.bare else self._mend(drawing, ups)

    def _narrow(self, drawing: Drawing) -> tuple[Drawing, Sequence[Stroke]] | None:
        """Behind a rule that shows more borders than go on: those that the line has."""
        found = self._match(drawing.strokes, self.active)
        if found is None or len(found) < 2 or not self._reopen([self.active[i] for i in found]):
            return None
        return drawing, drawing.strokes

    def _mend(self, drawing: Drawing, strokes: Sequence[Stroke]) -> tuple[Drawing, Sequence[Stroke]] | None:
        """The line with the borders that it has lost, where it has white space in their places."""
        found = self._match(strokes, self.active)
        if found is None or len(found) < 2 or len(self.active) - len(found) > LOST:
            return None
        held = dict(zip(found, strokes, strict=True))
        missing = [stroke.column(self.wide) for i, stroke in enumerate(self.active) if i not in held]
        mended = mend(drawing, missing, self.text, self.wide, TOLERANCE)
        if mended is None:
            return None
        return mended, sorted([*strokes, *(set(mended.strokes) - set(drawing.strokes))])

    def _match(self, some: Sequence[Stroke], all_: Sequence[Stroke]) -> list[int] | None:
        """Which of all borders each of some is by its place; None where one is none."""
        places = [stroke.column(self.wide) for stroke in all_]
        found: list[int] = []
        at = 0
        for place in (stroke.column(self.wide) for stroke in some):
            while at + 1 < len(places) and abs(places[at + 1] - place) <= abs(places[at] - place):
                at += 1
            if at >= len(places) or abs(places[at] - place) > TOLERANCE:
                return None
            found.append(at)
            at += 1
        return found

    def _differ(self, borders: Sequence[Stroke]) -> bool:
        """Whether some stand too far from those that lead down to be the same."""
        return any(abs(a.column(self.wide) - b.column(self.wide)) > 2 * TOLERANCE
                   for a, b in zip(borders, self.active, strict=True))

    def _stand_alike(self, above: Sequence[Stroke], below: Sequence[Stroke]) -> bool:
        return len(above) == len(below) and self._match(above, below) is not None

    def _cross(self, drawing: Drawing, borders: Sequence[Stroke]) -> _Step:
        """A rule: it closes the cells that it runs under; words beside it go on with theirs."""
        index = {stroke: i for i, stroke in enumerate(drawing.strokes)}
        going: dict[tuple[Stroke, Stroke], Cell] = {}
        for cell, (left, right) in zip(self.open, pairwise(borders), strict=True):
            kinds = drawing.kinds[index[left] : index[right]]
            if len(kinds) == 1 and kinds[0] != Kind.RULE:
                going[left, right] = cell
            elif any(kind != Kind.RULE for kind in kinds):
                return _Step.BROKEN
        for (left, right), cell in going.items():
            self._print(cell, left, right)
        self.active = [stroke for stroke in drawing.strokes if stroke.arms & DOWN]
        self._next_row()
        if len(self.active) < 2:
            return _Step.BROKEN if going else _Step.END
        for left, right in pairwise(self.active):
            ruled = all(kind == Kind.RULE for kind in drawing.kinds[index[left] : index[right]])
            if not ruled and (left, right) not in going:
                return _Step.BROKEN
        return _Step.ON if self._open_cells(going) else _Step.BROKEN

    def _next_row(self) -> None:
        self.row += 1
        self.fresh = True

    def _open_cells(self, going: dict[tuple[Stroke, Stroke], Cell]) -> bool:
        """Cells between the borders that lead down, save those that go on; whether these all keep their place."""
        pairs = list(pairwise(self.active))
        self.open = [going.get(pair) or Cell(*pair, self.row) for pair in pairs]
        for cell in going.values():
            cell.rows += 1
        self.cells += [cell for pair, cell in zip(pairs, self.open, strict=True) if pair not in going]
        return len(going) <= sum(pair in going for pair in pairs)

    def _reopen(self, borders: list[Stroke]) -> bool:
        """Other borders below the last rule; False where a cell that goes on would lose its own."""
        new = sum(cell.row == self.row for cell in self.open)
        going = {pair: cell for pair, cell in zip(pairwise(self.active), self.open, strict=True)
                 if cell.row < self.row}
        if not set(going) <= set(pairwise(borders)):
            return False
        del self.cells[len(self.cells) - new :]
        self.active = borders
        for cell in going.values():
            cell.rows -= 1
        return self._open_cells(going)

    def _write(self, borders: Sequence[Stroke]) -> None:
        """The words of a line go to the cells that are open."""
        for cell, (left, right) in zip(self.open, pairwise(borders), strict=True):
            self._print(cell, left, right)

    def _print(self, cell: Cell, left: Stroke, right: Stroke) -> None:
        """What stands between two strokes goes on with a cell."""
        whole = self.text[left.end : right.start]
        body = whole.strip(BLANK)
        if not body:
            return
        lead = len(whole) - len(whole.lstrip(BLANK))
        start = left.end + lead
        before, width = width_of(whole[:lead], self.wide), width_of(body, self.wide)
        after = width_of(whole[lead + len(body) :], self.wide)
        if not right.printed:
            after = max(0, cell.right.column(self.wide) - cell.left.column(self.wide) - before - width)
        column = left.column(self.wide) + width_of(self.text[left.start : left.end], self.wide) + before
        room = before + after - 2 * min(before, after, TOLERANCE)
        cell.parts.append(Part(self.lines[-1].number, start, start + len(body), column, room))
