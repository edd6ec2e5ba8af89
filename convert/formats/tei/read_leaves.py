"""The text of leaves from TEI: what the writer added is looked through or passed over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NoReturn, TypeVar

from lxml import etree

from convert.errors import SourceError
from convert.formats.tei import vocabulary as tei
from convert.formats.tei.read_account import AccountReader, Said, give
from convert.formats.tei.vocabulary import Element, Shape, tag
from convert.tree.build import add
from convert.tree.nodes import Node

T = TypeVar("T")

Key = tuple[str, str | None]
"""A TEI tag and its @type."""

INLINES: dict[Key, tuple[str, dict[str, str]]] = {
    (tag("label"), None): ("label", {}), (tag("seg"), "label"): ("label", {}), (tag("seg"), "lead"): ("lead", {}),
    **{(tag(name), "counted"): ("label", {"counted": "yes"}) for name in ("label", "seg")},
    (tag("hi"), None): ("em", {}), (tag("sic"), None): ("sic", {}),
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
        _append(node, element.text)
        self._read_children(node, element)

    def _read_children(self, node: Node, children: Iterable[Element]) -> None:
        for child in children:
            if _is_added(child):
                if child.tag not in MARKS:
                    self._read_text(node, child)
            else:
                self._read_inline(node, child)
            _append(node, child.tail)

    def _read_inline(self, node: Node, element: Element) -> None:
        key = key_of(element)
        if key == (tag("seg"), "placeholder") and len(element):
            gap = add(node, "gap", reason=element[0].get("reason"))
            _append(gap, element[0].tail)
            self._read_children(gap, element[1:])
        elif element.tag == tag("gap"):
            add(node, "gap", reason=element.get("reason"))
        elif element.tag == tag("ruby"):
            ruby = add(node, "ruby")
            self._read_text(ruby, element[0])
            self._read_text(add(ruby, "rt"), element[1])
        elif element.tag == tag("ref"):
            self._read_ref(node, element)
        elif element.tag == tag("formula"):
            made = add(node, "math", markup=self.account.formulas.get(element.get(tei.XML_ID, "")))
            self._read_text(made, element)
        elif element.tag == tag("choice"):
            self._read_text(node, element[1])
        else:
            name, attributes = self.find(INLINES, element)
            made = add(node, name, **attributes)
            give(made, rend=element.get("rend"), why=self.account.doubts.get(element.get(tei.XML_ID, "")))
            self._read_text(made, element)


    def _read_ref(self, node: Node, element: Element) -> None:
        target = element.get("target", "")
        if element.get("type") == "link":
            made = add(node, "link", href=target)
        else:
            made = add(node, "ref", target=self.account.own_id(target[1:]), n=element.get("n"))
        self._read_text(made, element)


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


def _append(node: Node, text: str | None) -> None:
    if text is None:
        return
    if len(node):
        node[-1].tail = (node[-1].tail or "") + text
    else:
        node.text = (node.text or "") + text
