"""From the tree to rows: one method for each kind of element, found in a table."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import count

from convert.formats.pdf.breaks import Line, break_headline, break_lines
from convert.formats.pdf.closing import Rule, frame_imprint, place_over, place_unsealed
from convert.formats.pdf.font import TypeCase
from convert.formats.pdf.inline import CORNER_QUOTES, VERTICAL_QUOTES, Run, read_runs, widen
from convert.formats.pdf.line import Piece, TextLine
from convert.formats.pdf.look import Look, Looks
from convert.formats.pdf.outline import Entry
from convert.formats.pdf.page import Flow, Page, Row
from convert.formats.pdf.setting import Setting, set_type
from convert.formats.pdf.sheet import Geometry, Sheet
from convert.formats.pdf.tables import make_table
from convert.formats.pdf.tags import Element, heading
from convert.formats.writer import Notice
from convert.style.sheet import Style
from convert.tree.identity import squeeze
from convert.tree.nodes import Article, Document, Node

PARTS = {"Lbl": "Lbl"}
"""Part of a run → structure element inside its block's."""

HANGING = re.compile(r"附件\s*\d*\s*[:：]\s*(?:\d+\s*[.．、]\s*)?|抄送\s*[:：]")
"""What later lines stand right of in an attachment's announcement and under 抄送 (GB/T 9704-2012, 7.3.4 and 7.4.2)."""


