"""The structure of a tagged PDF (ISO 32000-1, 14.7 and 14.8): which block each marked content of a page belongs to.

PDFium gives the structure page by page. An element has the same place among its siblings on each of its pages, so the
places from the root down name it throughout the document, and put the blocks in their order.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable
from dataclasses import dataclass, replace

import pypdfium2.raw as pdfium

from convert.formats.pdf.reading.engine import Handle, wide_string
from convert.formats.pdf.tags import ADDED

Path = tuple[int, ...]
"""Places among siblings, from the root down."""

DEEPEST = 48
"""Levels below which a structure is not read."""
MOST = 2_000_000
"""Kids that are looked at; a page lists those of its elements that stand on other pages too."""
MOST_SPANNED = 100
"""Columns or rows that a cell may span."""
_INLINE = frozenset(("Span", "Quote", "Reference", "Link", "Annot", "Em", "Strong", "Sub", "BibEntry", "NonStruct",
                     "Ruby", "RB", "RP", "Warichu", "WT", "WP", "Formula", "Form", "Private"))
"""Elements within a block."""
_HEADINGS = {"H": 1, **{f"H{level}": level for level in range(1, 10)}}
_READING = "RT"
"""Readings of ruby texts stand apart."""


@dataclass(frozen=True, slots=True)
class Block:
    """An element of the structure that holds text, and what the elements around it say."""

    path: Path
    tag: str = ""
    heading: int = 0
    item: int = 0
    listed: Path = ()
    """The item that it stands in."""
    table: Path = ()
    row: Path = ()
    cell: Path = ()
    head: bool = False
    columns: int = 1
    rows: int = 1
    quote: int = 0
    code: bool = False
    caption: bool = False
    note: str = ""
    contents: bool = False
    reading: bool = False
    """Whether it is the reading of a ruby text."""
    title: str = ""
    """Its title, or that of the element around it."""
    articles: tuple[Path, ...] = ((),)
    """The articles that it stands in, the document first."""


class Structure:
    """The blocks of a document, as its pages are read."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._numbers: dict[Path, int] = {}
        self.own = False
        """Whether our own writer made it."""
        self._budget = MOST
        self._contents: dict[int, int] = {}
        self.texts: dict[int, int] = {}
        """Number of the text of each marked content of the page that was read last: an element within a block is one
        text over all pages, and what a block holds by itself is one a content."""
        self.added: set[int] = set()
        """Marked contents of that page, within blocks of our own files, that the edition adds."""
        self._elements: dict[Path, int] = {}
        self._labels: list[int] = []
        """Contents of the label of an item, until the text is met that they belong to."""

    @property
    def whole(self) -> bool:
        """Whether all of it could be read."""
        return self._budget > 0

    def read_page(self, page: Handle) -> dict[int, int]:
        """Number of the block of each marked content of a page; empty without structure."""
        self._contents, self.texts, self.added = {}, {}, set()
        tree = pdfium.FPDF_StructTree_GetForPage(page) if self.whole else None
        if not tree:
            return {}
        try:
            for place in range(max(0, pdfium.FPDF_StructTree_CountChildren(tree))):
                element = pdfium.FPDF_StructTree_GetChildAtIndex(tree, place)
                if element:
                    self._walk(element, (place,), Block((place,)))
        finally:
            pdfium.FPDF_StructTree_Close(tree)
        return self._contents

    def _walk(self, element: Handle, path: Path, around: Block) -> None:
        """Reads an element; `around` is the block that it stands in."""
        tag = wide_string(pdfium.FPDF_StructElement_GetType, element)
        inner = bool(around.tag) and (tag in _INLINE or (
            tag == "Lbl" and not around.listed and not _is_added(element)))
        block = around if inner else _enter(element, tag, replace(around, path=path))
        count = pdfium.FPDF_StructElement_CountChildren(element)
        self._budget -= count
        if len(path) > DEEPEST or not self.whole:
            return
        labels = len(self._labels)
        added = self.own and tag == "Reference" and _is_added(element)
        for place in range(count):
            kid = pdfium.FPDF_StructElement_GetChildAtIndex(element, place)
            if kid:
                self._walk(kid, (*path, place), block)
            else:
                content = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, place)
                if content >= 0:
                    self._hold(content, block)
                    key = path if inner else (-1, len(self._elements))
                    if added:
                        self.added.add(content)
                    self.texts[content] = self._elements.setdefault(key, len(self._elements))
        if tag == "LI" and len(self._labels) > labels:
            self._settle(block)

    def _hold(self, content: int, block: Block) -> None:
        if block.tag == "Lbl" and block.item and block.title != ADDED:
            self._labels.append(content)
            return
        if self._labels:
            self._settle(block)
        self._contents[content] = self._number(block)

    def _settle(self, block: Block) -> None:
        number = self._number(block)
        self._contents |= dict.fromkeys(self._labels, number)
        self._labels.clear()

    def _number(self, block: Block) -> int:
        if block.path not in self._numbers:
            self._numbers[block.path] = len(self.blocks)
            self.blocks.append(block)
        return self._numbers[block.path]


def _is_added(element: Handle) -> bool:
    return wide_string(pdfium.FPDF_StructElement_GetTitle, element) == ADDED


def _enter(element: Handle, tag: str, around: Block) -> Block:
    """A block within another."""
    path = around.path
    title = wide_string(pdfium.FPDF_StructElement_GetTitle, element) or around.title
    block = replace(around, tag=tag, heading=_HEADINGS.get(tag, 0), title=title)
    if tag == "Art":
        return replace(block, articles=(*around.articles, path))
    if tag == "L":
        return replace(block, item=around.item + 1)
    if tag == "LI":
        return replace(block, listed=path, item=max(1, around.item))
    if tag == "Table":
        return replace(block, table=path, row=(), cell=())
    if tag == "TR":
        return replace(block, row=path)
    if tag in ("TD", "TH"):
        spans = _read_numbers(element, (b"ColSpan", b"RowSpan"))
        return replace(block, cell=path, head=tag == "TH", columns=spans[0], rows=spans[1])
    if tag == "Note":
        name = wide_string(pdfium.FPDF_StructElement_GetID, element)
        return replace(block, note=name or "note-" + "-".join(map(str, path)))
    return replace(block, caption=around.caption or tag == "Caption", quote=around.quote + (tag == "BlockQuote"),
                   code=around.code or tag == "Code", contents=around.contents or tag in ("TOC", "TOCI"),
                   reading=tag == _READING)


def _read_numbers(element: Handle, names: Iterable[bytes]) -> list[int]:
    """Attributes that are numbers; 1 where they are not given."""
    found = []
    attributes = [pdfium.FPDF_StructElement_GetAttributeAtIndex(element, index)
                  for index in range(max(0, pdfium.FPDF_StructElement_GetAttributeCount(element)))]
    number = ctypes.c_float()
    for name in names:
        given = 1
        for attribute in attributes:
            value = pdfium.FPDF_StructElement_Attr_GetValue(attribute, name) if attribute else None
            if value and pdfium.FPDF_StructElement_Attr_GetNumberValue(value, number):
                given = min(MOST_SPANNED, max(1, int(number.value)))
        found.append(given)
    return found
