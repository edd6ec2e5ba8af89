"""The package as EbookLib makes it, with the ways round what it cannot do.

EbookLib writes the package document, the container file and the manifest. What differs from its own `write`: files
come one by one, so that a book of any size needs the memory of one page; the package document comes last, when all
pages are known; it says its language; the zip has no clock in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from ebooklib import epub
from ebooklib.epub import CONTAINER_PATH, CONTAINER_XML
from lxml import etree

from convert.formats.package import PackageEntry, pack

MIMETYPE = b"application/epub+zip"
"""Stored first and unpacked: OCF 3.3, section 4.2.2."""

LEVEL = 2
"""Of deflate: 6 % more bytes than the usual 6, in half its time."""


pack_again = lru_cache(maxsize=16)(pack)
"""For files that are the same in many books: the style sheet, the container file."""


class Place(IntEnum):
    """Where in the reading order a file stands; files of one place keep the order in which they come."""

    NONE = 0
    COVER = 1
    TITLE = 2
    CONTENTS = 3
    TEXT = 4
    END = 5


@dataclass(frozen=True, slots=True)
class File:
    """A file of the book: `id` is that of its manifest item, `name` its path in the book."""

    id: str
    name: str
    data: bytes
    place: Place = Place.NONE
    media_type: str = "application/xhtml+xml"
    properties: tuple[str, ...] = ()


class Container(epub.EpubWriter):  # type: ignore[misc] # EbookLib publishes no types
    """EbookLib's writer as a source of zip entries."""

    def __init__(self, book: epub.EpubBook) -> None:
        super().__init__("", book, {"epub2_guide": False})
        self.out = self
        self._tray: list[PackageEntry] = []

    def writestr(self, name: str, data: str | bytes) -> None:
        """Takes what EbookLib would put in a zip file."""
        self._tray.append(pack(name, data.encode() if isinstance(data, str) else data, LEVEL))

    def entries(self, files: Iterable[File]) -> Iterator[PackageEntry]:
        """The entries of the zip: mimetype, container, every file as it comes, the package document."""
        yield pack_again("mimetype", MIMETYPE, 0)
        yield pack_again(CONTAINER_PATH, (CONTAINER_XML % {"folder_name": self.book.FOLDER_NAME}).encode(), LEVEL)
        spine: list[tuple[Place, str]] = []
        for file in files:
            self._enter(file)
            if file.place:
                spine.append((file.place, file.id))
            yield (pack if file.place else pack_again)(f"{self.book.FOLDER_NAME}/{file.name}", file.data, LEVEL)
        self.book.spine = [name for _, name in sorted(spine, key=lambda entry: entry[0])]
        self.options["mtime"] = self.book.modified
        self._write_opf()
        yield from self._tray

    def _enter(self, file: File) -> None:
        """Puts a file into the manifest; its bytes are not kept."""
        item = epub.EpubItem(file.id, file.name, file.media_type)
        item.properties = list(file.properties)
        self.book.add_item(item)

    def _write_opf_spine(self, root: etree._Element, ncx_id: str | None) -> None:
        """As EbookLib does, but without looking every item up by its id, which takes minutes for thousands."""
        spine = etree.SubElement(root, "spine", {"toc": ncx_id or "ncx"})
        if self.book.direction:
            spine.set("page-progression-direction", self.book.direction)
        for name in self.book.spine:
            etree.SubElement(spine, "itemref", {"idref": name})

    def _write_opf_file(self, root: etree._Element) -> None:
        root.set("{http://www.w3.org/XML/1998/namespace}lang", self.book.language)
        super()._write_opf_file(root)
