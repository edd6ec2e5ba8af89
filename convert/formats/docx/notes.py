"""Footnotes: notes of the source whose mark stands in the text, each at its place, its printed mark kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from convert.formats.docx.markup import Element, w
from convert.formats.docx.runs import RunLook, RunWriter, add_text, new_root
from convert.tree.nodes import Node

_MARK = re.compile(r"\s*([\u2460-\u2473\u3251-\u325f\u32b1-\u32bf]|\[\d{1,3}\]|〔\d{1,3}〕|［\d{1,3}］|\*{1,3}|※)")
"""What a note opens with and its place in the text bears: circled numbers, numbers in brackets, stars."""

_LEAVES = ("p", "heading", "item", "cell", "title", "subtitle", "line", "caption")
_ENUMERATES = frozenset("：:；;，,、。．.！!？?（(")
"""A mark after one of these counts items of a sentence, unless the text ends there."""

_FIRST = 2
"""The ids before belong to the separators of footnotes."""


@dataclass
class Footnotes:
    """The footnotes of a document, and the marks that still wait for their places."""

    waiting: dict[str, Node] = field(default_factory=dict)
    taken: list[Node] = field(default_factory=list)
    """Notes of the work at hand that are at their places."""
    made: list[Element] = field(default_factory=list)
    runs: RunWriter = field(default_factory=RunWriter)
    """Writes their text."""

    def expect(self, article: Node) -> None:
        """Finds the notes of a work whose marks stand in its text."""
        self.waiting, self.taken = {}, []
        notes = {mark: note for note in article.iter("note") if isinstance(note, Node) and (mark := find_mark(note))}
        texts = ["".join(leaf.itertext()) for leaf in article.iter(*_LEAVES)] if notes else []
        self.waiting = {mark: note for mark, note in notes.items()
                        if any(True for text in texts for _ in find_places(mark, text))}

    def holds(self, note: Node) -> bool:
        """Whether a note is a footnote, waiting or at its place, and no paragraph."""
        return note in self.taken or note in self.waiting.values()

    def write(self, parent: Element, text: str, look: RunLook) -> None:
        """The runs of a text, with a reference where a mark waits for it."""
        for mark in self.waiting:
            if place := next(find_places(mark, text), -1) + 1:
                self.write(parent, text[: place - 1], look)
                self._refer(parent, mark)
                self.write(parent, text[place - 1 + len(mark) :], look)
                return
        if text:
            add_text(parent, text, look)

    def _refer(self, parent: Element, mark: str) -> None:
        note = self.waiting.pop(mark)
        self.taken.append(note)
        number = len(self.made) + _FIRST
        paragraph = w("p", w("pPr", w("pStyle", val="FootnoteText")))
        self.runs.write(note, paragraph)
        self.made.append(w("footnote", paragraph, id=number))
        reference = w("footnoteReference", customMarkFollows=1, id=number)
        shown = w("t")
        shown.text = mark
        style = w("rPr", w("rStyle", val="FootnoteReference"))
        parent.append(w("r", style, reference, shown))

    def part(self) -> Element:
        """The w:footnotes, after the two separators that Word wants."""
        root = new_root("footnotes")
        for number, kind in enumerate(("separator", "continuationSeparator")):
            line = w("p", w("pPr", w("spacing", after=0, line=240, lineRule="auto")), w("r", w(kind)))
            root.append(w("footnote", line, type=kind, id=number))
        root.extend(self.made)
        return root


def find_mark(note: Node) -> str:
    """The mark that a note opens with; empty where it has none."""
    match = _MARK.match(note.text_content)
    return match[1] if match else ""


def find_places(mark: str, text: str) -> Iterator[int]:
    """Where a mark refers to a note: not at the beginning of a text, and not where it counts items."""
    at = text.find(mark, 1)
    while at > 0:
        if text[at - 1] not in _ENUMERATES or at + len(mark) == len(text):
            yield at
        at = text.find(mark, at + 1)