class Composer:
    """Composes articles into a flow, under the structure element that is open."""

    def __init__(self, style: Style, geometry: Geometry, case: TypeCase, looks: Looks, flow: Flow) -> None:
        self.style = style
        self.page = style.page
        self.case = case
        self.looks = looks
        self.flow = flow
        self.vertical = geometry.vertical
        self.measure = flow.frame.measure
        self.region = "cn"
        self.element = Element("Document")
        self.level = 1
        self.entry = Entry("", self.element)
        self.notes = count(1)
        self.name = ""
        self.notices: list[Notice] = []
        self.title_page: Page | None = None
        """The page that already stands alone for a headline."""
        self.official = self.page["form"] == "document"
        """Whether signature, date and 抄送 stand as in an official document."""
        self.numbered = True
        """Whether the first page shows its number."""

    # works

    def open_work(self, tree: Document) -> Document:
        """What stands above the text of a document; gives the tree to compose."""
        return tree

    def close_work(self) -> None:
        """What stands under all that a document holds."""

    # articles and sections

    def article(self, article: Article, set_front: Callable[[Node], None] | None = None, title: str = "") -> Element:
        """An article: its front, its blocks, its back; articles inside it one level deeper. Gives its element.

        `set_front` sets the front elsewhere; `title` is its bookmark where it has no headline.
        """
        outer = self.element, self.level, self.entry
        element = self.element = self.element.add("Art")
        front = article.front
        if title and article.title is None:
            self.put(self._heading([Run(title)], self.looks.find("title"), title))
        if front is not None and set_front is not None:
            set_front(front)
            self.front_rest(front)
        elif front is not None:
            self.front_matter(front)
            self.front_rest(front)
        for child in article:
            if child.tag not in ("meta", "front"):
                self.visit(child)
        self.element, self.level, self.entry = outer
        return element

    def inner_article(self, node: Node) -> None:
        """An article inside another."""
        if isinstance(node, Article):
            self.article(node)

    def front_matter(self, front: Node) -> None:
        """The headline and what goes with it: across all columns."""
        home, self.measure = self.measure, self.full_measure()
        rows: list[Row] = []
        for child in front:
            if child.tag == "title" and isinstance(child, Node):
                rows += self.title(child)
            elif child.tag in FRONT and isinstance(child, Node):
                rows += self.leaf(child, FRONT[str(child.tag)])
        self.measure = home
        self.put(rows)

    def front_rest(self, front: Node) -> None:
        """What the front holds besides, at the head of the text: addressee, salutation, notes, pictures."""
        for child in front:
            if child.tag != "title" and child.tag not in FRONT:
                self.visit(child)

    def full_measure(self) -> float:
        """The width of all columns."""
        frame = self.flow.frame
        return frame.measure * frame.columns + frame.gap * (frame.columns - 1)

    def put(self, rows: list[Row]) -> None:
        """Rows across all columns."""
        if rows and self.flow.frame.columns > 1:
            self.flow.span(rows)
        elif rows:
            self.flow.add(rows)

    def title(self, title: Node) -> list[Row]:
        """The headline of an article: a heading, a bookmark, a line of the contents."""
        look = self.looks.find("title")
        inner = title.xpath("count(ancestor::article)") > 1
        if look.new_page and not inner and self.flow.page is not self.title_page:
            self.flow.new_page()
        rows = self._heading(read_runs(title), look, title.text_content)
        for row in rows:
            row.opens = not inner
        return rows

    def heading_page(self, title: str) -> None:
        """The title of a part, alone on its page."""
        look = self.looks.find("title")
        self.flow.add([Row(look.leading * 4, Room())])
        rows = self._heading([Run(title)], look, title)
        for row in rows:
            row.opens = True
        self.flow.add(rows)
        self.flow.new_page()

    def _heading(self, runs: Sequence[Run], look: Look, words: str) -> list[Row]:
        """A heading: in the structure, the bookmarks, the contents and the running heads."""
        element = self.element.add(heading(self.level))
        self.entry = self.entry.add(squeeze(words), element)
        self.level += 1
        rows = self.set_block(runs, look, {"": element}, entry=self.entry)
        for row in rows:
            if row.box is not None:
                row.head = self.entry.title
                break
        return rows

    def section(self, section: Node) -> None:
        """A section: its heading, then what stands under it."""
        outer = self.element, self.level, self.entry
        self.element = self.element.add("Sect")
        children = list(section)
        head = children.pop(0) if children and children[0].tag == "heading" else None
        if isinstance(head, Node):
            depth = sum(1 for above in head.iterancestors("section", "article") if above.tag == "section")
            follower = children[0] if children and children[0].tag == "p" else None
            if head.get("place") == "run-in" and isinstance(follower, Node):
                children.pop(0)
                self.flow.add(self._run_in(head, follower, depth))
            else:
                look = self.looks.find("heading", depth)
                self.flow.add(self._heading(read_runs(head), look, head.text_content))
        for child in children:
            self.visit(child)
        self.element, self.level, self.entry = outer

    def _run_in(self, head: Node, body: Node, depth: int) -> list[Row]:
        """A heading whose paragraph follows on its line."""
        look = self.looks.find("p")
        element = self.element.add(heading(self.level))
        self.entry = self.entry.add(squeeze(head.text_content), element)
        self.level += 1
        role = self.looks.find("heading", depth).role
        first = [run._replace(role=run.role or role, part=run.part or "head") for run in read_runs(head)]
        rest = [run._replace(part=run.part or "body") for run in read_runs(body)]
        return self.set_block([*first, *rest], look, {"head": element, "body": self.element.add("P")},
                              entry=self.entry)

    # blocks

    def visit(self, node: object) -> None:
        """Composes any child of an article, section, quotation or item."""
        if not isinstance(node, Node):
            return
        composer = COMPOSERS.get(str(node.tag))
        if composer is not None:
            composer(self, node)
        else:
            self.flow.add(self.leaf(node, str(node.tag)))

    def leaf(self, node: Node, look: str, tag: str = "P") -> list[Row]:
        """A block of text."""
        return self.block(node, self.looks.find(look), self.element.add(tag))

    def block(self, node: Node, look: Look, element: Element) -> list[Row]:
        """The rows of a leaf, tagged as an element."""
        return self.set_block(read_runs(node), look, {"": element}, hang=str(node.tag) == "attachment")

    def back(self, back: Node) -> None:
        """What closes an article; signature and date one above the other's middle (GB/T 9704-2012, 7.3.5)."""
        children = [child for child in back if isinstance(child, Node)]
        if self.official:
            self.imprint([child for child in children if child.tag == "copyto"])
            children = [child for child in children if child.tag != "copyto"]
        while children:
            child = children.pop(0)
            if child.tag == "signature" and children and children[0].tag == "date":
                self.flow.add(self.sign(child, children.pop(0)))
            elif child.tag == "date":
                self.flow.add(self.leaf(child, self._date_look()))
            else:
                self.visit(child)

    def _date_look(self) -> str:
        return "date" if self.looks.find("date").align == "right" else "signature"

    def sign(self, signature: Node, date: Node) -> list[Row]:
        """Signature and date: the signature centred above the date, but not beyond its own distance from the right."""
        above, below = self.leaf(signature, "signature"), self.leaf(date, self._date_look())
        names = [row.box for row in above if isinstance(row.box, TextLine)]
        dates = [row.box for row in below if isinstance(row.box, TextLine)]
        if len(names) == len(dates) == 1:
            self.place_closing(names[0], dates[0])
        for row in above:
            row.keep = True
        return above + below

    def place_closing(self, name: TextLine, date: TextLine) -> None:
        """Moves signature and date to their places in their lines."""
        if self.official:
            place_unsealed(name, date, self.measure)
        else:
            place_over(name, date, self.measure - min(self.looks.find("signature").right, 2 * name.size))

    def imprint(self, copies: list[Node]) -> None:
        """抄送 as 版记, at the foot of the page that ends the text."""
        blocks = [self.leaf(copy, "imprint") for copy in copies]
        if blocks and not self.put_at_foot(frame_imprint(blocks, self.measure, self.looks.find("imprint").leading)):
            for block in blocks:
                self.flow.add(block)

    def put_at_foot(self, rows: tuple[Row, ...]) -> bool:
        """Puts rows at the foot of the page where the text is now; says whether there is any."""
        host = next((row for row in reversed(self.flow.rows) if row.box is not None), None)
        if host is None or self.flow.frame.columns > 1:
            return False
        host.foot += rows
        return True

    def note(self, note: Node) -> None:
        """A note: at the foot of the page where the style says so, else where it stands."""
        element = self.element.add("Note", id=f"note{next(self.notes)}")
        rows = self.block(note, self.looks.find("note"), element)
        at_foot = self.page["notes"] == "foot" and note.get("n")
        if not (at_foot and self.put_at_foot(tuple(row for row in rows if row.box is not None))):
            self.flow.add(rows)

    def quote(self, quote: Node) -> None:
        """Blocks quoted from elsewhere, set in the look of a quotation."""
        outer, self.element = self.element, self.element.add("BlockQuote")
        for child in quote:
            if child.tag == "p" and isinstance(child, Node):
                self.flow.add(self.leaf(child, "quote"))
            else:
                self.visit(child)
        self.element = outer

    def verse(self, verse: Node) -> None:
        """A poem: one line a line."""
        outer, self.element = self.element, self.element.add("Div")
        for child in verse:
            if isinstance(child, Node):
                self.flow.add(self.leaf(child, "line"))
        self.element = outer

    def items(self, node: Node) -> None:
        """A list; its items hold text, or blocks."""
        numbering = {"number": "/Decimal", "bullet": "/Disc"}.get(node.get("kind") or "", "/None")
        outer, self.element = self.element, self.element.add("L", attributes=f"<</O /List /ListNumbering {numbering}>>")
        for item in node:
            if isinstance(item, Node):
                self.item(item)
        self.element = outer

    def item(self, item: Node) -> None:
        """An item: label and body."""
        outer = self.element
        entry = self.element.add("LI")
        blocks = [child for child in item if child.tag in COMPOSERS or child.tag == "p"]
        if blocks:
            self.element = entry.add("LBody")
            for child in blocks:
                self.visit(child)
        else:
            label = entry.add("Lbl") if item.find("label") is not None else None
            body = entry.add("LBody")
            self.flow.add(self.set_block(read_runs(item), self.looks.find("item"), {"": body, "Lbl": label or body}))
        self.element = outer

    def figure(self, figure: Node) -> None:
        """A picture the source lost: a frame in its place, and its caption."""
        if not figure.get("missing"):
            which = f"{self.name}: the picture {figure.get('href') or ''}"
            self.notices.append(Notice("figure/unavailable", f"{which} is not at hand: a frame stands in its place."))
        caption = figure.find("caption")
        words = squeeze("".join(caption.itertext())) if caption is not None else ""
        element = self.element.add("Figure", alt=words or "图片（来源中缺失）")
        look = self.looks.find("caption")
        frame = FrameBox(self.measure, look.leading * 3, element)
        self.flow.add([Row(look.leading / 2, keep=True), Row(look.leading * 3, frame, keep=caption is not None)])
        if isinstance(caption, Node):
            self.flow.add(self.block(caption, look, self.element.add("Caption")))

    def table(self, table: Node) -> None:
        """A table, its caption above it."""
        element = self.element.add("Table")
        caption = table.find("caption")
        if isinstance(caption, Node):
            self.flow.add(self.block(caption, replace(self.looks.find("caption"), keep=True), element.add("Caption")))
        self.flow.add(make_table(self, table, element))

    # lines

    def set_block(self, runs: Sequence[Run], look: Look, elements: dict[str, Element], *, entry: Entry | None = None,
                  hang: bool = False, measure: float | None = None) -> list[Row]:
        """The rows of a paragraph: white before and after, lines with the places where a page may end."""
        if not any(run.text.strip() for run in runs):
            return []
        setting, pieces = self.set_runs(runs, look, elements)
        room = (self.measure if measure is None else measure) - look.left - look.right
        hanging = self._hanging(setting, runs, look) if hang else 0.0
        lines = self._break(setting, "".join(run.text for run in runs), look, room, hanging)
        rows = [Row(look.before, keep=True)] if look.before else []
        for number, line in enumerate(lines):
            text = TextLine(setting, line, look.size, look.leading, 0.0, pieces, look.colour)
            text.inline = look.left + _shift(look, text, room, number, hanging)
            text.entry = entry if number == 0 else None
            rows.append(Row(look.leading, text, keep=look.keep or _is_tied(number, len(lines))))
        if look.rule_above:
            rows.insert(0, Row(look.rule_above, Rule(room, look.rule_above), keep=True))
        if look.rule_below:
            rows[-1].keep = True
            rows.append(Row(look.rule_below, Rule(room, look.rule_below), keep=look.keep))
        if look.after:
            rows.append(Row(look.after, keep=True))
        return rows

    def set_runs(self, runs: Sequence[Run], look: Look, elements: dict[str, Element]) -> tuple[Setting, list[Piece]]:
        """Runs in type, and which element each part of them belongs to."""
        whole = "".join(run.text for run in runs)
        self.case.place = f"{self.name}: {squeeze(whole)[:20]}"
        shown, at, pieces = self.show(whole), 0, []
        for run in runs:
            role = self.looks.find("lead").role if run.role == "lead" else run.role or look.role
            face = self.case.face(role, self.region, self.vertical)
            mark = run.mark if run.mark != "name" or self.page["name-line"] else ""
            pieces.append((run._replace(mark=mark), shown[at : at + len(run.text)], face))
            at += len(run.text)
        small = self.case.face(look.role, self.region, self.vertical)
        setting = set_type(pieces, self.region, self.page["prohibition"], small, self.page["hanging"])
        return setting, [(start, _element(elements, part)) for start, part in setting.parts]

    def show(self, text: str) -> str:
        """The characters to print for a text: marks in the form their place asks for."""
        shown = widen(text)
        if self.vertical:
            return shown.translate(VERTICAL_QUOTES)
        return shown.translate(CORNER_QUOTES) if self.page["quotes"] == "corner" else shown

    def _break(self, setting: Setting, text: str, look: Look, room: float, hanging: float) -> list[Line]:
        measure = round((room - hanging) * 1000 / look.size)
        if look.shape == "trapezoid" or look.align in ("centre", "right"):
            return break_headline(setting, text, measure, look.shape)
        first = round((room - look.indent) * 1000 / look.size)
        lines = break_lines(setting, measure, first, self.page["breaking"])
        if look.align == "justify":
            return lines
        return [line._replace(stretch=min(line.stretch, 0.0)) for line in lines]

    def _hanging(self, setting: Setting, runs: Sequence[Run], look: Look) -> float:
        match = HANGING.match("".join(run.text for run in runs))
        if not match:
            return 0.0
        return look.indent + setting.begins[min(match.end(), len(setting))] * look.size / 1000


