"""What passes between the stages of the plain-text reader; all frozen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from convert.span import Span, Spans


@dataclass(frozen=True, slots=True)
class Source:
    """The decoded text and where it came from; `lost` lists what could not be decoded."""

    name: str
    text: str
    sha256: str
    size: int
    """Bytes."""
    encoding: str
    """WHATWG-style name in lower case: utf-8, gb18030, big5-hkscs, utf-16le …"""
    bom: bool = False
    media: str = "text/plain"
    lost: tuple[Lost, ...] = ()
    parts: tuple[tuple[str, Span], ...] = ()
    """For a container: names of parts and the stretches of the text that come from them, in reading order."""


class Lost(NamedTuple):
    """Bytes that no decoding could read, or that were decoded otherwise than the rest of the file."""

    offset: int
    """Of the first byte, in the file."""
    length: int
    at: Span
    """The characters they became."""
    why: str


class Excision(NamedTuple):
    """Characters that stand in no block, and the rule that cut them."""

    spans: Spans
    by: str


class Change(NamedTuple):
    """Source characters printed otherwise: a line end inside Latin text that became a space."""

    at: Span
    was: str
    now: str
    by: str


class Finding(NamedTuple):
    """A diagnostic: `code` says which kind, as `series/gap`."""

    code: str
    severity: str
    message: str
    at: Spans = ()


class Inline(NamedTuple):
    """Characters of a block that the source marks, by their places in its printed text."""

    start: int
    end: int
    kind: str
    """em, strong, link, ref, sub, sup, del, code, ruby, math, face or lost; label, lead, name, gap or sic."""
    target: str = ""
    """Where a link goes (behind # the name of a place in the document), the id that the format gives a note, how a ruby
    text reads, a formula in MathML, the name of a face, how em looks, the reason of a gap, why characters are odd."""


class Pictured(NamedTuple):
    """A picture at its place in the text."""

    href: str
    """Its address or the name of its part, percent-encoded."""
    alternative: str = ""
    """What is said in its stead to those who do not see it."""
    media: str = ""
    """Its media type; empty where its bytes are not at hand."""
    width: int = 0
    """In pixels; 0 where it has none."""
    height: int = 0
    data: bytes = b""


class Settled(NamedTuple):
    """One block as the reader finally understands it, in reading order.

    `kind` is a name of the outline (title, heading, p, li, meta …), or `article` where a new article starts, or `row`
    before the `cell`s of a table row. `text` is the printed text: the source characters of `spans` with `changes` made.
    """

    kind: str
    text: str = ""
    spans: Spans = ()
    by: str = "block/plain"
    cert: float = 1.0
    level: int = 0
    """Depth of a heading, 1 at the top of its article; how deep the list of an item is, 1 for one in no other, 0 where
    nothing tells; 1 for an article that stands in the one before."""
    key: str = ""
    """Printed label of a field."""
    name: str = ""
    """Standard name of a field."""
    value: str = ""
    """Normal form of a field or date."""
    place: str = ""
    """own, run-in or glued, for headings."""
    label: str = ""
    """The printed number that opens the text of a heading or item."""
    n: str = ""
    """The same as an Arabic numeral."""
    changes: tuple[Change, ...] = ()
    inlines: tuple[Inline, ...] = ()
    """What is marked in its text."""
    counted: str = ""
    """A number before its text that the format counts and the source does not hold."""
    columns: int = 1
    """How many columns a cell spans."""
    rows: int = 1
    """How many rows it spans."""
    head: bool = False
    """Whether a cell heads others."""
    table: int = 0
    """For a row or caption: which table of the format it belongs to, counted from 1; 0 where it tells of none."""
    picture: Pictured | None = None
    """What a figure shows."""
    quote: int = 0
    """How deep it is quoted."""
    note: str = ""
    """For the text of a footnote or endnote: the name that references call it by."""
    called: tuple[str, ...] = ()
    """What links of the document have as target that lead to it."""
