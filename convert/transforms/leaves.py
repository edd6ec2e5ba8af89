"""The printed text of a whole tree as one string, and the way back from its characters to tree and source."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lxml import etree

from convert.span import Span, Spans, join_spans
from convert.tree.nodes import Document, Edit, Node

Slot = tuple[Node, str]
"""An element and which of its strings: `text` or `tail`."""


class Stretch(NamedTuple):
    """Printed characters that come from one place of the source: unchanged, or all together as one earlier edit."""

    start: int
    end: int
    at: Span
    edit: Edit | None = None

    def find_source(self, text: str, start: int, end: int) -> tuple[int, int, str]:
        """Place and characters in the source of printed characters of this stretch; all of it where it was edited."""
        if self.edit is not None:
            return *self.at, self.edit.was or ""
        start, end = max(start, self.start), min(end, self.end)
        return start - self.start + self.at[0], end - self.start + self.at[0], text[start:end]


_LANGUAGE = etree.XPath("string(ancestor-or-self::*[string(@xml:lang)][1]/@xml:lang)")
"""The language of an element. Proxies of all that stands around it would cost depth squared to let go."""


class Leaf(NamedTuple):
    """A block that holds source characters, and where its text lies in the whole."""

    element: Node
    start: int
    end: int
    slots: Sequence[tuple[Slot, int, int]]
    stretches: Sequence[Stretch]

    @property
    def language(self) -> str | None:
        """The language that the element itself or the nearest one around it states."""
        return str(_LANGUAGE(self.element)) or None

    def find_places(self, start: int, end: int) -> Spans:
        """The source spans of a range of the printed text that lies in this leaf."""
        touched = (stretch for stretch in self.stretches if stretch.start < end and start < stretch.end)
        return join_spans(stretch.find_source("", start, end)[:2] for stretch in touched)


class Printed(NamedTuple):
    """All leaves of a tree; `text` is theirs, each followed by a line end that belongs to none."""

    text: str
    leaves: Sequence[Leaf]


def print_leaves(tree: Document) -> Printed:
    """The printed text of a tree."""
    edits = sorted(((*span, edit) for edit in tree.record.edits for span in edit.at), key=lambda row: row[:2])
    starts = [start for start, *_ in edits]
    leaves, pieces, at = [], [], 0
    for element in find_leaves(tree):
        slots, texts = _read_slots(element, at)
        end = slots[-1][2] if slots else at
        spans = element.at
        inside = edits[bisect_left(starts, spans[0][0]) : bisect_left(starts, spans[-1][1])] if spans else []
        leaves.append(Leaf(element, at, end, slots, list(_stretch(spans, inside, at))))
        pieces += [*texts, "\n"]
        at = end + 1
    return Printed("".join(pieces), leaves)


def find_leaves(tree: Document) -> Iterator[Node]:
    """The elements that hold source characters, in document order; none of them is in the record."""
    parts = tree.meta, tree.article
    return (element for part in parts for element in part.walk(Node) if element.get("at") is not None)


def _read_slots(element: Node, at: int) -> tuple[list[tuple[Slot, int, int]], list[str]]:
    slots: list[tuple[Slot, int, int]] = []
    texts: list[str] = []
    for slot, text in _walk_slots(element):
        slots.append((slot, at, at + len(text)))
        texts.append(text)
        at += len(text)
    return slots, texts


def _walk_slots(element: Node) -> Iterator[tuple[Slot, str]]:
    """The strings of an element in order; they wait on a stack, so that no mark is too deep."""
    waiting: list[Slot] = [(element, "text")]
    while waiting:
        slot = node, name = waiting.pop()
        text = node.text if name == "text" else node.tail
        if text:
            yield slot, text
        if name == "text":
            for child in node.iterchildren(reversed=True):
                waiting += (child, "tail"), (child, "text")


def _stretch(spans: Sequence[Span], edits: Sequence[tuple[int, int, Edit]], at: int) -> Iterator[Stretch]:
    for start, end in spans:
        position = start
        for a, b, edit in edits:
            if not start <= a < end:
                continue
            if position < a:
                yield Stretch(at, at + a - position, (position, a))
                at += a - position
            length = len(edit.now or "")
            yield Stretch(at, at + length, (a, b), edit)
            at, position = at + length, b
        if position < end:
            yield Stretch(at, at + end - position, (position, end))
            at += end - position