FRONT = {"kicker": "kicker", "subtitle": "subtitle", "byline": "byline", "date": "byline"}
"""Elements of the front that stand above the text, and whose look they have."""

COMPOSERS: dict[str, Callable[[Composer, Node], None]] = {
    "article": Composer.inner_article, "section": Composer.section, "back": Composer.back, "note": Composer.note,
    "quote": Composer.quote,
    "verse": Composer.verse, "list": Composer.items, "figure": Composer.figure, "table": Composer.table,
}
"""Elements that are more than a block of text."""


def _element(elements: dict[str, Element], part: str) -> Element:
    if part == "RB":
        return elements[""].add("Ruby").add("RB")
    return elements.get(part) or elements.get("body") or elements[""]


def _shift(look: Look, text: TextLine, room: float, number: int, hanging: float) -> float:
    """Where a line begins in its column."""
    if look.align == "centre":
        return (room - text.width) / 2
    if look.align == "right":
        return room - text.width
    return hanging if number and hanging else look.indent if number == 0 else 0.0


def _is_tied(number: int, lines: int) -> bool:
    """Whether a page may not end after a line: no lone first or last line of a paragraph."""
    return lines > 1 and (number == 0 or number == lines - 2)


class Room:
    """White that stays even at the head of a page."""

    def draw(self, sheet: Sheet, inline: float, block: float) -> None:
        """Draws nothing."""


class FrameBox:
    """A frame where a picture is missing."""

    def __init__(self, measure: float, height: float, element: Element) -> None:
        self.measure, self.height, self.element = measure, height, element

    def draw(self, sheet: Sheet, inline: float, block: float) -> None:
        """Draws it as content of its figure, so that its replacement text is read."""
        x0, y0 = sheet.at(inline + self.measure / 4, block)
        x1, y1 = sheet.at(inline + self.measure * 3 / 4, block + self.height)
        sheet.show(self.element, f"0.5 w 0.6 G {x0:.2f} {y0:.2f} {x1 - x0:.2f} {y1 - y0:.2f} re S 0 G")

