"""The outline of a tree: one row per block in reading order, as flat text for people and for scoring.

Columns are kind, level, key and text, tab separated, with a header line. An `article` row opens each article inside
the outermost one; `noise` rows give what rules named `noise/…` cut, one row a source line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from convert.tree.lists import is_words
from convert.tree.nodes import INLINE, Cut, Document, Field, Heading, Node, squeeze
from convert.tree.vocabulary import unknown

_LINE = re.compile("[^\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]+")


class OutlineRow(NamedTuple):
    """One block of an outline."""

    kind: str
    level: str
    key: str
    text: str
    start: int
    """Where the block begins in the source."""


KINDS = {
    "field": "meta", "kicker": "kicker", "title": "title", "subtitle": "subtitle", "byline": "byline", "date": "date",
    "addressee": "addressee", "salutation": "salutation", "heading": "heading", "p": "p", "item": "li", "line": "verse",
    "caption": "caption", "note": "note", "signature": "signature", "attachment": "p", "copyto": "note",
}
"""Element to outline kind; `row`, `article` and `cut` have their own shape."""

OWN = frozenset({"article", "row", "noise"})
"""Kinds that no row of KINDS gives: an article inside the outermost, a row of a table, noise that was cut."""

SILENT = INLINE | {"meta", "front", "back", "section", "list", "quote", "verse", "figure", "table",
                    "cell"}
"""Elements without a row: they hold others, or are told with what holds them."""


def outline(tree: Document) -> list[OutlineRow]:
    """The rows of a document, `noise` among the blocks where it stood.

    Raises VocabularyError where the tree holds an element that nobody knows.
    """
    rows = list(_rows(tree))
    noise = [row for cut in tree.record.cuts if (cut.by or "").startswith("noise/") for row in _noise(cut)]
    return _merge(rows, noise)


def print_outline(rows: list[OutlineRow], *, spreadsheet: bool = False) -> str:
    """The rows as tab-separated lines with a header.

    For a `spreadsheet` an apostrophe stands before what it would run as a formula; it shows none.
    """
    lines = ["kind\tlevel\tkey\ttext"]
    for row in rows:
        cells = (row.kind, row.level, row.key, row.text)
        lines.append("\t".join(map(tame, cells) if spreadsheet else cells))
    return "\n".join(lines) + "\n"


def tame(cell: str) -> str:
    """A cell that a spreadsheet takes for a text."""
    return f"'{cell}" if cell.startswith(_RUN) else cell


_RUN = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "'")
"""What a cell begins with that a spreadsheet runs, full-width signs too, and the mark itself."""


def _rows(tree: Document) -> Iterator[OutlineRow]:
    for element in chain[Node](tree.meta.iter("*"), tree.article.iter("*")):
        tag = str(element.tag)
        if tag == "article":
            if element.getparent() is not tree:
                yield OutlineRow("article", "", "", "", -1)
        elif tag == "row":
            cells = (_read(cell) for cell in element.iterchildren("cell"))
            yield OutlineRow("row", "", "", squeeze(" ".join(cells)), -1)
        elif tag in KINDS:
            if element.at or element.text:
                yield _row(element)
        elif tag not in SILENT:
            raise unknown(element, "The outline")


def _row(element: Node) -> OutlineRow:
    level = str(element.depth) if isinstance(element, Heading) else ""
    key = element.label or "" if isinstance(element, Field) else ""
    start = element.at[0][0] if element.at else -1
    kind = KINDS["item" if is_words(element) else str(element.tag)]
    return OutlineRow(kind, level, key, squeeze(_read(element)), start)


def _read(element: Node) -> str:
    """The text of a line as its source holds it: without readings above it, and numbers that a program counts."""
    if next(element.iter("rt", "label"), None) is None:
        return element.text_content
    return "".join(element.xpath(".//text()[not(parent::rt) and not(parent::label[@counted])]"))


def _noise(cut: Cut) -> Iterator[OutlineRow]:
    """One row for each line of a cut; markup inside a line parts its places, not the line."""
    places = [place for start, end in cut.at for place in range(start, end)]
    for line in _LINE.finditer(cut.text or ""):
        if line[0].strip():
            yield OutlineRow("noise", "", "", squeeze(line[0]), places[min(line.start(), len(places) - 1)])


def _merge(rows: list[OutlineRow], noise: list[OutlineRow]) -> list[OutlineRow]:
    """Blocks keep their order; each noise row goes before the first block that begins after it."""
    merged: list[OutlineRow] = []
    waiting = sorted(noise, key=lambda row: row.start)
    for row in rows:
        while waiting and -1 < waiting[0].start < row.start:
            merged.append(waiting.pop(0))
        merged.append(row)
    return merged + waiting
