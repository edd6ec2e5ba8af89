"""The vocabulary held strictly: which elements a tree may have, and what is said of one that nobody knows."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from convert.errors import VocabularyError
from convert.tree.nodes import CLASSES, Node


def children(node: Node) -> Iterator[Node]:
    """The elements in an element, in their order; also one that no class stands for."""
    return node.iterchildren("*")


def check_vocabulary(tree: Node, who: str) -> None:
    """Raises VocabularyError where a tree holds an element that no class of the vocabulary stands for."""
    foreign = {element.tag for element in tree.iter("*")} - CLASSES.keys()
    if foreign:
        raise unknown(next(element for element in tree.iter("*") if element.tag in foreign), who)


def unknown(element: etree._Element, who: str) -> VocabularyError:
    """The error of `who` about an element it does not know: which one, and what it stands in."""
    above = element.getparent()
    place = "" if above is None else f", which stands in {str(above.tag)!r}"
    return VocabularyError(f"{who} does not know the element {str(element.tag)!r}{place}.",
                           "The vocabulary is convert/tree/schema.rng.")
