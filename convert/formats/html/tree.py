"""The tree of a page: elements, and the text in them with its place in the source."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from convert.formats.html.attributes import read_attributes

Formats = tuple[tuple[str, str], ...]
"""The formatting elements that hold over a text, outermost first: name, and what stands in the tag behind it."""


class Piece(NamedTuple):
    """Text between two tags."""

    start: int
    """Where it begins in the source."""
    end: int
    """Where it ends."""
    formats: Formats = ()
    """The formatting that holds over it."""


class Element:
    """An element, but for the formatting ones, which are named by the text that they hold over."""

    __slots__ = ("before", "behind", "children", "formats", "nested", "parent", "place", "rest", "tag")

    def __init__(self, tag: str, rest: str, place: int, parent: Element | None, before: int) -> None:
        self.tag = tag
        self.rest = rest
        """What stands in the start tag behind the name."""
        self.place = place
        """Where that stands in the source; -1 where the page left the tag out."""
        self.parent = parent
        self.children: list[Element | Piece] = []
        self.before = before
        """Characters of text in the page before the element."""
        self.behind = before
        """Characters of text up to its end."""
        self.formats: Formats = ()
        """The formatting that holds over a picture."""
        self.nested = False
        """Whether it is a table that holds another one."""

    @property
    def length(self) -> int:
        """Characters of text in it, white space between tags apart."""
        return self.behind - self.before

    @property
    def attributes(self) -> dict[str, str]:
        """Its attributes, read anew each time."""
        return read_attributes(self.rest)

    def elements(self) -> Iterator[Element]:
        """The elements that stand in it directly."""
        return (child for child in self.children if isinstance(child, Element))

    def pieces(self, limit: int) -> Iterator[Piece]:
        """The texts in it in reading order, until as many pieces and elements as the limit are seen."""
        stack: list[Element | Piece] = [self]
        for _ in range(limit):
            if not stack:
                return
            node = stack.pop()
            if isinstance(node, Piece):
                yield node
            else:
                stack += reversed(node.children)


def read_label(element: Element, text: str, limit: int = 60) -> str:
    """The printed words of a short element without white space; empty where it is longer than the limit."""
    if not 0 < element.length <= limit:
        return ""
    return "".join(read_text(element, text, limit).split())


def read_text(element: Element, text: str, limit: int) -> str:
    """The printed words of an element with their white space, of as many pieces and elements as the limit."""
    return unescape("".join(text[piece.start : piece.end] for piece in element.pieces(limit)))
