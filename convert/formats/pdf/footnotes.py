"""Notes at the foot of the page that refers to them, where the style wants them there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import count

from convert.formats.asides import holds_but
from convert.formats.pdf.galley import Galley
from convert.formats.pdf.inline import Run
from convert.formats.pdf.line import TextLine
from convert.formats.pdf.look import Look
from convert.formats.pdf.rows import FlowRow
from convert.formats.pdf.tags import ADDED, Element
from convert.tree.nodes import Node


class Footnotes:
    """The notes of a work that its text refers to: each waits for its first mark, or stands where the tree has it."""

    def __init__(self, galley: Galley) -> None:
        self.galley = galley
        self.numbers = count(1)
        self.waiting: dict[str, Node] = {}
        """By their ids."""
        self.marks: dict[str, str] = {}
        """Id of a note → the mark that calls it first."""
        self.placed: dict[str, Element] = {}
        """Id of a note that is at a foot → its element, which comes where the tree has the note."""

    def expect(self, work: Node) -> None:
        """Finds the notes of a work that belong to the feet of pages."""
        self.placed = {}
        calls = [ref for ref in work.iter("ref") if next(ref.iterancestors("note", "meta"), None) is None]
        self.marks = {ref.get("target") or "": ref.text or ref.get("n") or "" for ref in reversed(calls)}
        wanted = self.galley.setter.page["notes"] == "foot" and self.galley.flow.frame.columns == 1
        notes = (note for note in work.iter("note") if isinstance(note, Node)) if wanted else ()
        self.waiting = {name: note for note in notes if (name := note.get("id")) in self.marks and name}

    def make(self) -> Element:
        """The element of a note, which stands nowhere yet."""
        return Element("Note", id=f"note{next(self.numbers)}", title="note")

    def place(self, leaf: Node, rows: Iterable[FlowRow], before: int = 0) -> None:
        """Gives the lines of a leaf the notes that their marks call; so many characters stand `before` it in them."""
        self.place_in(leaf, [(row, row.box) for row in rows if isinstance(row.box, TextLine)], before)

    def place_in(self, leaf: Node, lines: Sequence[tuple[FlowRow, TextLine]], before: int = 0) -> None:
        """The same for lines that are parts of rows."""
        calls = list(leaf.iter("ref")) if self.waiting else []
        setter = self.galley.setter
        runs = setter.inline.read(leaf) if calls else []
        ends = [before + sum(len(run.text) for run in runs[: number + 1]) for number, run in enumerate(runs)
                if run.part.startswith("Reference")]
        for call, end in zip(calls, ends, strict=False):
            name = call.get("target") or ""
            note = self.waiting.pop(name, None)
            host = next((row for row, text in lines if text.line.stop >= end), None)
            if note is not None and host is not None:
                self.placed[name] = self.make()
                rows = self.set(note, self.placed[name], setter.looks.find("footnote"))
                host.foot += tuple(row for row in rows if row.box is not None)

    def set(self, note: Node, element: Element, look: Look) -> list[FlowRow]:
        """The lines of a note, behind the mark that calls it where it has no label; that is not read back."""
        setter, mark = self.galley.setter, self.marks.get(note.get("id") or "")
        if not mark or note.find("label") is not None:
            return self.galley.set_leaf(note, look, element)
        elements = {"": element, ADDED: element.add("Lbl", title=ADDED)}
        return setter.set_block([Run(mark, rise="sup", part=ADDED), *setter.inline.read(note)], look, elements)

    def close(self, note: Node) -> bool:
        """Puts the element of a note that is at a foot where the tree has the note; says whether it is.

        A note before all of its marks waits for none of them: it stands where the tree has it.
        """
        name = note.get("id") or ""
        element = self.placed.get(name)
        if element is None:
            self.waiting.pop(name, None)
            return False
        element.parent = self.galley.structure.element
        element.parent.kids.append(element)
        return True

    def hold_all(self, section: Node) -> bool:
        """Whether a section holds nothing but notes at the feet of pages: its heading would stand over nothing."""
        return holds_but(section, lambda note: note.get("id") in self.placed)
