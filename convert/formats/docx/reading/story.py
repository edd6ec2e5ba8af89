"""A story: the paragraphs and tables of the body, of a note, of a head or foot, or of a text box, in reading order."""

from __future__ import annotations

from collections.abc import Mapping
from posixpath import basename

from convert.formats.archive import Element
from convert.formats.docx.markup import R, W
from convert.formats.docx.reading.drawings import ALTERNATE, Found, choose, diagram_texts
from convert.formats.docx.reading.formatting import BODY_TEXT, VAL, Indent, Paragraph, read_paragraph
from convert.formats.docx.reading.galley import Piece
from convert.formats.docx.reading.inline import read_content, read_element
from convert.formats.docx.reading.lists import Count, Level
from convert.formats.docx.reading.manuscript import Manuscript
from convert.formats.docx.reading.own import Own, find_note
from convert.formats.docx.reading.setter import Setter
from convert.formats.docx.reading.styles import Style
from convert.formats.docx.reading.tables import Cell, Row, count_headlines, is_box, lay_out
from convert.recovery.text import FIRST

_P, _TBL, _SDT, _CHUNK, _PPR, _BOOKMARK = (W + name for name in (
    "p", "tbl", "sdt", "altChunk", "pPr", "bookmarkStart"))
_WRAPPERS = frozenset(W + name for name in ("customXml", "ins", "moveTo", "del", "moveFrom"))
_ALIGNED = {"center": "centred", "right": "right", "end": "right"}
_LISTINGS = frozenset({"Table of Contents", "Table of Figures"})


