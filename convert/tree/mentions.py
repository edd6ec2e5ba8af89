"""Whom a document names, and where: one reading for the index of a book and for what is marked in a text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from convert.chinese.names import (
    ORGANISATION,
    PERSON,
    Creator,
    Name,
    read_bodies,
    read_creators,
    read_dateline,
    read_names,
)
from convert.tree.nodes import Document, Node


def read_leaf(node: Node) -> list[Name]:
    """What a leaf names, with places in its text; nothing where the source marks the names in it already."""
    read = _READERS.get(str(node.tag))
    return read(node) if read is not None and node.find(".//name") is None else []


def read_byline(node: Node) -> list[Creator]:
    """Who made a work, as a byline has it: the names that the source marks, else those that can be read."""
    marked = [Creator(name.text, name.kind) for each in node.iter("name") for name in _names_of(each)]
    return [creator for creator in marked if creator.kind in (PERSON, ORGANISATION)] or read_creators(node.text_content)


def find_names(tree: Document) -> list[Name]:
    """The persons and bodies of a document, each once: those its tree marks, and those that its leaves name.

    Leaves that name are bylines, signatures, the fields of `FIELDS`, and the paragraph that opens an article, whose
    head tells agency and reporters.
    """
    found = (name for node in tree.iter("name", *_READERS) for name in _names_of(node))
    return list({(name.kind, name.text): name for name in found if name.kind in (PERSON, ORGANISATION)}.values())


def _names_of(node: object) -> Iterator[Name]:
    if not isinstance(node, Node):
        return
    if node.tag == "name":
        text = node.text_content
        yield Name(node.get("kind") or "", text, 0, len(text))
    else:
        yield from read_leaf(node)


def _read_line(node: Node) -> list[Name]:
    return read_names(node.text_content)


def _read_bodies(node: Node) -> list[Name]:
    return read_bodies(node.text_content)


def _read_field(node: Node) -> list[Name]:
    read = FIELDS.get(node.get("name") or "")
    return read(node) if read is not None else []


def _read_opening(node: Node) -> list[Name]:
    parent = node.getparent()
    opens = parent is not None and parent.tag == "article" and all(
        sibling.tag not in ("p", "section", "article") for sibling in node.itersiblings(preceding=True))
    return read_dateline(node.text_content) if opens else []


FIELDS: Mapping[str, Callable[[Node], list[Name]]] = {
    "creator": _read_line, "editor": _read_line, "publisher": _read_bodies, "source": _read_bodies,
}
"""Standard name of a field that names somebody → what reads it."""

_READERS: Mapping[str, Callable[[Node], list[Name]]] = {
    "byline": _read_line, "signature": _read_line, "field": _read_field, "p": _read_opening,
}
"""Tag of a leaf that names somebody → what reads it."""
