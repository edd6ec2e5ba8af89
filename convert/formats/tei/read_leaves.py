"""The text of leaves from TEI: what the writer added is looked through or passed over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NoReturn, TypeVar

from lxml import etree

from convert.errors import SourceError
from convert.formats.tei import vocabulary as tei
from convert.formats.tei.read_account import AccountReader, Said, give
from convert.formats.tei.vocabulary import Element, Shape, tag
from convert.tree.build import add, append_text
from convert.tree.nodes import Node

T = TypeVar("T")

Key = tuple[str, str | None]
"""A TEI tag and its @type."""

INLINES: dict[Key, tuple[str, dict[str, str]]] = {
    (tag("label"), None): ("label", {}), (tag("seg"), "label"): ("label", {}), (tag("seg"), "lead"): ("lead", {}),
    **{(tag(name), "counted"): ("label", {"counted": "yes"}) for name in ("label", "seg")},
    (tag("hi"), None): ("em", {}), (tag("rt"), None): ("rt", {}), (tag("sic"), None): ("sic", {}),
    **{(tag(name), None): ("name", {"kind": kind}) for kind, name in tei.NAMES.items()},
}
"""What TEI elements inside a text are in the tree, with attributes that tell it from its like."""

MARKS = frozenset(tag(name) for name in ("gap", "lb", "pb", "cb", "fw"))
"""Elements the writer adds that hold no character of the leaf."""

_SEEN_THROUGH = frozenset(tag(name) for name in ("date", "docAuthor", "roleName"))
_ADDED_WITH_RESP = frozenset(tag(name) for name in tei.NAMES.values())


class LeafReader:
    """Reads the text of leaves in the file of this name."""

    def __init__(self, account: AccountReader, name: str) -> None:
        self.account = account
        self.name = name

    def read(self, leaf: Node, element: Element) -> Said:
        """The characters of an element, and what the account says of it."""
        said = self.account.identify(leaf, element)
        self._read_text(leaf, element)
        return said

    def find(self, table: Mapping[Key, T], element: Element) -> T:
        """What a table says of an element; raises SourceError where it does not know it."""
        found = table.get(key_of(element))
        return self.refuse(element) if found is None else found

    def refuse(self, element: Element) -> NoReturn:
        """Says that an element is not as the writer makes it."""
        what = etree.QName(element).localname
        raise SourceError(f"{self.name}, line {element.sourceline}: {what} where the tree has nothing like it.",
                          "The profile is described in profile.md beside the TEI writer.")

    def _read_text(self, node: Node, element: Element) -> None:
        """All characters of an element; what is still to be read waits on a stack, so that no mark is too deep."""
        waiting = _list_pieces(node, element)
        while waiting:
            holder, piece = waiting.pop()
            if isinstance(piece, str):
                append_text(holder, piece)
            elif not _is_added(piece):
                waiting += self._open(holder, piece)
            elif piece.tag not in MARKS:
                waiting += _list_pieces(holder, piece)

    def _open(self, node: Node, element: Element) -> list[_Piece]:
        """Opens what an element is in the tree; gives the pieces of its text, the last first."""
        if key_of(element) == (tag("seg"), "placeholder") and len(element):
            return _list_pieces(add(node, "gap", reason=element[0].get("reason")), element)[:-2]
        if element.tag == tag("gap"):
            add(node, "gap", reason=element.get("reason"))
            return []
        if element.tag == tag("ruby"):
            ruby = add(node, "ruby")
            return [(ruby, element[1]), *_list_pieces(ruby, element[0])]
        if element.tag == tag("choice"):
            return _list_pieces(node, element[1])
        return _list_pieces(self._add(node, element), element)

    def _add(self, node: Node, element: Element) -> Node:
        """A mark that holds all its text."""
        target = element.get("target", "")
        if element.tag == tag("ref") and element.get("type") == "link":
            block = self.account.own_id(target[1:]) if target.startswith("#") else None
            return add(node, "link", href=target) if block is None else add(node, "link", target=block)
        if element.tag == tag("ref"):
            return add(node, "ref", target=self.account.own_id(target[1:]), n=element.get("n"))
        if element.tag == tag("formula"):
            return add(node, "math", markup=self.account.formulas.get(element.get(tei.XML_ID, "")))
        name, attributes = self.find(INLINES, element)
        made = add(node, name, **attributes)
        give(made, rend=element.get("rend"), why=self.account.doubts.get(element.get(tei.XML_ID, "")))
        return made


_Piece = tuple[Node, Element | str]
"""Characters, or an element that is still to be read, and the node that they belong to."""


def _list_pieces(node: Node, element: Element) -> list[_Piece]:
    """What stands in an element, the last first."""
    pieces: list[_Piece] = [(node, element.text or "")]
    for child in element:
        pieces += (node, child), (node, child.tail or "")
    return pieces[::-1]


def key_of(element: Element) -> Key:
    """What tables know an element by."""
    return str(element.tag), element.get("type")


def invert(shapes: Mapping[str, Shape]) -> dict[Key, str]:
    """A table of the writer, read from right to left."""
    return {(name, kinds.get("type")): tree for tree, (name, kinds) in shapes.items()}


def _is_added(element: Element) -> bool:
    """Whether the writer added the element: the tree has nothing there."""
    if element.tag == tag("gap"):
        return element.get(tei.XML_ID) is not None or element.get("reason") == "empty"
    if element.tag in _ADDED_WITH_RESP:
        return element.get("resp") is not None
    return element.tag in MARKS or element.tag in _SEEN_THROUGH
