"""Blocks as rows: paragraphs, lists, quotations, poems, pictures, tables, notes."""

from __future__ import annotations

from dataclasses import replace
from math import ceil
from typing import ClassVar

from convert.formats.pdf.boxes import FrameBox, PictureBox
from convert.formats.pdf.footnotes import Footnotes
from convert.formats.pdf.galley import Galley, open_page
from convert.formats.pdf.rows import FlowRow
from convert.formats.pdf.tables import Draft, Strip
from convert.formats.pdf.tags import Element
from convert.formats.pdf.turned import turn_rows
from convert.formats.pictures import Raster, make_raster
from convert.formats.walk import Walker
from convert.formats.writer import Notice
from convert.tree.lists import is_words, words_of
from convert.tree.nodes import Node, squeeze
from convert.tree.pictures import find_picture
from convert.tree.vocabulary import children

LEAVES = ("p", "caption", "line", "kicker", "subtitle", "byline", "date", "addressee", "salutation", "attachment",
          "signature", "copyto")
"""Elements that are one paragraph each, in the look of their name."""

POINTS = 0.75
"""Of a pixel at 96 to the inch."""

HIGHEST = 0.7
"""Part of a column that a picture may be high, so that its caption stands below it."""

NUMBERING = {"number": "/Decimal", "bullet": "/Disc"}
"""Kind of a list → its ListNumbering (ISO 32000-1, table 347)."""


