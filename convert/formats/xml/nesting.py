"""Any XML as elements and texts with their places in the source, however damaged it is.

It is taken apart by its characters alone, in one pass: no entity that a file declares is expanded, nothing that it
names is opened, and a fault in it costs no more than its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from convert.span import Span

DEEPEST = 200
"""Open elements above which another opens nothing: its content joins that of the last."""

_MARKUP = re.compile(
    r"""<(?:
      (?P<comment>!--) .*? (?:-->|\Z)
    | !\[CDATA\[ (?P<data>.*?) (?:\]\]>|\Z)
    | [!?] [^<>]*+ >?
    | (?P<close>/?) (?P<name>[^\s<>/!?="'&;,()]++) (?P<rest>(?:[^<>"']++|"[^"<]*+"|'[^'<]*+'|["'])*+) (?:>|(?=<)|\Z)
    )""", re.VERBOSE | re.DOTALL)
"""Every branch takes characters and is sure to end, so that time is linear."""

_DOCTYPE = re.compile(r"<!DOCTYPE\b[^<>\[]*(?:\[(?:[^\]\"']|\"[^\"]*\"|'[^']*')*+\])?[^<>]*>?", re.IGNORECASE)
"""A document type with what it declares."""

_PROLOG = re.compile(r"(?:\s|\ufeff|<\?[^<>]*>|<!--.*?-->)*+(?=<!DOCTYPE)", re.DOTALL | re.IGNORECASE)


class Piece(NamedTuple):
    """Text between two tags."""

    start: int
    end: int
    raw: bool = False
    """Whether it stands in a CDATA section, whose line ends are those of the text."""


class Element:
    """An element."""

    __slots__ = ("children", "length", "name", "rest", "told")

    def __init__(self, name: str, rest: str) -> None:
        self.name = name
        """Its local name as written."""
        self.rest = rest
        """What stands in the start tag behind the name."""
        self.children: list[Element | Piece] = []
        self.told = False
        """Whether it holds text directly that is no white space."""
        self.length = 0
        """Characters of such text."""

    @property
    def key(self) -> str:
        """Its name as the table of elements has it."""
        return self.name.lower()

    @property
    def is_leaf(self) -> bool:
        """Whether no element stands in it."""
        return not any(isinstance(child, Element) for child in self.children)

    def elements(self) -> Iterator[Element]:
        """The elements that stand in it directly."""
        return (child for child in self.children if isinstance(child, Element))


class Parsed(NamedTuple):
    """A file taken apart."""

    root: Element
    """Without a name; what the file holds stands in it."""
    cuts: list[tuple[Span, str]]
    """Its markup, and the rule that cuts it."""
    deep: int
    """Elements that stand too deep."""


def parse(text: str) -> Parsed:
    """The elements of a text, with its markup."""
    root = Element("", "")
    open_, cuts = [root], []
    names: dict[str, int] = {}
    position = deep = 0
    prolog = _PROLOG.match(text)
    doctype = _DOCTYPE.match(text, prolog.end()) if prolog else None
    if prolog and doctype:
        cuts.append(((0, doctype.end()), "markup/declaration"))
        position = doctype.end()
    while match := _MARKUP.search(text, position):
        _add(open_[-1], text, Piece(position, match.start()))
        position = match.end()
        if match["name"]:
            cuts.append((match.span(), "markup/tag"))
            deep += _turn(match, open_, names)
        elif match["data"]:
            start, end = match.span("data")
            cuts += [((match.start(), start), "markup/tag"), ((end, match.end()), "markup/tag")]
            _add(open_[-1], text, Piece(start, end, raw=True))
        else:
            cuts.append((match.span(), "markup/comment" if match["comment"] else "markup/declaration"))
    _add(open_[-1], text, Piece(position, len(text)))
    return Parsed(root, cuts, deep)


def _add(element: Element, text: str, piece: Piece) -> None:
    if piece.start < piece.end:
        element.children.append(piece)
        letters = len(text[piece.start : piece.end].strip())
        element.told = element.told or letters > 0
        element.length += letters


def _turn(match: re.Match[str], open_: list[Element], names: dict[str, int]) -> bool:
    """A tag: its element opens, or the innermost of its name ends with all in it; whether it stands too deep."""
    name = match["name"].rpartition(":")[2] or match["name"]
    if match["close"]:
        if names.get(name):
            while len(open_) > 1:
                ended = open_.pop().name
                names[ended] -= 1
                if ended == name:
                    return False
        return False
    element = Element(name, match["rest"])
    open_[-1].children.append(element)
    if match["rest"].rstrip().endswith("/"):
        return False
    if len(open_) < DEEPEST:
        open_.append(element)
        names[name] = names.get(name, 0) + 1
        return False
    return True
