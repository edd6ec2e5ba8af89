"""Setting a story: its characters go into lines, out of print, or into the code of a field."""

from __future__ import annotations

from collections.abc import Mapping

from convert.formats.archive import Element
from convert.formats.docx.reading.drawings import Found
from convert.formats.docx.reading.fields import Fields
from convert.formats.docx.reading.formatting import NO_INDENT, Indent
from convert.formats.docx.reading.galley import LEAD, Piece
from convert.formats.docx.reading.manuscript import Manuscript
from convert.formats.docx.reading.styles import Style

Runs = tuple[tuple[str, str], ...]
"""Kinds and targets."""


class Setter:
    """Sets the paragraphs of one story, line by line, in the galley of its manuscript."""

    def __init__(self, book: Manuscript, part: str, story: Element) -> None:
        self.book = book
        self.galley = book.galley
        self.related = book.related(part)
        self.fields = Fields(story)
        self.base: Mapping[str, object] = {}
        """Marks of the place: table, note, role."""
        self.control = False
        """Whether in a content control that holds a list of contents."""
        self.deleted = 0
        """How many tracked deletions stand around what is read."""
        self.runs: Runs = ()
        """What the text is besides its look: links, references, ruby, formulas."""
        self.direct: Mapping[str, object] = {}
        """The settings of the run at hand."""
        self.found: list[Found] = []
        """What hangs on the paragraph at hand and follows it: boxes, lettering, diagrams."""
        self.pieces: list[Piece] = []
        self.hidden: list[Piece] = []
        self.listed = False
        """Whether any of the line at hand is in a list of contents."""
        self.filled = False
        """Whether the line at hand holds anything that is no text."""
        self.gap = 0
        self.page = 0
        self.begin(book.styles.paragraph(""), {}, NO_INDENT, "")

    # paragraphs and lines

    def begin(self, style: Style, marks: Mapping[str, object], indent: Indent, label: str) -> None:
        """A paragraph begins, or goes on where the mark of the last one is not printed."""
        self.style, self.marks, self.indent, self.label = style, marks, indent, label
        self.look = self.book.styles.look(style, {})
        self.opening = True

    def end_paragraph(self) -> None:
        """The paragraph ends; what of it is hidden follows in a line of its own.

        A cell that holds a counted number and nothing else is a cell with that number.
        """
        if self.label and self.opening and not self.pieces and "table" in self.base and not self.filled:
            label, self.label = self.label, ""
            self.emit(label)
        self.end_line()
        hidden, self.hidden = self.hidden, []
        if hidden:
            pieces = [piece._replace(start=self.galley.keep(piece.text)) for piece in hidden]
            self.set_apart(pieces, {**self.base, "role": "hidden", "name": self.style.name})

    def end_line(self) -> None:
        """The line ends; one that holds nothing is a gap before the next."""
        pieces, self.pieces = self.pieces, []
        done = False
        if pieces:
            marks = {**self.marks, **self.base}
            if (self.listed or self.fields.listing or self.control) and "role" not in self.base:
                marks["role"] = "contents"
            if self.label and self.opening:
                marks["bullet"] = self.label
            if self.page:
                marks["page"] = self.page
            columns = self.indent.columns(pieces[0].look.size, opening=self.opening)
            done = self.galley.set_line(pieces, self.look, columns, self.gap, marks)
        self.gap = 0 if done else self.gap + (not self.filled)
        self.opening = self.opening and not done
        self.filled = self.listed = False
        self.galley.keep("\n")

    def break_line(self) -> None:
        """A line break within the paragraph, if it is printed."""
        if not (self.fields.coding or self.fields.paging or self.deleted):
            self.end_line()

    def set_apart(self, pieces: list[Piece], marks: Mapping[str, object]) -> None:
        """A line that is a paragraph of its own."""
        self.galley.paragraphs += 1
        self.galley.set_line(pieces, self.look, 0, 0, {**marks, "paragraph": self.galley.paragraphs})
        self.galley.keep("\n")

    # characters

    def emit(self, text: str) -> None:
        """Characters, wherever they belong."""
        fields = self.fields
        if fields.coding is not None:
            fields.coding.code.append(text)
        elif self.deleted:
            self.galley.cut(text, "markup/deleted")
        elif fields.paging:
            self.galley.cut(text, "markup/page-number")
        else:
            own = str(self.direct.get("style", "")) if self.book.own is not None else ""
            if own == "FootnoteReference" and all(kind == "link" for kind, _ in self.runs):
                self.galley.cut(text, "markup/number")
                return
            look = self.book.styles.look(self.style, self.direct)
            runs = self.runs + fields.links if fields.links else self.runs
            runs = (*runs, LEAD) if own == "Lead" else runs
            if look.hidden and not (self.book.own is not None and text.strip()):  # ours hides headings of moved notes
                self.hidden.append(Piece(0, text, look, runs))
            else:
                self._add(Piece(self.galley.keep(text), text, look, runs))

    def emit_sign(self, was: str, sign: str) -> None:
        """Characters of the file that are printed as one other sign."""
        look = self.book.styles.look(self.style, self.direct)
        if self.fields.coding or self.fields.paging or self.deleted or look.hidden:
            self.emit(was)
        else:
            self._add(Piece(self.galley.change(was, sign, "markup/symbol"), sign, look, self.runs + self.fields.links))

    def emit_as(self, kind: str, target: str, text: str) -> None:
        """Characters that are a run of a kind."""
        runs, self.runs = self.runs, (*self.runs, (kind, target))
        self.emit(text)
        self.runs = runs

    def leave_out(self, text: str, rule: str) -> None:
        """Characters of the file that are not printed in the line."""
        if self.fields.coding is None:
            self.galley.cut(text, rule)

    def _add(self, piece: Piece) -> None:
        if not self.pieces:
            self.page = self.book.pages.number
        self.pieces.append(piece)
        self.book.pages.fresh = False
        self.listed = self.listed or self.fields.listing
