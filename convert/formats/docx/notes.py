"""Footnotes: notes that the text refers to, each at its place, its printed mark kept."""

from __future__ import annotations

from dataclasses import dataclass, field

from convert.formats.docx.markup import Element, w
from convert.formats.docx.runs import RunWriter, new_root
from convert.tree.nodes import Node

_FIRST = 2
"""The ids before belong to the separators of footnotes."""


@dataclass
class Footnotes:
    """The footnotes of a document, and the notes that still wait for their places."""

    waiting: dict[str, Node] = field(default_factory=dict)
    """By their ids."""
    numbers: dict[str, int] = field(default_factory=dict)
    """Id of a note of the work at hand → that of its footnote."""
    taken: dict[str, Node] = field(default_factory=dict)
    """Notes of the work at hand that are at their places, by their ids."""
    made: list[Element] = field(default_factory=list)
    runs: RunWriter = field(default_factory=RunWriter)
    """Writes their text."""

    def expect(self, article: Node) -> None:
        """Finds the notes of a work that its text refers to."""
        called = {ref.get("target") for ref in article.iter("ref") if not _is_aside(ref)}
        self.taken = {}
        self.waiting = {name: note for note in article.iter("note")
                        if isinstance(note, Node) and (name := note.get("id")) in called and name}
        self.numbers = {name: number for number, name in enumerate(self.waiting, len(self.made) + _FIRST)}

    def holds(self, note: Node) -> bool:
        """Whether a note is a footnote, waiting or at its place, and no paragraph."""
        name = note.get("id") or ""
        return note in (self.taken.get(name), self.waiting.get(name))

    def number(self, note: Node) -> int:
        """The id of the footnote of a note."""
        return self.numbers[note.get("id") or ""]

    def refer(self, parent: Element, name: str, mark: str) -> bool:
        """Puts a note where it is first referred to, with its mark or Word's number; says whether it did."""
        note = self.waiting.pop(name, None)
        if note is None:
            return False
        self.taken[name] = note
        number = self.numbers[name]
        paragraph = w("p", w("pPr", w("pStyle", val="FootnoteText")))
        self.runs.write(note, paragraph)
        self.made.append(w("footnote", paragraph, id=number))
        style = w("rPr", w("rStyle", val="FootnoteReference"))
        if mark:
            shown = w("t")
            shown.text = mark
            parent.append(w("r", style, w("footnoteReference", customMarkFollows=1, id=number), shown))
        else:
            parent.append(w("r", style, w("footnoteReference", id=number)))
        return True

    def part(self) -> Element:
        """The w:footnotes, after the two separators that Word wants."""
        root = new_root("footnotes")
        for number, kind in enumerate(("separator", "continuationSeparator")):
            line = w("p", w("pPr", w("spacing", after=0, line=240, lineRule="auto")), w("r", w(kind)))
            root.append(w("footnote", line, type=kind, id=number))
        root.extend(self.made)
        return root


def _is_aside(element: Element) -> bool:
    """Whether an element is in a note, or in a fact that no page prints."""
    return any(True for _ in element.iterancestors("note", "meta"))
