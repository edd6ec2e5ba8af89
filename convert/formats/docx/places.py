"""Places that links of a work lead to: a bookmark at the beginning of each block, and the hyperlinks to it."""

from __future__ import annotations

from lxml import etree

from convert.formats.docx.markup import Element, W
from convert.formats.docx.story import Story
from convert.tree.nodes import Document, Node

_MARK = "_place_"
"""How the bookmarks are named; Word does not list those that begin so."""

_LOOK = f"{W}rPr/{W}rStyle[@{W}val='Hyperlink']"


class Places:
    """The blocks of the work at hand that its links lead to."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.wanted: frozenset[str] = frozenset()
        self.names: dict[str, str] = {}
        """Id of a block → its bookmark."""
        self.links: list[tuple[Element, str]] = []
        """Hyperlinks, and the ids of the blocks that they lead to."""

    def expect(self, work: Document) -> None:
        """Finds what the links of a work lead to."""
        self.wanted = frozenset(filter(None, (link.get("target") for link in work.article.iter("link"))))
        self.names, self.links = {}, []

    def mark(self, leaf: Node, paragraph: Element) -> None:
        """Sets a bookmark before the first word of a block, if a link leads to it."""
        name = leaf.id
        if name is not None and name in self.wanted and name not in self.names:
            self.names[name] = self.story.set_mark(paragraph[0], f"{_MARK}{name}")

    def lead(self, parent: Element, block: str) -> Element:
        """A hyperlink to a block, which may come later (ISO/IEC 29500-1, 17.16.22)."""
        link = etree.SubElement(parent, W + "hyperlink", {W + "history": "1"})
        self.links.append((link, block))
        return link

    def settle(self) -> None:
        """Leads the hyperlinks of the work to their bookmarks; those to what no page shows become mere text."""
        for link, block in self.links:
            if block in self.names:
                link.set(W + "anchor", self.names[block])
            else:
                _unwrap(link)


def _unwrap(link: Element) -> None:
    parent = link.getparent()
    if parent is None:
        return
    for look in link.iterfind(f"{W}r/{_LOOK}"):
        properties = look.getparent()
        if properties is not None:
            properties.remove(look)
    place = parent.index(link)
    parent[place : place + 1] = list(link)
