"""Matching: what corrections say of a text before it is read, and what of them fits nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from convert.chinese.folding import bare
from convert.corrections.record import BOOK, Corrected, Corrections
from convert.corrections.seeking import Sought, find_solid, seek, squeeze_out
from convert.recovery.constraints import CUT, Constraint, Constraints
from convert.recovery.text import Line, Text
from convert.tree.record import Finding

TOP = 60
"""Among so many lines at the beginning of a text the line is sought that prints a title which was stated."""

UNSEEN = frozenset({"head", "hidden", "running", "given", "comment"})
"""Roles of lines that print again what the text prints, or that no reader sees."""

LABEL = 15
"""Letters that a printed label may have."""

LEAST = 3
"""Characters that a text must share to be near."""

_FREE = re.compile(rb"\0+")

SHOWN = 30
"""So many characters of a text are shown in a remark."""


def match(corrections: Corrections, text: Text) -> Constraints:
    """The constraints of a text, with a finding for each correction that fits nowhere in it."""
    titles = _seek_title(corrections, text)
    aside = [(line.start, line.end) for line in text.lines if _is_aside(line)]
    places = seek(list(map(_seek_for, corrections.blocks)), text.view, sorted(aside))
    made = [Constraint(place.spans, block.kind, block.depth, block.opens, block.key, place.label)
            for block, place in zip(corrections.blocks, places, strict=True) if place is not None]
    missing = [number for number, place in enumerate(places) if place is None]
    source = _Source(text.view.text if missing else "")
    misfits = [_tell(corrections, number, source) for number in missing]
    misfits += _tell_rest(corrections, made, text) if corrections.whole else ()
    blocks = sorted((*made, *titles), key=lambda block: block.spans)
    return Constraints(tuple(blocks), corrections.whole, (*tell_use(corrections, text.source.sha256), *misfits))


def _is_aside(line: Line) -> bool:
    """Whether a line is none of the text itself."""
    return line.marks.role in UNSEEN or bool(line.marks.field)


def _tell_rest(corrections: Corrections, made: Sequence[Constraint], text: Text) -> Iterator[Finding]:
    """What stands in none of the blocks, which are all that there are, and is longer than a printed label."""
    held = bytearray(len(text.view.text))
    for start, end in (span for block in made for span in (*block.spans, *block.label)):
        held[start:end] = b"\1" * (end - start)
    rest = []
    for line in (line for line in text.lines if not _is_aside(line)):
        free = [(match.start(), match.end()) for match in _FREE.finditer(held, line.start, line.end)]
        rest += [text.view.text[start:end] for start, end in free if len(bare(text.view.text[start:end])) > LABEL]
    if rest:
        many = f"{len(rest)} stretches" if len(rest) > 1 else "a stretch"
        what = f"has no row for {many} of the source, in no block now: {_shorten(rest[0])}"
        yield Finding("corrections/left-out", "warning", f"{corrections.file or 'The outline'} {what}")


def _seek_for(block: Corrected) -> Sought:
    return Sought(block.text, block.at, block.key, block.kind in ("meta", CUT))


def _seek_title(corrections: Corrections, text: Text) -> Iterator[Constraint]:
    """The line that prints the title, where no block says which is it."""
    stated = (place.facts.get("title", ()) for place in corrections.list_stated() if place.by != BOOK)
    title = squeeze_out(" ".join(next(filter(None, stated), ())))
    if not title or any(block.kind == "title" for block in corrections.blocks):
        return
    plain = text.view.text
    for line in text.lines[:TOP]:
        if line.end - line.start <= 2 * len(title) and squeeze_out(plain[line.start : line.end]) == title:
            yield Constraint(((line.start, line.end),), "title")
            return


def tell_use(corrections: Corrections, digest: str) -> Iterator[Finding]:
    """Which corrections were used, and whether they were made for another state of the file."""
    if corrections.file:
        yield Finding("corrections/used", "note",
                      f"Corrected by {corrections.file} (sha256:{corrections.print}).")
    if corrections.digest and corrections.digest != digest:
        yield Finding("corrections/digest", "warning",
                      f"{corrections.file or 'The corrections'} was made for another state of this file.")


def _tell(corrections: Corrections, number: int, source: _Source) -> Finding:
    """What is to be told of a block that is nowhere, with what the source has that is like it."""
    block = corrections.blocks[number]
    where = f"line {block.line}" if block.line else f"[[block]] {number + 1}"
    near = source.find_near(block.text)
    shown = f"; the nearest in the source is “{near}”" if near else ""
    said = f"the source has no “{_shorten(block.text)}”{shown}."
    return Finding("corrections/misfit", "warning", f"{corrections.file or 'The corrections'}, {where}: {said}")


def _shorten(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= SHOWN else f"{flat[:SHOWN]}…"


class _Source:
    """A text in which what is nearest to others is sought."""

    def __init__(self, plain: str) -> None:
        self.plain = plain
        self.solid = find_solid(plain)
        self.row = squeeze_out(plain)

    def find_near(self, text: str) -> str:
        """The characters that begin or end as a text does, in most of its characters; empty where none do."""
        wanted = squeeze_out(text)
        if len(self.row) != len(self.solid) or not bare(wanted):
            return ""
        front, back = (self._measure(wanted, behind) for behind in (False, True))
        size = max(front, back)
        if size < LEAST:
            return ""
        at = self.row.find(wanted[:size] if front >= back else wanted[-size:])
        low = max(0, at if front >= back else at - len(wanted) + size)
        return _shorten(self.plain[self.solid[low] : self.solid[min(low + len(wanted), len(self.solid)) - 1] + 1])

    def _measure(self, wanted: str, behind: bool) -> int:
        """How many characters from the beginning or the end of a text stand together."""
        low, high = 0, min(len(wanted), SHOWN)
        while low < high:
            middle = (low + high + 1) // 2
            found = (wanted[-middle:] if behind else wanted[:middle]) in self.row
            low, high = (middle, high) if found else (low, middle - 1)
        return low
