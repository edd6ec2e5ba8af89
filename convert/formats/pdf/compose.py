"""From articles to rows: fronts, sections and backs; the blocks in them are composed by `blocks`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import ClassVar, cast

from convert.formats.dateline import find_dateline, number_fact, part_front
from convert.formats.official.dispatch import Dispatch
from convert.formats.official.measures import is_annex, names_annex
from convert.formats.pdf.blocks import BlockComposer
from convert.formats.pdf.boxes import WhiteBox
from convert.formats.pdf.closing import Closing
from convert.formats.pdf.galley import Galley, open_page
from convert.formats.pdf.inline import Run, RunReader
from convert.formats.pdf.look import Look
from convert.formats.pdf.page import Page
from convert.formats.pdf.rows import FlowRow
from convert.formats.pdf.tags import ADDED, Element
from convert.formats.walk import Walker
from convert.tree.identity import name_text
from convert.tree.nodes import Article, Document, Field, Heading, Node
from convert.tree.vocabulary import children

BLOCKS = ("p", "list", "quote", "verse", "figure", "caption", "table", "note", "subtitle", "byline", "addressee",
          "salutation", "attachment", "signature")
"""What articles and sections hold besides what has a method here."""


@dataclass(frozen=True, slots=True)
class Opening:
    """How a work of the file opens."""

    title: str = ""
    """What stands over it where it has no headline."""
    set_front: Callable[[list[Node]], None] | None = None
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
        self.articles = 0
        """How many of the work at hand have begun."""
        self.stated: frozenset[str] = frozenset()
        """Names of facts that stand above the headline already."""

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
        self.articles += 1
        if isinstance(article.getparent(), Document):
            self.articles = 1
            self.within.notes.expect(article)
            self.galley.setter.inline.expect(article)
        with self.structure.within(self.structure.element.add("Art")) as element:
            element.lang = opening.language
            if opening.title:
                look = self.galley.looks.find("title", 1)
                self.galley.flow.put(self.galley.set_heading([Run(opening.title)], look, opening.title, ADDED))
            for child in children(article):
                if child.tag == "front" and opening.set_front is not None:
                    self._set_front(child, opening.set_front)
                elif child.tag != "meta":
                    self.visit(child)

    def visit_front(self, front: Node) -> None:
        """What stands before the text."""
        self._set_front(front, self.set_headline)

    def _set_front(self, front: Node, set_headline: Callable[[list[Node]], None]) -> None:
        """Lines of the headline, and what stands between and under them: addressee, salutation, notes, pictures."""
        for heads, group in part_front(front):
            if heads:
                titled = any(line.tag == "title" for line in group)
                (set_headline if titled else self.set_headline)(group)
            else:
                for block in group:
                    self.visit(block)

    def set_headline(self, lines: list[Node]) -> None:
        """Lines of a headline, and under the title the facts that belong there: across all columns."""
        flow = self.galley.flow
        with self.galley.setter.measured(flow.frame.whole):
            rows = [row for line in lines for row in self._hold(line)]
            titled = any(line.tag == "title" for line in lines)
            if titled:
                rows += self._set_dateline(cast(Article, next(lines[0].iterancestors("article"))))
        flow.put(self._space_headline(rows) if titled else rows)

    def _space_headline(self, rows: list[FlowRow]) -> list[FlowRow]:
        """The rows of a headline, with the white under it that its form wants."""
        return rows

    def _set_dateline(self, article: Article) -> list[FlowRow]:
        """Number, date and source of an article: the number on a line of its own."""
        fields = [field for field in find_dateline(article) if field.name not in self.stated]
        lines = [[field for field in fields if field.name == "number"],
                 [field for field in fields if field.name != "number"]]
        look = self.galley.looks.find("byline" if self.closing.official else "date")
        return [row for line in lines if line for row in self.set_facts(line, self.articles, look)]

    def set_facts(self, fields: list[Field], article: int, look: Look) -> list[FlowRow]:
        """Labelled facts on one line, each an element of the structure; those of the article of this number."""
        elements: dict[str, Element] = {}
        runs: list[Run] = []
        for place, field in enumerate(fields):
            number, said = number_fact(field, article), field.label
            name = f"field {field.name or 'other'} {number} {'labelled' if said else ''}".rstrip()
            elements[str(place)] = self.structure.element.add("P", title=name)
            words = [*([Run(f"{said}：")] if said else []), *self.galley.setter.inline.read(field)]
            words += [Run("\u3000")] if field is not fields[-1] else []
            runs += [run._replace(part=f"{run.part}\t{place}") for run in words]
        return open_page(self.galley.setter.set_block(runs, look, elements), look)

    def _hold(self, node: Node) -> list[FlowRow]:
        """The rows of an element, not placed yet."""
        return self.galley.hold(lambda: self.visit(node))

    def visit_title(self, title: Node) -> None:
        """The headline of an article: a heading, a bookmark, a line of the contents."""
        depth = sum(1 for _ in title.iterancestors("article"))
        look, flow = self.galley.looks.find("title", depth), self.galley.flow
        if look.new_page and flow.page is not self.title_page:
            flow.new_page()
        rows = self.galley.set_heading(self.galley.setter.inline.read(title), look, name_text(title), "title")
        self.within.notes.place(title, rows)
        for row in rows:
            row.opens = depth == 1
        self.galley.add(rows)

    def visit_section(self, section: Node) -> None:
        """A section: its heading, then what stands under it."""
        with self.structure.within(self.structure.element.add("Sect")):
            bare = self.within.notes.hold_all(section)
            for child in children(section):
                if child is not self.run_in and not (bare and child.tag == "heading"):
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
            rows = self.galley.set_heading(self.galley.setter.inline.read(head), look, name_text(head), title)
            self.within.notes.place(head, rows)
        self.galley.add(open_page(rows, look))

    def _set_run_in(self, head: Node, body: Node, role: str) -> list[FlowRow]:
        setter, structure = self.galley.setter, self.structure
        element = structure.add_heading(name_text(head), f"heading {cast(Heading, head).depth} run-in")
        first = [run._replace(role=run.role or role, part=f"{run.part}\thead") for run in setter.inline.read(head)]
        rest = [run._replace(part=f"{run.part}\tbody") for run in setter.inline.read(body)]
        elements = {"head": element, "body": structure.element.add("P", title="p")}
        rows = setter.set_block([*first, *rest], setter.looks.find("p"), elements, bookmark=structure.bookmark)
        self.within.notes.place(head, rows)
        self.within.notes.place(body, rows, sum(len(run.text) for run in first))
        return rows

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
