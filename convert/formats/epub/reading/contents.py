"""Contents of a book: the navigation document of EPUB 3, the NCX of EPUB 2, landmarks and guide.

They are no text of the book but say what it holds: which lines are headings, which pages are contents or cover. A
navigation document that is in the spine is a page too, of contents.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from convert.formats.archive import Element, normal
from convert.formats.epub.reading.book import Book, Item
from convert.formats.epub.reading.places import find_ids, resolve
from convert.recovery.text import Line, Text

TYPE = "{http://www.idpf.org/2007/ops}type"

_NCX = "application/x-dtbncx+xml"
_MOST = 20_000
"""Points that are read."""
_DEEPEST = 9
"""Level of a heading that marks know."""
_LONGEST = 400
"""Characters of a line above which it is no heading."""
_ENTRIES = 2
"""Entries that contents have at least."""
LINKED = 100
"""Per cent of the letters of an entry that lead elsewhere."""
_NEAR = 3
"""Lines from a place in which its heading must begin."""


class Point(NamedTuple):
    """An entry of the contents."""

    text: str
    """Without white space."""
    mark: str
    """The id that it leads to in its part; empty for the beginning of that."""
    depth: int
    """1 for the outermost."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a book says of its parts beside its text."""

    points: dict[str, list[Point]]
    """Name of a part, as packages compare them → what the contents lead to in it."""
    kinds: dict[str, str]
    """The same → what the whole part is: cover, toc, titlepage, copyright-page …"""


def read_contents(book: Book) -> Contents:
    """The contents of a book; where it has them twice, those of EPUB 3."""
    nav = next((item for item in book.items.values() if "nav" in item.properties), None)
    ncx = next((item for item in book.items.values() if item.media == _NCX), None)
    points: defaultdict[str, list[Point]] = defaultdict(list)
    kinds = dict(_read_guide(book))
    tree = _tree(book, nav)
    if nav is not None:
        kinds[normal(nav.part)] = "toc"
        for part, kind in _read_landmarks(nav.part, tree):
            kinds.setdefault(part, kind)
    found = list(_read_nav(nav.part, tree)) if nav is not None else []
    if not found and ncx is not None:
        found = list(_read_ncx(ncx.part, _tree(book, ncx)))
    for part, point in found[:_MOST]:
        points[part].append(point)
    return Contents(dict(points), kinds)


def _tree(book: Book, item: Item | None) -> Element | None:
    if item is None or normal(item.part) in book.container.encrypted:
        return None
    return book.container.parse(item.part, book.container.read(item.part, damaged=b""))


def _read_nav(base: str, tree: Element | None) -> Iterator[tuple[str, Point]]:
    for nav in tree.iter("{*}nav") if tree is not None else ():
        if "toc" in nav.get(TYPE, "toc").split():
            for link in nav.iter("{*}a"):
                depth = sum(_name(above) in ("ol", "ul") for above in link.iterancestors())
                yield from _point(base, link.get("href", ""), _text(link), depth)


def _read_landmarks(base: str, tree: Element | None) -> Iterator[tuple[str, str]]:
    for nav in tree.iter("{*}nav") if tree is not None else ():
        if "landmarks" in nav.get(TYPE, "").split():
            for link in nav.iter("{*}a"):
                yield from _kind(base, link.get("href", ""), link.get(TYPE, ""))


def _read_guide(book: Book) -> Iterator[tuple[str, str]]:
    for reference in book.root.iter("{*}reference"):
        yield from _kind(book.part, reference.get("href", ""), reference.get("type", ""))


def _read_ncx(base: str, tree: Element | None) -> Iterator[tuple[str, Point]]:
    for point in tree.iter("{*}navPoint") if tree is not None else ():
        label, content = point.find("{*}navLabel"), point.find("{*}content")
        if label is not None and content is not None:
            depth = sum(_name(above) == "navPoint" for above in point.iterancestors()) + 1
            yield from _point(base, content.get("src", ""), _text(label), depth)


def _point(base: str, href: str, text: str, depth: int) -> Iterator[tuple[str, Point]]:
    address = resolve(base, href)
    if address is not None and text:
        yield normal(address.part), Point(text, address.mark, min(max(depth, 1), _DEEPEST))


def _kind(base: str, href: str, kind: str) -> Iterator[tuple[str, str]]:
    """What a whole part is; a place in one, or where the text begins, says nothing of it."""
    address = resolve(base, href)
    kind = kind.strip().casefold()
    if address is not None and not address.mark and kind not in ("", "text", "bodymatter", "start"):
        yield normal(address.part), kind


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _text(element: Element) -> str:
    return "".join("".join(map(str, element.itertext())).split())


def mark_headings(text: Text, points: Sequence[Point]) -> Text:
    """The text of a part, the lines marked as headings that the contents name where nothing else in it is a heading.

    A line is named where it reads as an entry does, alone or with the next one, at the place to which that leads.
    """
    if not points or any(line.marks.heading for line in text.lines):
        return text
    lines = list(text.lines)
    places = [span[0][0] for line in lines if (span := text.view.to_source([(line.start, line.start + 1)]))]
    ids = find_ids(text.source.text)
    for point in points:
        start = bisect_left(places, ids.get(point.mark, 0))
        for at in range(start, min(start + _NEAR, len(lines))):
            named = _count_named(text, lines[at : at + 2], point.text)
            if named:
                for number in range(at, at + named):
                    marks = replace(lines[number].marks, heading=point.depth)
                    lines[number] = lines[number]._replace(marks=marks)
                break
    return replace(text, lines=tuple(lines))


def mark_contents(text: Text) -> Text:
    """The text of a part, its lines marked as contents where they are links to other parts, but for a heading."""
    led = {run.start for run in text.runs if run.kind == "link" and run.target.startswith("#")}
    plain = [line for line in text.lines if not line.marks.heading]
    linked = [line for line in plain if line.marks.link == LINKED and line.start in led and not line.marks.note]
    if len(linked) < _ENTRIES or len(linked) * 5 < len(plain) * 4 or any(line.marks.role for line in text.lines):
        return text
    lines = [line._replace(marks=replace(line.marks, role="contents")) for line in text.lines]
    return replace(text, lines=tuple(lines))


def _count_named(text: Text, lines: Sequence[Line], label: str) -> int:
    """How many lines from the first read as an entry does; 0 where none do."""
    if lines[0].marks.role or lines[0].marks.note or lines[0].marks.table:
        return 0
    lines = [line for line in lines if line.end - line.start <= _LONGEST]
    read = ["".join(text.view.text[line.start : line.end].split()) for line in lines]
    return next((count for count in range(1, len(read) + 1) if "".join(read[:count]) == label), 0)
