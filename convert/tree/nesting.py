"""How deep a tree may nest: below that its text is printed as paragraphs of the last element that is kept."""

from __future__ import annotations

from copy import deepcopy
from itertools import pairwise

from lxml import etree

from convert.tree.build import make
from convert.tree.nodes import Document, Node

DEEPEST = 100
"""Elements within each other, and marks within a leaf, that every writer sets; real documents have fewer than 20."""

_HOLDERS = frozenset({"article", "section", "quote", "item"})
"""Elements that may hold paragraphs."""


def print_leaf(leaf: Node) -> Node:
    """A paragraph with the text of a leaf."""
    made = make("p", id=leaf.get("id"), at=leaf.get("at"), by="p/line")
    made.text = "".join(leaf.itertext())
    return made


def flatten(tree: Document) -> tuple[Document, int]:
    """The tree, or a copy that nests no deeper than every writer can set, and how many elements were too deep."""
    if not _find_deep(tree):
        return tree, 0
    made = deepcopy(tree)
    deep = _find_deep(made)
    count = sum(1 for node in deep for _ in node.iter("*"))
    for node in deep:
        _raise(node)
    return made, count


def _find_deep(tree: Document) -> list[Node]:
    """The outermost elements that are too deep: what holds leaves within a tree, or marks within a leaf."""
    found: list[Node] = []
    depth, leaf = 0, 0
    for event, node in etree.iterwalk(tree, events=("start", "end")):
        if event == "end":
            depth -= 1
            continue
        leaf = leaf if leaf and depth > leaf else 0
        if depth == (leaf or 0) + DEEPEST + 1 and (leaf or node.get("at") is None):
            found.append(node)
        if not leaf and node.get("at") is not None:
            leaf = depth
        depth += 1
    return found


def _raise(node: Node) -> None:
    """Prints the text of a deep element as paragraphs of the holder around it, or within its leaf as mere text."""
    path = [node, *node.iterancestors()]
    if any(above.get("at") is not None for above in path[1:]):
        _strip(path[1])
        return
    for child, holder in pairwise(path):
        if holder.tag in _HOLDERS:
            place = holder.index(child)
            holder[place : place + 1] = [print_leaf(leaf) for leaf in child.iter("*") if leaf.get("at") is not None]
            return


def _strip(node: Node) -> None:
    """Leaves the text of an element alone."""
    text = "".join(node.itertext())
    for child in list(node):
        node.remove(child)
    node.text = text
