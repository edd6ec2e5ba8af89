"""What stands inside a text, as XHTML: labels, emphasis, names, readings, and places that look wrong or are lost."""

from __future__ import annotations

from typing import ClassVar

from convert.formats.epub.words import words
from convert.formats.epub.xhtml import Element, add, append_text
from convert.formats.walk import Walker
from convert.tree.nodes import Node
from convert.tree.vocabulary import children

EMPHASIS = {"strong": "strong", "dots": "em", "line": "u"}
"""`rend` of `em` → XHTML element."""

TAGS = {"label": "span", "lead": "b", "ruby": "ruby", "rt": "rt"}
"""Elements that are written as they stand → XHTML element."""


class InlineWriter(Walker[[Element], None]):
    """Writes inline elements into an element, for readers of a language."""

    who = "The EPUB writer"
    alike: ClassVar[dict[str, str]] = dict.fromkeys(TAGS, "visit_plain")

    def __init__(self, language: str) -> None:
        self.language = language

    def fill(self, node: Node, element: Element) -> None:
        """Text and children of an inline element, in order, into an element."""
        element.text = node.text
        for child in children(node):
            self.visit(child, element)
            append_text(element, child.tail)

    def visit_plain(self, node: Node, parent: Element) -> None:
        """An element that a row of TAGS says all of; its class is its name in the tree where that is another."""
        name = str(node.tag)
        self.fill(node, add(parent, TAGS[name], class_=None if name == TAGS[name] else name))

    def visit_em(self, node: Node, parent: Element) -> None:
        """Marked characters."""
        rend = node.get("rend") or "strong"
        self.fill(node, add(parent, EMPHASIS.get(rend, "em"), class_=f"em-{rend}"))

    def visit_name(self, node: Node, parent: Element) -> None:
        """A proper name with its kind."""
        self.fill(node, add(parent, "span", class_=f"name {node.get('kind') or ''}".strip()))

    def visit_gap(self, node: Node, parent: Element) -> None:
        """A place where the source says nothing: what it prints instead, else which gap it is."""
        reason = node.get("reason") or "lost"
        printed = self.text_of(node)
        text = printed or words(self.language)[reason]
        add(parent, "span", text, class_=f"gap {reason}{'' if printed else ' mark'}")

    def visit_sic(self, node: Node, parent: Element) -> None:
        """Characters that look wrong; why is told where the reader points at them."""
        self.fill(node, add(parent, "span", class_="sic", title=node.get("why") or None))
