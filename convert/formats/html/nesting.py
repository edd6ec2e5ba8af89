"""Which element stands in which: the construction of HTML's tree (13.2.6), in linear time.

As in the standard there are two lists, the open elements and the formatting that holds; here the second is written to
each text in place of copies of its elements, which is what its reconstruction and the adoption agency come to for a
reader. Text that stands between the cells of a table stays where it is written.
"""

from __future__ import annotations

import re
from collections import Counter

from convert.formats.html.elements import (
    BLOCK,
    CELLS,
    CLOSES_P,
    ENDS,
    FORMATTING,
    HEADINGS,
    HOLDERS,
    MARKERS,
    OUTERMOST,
    P_SCOPE,
    SCOPES,
    VOID,
)
from convert.formats.html.tokens import Token
from convert.formats.html.tree import Element, Formats, Piece

DEEPEST = 200
"""Open elements above which another opens nothing: its content joins that of the last."""

MOST_FORMATS = 40
"""Formatting elements above which another holds over nothing."""

MOST_ALIKE = 3
"""Formatting elements with the same tag that hold at a time (13.2.4.3)."""

_TEMPLATE, _TABLE = frozenset({"template"}), frozenset({"table", "template"})
_ANCHOR = re.compile(r"\b(?:id|name)\s*=", re.IGNORECASE)


class Nesting:
    """The page so far, and what is open in it."""

    def __init__(self, source: str, xml: bool = False) -> None:
        self.deep = 0
        """Elements that stood too deep to be opened."""
        self.source = source
        self.root = Element("html", "", -1, None, 0)
        self._xml = xml
        self._open = [self.root]
        self._count: Counter[str] = Counter()
        self._formats: Formats = ()
        self._markers: list[int] = []
        self._length = 0

    def open(self, token: Token) -> None:
        """A start tag."""
        tag = token.tag
        if tag in FORMATTING:
            if not token.rest.endswith("/") or not self._xml:
                self._add_format(tag, token.rest)
            if tag == "a" and _ANCHOR.search(token.rest):
                self._append(tag, token.rest, token.start + 2)
            return
        if tag in OUTERMOST or (tag in HOLDERS and not self._count["table"]):
            return
        self._make_room(tag)
        element = self._append(tag, token.rest, token.start + 1 + len(tag))
        if tag == "img":
            element.formats = self._formats
        if tag in VOID or (token.rest.endswith("/") and (self._xml or ":" in tag or self.drawn)):
            return
        if len(self._open) < DEEPEST:
            self._push(element)
        else:
            self.deep += 1

    @property
    def drawn(self) -> bool:
        """Whether a drawing is open."""
        return self._count["svg"] > 0

    def text(self, start: int, end: int) -> None:
        """Text between two tags."""
        self._length += end - start
        self._open[-1].children.append(Piece(start, end, self._formats))

    def close(self, tag: str) -> None:
        """An end tag; one that fits nothing open does nothing."""
        if tag in FORMATTING:
            self._drop_format(tag)
        elif tag == "br" or (tag == "p" and not self._count["p"]):
            self._append(tag, "", -1)
        elif tag in HEADINGS:
            self._pop_until(frozenset(HEADINGS), SCOPES)
        elif self._count[tag]:
            self._pop_until(frozenset({tag}), _reach(tag))

    def end(self) -> Element:
        """The whole tree, when the page is read."""
        while len(self._open) > 1:
            self._pop()
        self.root.behind = self._length
        return self.root

    def _append(self, tag: str, rest: str, place: int) -> Element:
        parent = self._open[-1]
        element = Element(tag, rest, place, parent, self._length)
        parent.children.append(element)
        return element

    def _push(self, element: Element) -> None:
        if element.tag == "table":
            table = next((each for each in reversed(self._open) if each.tag == "table"), None)
            if table is not None:
                table.nested = True
        if element.tag in MARKERS:
            self._markers.append(len(self._formats))
        self._open.append(element)
        self._count[element.tag] += 1

    def _pop(self) -> None:
        element = self._open.pop()
        element.behind = self._length
        self._count[element.tag] -= 1
        if element.tag in MARKERS:
            self._formats = self._formats[: self._markers.pop()]

    def _make_room(self, tag: str) -> None:
        """Ends what a start tag ends, and opens what it needs."""
        if tag in CLOSES_P and self._count["p"]:
            self._pop_until(frozenset({"p"}), P_SCOPE)
        if tag in HEADINGS and self._open[-1].tag in HEADINGS:
            self._pop()
        if tag in ENDS:
            ends, barriers = ENDS[tag]
            if any(self._count[each] for each in ends):
                self._pop_until(ends, barriers)
        if tag in HOLDERS:
            self._stand_in(HOLDERS[tag])
            if tag in CELLS and self._open[-1].tag != "tr":
                self._push(self._append("tr", "", -1))
        if tag == "table" and self._open[-1].tag in HOLDERS["td"] | HOLDERS["tr"]:
            self._pop_until(frozenset({"table"}), _TEMPLATE)

    def _stand_in(self, holders: frozenset[str]) -> None:
        """Ends what stands open inside the innermost of the holders."""
        while self._open[-1].tag not in holders and len(self._open) > 1:
            self._pop()

    def _pop_until(self, tags: frozenset[str], barriers: frozenset[str]) -> None:
        """Ends the innermost open element of these names with all in it, where no barrier stands before it."""
        for depth in range(len(self._open) - 1, 0, -1):
            tag = self._open[depth].tag
            if tag in tags:
                while len(self._open) > depth:
                    self._pop()
                return
            if tag in barriers:
                return

    def _add_format(self, tag: str, rest: str) -> None:
        formats = self._formats
        if tag in ("a", "nobr") and any(each[0] == tag for each in formats):
            self._drop_format(tag)
            formats = self._formats
        if len(formats) < MOST_FORMATS and formats.count((tag, rest)) < MOST_ALIKE:
            self._formats = (*formats, (tag, rest))

    def _drop_format(self, tag: str) -> None:
        formats = self._formats
        least = self._markers[-1] if self._markers else 0
        for place in range(len(formats) - 1, least - 1, -1):
            if formats[place][0] == tag:
                self._formats = formats[:place] + formats[place + 1 :]
                return


def _reach(tag: str) -> frozenset[str]:
    """The open elements through which the end tag of an element does not reach."""
    if tag == "table":
        return _TEMPLATE
    if tag in HOLDERS:
        return _TABLE
    return SCOPES if tag in BLOCK else BLOCK
