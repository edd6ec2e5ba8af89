"""The package document: what parts a book has, in which order they are read, what they are (EPUB 3.3, 5; OPF 2.0.1, 1).

Elements are known by their names alone: older books and careless ones mix or omit the namespaces.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from convert.errors import SourceError
from convert.formats.archive import Element, normal
from convert.formats.epub.reading.container import Container
from convert.formats.epub.reading.places import resolve
from convert.formats.writer import GENERATOR

PAGES = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document",
                   "application/xml", "text/xml"})
"""Media types of texts in a spine: XHTML, and what older books and careless ones call it."""
_SUFFIXES = (".xhtml", ".html", ".htm", ".xht")
_FALLBACKS = 10
"""How many items one may stand for another."""


class Item(NamedTuple):
    """A part of the manifest."""

    id: str
    part: str
    media: str
    properties: frozenset[str] = frozenset()
    fallback: str = ""

    @property
    def text(self) -> bool:
        """Whether it is a text, not a picture or something that only programs know."""
        return self.media in PAGES or (not self.media.startswith(("image/", "font/")) and self.part.casefold().endswith(
            _SUFFIXES))


@dataclass(frozen=True, slots=True)
class Book:
    """A book as its package document describes it."""

    container: Container
    root: Element
    """Of the package document."""
    items: dict[str, Item]
    """By id."""
    spine: tuple[tuple[Item, bool], ...]
    """In reading order, each with whether it is part of that; those that are not come last."""
    own: bool
    """Whether our own writer made it."""

    @property
    def part(self) -> str:
        """The name of the package document."""
        return self.container.package

    def media(self) -> dict[str, str]:
        """Name of a part, as packages compare them → its media type."""
        return {normal(item.part): item.media for item in self.items.values()}


def open_book(container: Container) -> Book:
    """The book in a container; raises SourceError where its package document says nothing of any text."""
    data = container.read_text(container.package)
    root = container.parse(container.package, data)
    items = _read_manifest(container.package, root) if root is not None else {}
    if not items:
        root = _salvage(data)
        items = _read_manifest(container.package, root) if root is not None else {}
    if root is None or not items:
        raise SourceError(f"{container.name} is damaged: its package document {container.package} names no parts.",
                          container.again)
    spine = list(_read_spine(root, items))
    if not spine:
        container.find("spine", "The book does not say in which order it is read; it is read as it lists its parts.",
                       "warning")
        spine = [(item, True) for item in items.values() if item.text and "nav" not in item.properties]
    order = tuple(dict.fromkeys(sorted(spine, key=lambda entry: not entry[1])))
    return Book(container, root, items, order, _is_own(root))


def _salvage(data: bytes) -> Element | None:
    """The root of a package document so damaged that only a parser of HTML, which forgives all, finds its elements."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(data.replace(b"\0", b" "), parser)
    except etree.XMLSyntaxError:
        return None


def _read_manifest(base: str, root: Element) -> dict[str, Item]:
    items: dict[str, Item] = {}
    for element in root.iter("{*}item"):
        address = resolve(base, element.get("href", ""))
        if address is not None:
            media = element.get("media-type", "").partition(";")[0].strip().casefold()
            item = Item(element.get("id", ""), address.part, media,
                        frozenset(element.get("properties", "").split()), element.get("fallback", ""))
            items.setdefault(item.id or address.part, item)
    return items


def _read_spine(root: Element, items: dict[str, Item]) -> Iterator[tuple[Item, bool]]:
    """The items of the spine, each once; one that nobody reads gives way to what may stand for it."""
    seen: set[str] = set()
    for reference in root.iter("{*}itemref"):
        item = items.get(reference.get("idref", "").strip())
        for _ in range(_FALLBACKS):
            if item is None or item.text or item.fallback not in items:
                break
            item = items[item.fallback]
        if item is not None and normal(item.part) not in seen:
            seen.add(normal(item.part))
            yield item, reference.get("linear", "yes").strip() != "no"


def _is_own(root: Element) -> bool:
    program = GENERATOR.partition(" ")[0]
    return any(meta.get("name") == "generator" and meta.get("content", "").startswith(program)
               for meta in root.iter("{*}meta"))
