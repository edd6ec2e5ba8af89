"""Making elements and reading serialised trees, with the classes of `nodes`."""

from __future__ import annotations

import copyreg
from collections.abc import Callable
from typing import cast

from lxml import etree

from convert.tree.nodes import CLASSES, Document, Node


def _parser() -> etree.XMLParser[Node]:
    """Comments and processing instructions are no part of a document: they are not read."""
    lookup = etree.ElementNamespaceClassLookup()
    lookup.get_namespace(None).update(CLASSES)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, remove_comments=True,
                             remove_pis=True)
    parser.set_element_class_lookup(lookup)
    return cast("etree.XMLParser[Node]", parser)


PARSER = _parser()


def _reduce(node: Node) -> tuple[Callable[[bytes], Node], tuple[bytes]]:
    """How a node is pickled: as its serialised form, with all that is in it and nothing that is around it."""
    return load_piece, (etree.tostring(node, encoding="utf-8", with_tail=False),)


def load_piece(data: bytes) -> Node:
    """A node from its serialised form; raises lxml's XMLSyntaxError where it is not XML."""
    return etree.fromstring(data, PARSER)


_KINDS: tuple[type[Node], ...] = (Node, *CLASSES.values())
for _kind in _KINDS:  # pickle looks for a class itself, not for one that it is made of
    copyreg.pickle(_kind, _reduce)


def make(tag: str, **attributes: str | None) -> Node:
    """A new element without parent; attributes that are None are left out, `_` in a name means `-`."""
    given = {name.replace("_", "-"): value for name, value in attributes.items() if value is not None}
    return PARSER.makeelement(tag, given)


def add(parent: Node, tag: str, **attributes: str | None) -> Node:
    """A new last child of `parent`; attributes that are None are left out, `_` in a name means `-`."""
    given = {name.replace("_", "-"): value for name, value in attributes.items() if value is not None}
    return etree.SubElement(parent, tag, given)


def append_text(element: etree._Element, text: str | None) -> None:
    """Text after all that an element holds."""
    if not text:
        return
    last = next(element.iterchildren(reversed=True), None)  # its length takes time by its length
    if last is not None:
        last.tail = (last.tail or "") + text
    else:
        element.text = (element.text or "") + text


def load(data: bytes) -> Document:
    """A tree from its serialised form; raises lxml's XMLSyntaxError where it is not XML."""
    return cast(Document, load_piece(data))
