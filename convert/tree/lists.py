"""Lists: where the text of an item is, and as they grow, which of those that are open an item goes in."""

from __future__ import annotations

from convert.tree.build import add, make
from convert.tree.nodes import INLINE, Node

DEEPEST = 6
"""Lists within each other that are kept apart."""


class OpenLists:
    """The lists at the end of a tree that grows, each in the last item of the one before."""

    def __init__(self) -> None:
        self.open: list[tuple[Node, int]] = []
        """Each with how deep its format says it is."""

    def find(self, parent: Node, kind: str, level: int) -> Node:
        """The list for an item of a kind at a level: one that is open, else a new one in an item or in `parent`."""
        if not self.open or self.open[0][0] is not last_of(parent):
            self.open.clear()
        while len(self.open) > 1 and self.open[-1][1] > level:
            self.open.pop()
        if self.open and not (level > self.open[-1][1] and len(self.open) < DEEPEST):
            last, reached = self.open.pop()
            if last.get("kind") == kind:
                self.open.append((last, reached))
                return last
        made = add(_open_item(self.open[-1][0]) if self.open else parent, "list", kind=kind)
        self.open.append((made, level))
        return made


def words_of(item: Node) -> Node | None:
    """Where the text of an item is: in itself, or in the paragraph that comes first in it; else None."""
    if item.get("at") is not None or not len(item) or item[0].tag in INLINE:
        return item
    return item[0] if item[0].tag == "p" else None


def is_words(node: Node) -> bool:
    """Whether an element is the paragraph that an item has its text in."""
    above = node.getparent()
    return above is not None and above.tag == "item" and words_of(above) is node


def last_of(parent: Node) -> Node | None:
    """The last child; `len` would count them all."""
    return next(parent.iterchildren("*", reversed=True), None)


def _open_item(items: Node) -> Node:
    """The last item of a list, its text made a paragraph so that it can hold a list."""
    item = items[-1]
    if item.get("at") is None:
        return item
    paragraph = make("p", **item.attrib)
    paragraph.text, item.text = item.text, None
    paragraph.extend(list(item))
    n = paragraph.attrib.pop("n", None)
    item.attrib.clear()
    if n is not None:
        item.set("n", str(n))
    item.append(paragraph)
    return item
