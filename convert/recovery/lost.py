"""Characters that a page shows and its file does not hold: a box stands for each that the file has in their place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from convert.recovery.account import has_control
from convert.recovery.runs import RunIndex
from convert.span import Span
from convert.tree.record import Change, Excision, Inline, Settled

LOST = "lost"
"""Kind of a run, and the reason of the gap that it becomes."""
BOX = "□"
"""What stands for a character that cannot be read (GB/T 15834-2011, 4.16.3.3)."""
RULE = "text/lost"
"""Rule of the changes."""
_RUNNING = frozenset({"p", "heading", "li"})
"""Kinds behind which no front is open."""


def box_lost(block: Settled, view: str) -> Settled:
    """The block with gaps in the place of what its format marks as lost; its changes tell what stood there."""
    if not any(mark.kind == LOST for mark in block.inlines):
        return block
    text, changes = list(block.text), list(block.changes)
    for mark in block.inlines:
        if mark.kind != LOST:
            continue
        for at, place in _find_boxed(block, mark, view):
            text[place : place + at[1] - at[0]] = BOX * (at[1] - at[0])
            changes.append(Change(at, view[slice(*at)], BOX * (at[1] - at[0]), RULE))
    marks = tuple(mark._replace(kind="gap", target=LOST) if mark.kind == LOST else mark for mark in block.inlines)
    return block._replace(text="".join(text), changes=tuple(changes), inlines=marks)


def keep_lost(blocks: Sequence[Settled], cuts: Sequence[Excision], runs: RunIndex, view: str
              ) -> tuple[list[Settled], list[Excision]]:
    """The blocks, and of the cuts those that are no gaps: a line of signs that cannot be read is a line all the same.

    It is a paragraph of its own, before all paragraphs a note.
    """
    kept, left = list(blocks), []
    for cut in cuts:
        marks = runs.carry(cut.spans) if cut.by.startswith("marker/") else ()
        if not any(mark.kind == LOST for mark in marks):
            left.append(cut)
            continue
        place = next((at for at, block in enumerate(kept) if block.spans and block.spans[0] > cut.spans[0]), len(kept))
        kind = "p" if any(block.kind in _RUNNING for block in kept[:place]) else "note"
        words = "".join(view[slice(*span)] for span in cut.spans)
        kept.insert(place, Settled(kind, words, tuple(cut.spans), RULE, inlines=marks))
    return kept, left


def _find_boxed(block: Settled, mark: Inline, view: str) -> Iterator[tuple[Span, int]]:
    """Stretches of marked characters that a box can stand for: their places in the view and in the text."""
    before = 0
    for start, end in block.spans:
        low, high = max(mark.start - before, 0) + start, min(mark.end - before + start, end)
        for boxed, run in groupby(range(low, high), key=lambda at: not (view[at].isspace() or has_control(view[at]))):
            places = list(run)
            if boxed:
                yield (places[0], places[-1] + 1), before + places[0] - start
        before += end - start
