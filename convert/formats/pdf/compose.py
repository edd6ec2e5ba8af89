"""From articles to rows: fronts, sections and backs; the blocks in them are composed by `blocks`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import ClassVar, cast

from convert.formats.official.dispatch import Dispatch
from convert.formats.official.measures import is_annex, names_annex
from convert.formats.pdf.blocks import BlockComposer
from convert.formats.pdf.boxes import WhiteBox
from convert.formats.pdf.closing import Closing
from convert.formats.pdf.galley import Galley, open_page
from convert.formats.pdf.inline import Run, RunReader
from convert.formats.pdf.page import FlowRow, Page
from convert.formats.pdf.tags import Element
from convert.formats.walk import Walker
from convert.tree.nodes import Document, Heading, Node
from convert.tree.vocabulary import children

HEADLINE = frozenset({"kicker", "title", "subtitle", "byline", "date"})
"""Elements of the front that stand above the text, across all columns."""

BLOCKS = ("p", "list", "quote", "verse", "figure", "caption", "table", "note", "subtitle", "byline", "addressee",
          "salutation", "attachment", "signature")
"""What articles and sections hold besides what has a method here."""


@dataclass(frozen=True, slots=True)
class Opening:
    """How a work of the file opens."""

    title: str = ""
    """What bookmarks it where it has no headline."""
    set_front: Callable[[Node], None] | None = None
    """What sets its headline on a page of its own."""
    language: str = ""
    """Where it is not that of the file."""


class Composer(Walker[[], None]):
    """Composes articles into a galley, under the structure element that is open."""

    who = "The PDF writer"
    alike: ClassVar[dict[str, str]] = dict.fromkeys(BLOCKS, "visit_block")
    blocks: ClassVar[type[BlockComposer]] = BlockComposer
    """What renders blocks."""
    inline: ClassVar[type[RunReader]] = RunReader
    """What renders the elements inside a text."""

    def __init__(self, galley: Galley, dispatch: Dispatch) -> None:
        self.galley = galley
        self.structure = galley.structure
        self.dispatch = dispatch
        """What the office gives, of an official document."""
        self.within = self.blocks(galley)
        self.closing = Closing(galley, official=galley.setter.page["form"] == "document")
        self.opening = Opening()
        """Of the next work."""
        self.title_page: Page | None = None
        """The page that already stands alone for a headline."""
        self.run_in: Node | None = None
        """The paragraph that was set on the line of its heading."""
        self.numbered = True
        """Whether the first page shows its number."""
        self.set_front: Callable[[Node], None] | None = None
        """What sets the headline of the front at hand on a page of its own."""
        self.places: dict[Element | tuple[int, int], int] = {}
        """Element of the structure → where in its front it stands, while that is composed."""

    # works

    def open_work(self, tree: Document) -> Document:
        """What stands above the text of a document; gives the tree to compose."""
        return tree

    def close_work(self) -> None:
        """What stands under all that a document holds."""

    def set_part(self, title: str) -> None:
        """The title of a part, alone on its page."""
        look, flow = self.galley.looks.find("title", 1), self.galley.flow
        flow.add([FlowRow(look.leading * 4, WhiteBox())])
        rows = self.galley.set_heading([Run(title)], look, title)
        for row in rows:
            row.opens = True
        flow.add(rows)
        flow.new_page()

    # articles and sections

    def visit_article(self, article: Node) -> None:
        """An article: its front, its blocks, its back; articles inside it one level deeper."""
        opening, self.opening = self.opening, Opening()
        with self.structure.within(self.structure.element.add("Art")) as element:
            element.lang = opening.language
            if opening.title and article.find("front/title") is None:
                look = self.galley.looks.find("title", 1)
                self.galley.flow.put(self.galley.set_heading([Run(opening.title)], look, opening.title))
            for child in children(article):
                if child.tag != "meta":
                    self.set_front = opening.set_front if child.tag == "front" else None
                    self.visit(child)

    def visit_front(self, front: Node) -> None:
        """The headline first, the rest at the head of the text; the structure keeps the order of the tree."""
        kids = self.structure.element.kids
        start = len(kids)
        (self.set_front or self.set_headline)(front)
        for child in children(front):
            if child.tag not in HEADLINE:
                self._visit_part(child)
        kids[start:] = sorted(kids[start:], key=lambda kid: self.places.get(kid, 0))
        self.places.clear()

    def set_headline(self, front: Node) -> None:
        """The headline and what goes with it: across all columns."""
        galley = self.galley
        with galley.setter.measured(galley.flow.frame.whole):
            rows = [row for child in children(front) if child.tag in HEADLINE
                    for row in galley.hold(partial(self._visit_part, child))]
        galley.flow.put(self.space_headline(rows))

    def space_headline(self, rows: list[FlowRow]) -> list[FlowRow]:
        """The rows of a headline, with the white under it that its form wants."""
        return rows

    def _visit_part(self, part: Node) -> None:
        """An element of a front; where it stands there is remembered of what it adds to the structure."""
        kids, above = self.structure.element.kids, part.getparent()
        start = len(kids)
        self.visit(part)
        self.places |= dict.fromkeys(kids[start:], above.index(part) if above is not None else 0)

    def _hold(self, node: Node) -> list[FlowRow]:
        """The rows of an element, not placed yet."""
        return self.galley.hold(lambda: self.visit(node))

    def visit_title(self, title: Node) -> None:
        """The headline of an article: a heading, a bookmark, a line of the contents."""
        depth = sum(1 for _ in title.iterancestors("article"))
        look, flow = self.galley.looks.find("title", depth), self.galley.flow
        if look.new_page and flow.page is not self.title_page:
            flow.new_page()
        rows = self.galley.set_heading(self.galley.setter.inline.read(title), look, title.text_content, "title")
        for row in rows:
            row.opens = depth == 1
        self.galley.add(rows)

    def visit_section(self, section: Node) -> None:
        """A section: its heading, then what stands under it."""
        with self.structure.within(self.structure.element.add("Sect")):
            for child in children(section):
                if child is not self.run_in:
                    self.visit(child)

    def visit_heading(self, head: Node) -> None:
        """The heading of a section; one that runs in is set with the paragraph that follows on its line."""
        looks = self.galley.looks
        look = looks.find("annex") if self._opens_annex(head) else looks.find("heading", cast(Heading, head).depth)
        if self.closing.official and names_annex(head):
            self._skip_line()
            look = replace(look, align="centre", indent=0.0)
        follower = head.getnext()
        if head.get("place") == "run-in" and isinstance(follower, Node) and follower.tag == "p":
            self.run_in = follower
            rows = self._set_run_in(head, follower, look.role)
        else:
            title = f"heading {cast(Heading, head).depth}"
            rows = self.galley.set_heading(self.galley.setter.inline.read(head), look, head.text_content, title)
        self.galley.add(open_page(rows, look))

    def _set_run_in(self, head: Node, body: Node, role: str) -> list[FlowRow]:
        setter, structure = self.galley.setter, self.structure
        element = structure.add_heading(head.text_content, f"heading {cast(Heading, head).depth} run-in")
        first = [run._replace(role=run.role or role, part=f"{run.part}\thead") for run in setter.inline.read(head)]
        rest = [run._replace(part=f"{run.part}\tbody") for run in setter.inline.read(body)]
        elements = {"head": element, "body": structure.element.add("P", title="p")}
        return setter.set_block([*first, *rest], setter.looks.find("p"), elements, bookmark=structure.bookmark)

    def _opens_annex(self, line: Node) -> bool:
        """Whether a line says that an annex of an official document begins."""
        return self.closing.official and is_annex(line)

    def visit_kicker(self, kicker: Node) -> None:
        """A line above the headline, which may be the mark of an annex."""
        self.within.add_leaf(kicker, "annex" if self._opens_annex(kicker) else "kicker")
        if self._opens_annex(kicker):
            self._skip_line()

    def _skip_line(self) -> None:
        """A blank line under 附件 and its number: the title of an annex stands on the third line (7.3.7)."""
        self.galley.add([FlowRow(self.galley.looks.find("p").leading, WhiteBox(), keep=True)])

    def visit_block(self, block: Node) -> None:
        """Any block of an article or section."""
        self.within.visit(block)

    # what closes an article

    def visit_back(self, back: Node) -> None:
        """What closes an article; signature and date one above the other's middle (GB/T 9704-2012, 7.3.5)."""
        blocks = list(children(back))
        if self.closing.official:
            for copy in (block for block in blocks if block.tag == "copyto"):
                self.visit(copy)
            self.closing.end_article()
            blocks = [block for block in blocks if block.tag != "copyto"]
        while blocks:
            block = blocks.pop(0)
            if block.tag == "signature" and blocks and blocks[0].tag == "date":
                self.galley.add(self.closing.sign(self._hold(block), self._hold(blocks.pop(0))))
            else:
                self.visit(block)

    def visit_date(self, date: Node) -> None:
        """A date: over the text of an official document like a byline, under a text like a signature.

        The type of dates is that of 成文日期 there; under a text it has its own place only if that is at the right.
        """
        above = date.getparent()
        home = str(above.tag) if above is not None else ""
        right = self.galley.looks.find("date").align == "right"
        front, back = "byline" if self.closing.official else "date", "date" if right else "signature"
        look = {"front": front, "back": back}.get(home, "date")
        self.within.add_leaf(date, look)

    def visit_copyto(self, copy: Node) -> None:
        """抄送: in an official document it waits for the foot of a page."""
        above = copy.getparent()
        if self.closing.official and above is not None and above.tag == "back":
            self.closing.copies.append(copy)
        else:
            self.within.visit(copy)
