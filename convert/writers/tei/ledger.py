"""What the text and the header tell the account while they are written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import NamedTuple

from lxml import etree

from convert.tree.nodes import XML_LANG, Meta, Node
from convert.writers.tei.vocabulary import XML_ID, escape_id, own

Element = etree._Element


class Entry(NamedTuple):
    """What the account says of one element: the xml:id, the element of the tree, and the normal form it gives."""

    target: str
    node: Node
    value: str | None = None


@dataclass(slots=True)
class Ledger:
    """The elements of one document that the account speaks of, in the order they were written."""

    prefix: str = ""
    """Of every xml:id: the member's in a collection, with a hyphen."""
    leaves: list[Entry] = field(default_factory=list)
    containers: list[Entry] = field(default_factory=list)
    doubts: list[tuple[str, str]] = field(default_factory=list)
    """xml:id of a `sic` and why it looks wrong."""
    metas: list[tuple[Element, Meta]] = field(default_factory=list)
    """`div` of an article and its own labelled facts."""
    numbers: dict[str, Iterator[int]] = field(default_factory=dict)

    def make_id(self, letter: str) -> str:
        """A fresh xml:id for something the writer makes."""
        return f"{self.prefix}{own(letter)}{next(self.numbers.setdefault(letter, count(1)))}"

    def keep_leaf(self, target: Element, node: Node, value: str | None = None) -> None:
        """Names the element of a leaf and remembers it."""
        self.leaves.append(Entry(self._identify(target, node), node, value))

    def keep_container(self, target: Element, node: Node) -> None:
        """Names the element of a container where the tree does, and where the account has something to say of it."""
        if node.get("by") is not None or node.get("cert") is not None:
            self.containers.append(Entry(self._identify(target, node), node))
        elif node.get("id") is not None or node.get(XML_LANG) is not None:
            self._identify(target, node)

    def _identify(self, target: Element, node: Node) -> str:
        given = node.get("id")
        name = self.make_id("n") if given is None else self.prefix + escape_id(given)
        target.set(XML_ID, name)
        if (language := node.get(XML_LANG)) is not None:
            target.set(XML_LANG, language)
        return name
