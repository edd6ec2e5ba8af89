"""Mending blocks whose account does not close: what is wrong in them is printed as the characters of the source."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from convert.errors import AuditError
from convert.recovery.account import drop_control, has_control, strip_control
from convert.span import Span, cut_text, join_spans
from convert.tree.audit import restore_leaf
from convert.tree.record import Excision, Settled

_OPENERS = frozenset({"article", "row"})
"""Kinds that open something and print nothing."""


class Mended(NamedTuple):
    """Blocks and cuts that claim each character of a source once at most and say what stands there."""

    blocks: list[Settled]
    cuts: list[Excision]
    places: list[Span]
    """Where blocks were printed as what stands there, in source spans."""


def mend(text: str, blocks: Sequence[Settled], cuts: Iterable[Excision]) -> Mended:
    """The blocks and cuts of a source, those that are wrong mended; what nothing claims then falls to the account."""
    wrong = {number for number, block in enumerate(blocks) if not _tells(block, text)}
    wrong |= _find_rivals((span, number) for number, block in enumerate(blocks) if number not in wrong
                          for span in block.spans)
    taken = _Taken(span for number, block in enumerate(blocks) if number not in wrong for span in block.spans)
    made: list[Settled] = []
    places: list[Span] = []
    for number, block in enumerate(blocks):
        if number not in wrong:
            made.append(block)
            continue
        spans = drop_control(text, taken.take(block.spans, len(text)))
        places += spans
        if spans or block.kind == "cell":
            made.append(Settled("cell" if block.kind == "cell" else "p", strip_control(cut_text(text, spans)), spans,
                                "p/line", block.cert, quote=block.quote))
    kept = [Excision(spans, cut.by) for cut in cuts if (spans := taken.take(cut.spans, len(text)))]
    return Mended(made, kept, places)


def _tells(block: Settled, text: str) -> bool:
    """Whether a block says what stands in its spans of the source."""
    edges = [0, *(edge for span in block.spans for edge in span), len(text)]
    said = [*(value for value in block if isinstance(value, str)), *(mark.target for mark in block.inlines)]
    marked = all(0 <= mark.start <= mark.end <= len(block.text) for mark in block.inlines)
    if not marked or any(map(has_control, said)) or edges != sorted(edges):
        return False
    if block.kind in _OPENERS and block.spans:
        return False
    edits = sorted((*change.at, change.was, change.now) for change in block.changes)
    try:
        return all(text[start:end] == piece for start, end, piece in restore_leaf(block.spans, block.text, edits))
    except AuditError:
        return False


def _find_rivals(claims: Iterable[tuple[Span, int]]) -> set[int]:
    """The later ones of blocks that claim the same characters, each span with the number of its block."""
    found: set[int] = set()
    reach, owner = 0, -1
    for (start, end), number in sorted(claims):
        if start < reach and number != owner:
            found.add(max(number, owner))
        if number not in found and (owner in found or end > reach):
            reach, owner = end, number
    return found


class _Taken:
    """The characters that are claimed."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self.spans = sorted(spans)

    def take(self, spans: Iterable[Span], length: int) -> tuple[Span, ...]:
        """What is free of some spans, and taken from now on; `length` is that of the source."""
        free = [part for start, end in sorted(spans) for part in self._take(max(0, start), min(end, length))]
        return join_spans(free)

    def _take(self, start: int, end: int) -> Iterator[Span]:
        at = max(0, bisect_right(self.spans, (start, start)) - 1)
        found = []
        while start < end and at < len(self.spans) and self.spans[at][0] < end:
            low, high = self.spans[at]
            if start < low:
                found.append((start, low))
            start, at = max(start, high), at + 1
        if start < end:
            found.append((start, end))
        for part in found:
            self.spans.insert(bisect_right(self.spans, part), part)
        yield from found
