"""Mending a tree that is not valid: what is wrong in it is printed as paragraphs, and all else stays."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from lxml import etree

from convert.resources import PACKAGE
from convert.span import Span, parse_spans
from convert.tree.nesting import print_leaf
from convert.tree.nodes import Document, Node
from convert.tree.values import find_odd_value

_RNG = "{http://relaxng.org/ns/structure/1.0}"

_PIECES = ("block", "front", "back", "heading", "field")
"""What is valid or not by itself: all that stands directly in articles, sections, quotations and lists of facts."""

_HOLDERS = frozenset({"document", "article", "section", "meta", "quote"})
"""Elements that hold pieces."""

_FRAMES = frozenset({"article", "section", "meta"})
"""Elements that hold pieces and are none."""


@cache
def _piece_schema() -> etree.RelaxNG:
    """The schema of the tree, of which any piece may be the root."""
    grammar = etree.parse(PACKAGE / "tree" / "schema.rng")
    start = grammar.getroot().find(f"{_RNG}start")
    if start is not None:
        start.clear()
        choice = etree.SubElement(start, f"{_RNG}choice")
        for name in _PIECES:
            etree.SubElement(choice, f"{_RNG}ref", name=name)
    return etree.RelaxNG(grammar)


def mend_pieces(tree: Document) -> list[Span]:
    """Prints each piece of a tree that is not valid as paragraphs of its text, in place.

    Gives where they stand in the source. A fact becomes one of no known name, and a heading one without marks, since
    both must be there.
    """
    return [span for piece in list(_find_pieces(tree)) if not _piece_schema().validate(piece) or find_odd_value(piece)
            for span in _mend(piece)]


def _find_pieces(tree: Document) -> Iterator[Node]:
    """The pieces of a tree, those within a quotation before it."""
    for _, holder in etree.iterwalk(tree, events=("end",), tag=tuple(_HOLDERS)):
        yield from (piece for piece in holder.iterchildren("*") if piece.tag not in _FRAMES and piece.tag != "record")


def _mend(piece: Node) -> list[Span]:
    spans = [span for leaf in piece.iter("*") for span in parse_spans(leaf.get("at") or "")]
    if piece.tag in ("heading", "field"):
        _strip(piece)
    else:
        parent = piece.getparent()
        if parent is not None:
            parent[parent.index(piece) : parent.index(piece) + 1] = [print_leaf(leaf) for leaf in piece.iter("*")
                                                                     if leaf.get("at")]
    return spans


def _strip(leaf: Node) -> None:
    """Leaves of a heading or fact its text alone."""
    text, at, name = "".join(leaf.itertext()), leaf.get("at", ""), leaf.get("id")
    leaf.clear()
    leaf.text = text
    leaf.attrib.update({"at": at, "by": "p/line"} | ({"id": name} if name else {})
                       | ({"name": "other"} if leaf.tag == "field" else {}))