class Story:
    """Reads one story into the galley of its manuscript."""

    def __init__(self, book: Manuscript, part: str, holder: Element, base: Mapping[str, object],
                 count: Count | None = None, label: str = "") -> None:
        self.book = book
        self.part = part
        self.holder = holder
        self.setter = Setter(book, part, holder)
        self.setter.base = base
        self.count = count or Count(book.lists)
        self.label = label
        """What is printed before its first paragraph: the number of a note."""
        self.joined = False
        """Whether the paragraph at hand goes on with the next, because its mark is not printed."""

    def read(self) -> None:
        """All of it."""
        self._read_blocks(self.holder)
        self._flush_rest()
        lost = self.setter.fields.coding
        if lost is not None and "".join(lost.code).strip():
            self.book.find("docx/field", "A field does not end: its code may hide text.", severity="warning")

    def _read_blocks(self, holder: Element) -> None:
        self.book.enter()
        for child in holder:
            tag = child.tag
            if tag == _P:
                self._read_paragraph(child)
            elif tag == _TBL:
                self._read_table(child)
            elif tag == _SDT:
                self._read_control(child)
            elif tag == _CHUNK:
                self._read_chunk(child)
            elif tag in _WRAPPERS:
                self._read_blocks(child)
            elif tag == _BOOKMARK and self.book.own is not None:
                note, article = find_note(child)
                self.book.places[note] = self.book.galley.paragraphs or FIRST, article
            elif tag == ALTERNATE:
                branch = choose(child)
                self._read_blocks(branch if branch is not None else child)
            else:
                read_element(self.setter, child)
        self.book.leave()

    # paragraphs

    def _read_paragraph(self, element: Element) -> None:
        settings = read_paragraph(element.find(_PPR))
        style = self.book.styles.paragraph(settings.style)
        if style.breaks if settings.breaks is None else settings.breaks:
            self.book.pages.turn()
        self._begin(settings, style)
        if self.book.own is not None:
            self.book.own.enter(element)
            self._tell(self.book.own, style.id, element)
        read_content(self.setter, element)
        self.joined = settings.joins
        if not self.joined:
            self._flush()
        if settings.ends_section:
            self.book.end_section()

    def _begin(self, settings: Paragraph, style: Style) -> None:
        """Settles what all lines of the paragraph have in common."""
        galley = self.book.galley
        galley.paragraphs += not self.joined
        label, self.label = self.label, ""
        marks: dict[str, object] = {"paragraph": galley.paragraphs, "name": style.name, **style.kind}
        place = None if settings.joins else self.book.lists.place(settings.numbered, style.numbered, style.id)
        if place is None:
            indent = settings.indent.over(style.indent)
        else:
            label = self.count.next(*place) or label
            indent = _indent(settings, style, self.book.lists.lists[place[0]].level(place[1]))
            if label:
                marks["item"] = place[1] + 1
        heading = settings.heading or style.heading
        if 0 < heading < BODY_TEXT:
            marks["heading"] = heading
        align = _ALIGNED.get(settings.align or style.align)
        if align is not None:
            marks[align] = True
        if style.contents and "role" not in self.setter.base:
            marks["role"] = "contents"
        self.setter.begin(style, marks, indent, label)

    def _tell(self, own: Own, style: str, element: Element) -> None:
        """Says what a paragraph of our own is; the text of a note stands behind the paragraph that it stood behind."""
        told = own.tell(style, element)
        note = str(self.setter.base.get("note", ""))
        if told is not None and note:
            follows, article = self.book.places.get(note, (0, 0))
            article = own.number_of(article) or told.article
            told = told._replace(follows=follows, article=article)
        added = {"role": "edition"} if own.adds(style) else {}
        self.setter.marks = {**self.setter.marks, "told": told, **added}

    def _flush(self) -> None:
        """Ends the paragraph at hand, and reads what hangs on it."""
        setter = self.setter
        setter.end_paragraph()
        self.joined = False
        found, setter.found = setter.found, []
        for each in found:
            self._read_found(each)

    def _flush_rest(self) -> None:
        """Ends a paragraph that waits for another, which does not come."""
        if self.joined or self.setter.pieces:
            self._flush()

    def _read_found(self, found: Found) -> None:
        """A text box, lettering or a diagram, after the paragraph it hangs on."""
        setter, book = self.setter, self.book
        if found.kind == "box":
            book.enter()
            Story(book, self.part, found.element, setter.base).read()
            book.leave()
        elif found.kind == "lettering":
            self._set_line(found.value)
        elif found.kind == "diagram":
            relation = setter.related.get(found.value)
            root = book.package.tree(relation.target) if relation is not None and not relation.external else None
            for text in diagram_texts(root) if root is not None else ():
                self._set_line(text)
        else:
            relation = setter.related.get(found.value)
            book.find("docx/chart", f"A chart is left out: {relation.target if relation else found.value}.",
                      severity="warning")

    def _set_line(self, text: str) -> None:
        """A line of a drawing, which has no paragraph in the story."""
        text = text.replace("\n", " ").replace("\r", " ")
        look = self.setter.look
        self.setter.set_apart([Piece(self.book.galley.keep(text), text, look)], dict(self.setter.base))

    # tables

    def _read_table(self, table: Element) -> None:
        self._flush_rest()
        rows = lay_out(table)
        setter, galley = self.setter, self.book.galley
        outer = setter.base
        framed = (is_box(rows) and self.book.own is None) or "table" in outer
        above = 0 if framed or self.book.own is not None else count_headlines(rows)
        if not framed:
            galley.tables += 1
        for at, row in enumerate(rows, 1 - above):
            setter.deleted += row.removed
            place = {} if framed or at < 1 else {"table": galley.tables, "row": at}
            self._read_row(row, {**outer, **place}, framed=framed or at < 1)
            setter.deleted -= row.removed
        setter.base = outer
        setter.gap = 0

    def _read_row(self, row: Row, base: Mapping[str, object], *, framed: bool) -> None:
        number = 0
        for cell in row.cells:
            marks = dict(base)
            number += not cell.covered
            if cell.covered:
                marks["role"] = "hidden"
            elif not framed:
                marks |= _marks(cell, row, number)
            self.setter.base = marks
            self._read_blocks(cell.element)
            self._flush_rest()
            self.setter.gap = 0

    # what stands around or instead of paragraphs

    def _read_control(self, control: Element) -> None:
        """A content control; that of a list of contents says so of its lines."""
        content = control.find(W + "sdtContent")
        gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
        outer = self.setter.control
        self.setter.control = outer or (gallery is not None and gallery.get(VAL) in _LISTINGS)
        if content is not None:
            self._read_blocks(content)
        self.setter.control = outer

    def _read_chunk(self, chunk: Element) -> None:
        """A foreign document at this place."""
        self._flush_rest()
        book = self.book
        relation = self.setter.related.get(chunk.get(R + "id", ""))
        inside = relation is not None and not relation.external and relation.target in book.package
        if relation is None or not inside:
            book.find("docx/chunk", "A document that this one takes in is missing in the file.", severity="warning")
            return
        data = book.package.read(relation.target)
        media = book.package.media_type(relation.target)
        text = book.read_foreign(data, media, basename(relation.target))
        if text is None:
            told = f"The document {relation.target} that this one takes in is of a kind that is not read ({media})."
            book.find("docx/chunk", told, severity="warning")
            return
        book.galley.open_part(relation.target)
        book.galley.graft(text)
        book.galley.open_part(self.part)


def _marks(cell: Cell, row: Row, number: int) -> dict[str, object]:
    """The marks of a cell."""
    marks: dict[str, object] = {"cell": number}
    if row.head:
        marks["head"] = True
    if cell.columns > 1:
        marks["columns"] = cell.columns
    if cell.rows > 1:
        marks["rows"] = cell.rows
    return marks


def _indent(settings: Paragraph, style: Style, level: Level) -> Indent:
    """The indent of a numbered paragraph: a list that the style names gives way to the style, another does not."""
    if settings.numbered.list is not None:
        return settings.indent.over(level.indent.over(style.indent))
    return settings.indent.over(style.indent.over(level.indent))
