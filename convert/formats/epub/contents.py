"""The contents of the book: the navigation document of EPUB 3 and the NCX of older readers.

EPUB 3.3, section 7 (navigation documents); the NCX is that of OPF 2.0.1, which EPUB 3 reading systems ignore.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count

from lxml import etree

from convert.formats.epub.words import words
from convert.formats.epub.xhtml import Element, add, open_page, print_page, speak

NCX = "http://www.daisy.org/z3986/2005/ncx/"


@dataclass(slots=True)
class Point:
    """A place in the contents: its text as printed, where it leads, and what stands under it."""

    text: str
    href: str
    points: list[Point] = field(default_factory=list)
    language: str = ""
    """Of its text and of those under it, where it is not that of the book."""

    def open(self, text: str, href: str) -> Point:
        """A new last place under this one."""
        point = Point(text, href)
        self.points.append(point)
        return point

    def under(self, points: list[Point]) -> list[Point]:
        """Puts this place at the end of others, and gives the list of those under it."""
        points.append(self)
        return self.points

    def depth(self) -> int:
        """Levels from here down, this one included."""
        return 1 + max((point.depth() for point in self.points), default=0)

    def walk(self) -> Iterator[Point]:
        """The place itself and all under it, in reading order."""
        yield self
        for point in self.points:
            yield from point.walk()


@dataclass(frozen=True, slots=True)
class Landmark:
    """A place that reading systems offer by its kind: `kind` is an epub:type."""

    kind: str
    text: str
    href: str


@dataclass(slots=True)
class Navigation:
    """All places of a book that reading systems lead to."""

    points: list[Point] = field(default_factory=list)
    landmarks: list[Landmark] = field(default_factory=list)
    pages: list[Point] = field(default_factory=list)
    """Where the pages of the sources began."""
    paged: list[str] = field(default_factory=list)
    """The sources that have such pages."""


def make_nav(title: str, language: str, to: Navigation) -> bytes:
    """The navigation document: contents of all depths, hidden landmarks, and the pages of the source, hidden too."""
    said = words(language)
    html, body = open_page(title, language, "style.css", "contents")
    nav = add(body, "nav", type_="toc", id="toc", aria_labelledby="toc-title")
    add(nav, "h1", said["contents"], id="toc-title", class_="title")
    add_points(nav, to.points)
    hidden = add(body, "nav", type_="landmarks", id="landmarks", aria_label=said["landmarks"], hidden="hidden")
    listing = add(hidden, "ol")
    for landmark in (Landmark("toc", said["contents"], "#toc"), *to.landmarks):
        add(add(listing, "li"), "a", landmark.text, type_=landmark.kind, href=landmark.href).attrib.pop("role", None)
    if to.pages:
        pages = add(body, "nav", type_="page-list", id="pages", aria_label=said["pages"], hidden="hidden")
        add_points(pages, to.pages)
    return print_page(html)


def add_points(parent: Element, points: Sequence[Point]) -> None:
    """Places as a list, those under them in lists of their own."""
    listing = add(parent, "ol")
    for point in points:
        entry = add(listing, "li")
        add(entry, "a", point.text, href=point.href)
        if point.language:
            speak(entry, point.language)
        if point.points:
            add_points(entry, point.points)


def make_ncx(title: str, language: str, uid: str, points: Sequence[Point]) -> bytes:
    """The same contents for EPUB 2 readers."""
    root = etree.Element(f"{{{NCX}}}ncx", {"version": "2005-1"}, nsmap={None: NCX})
    root.set("{http://www.w3.org/XML/1998/namespace}lang", language)
    head = _child(root, "head")
    depth = max((point.depth() for point in points), default=1)
    for name, content in (("uid", uid), ("depth", str(depth)), ("totalPageCount", "0"), ("maxPageNumber", "0")):
        _child(head, "meta", name=f"dtb:{name}", content=content)
    _child(_child(root, "docTitle"), "text").text = title
    _add_nav_points(_child(root, "navMap"), points, count(1))
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _add_nav_points(parent: Element, points: Sequence[Point], numbers: Iterator[int]) -> None:
    for point in points:
        element = _child(parent, "navPoint", id=f"p{next(numbers)}")
        _child(_child(element, "navLabel"), "text").text = point.text
        _child(element, "content", src=point.href)
        _add_nav_points(element, point.points, numbers)


def _child(parent: Element, tag: str, **attributes: str) -> Element:
    return etree.SubElement(parent, f"{{{NCX}}}{tag}", attributes)
