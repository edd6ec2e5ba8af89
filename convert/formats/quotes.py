"""The quotation marks that a style asks for, in formats that print the text as the tree has it."""

from __future__ import annotations

from copy import deepcopy

from convert.chinese.quotation import corner_quotes
from convert.style.sheet import Style
from convert.tree.nodes import Document


def print_quotes(text: str, style: Style) -> str:
    """A text with the marks that the style wants."""
    return text if style.page["quotes"] == "source" else corner_quotes(text)


def put_quotes(tree: Document, style: Style) -> Document:
    """The tree as it is where the style keeps the marks of the source; else a copy whose text has those it wants."""
    if style.page["quotes"] == "source":
        return tree
    made = deepcopy(tree)
    for node in made.article.iter():
        node.text = corner_quotes(node.text) if node.text else node.text
        node.tail = corner_quotes(node.tail) if node.tail else node.tail
    return made
