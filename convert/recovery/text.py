"""What a format gives to reading: a text without markup, the way back to the source, and lines with marks.

A reader of a format knows its format and nothing of Chinese documents. It says where each line of text stands and what
the format says of it; what a title is, it leaves to the labelling.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from convert.recovery.view import View
from convert.tree.record import Finding, Source

SPACE = " \t\u3000\u00a0\u200b\ufeff\u2002\u2003\x00"
"""White space that may surround a line without belonging to it."""


FIRST = -1
"""The paragraph that a note follows which stands before all others."""


class Told(NamedTuple):
    """What a block is, where its file says so in our own words, because we wrote it."""

    kind: str
    """A kind of the outline; meta for the value of a labelled fact, cell for that of a cell."""
    depth: int = 0
    """Of a heading in its article, 1 at the top."""
    article: int = 1
    """Which article of the file it stands in, counted from 1, the outermost."""
    place: str = ""
    """How a heading stands: own, run-in or glued."""
    name: str = ""
    """Standard name of a fact."""
    follows: int = 0
    """For a note that is printed elsewhere: the paragraph behind which it stands, FIRST where there is none before it;
    0 where it stands in its place."""
    opens: int = 1
    """How many articles begin with it, each in the one before, if any does."""
    labelled: bool = True
    """Whether the source labels the fact; the label of another is that of our edition."""
    by: str = ""
    """The rule by which it is; empty where the file says so."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What a format says of a line; the defaults say nothing, as plain text does."""

    heading: int = 0
    """Level of a heading, 1 to 6 (h1, #), or to 9 (outline level of a word processor); 0 for none."""
    item: int = 0
    """How deep the list is in which the line is an item, or goes on with one; 0 outside lists."""
    bullet: str = ""
    """What the format prints before the item and the text does not hold: •, or a number that it resolves, `1.`."""
    paragraph: int = 0
    """Which paragraph of the format the line belongs to, counted from 1; lines of one number are one paragraph, of
    different numbers never. 0 where the format has none: then only the text tells."""
    table: int = 0
    """Which table of data the line stands in, counted from 1; 0 outside tables."""
    row: int = 0
    """Which row of the table, counted from 1."""
    cell: int = 0
    """Which cell of the row, counted from 1; lines of one cell are one text."""
    head: bool = False
    """Whether the cell is a header cell."""
    columns: int = 1
    """How many columns the cell spans."""
    rows: int = 1
    """How many rows the cell spans."""
    quote: int = 0
    """How deep the line is quoted."""
    code: bool = False
    """Whether it stands in preformatted text."""
    caption: bool = False
    """Whether it is the caption of a figure or table."""
    note: str = ""
    """Id of the footnote or endnote that it is a text of."""
    bold: bool = False
    """Whether all of its letters are bold."""
    centred: bool = False
    """Whether it stands in the middle of its measure."""
    right: bool = False
    """Whether it is set flush right."""
    fill: int = 0
    """How far the line reaches in its column, in per cent, where the format measures it; 100 for one that is full: the
    next word had no room. 0 where only the characters tell."""
    size: int = 100
    """Size of its type in per cent of that of the body of the document."""
    face: str = ""
    """Name of the face of most of its letters, as written, where it is not that of the body: 黑体; evidence only."""
    link: int = 0
    """How many per cent of its letters stand in links."""
    role: str = ""
    """What the place it stands in is for: nav, aside, header, footer, form, control (a button, a list to choose from),
    contents, hidden, running (head or foot of a page), comment, head (what the head of a file says and no reader sees:
    meta elements, JSON-LD, the title of a window), given (a fact that comes with the text from outside it and is none
    to judge: a field of a record); empty for the text itself."""
    name: str = ""
    """Name of the style or class the format gives it, as written: 标题 1, article-title; evidence only."""
    field: str = ""
    """Label of the fact that the line is the value of, as the format prints or keys it: a meta element, a key of front
    matter, a term of a definition list, the head of a labelled row. Lines of one field and paragraph are one value.
    A line with `head` is the printed label itself."""
    page: int = 0
    """Which page it stands on, counted from 1; 0 where there are no pages."""
    told: Told | None = None
    """What it is, in a file that we wrote; None in all others, where that is to be found out."""


PLAIN = Marks()
"""A line of which the format says nothing."""


class Line(NamedTuple):
    """A line that holds anything, without the white space around it; places are those of the view."""

    start: int
    end: int
    indent: int = 0
    """Width of the white space before it, in half-width columns."""
    gap: int = 0
    """Blank lines before it."""
    marks: Marks = PLAIN
    """What the format says of it."""


PLACE = "place"
"""The kind of a run without characters: a place that links lead to."""


class Run(NamedTuple):
    """Characters of the view that the format marks alike."""

    start: int
    end: int
    kind: str
    """em, strong, link, ref (to a note), sub, sup, del, code, ruby, math, face (other than that of the line), or lost
    (the file does not hold what it shows there), place (`PLACE`); in a file that we
    wrote also label, lead, name, gap and sic."""
    target: str = ""
    """Where a link goes (behind # the name of a place in the document), the name of a place, which note a reference
    names, how a ruby text reads, a formula in MathML, the name of a face; for em, how it looks where that is not
    italic: dots, line. A ref without characters stands where the format counts the notes."""


class Picture(NamedTuple):
    """A picture, before the line that begins at or behind its place."""

    place: int
    """Where it stands in the view."""
    source: str
    """Its address as the format writes it, or the name of its part."""
    alternative: str = ""
    """Its alternative text."""
    media: str = ""
    """Its media type; empty where the bytes are not at hand."""
    data: bytes = b""
    """Its bytes; empty where it lies elsewhere."""


@dataclass(frozen=True, slots=True)
class Text:
    """A document as its format gives it to reading."""

    source: Source
    view: View
    """The characters to read and the way back; what is in no run of it is a cut of the markup."""
    lines: tuple[Line, ...]
    """In reading order; every character of the view that is no white space stands in one."""
    runs: tuple[Run, ...] = ()
    """By their start."""
    pictures: tuple[Picture, ...] = ()
    """By their place."""
    findings: tuple[Finding, ...] = field(default=())
    """What the reader of the format noticed: damaged parts, comments, tracked changes."""