class BlockComposer(Walker[[], None]):
    """Composes blocks into a galley, under the structure element that is open."""

    who = "The PDF writer"
    alike: ClassVar[dict[str, str]] = dict.fromkeys(LEAVES, "visit_leaf")

    def __init__(self, galley: Galley) -> None:
        self.galley = galley
        self.structure = galley.structure
        self.notes = Footnotes(galley)

    def visit_leaf(self, leaf: Node) -> None:
        """A block of text; a paragraph of a quotation has the look of one."""
        inside, above = self.structure.element, leaf.getparent()
        if is_words(leaf) and inside.parent is not None:
            self._set_item(leaf, inside.add("P"), inside.parent)
            return
        quoted = leaf.tag == "p" and above is not None and above.tag == "quote"
        self.add_leaf(leaf, "quote" if quoted else str(leaf.tag))

    def add_leaf(self, leaf: Node, look: str) -> None:
        """A block of text in a look."""
        element = self.structure.element.add("P", title=str(leaf.tag))
        rows = self.galley.set_leaf(leaf, self.galley.looks.find(look), element)
        self.notes.place(leaf, rows)
        self.galley.add(rows)

    def visit_note(self, note: Node) -> None:
        """A note: at the foot of the page where the style says so, else where it stands."""
        if self.notes.close(note):
            return
        element = self.notes.make()
        element.parent = self.structure.element
        self.structure.element.kids.append(element)
        if self.galley.setter.page["notes"] == "foot" and note.get("n"):
            rows = self.galley.set_leaf(note, self.galley.looks.find("footnote"), element)
            if self.galley.put_at_foot(tuple(row for row in rows if row.box is not None)):
                return
        self.galley.add(self.notes.set(note, element, self.galley.looks.find("note")))

    def visit_quote(self, quote: Node) -> None:
        """Blocks quoted from elsewhere."""
        with self.structure.within(self.structure.element.add("BlockQuote")):
            for child in children(quote):
                self.visit(child)

    def visit_verse(self, verse: Node) -> None:
        """A poem: one line a line."""
        with self.structure.within(self.structure.element.add("Div")):
            for line in self.only(verse, "line"):
                self.visit(line)

    def visit_list(self, list_: Node) -> None:
        """A list; its items hold text, or blocks."""
        numbering = NUMBERING.get(list_.get("kind") or "", "/None")
        attributes = f"<</O /List /ListNumbering {numbering}>>"
        with self.structure.within(self.structure.element.add("L", attributes=attributes)):
            for item in self.only(list_, "item"):
                self.visit(item)

    def visit_item(self, item: Node) -> None:
        """An item: label and body, its text or blocks."""
        entry, words = self.structure.element.add("LI", title="item"), words_of(item)
        if words is not None and words.find("label") is not None:
            entry.add("Lbl")
        body = entry.add("LBody")
        if words is item:
            self._set_item(item, body, entry)
            return
        with self.structure.within(body):
            for child in children(item):
                self.visit(child)

    def _set_item(self, words: Node, body: Element, entry: Element) -> None:
        """The text of an item, further in by an em for each list around its own."""
        setter, look = self.galley.setter, self.galley.looks.find("item")
        deeper = sum(1 for _ in words.iterancestors("list")) - 1
        look = replace(look, left=look.left + deeper * look.size) if deeper else look
        label = next((kid for kid in entry.kids if isinstance(kid, Element) and kid.tag == "Lbl"), body)
        elements = {"": body, "Lbl": label}
        if self.galley.is_attachment(words):
            rows = self.galley.set_attachment(words, elements)
        else:
            rows = open_page(setter.set_block(setter.inline.read(words), look, elements), look)
        self.notes.place(words, rows)
        self.galley.add(rows)

    def visit_figure(self, figure: Node) -> None:
        """A picture and its caption; a frame where it is lost, or none that can be drawn."""
        galley, captions = self.galley, self.only(figure, "caption")
        held = find_picture(figure)
        raster = make_raster(held) if held is not None else None
        if raster is not None:
            self._draw(figure, raster, captions)
            return
        if not figure.get("missing"):
            which = f"{galley.setter.name}: the picture {figure.get('href') or ''}"
            galley.notices.append(Notice("figure/unavailable", f"{which} is not at hand: a frame stands in its place."))
        words = squeeze("".join(captions[0].itertext())) if captions else ""
        element = self.structure.element.add("Figure", alt=figure.get("alt") or words or "图片（来源中缺失）")
        look = galley.looks.find("caption")
        frame = FrameBox(galley.setter.measure, look.leading * 3, element)
        galley.add([FlowRow(look.leading / 2, keep=True), FlowRow(look.leading * 3, frame, keep=bool(captions))])
        for caption in captions:
            self.visit(caption)

    def _draw(self, figure: Node, raster: Raster, captions: list[Node]) -> None:
        """A picture no wider than the measure, and so high that its caption stays with it."""
        galley = self.galley
        name = f"P{raster.name.partition('.')[0]}"
        galley.pictures[name] = raster
        words = squeeze("".join(captions[0].itertext())) if captions else ""
        element = self.structure.element.add("Figure", alt=figure.get("alt") or words or "图片")
        width, height = raster.width * POINTS, raster.height * POINTS
        measure, depth = galley.setter.measure, galley.flow.frame.depth * HIGHEST
        room = (depth, measure) if galley.setter.vertical else (measure, depth)
        scale = min(1.0, room[0] / width, room[1] / height)
        box = PictureBox(measure, width * scale, height * scale, name, element)
        leading = galley.looks.find("caption").leading
        across = box.width if galley.setter.vertical else box.height
        galley.add([FlowRow(leading / 2, keep=True),
                    FlowRow(ceil(across / leading) * leading, box, keep=bool(captions))])
        for caption in captions:
            self.visit(caption)

    def visit_caption(self, caption: Node) -> None:
        """A caption; that of a table stands above it, on the same page."""
        above = caption.getparent()
        look = self.galley.looks.find("caption")
        if above is not None and above.tag == "table":
            look = replace(look, keep=True)
        tag = "Caption" if above is not None and above.tag in ("table", "figure") else "P"
        rows = self.galley.set_leaf(caption, look, self.structure.element.add(tag, title="caption"))
        self.notes.place(caption, rows)
        self.galley.add(rows)

    def visit_table(self, table: Node) -> None:
        """A table, its caption above it."""
        element = self.structure.element.add("Table")
        for row in self.only(table, "caption", "row"):
            if row.tag == "row":
                self.only(row, "cell")
        draft, frame = Draft(self.galley.setter, table), self.galley.flow.frame
        crowded = frame.columns > 1 and draft.crowds(frame.measure)
        if (draft.fits(frame.measure) and not crowded) or self.galley.held is not None:
            self.galley.add(self._note(draft, self._set_table(table, draft, element, frame.measure, frame.depth)))
        elif draft.fits(frame.whole) or self.galley.setter.vertical:
            self.galley.flow.put(self._note(draft, self._set_table(table, draft, element, frame.whole, frame.depth)))
        else:
            rows = self._set_table(table, draft, element, frame.depth, frame.whole)
            self.galley.flow.put(turn_rows(rows, frame))

    def _note(self, draft: Draft, rows: list[FlowRow]) -> list[FlowRow]:
        """The rows of a table with the notes that its cells call; on a turned page they have no foot to stand at."""
        home = {id(text): row for row in rows if isinstance(row.box, Strip) for text in row.box.texts}
        for cell, lines in draft.lines.items():
            self.notes.place_in(cell, [(home[id(text)], text) for text in lines])
        return rows

    def _set_table(self, table: Node, draft: Draft, element: Element, measure: float, depth: float) -> list[FlowRow]:
        """The rows of a table in a measure, and of its caption."""
        def set_captions() -> None:
            for caption in table.iterchildren("caption"):
                self.visit(caption)

        with self.structure.within(element), self.galley.setter.measured(measure):
            captions = self.galley.hold(set_captions)
        return [*captions, *draft.make_rows(element, measure, depth)]
