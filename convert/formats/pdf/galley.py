"""The galley: what composing fills, from which pages are made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from convert.formats.pdf.inline import Run
from convert.formats.pdf.look import Look, Looks
from convert.formats.pdf.page import Flow
from convert.formats.pdf.paragraph import ParagraphSetter
from convert.formats.pdf.rolls import set_roll
from convert.formats.pdf.rows import FlowRow
from convert.formats.pdf.structure import Structure
from convert.formats.pdf.tags import Element
from convert.formats.pictures import Raster
from convert.formats.writer import Notice
from convert.tree.nodes import Node

NUMBERED = 3
"""Characters by which names of attachments after the first stand further in: under the number behind 附件："""


class Galley:
    """Rows on their way to the pages of a flow, and the structure they belong to."""

    def __init__(self, setter: ParagraphSetter, flow: Flow) -> None:
        self.setter = setter
        self.flow = flow
        self.structure = Structure()
        self.notices: list[Notice] = []
        self.pictures: dict[str, Raster] = {}
        """Name of a resource → the picture that it is: one that several works show is kept once."""
        self.announced: dict[Node, bool] = {}
        """Paragraphs and items of an official document that announce attachments, and whether each is the first."""
        self.held: list[FlowRow] | None = None
        """Rows that wait to be placed together."""

    @property
    def looks(self) -> Looks:
        """How elements look."""
        return self.setter.looks

    def add(self, rows: Iterable[FlowRow]) -> None:
        """Rows for the columns of the flow."""
        if self.held is None:
            self.flow.add(self._untie(list(rows)))
        else:
            self.held += rows

    def _untie(self, rows: list[FlowRow]) -> list[FlowRow]:
        """Lets a page of an official document end after the first line under a heading, so that it is full."""
        above = self.flow.rows[-1] if self.flow.rows else None
        if self.setter.page["form"] == "document" and above is not None and above.head and not all(
                row.keep for row in rows):
            rows[0].keep = False
        return rows

    def hold(self, compose: Callable[[], None]) -> list[FlowRow]:
        """The rows that composing adds; they are not placed."""
        outer, self.held = self.held, []
        compose()
        held, self.held = self.held, outer
        return held

    def put_at_foot(self, rows: tuple[FlowRow, ...]) -> bool:
        """Puts rows at the foot of the page where the text is now; says whether there is any."""
        host = next((row for row in reversed(self.flow.rows) if row.box is not None), None)
        if host is None or self.flow.frame.columns > 1:
            return False
        host.foot += rows
        return True

    def set_leaf(self, node: Node, look: Look, element: Element) -> list[FlowRow]:
        """The rows of a leaf, tagged as an element."""
        runs = self.setter.inline.read(node)
        if self.is_attachment(node):
            return self.set_attachment(node, {"": element})
        rows = set_roll(self.setter, runs, look, element) if node.tag == "p" else []
        return open_page(rows or self.setter.set_block(runs, look, {"": element}), look)

    def is_attachment(self, node: Node) -> bool:
        """Whether a leaf announces an attachment."""
        return node.tag == "attachment" or node in self.announced

    def set_attachment(self, node: Node, elements: dict[str, Element]) -> list[FlowRow]:
        """附件说明: lines hang under the names, and names after the first stand under the first (7.3.4)."""
        look, above = self.looks.find("attachment"), node.getprevious()
        follows = not self.announced.get(node, above is None or above.tag != "attachment")
        if follows:
            look = replace(look, before=0.0, indent=look.indent + NUMBERED * look.size)
        return open_page(self.setter.set_block(self.setter.inline.read(node), look, elements, hang=True), look)

    def set_words(self, text: str, look: Look, *more: Run) -> list[FlowRow]:
        """The rows of a paragraph that no tree holds."""
        return self.setter.set_block([Run(text), *more], look, {"": self.structure.element.add("P")})

    def set_heading(self, runs: Sequence[Run], look: Look, words: str, title: str = "") -> list[FlowRow]:
        """A heading: in the structure, which it tells its `title`, bookmarks, contents and running heads."""
        element = self.structure.add_heading(words, title)
        bookmark = self.structure.bookmark
        rows = self.setter.set_block(runs, look, {"": element}, bookmark=bookmark)
        for row in rows:
            if row.box is not None:
                row.head = bookmark.title
                break
        return rows


def open_page(rows: list[FlowRow], look: Look) -> list[FlowRow]:
    """The same rows, the first of them on a new page where their look wants one."""
    if rows and look.new_page:
        rows[0].breaks = True
    return rows
