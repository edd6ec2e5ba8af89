"""A text that says itself what its lines are, with what is known of its blocks said in their stead."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from convert.recovery.constraints import CUT, KEEP, RULE, Constraint, Constraints, strip
from convert.recovery.text import FIRST, Line, Marks, Text, Told
from convert.span import Span


def retell(text: Text, given: Constraints) -> Text:
    """The text with lines cut and told as the constraints want them; rows of tables and works stay as they are."""
    blocks = [block for block in given.blocks if block.kind != "row"]
    if not blocks:
        return replace(text, findings=(*text.findings, *given.findings))
    found = sorted((span, number) for number, block in enumerate(blocks) for span in block.spans)
    labels = sorted(span for block in blocks for span in block.label)
    places = sorted({place for span in (*(span for span, _ in found), *labels) for place in span})
    pieces = [piece for line in text.lines for piece in _part(line, places, text.view.text)]
    numbers = [_find(found, piece.start) for piece in pieces]
    rows = sorted(span for block in given.blocks if block.kind == "row" for span in block.spans)
    told = _Telling(blocks, len(pieces) + 1)
    lines = [_tell_label(piece) if _lies_in(labels, piece.start) else
             told.tell(piece, number, rest=given.whole and not _lies_in(rows, piece.start))
             for piece, number in zip(pieces, numbers, strict=True)]
    return replace(text, lines=tuple(lines), findings=(*text.findings, *given.findings))


def _part(line: Line, places: Sequence[int], view: str) -> Iterator[Line]:
    inner = places[bisect_right(places, line.start) : bisect_left(places, line.end)]
    for low, high in pairwise((line.start, *inner, line.end)):
        low, high = strip(view, low, high)
        if low < high:
            yield line._replace(start=low, end=high)


def _find(found: Sequence[tuple[Span, int]], place: int) -> int:
    """Which block holds a place; -1 where none does."""
    rank = bisect_right(found, ((place, place + 1), len(found))) - 1
    for (start, end), number in found[max(0, rank) : rank + 2]:
        if start <= place < end:
            return number
    return -1


def _lies_in(spans: Sequence[Span], place: int) -> bool:
    return any(start <= place < end for start, end in spans[max(0, bisect_right(spans, (place, place)) - 1) :][:2])


def _tell_label(line: Line) -> Line:
    """The line as a printed label of a fact, which is in no block."""
    return line._replace(marks=replace(line.marks, head=True, field=RULE, told=None))


class _Telling:
    """Tells piece after piece what it is, and numbers the paragraphs anew."""

    def __init__(self, blocks: Sequence[Constraint], scale: int) -> None:
        self.blocks = blocks
        self.scale = scale
        """The new numbers that each paragraph has room for."""
        self.numbers: dict[int, int] = {}
        """Number of a block → that of its paragraph."""
        self.last = (0, -1)
        """The paragraph of the piece before, and the block it was in."""
        self.count = 0

    def tell(self, line: Line, number: int, *, rest: bool) -> Line:
        """The line as its block wants it; one in no block stays what it was, or is cut if the `rest` is."""
        marks = line.marks
        told = marks.told
        if told is not None and told.follows not in (0, FIRST):
            told = told._replace(follows=(told.follows + 1) * self.scale - 1)
        marks = replace(marks, told=told, paragraph=self._number(marks.paragraph, number))
        if number < 0:
            return _tell_label(line._replace(marks=marks)) if rest and not marks.role else line._replace(marks=marks)
        return line._replace(marks=_state(marks, self.blocks[number]))

    def _number(self, paragraph: int, number: int) -> int:
        """The new number of a paragraph: one for each block, and one for what stands between two in one paragraph."""
        if number >= 0 and number in self.numbers:
            return self.numbers[number]
        if (paragraph, number) != self.last:
            self.count = self.count + 1 if paragraph == self.last[0] else 0
        self.last = (paragraph, number)
        made = paragraph * self.scale + self.count
        if number >= 0:
            self.numbers[number] = made
        return made


def _state(marks: Marks, block: Constraint) -> Marks:
    """The marks of a line that is, or belongs to, a block."""
    if block.kind == CUT:
        return replace(marks, role=RULE, told=None)
    old = marks.told if marks.told is not None and not marks.role else Told("p")
    if block.kind == KEEP:
        return replace(marks, role="", told=old)
    depth = block.depth or old.depth or 1
    told = old._replace(kind=block.kind, by=f"{RULE}/block", depth=depth if block.kind == "heading" else 0)
    if block.kind == "heading" and not told.place:
        told = told._replace(place="own")
    if block.kind == "meta" and old.kind != "meta":
        return replace(marks, role="", told=told._replace(labelled=bool(block.key)), field=block.key)
    return replace(marks, role="", told=told)
