"""What stands inside a text, as XHTML: labels, emphasis, names, readings, and places that look wrong or are lost."""

from __future__ import annotations

from typing import ClassVar

from convert.formats.epub.words import words
from convert.formats.epub.xhtml import XHTML, Element, add
from convert.formats.walk import Walker
from convert.tree.addresses import is_outer
from convert.tree.build import append_text
from convert.tree.mathml import read_mathml
from convert.tree.nodes import Node
from convert.tree.vocabulary import children

EMPHASIS = {"strong": "strong", "italic": "em", "dots": "em", "line": "u", "kai": "i", "struck": "s", "sub": "sub",
            "sup": "sup", "code": "code"}
"""`rend` of `em` → XHTML element."""

TAGS = {"label": "span", "lead": "b", "ruby": "ruby", "rt": "rt"}
"""Elements that are written as they stand → XHTML element."""

_ANCHOR = f"{{{XHTML}}}a"


class InlineWriter(Walker[[Element], None]):
    """Writes inline elements into an element, for readers of a language."""

    who = "The EPUB writer"
    alike: ClassVar[dict[str, str]] = dict.fromkeys(TAGS, "visit_plain")

    def __init__(self, language: str, prefix: str = "") -> None:
        self.language = language
        self.prefix = prefix
        """Of every id."""
        self.links: list[Element] = []
        """Those to blocks of the document."""
        self.notes: dict[str, str] = {}
        """Ids of the notes that the text refers to → the mark of the first reference that is written."""

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

    def visit_link(self, node: Node, parent: Element) -> None:
        """A link out of the book or to a block of it; a relative address leads nowhere, and no link holds another."""
        href, block = node.get("href") or "", node.get("target")
        if block is not None and not _within_link(parent):
            self.links.append(add(parent, "a", href=f"#{self.prefix}{block}"))
            self.fill(node, self.links[-1])
        elif is_outer(href) and not _within_link(parent):
            self.fill(node, add(parent, "a", href=href))
        else:
            self.fill(node, add(parent, "span", class_="link", data_href=href or None))

    def visit_ref(self, node: Node, parent: Element) -> None:
        """The mark of a note, which leads there; the first one can be led back to."""
        target, mark = node.get("target") or "", self.text_of(node)
        if target not in self.notes or _within_link(parent):
            made = add(parent, "span", mark, class_="noteref")
        else:
            name = None if self.notes[target] else name_reference(self.prefix, target)
            self.notes[target] = self.notes[target] or mark or node.get("n") or "*"
            made = add(parent, "a", mark, "noteref", id=name, class_="noteref", href=f"#{self.prefix}{target}")
        if not mark:
            add(made, "span", node.get("n") or "*", class_="mark", data_ref=f"#{self.prefix}{target}")

    def visit_math(self, node: Node, parent: Element) -> None:
        """A formula: MathML where the tree has it, with its text for those who cannot read that."""
        text, made = self.text_of(node), read_mathml(node.get("markup") or "")
        if made is None:
            add(parent, "span", text, class_="math")
            return
        made.set("alttext", text)
        parent.append(made)

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


def name_reference(prefix: str, note: str) -> str:
    """The id of the first reference to a note."""
    return f"{prefix}ref-{note}"


def _within_link(element: Element) -> bool:
    return any(True for _ in (*element.iterancestors(_ANCHOR), *([element] if element.tag == _ANCHOR else [])))
