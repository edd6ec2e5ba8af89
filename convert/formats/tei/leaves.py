"""Leaves in TEI: elements with source characters, entered in the register with all that the tree says of them."""

from __future__ import annotations

import re
from datetime import date
from typing import TypeGuard

from lxml import etree

from convert.formats.tei import vocabulary as tei
from convert.formats.tei.inline import InlineWriter
from convert.formats.tei.register import Register
from convert.formats.tei.vocabulary import Element, Shape, tag
from convert.tree.mentions import read_leaf
from convert.tree.nodes import Node

sub = etree.SubElement

_NEVER_EMPTY = frozenset({tag("p"), tag("head"), tag("item")})
_DATED = frozenset({tag("dateline"), tag("ab")})
_DATE = tag("date")
_DAY = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


def is_date(text: str | None) -> TypeGuard[str]:
    """Whether a normal form is a date that @when takes: a year, month or day (W3C XML Schema 2, 3.2.9 to 3.2.11)."""
    if text is None or not _DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        return False
    return True


class LeafWriter:
    """Writes leaves, and enters them in the register."""

    def __init__(self, register: Register, inline: InlineWriter) -> None:
        self.register = register
        self.inline = inline

    def write(self, node: Node, parent: Element, shape: Shape) -> Element:
        """An element of this shape with the text of a leaf and what is marked in it."""
        name, kind = shape
        made = sub(parent, name, kind) if kind else sub(parent, name)
        made.tail = "\n"
        said = dict(node.items())
        when = said.get("when")
        self.register.keep_leaf(made, said, said.get("value", when))
        if names := read_leaf(node):
            self.register.named.append((made, names))
        self._fill(node, sub(made, _DATE, when=when) if name in _DATED and is_date(when) else made)
        return made

    def _fill(self, node: Node, made: Element) -> None:
        made.text = text = node.text
        if len(node):
            self.inline.write_inside(node, made)
        elif (not text or text.isspace()) and made.tag in _NEVER_EMPTY:
            sub(made, tag("gap"), tei.EMPTY)
