"""Matching: what corrections say of a text before it is read, and what of them fits nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from convert.chinese.folding import bare
from convert.corrections.record import BOOK, Corrected, Corrections
from convert.corrections.seeking import Sought, find_solid, seek, squeeze_out
from convert.recovery.constraints import CUT, Constraint, Constraints
from convert.recovery.text import Text
from convert.tree.record import Finding

TOP = 60
"""Among so many lines at the beginning of a text the line is sought that prints a title which was stated."""

SHOWN = 30
"""So many characters of a text are shown in a remark."""


def match(corrections: Corrections, text: Text) -> Constraints:
    """The constraints of a text, with a finding for each correction that fits nowhere in it."""
    titles = _seek_title(corrections, text)
    places = seek(list(map(_seek_for, corrections.blocks)), text.view)
    made = [Constraint(place.spans, block.kind, block.depth, block.opens, block.key, place.label)
            for block, place in zip(corrections.blocks, places, strict=True) if place is not None]
    misfits = (_tell(corrections, number, text) for number, place in enumerate(places) if place is None)
    blocks = sorted((*made, *titles), key=lambda block: block.spans)
    return Constraints(tuple(blocks), corrections.whole, (*tell_use(corrections, text.source.sha256), *misfits))


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


def _tell(corrections: Corrections, number: int, text: Text) -> Finding:
    """What is to be told of a block that is nowhere, with what the source has that is like it."""
    block = corrections.blocks[number]
    where = f"line {block.line}" if block.line else f"[[block]] {number + 1}"
    near = find_near(block, text)
    shown = f"; the nearest in the source is “{near}”" if near else ""
    said = f"the source has no “{_shorten(block.text)}”{shown}."
    return Finding("corrections/misfit", "warning", f"{corrections.file or 'The corrections'}, {where}: {said}")


def _shorten(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= SHOWN else f"{flat[:SHOWN]}…"


def find_near(block: Corrected, text: Text) -> str:
    """The characters of a text that begin or end as a block does; empty where none do."""
    plain = text.view.text
    solid = find_solid(plain)
    row, wanted = squeeze_out(plain), squeeze_out(block.text)
    if len(row) != len(solid) or not bare(wanted):
        return ""
    for size in range(min(len(wanted), SHOWN), 2, -1):
        for piece, shift in ((wanted[:size], 0), (wanted[-size:], len(wanted) - size)):
            at = row.find(piece)
            if at >= 0:
                low = max(0, at - shift)
                return _shorten(plain[solid[low] : solid[min(low + len(wanted), len(solid)) - 1] + 1])
    return ""
