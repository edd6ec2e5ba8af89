"""The package as EbookLib makes it, with the ways round what it cannot do.

EbookLib writes the package document and the container file. What differs from its own `write`: files come one by one,
so that a book of any size needs the memory of one page; the package document comes last, when all pages are known; it
says its language; the zip has no clock in it. So EbookLib writes a book of the same files with nothing in them, and
the two documents are taken out of that; only its public names are used.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from ebooklib import epub
from lxml import etree

from convert.formats.package import PackageEntry, pack

MIMETYPE = b"application/epub+zip"
"""Stored first and unpacked: OCF 3.3, section 4.2.2."""

CONTAINER = "META-INF/container.xml"
"""Where every EPUB names its package document: OCF 3.3, section 4.2.6.3.1."""

LEVEL = 2
"""Of deflate: 6 % more bytes than the usual 6, in half its time."""

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


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


class Container:
    """The zip of a book, entry by entry; the book's own manifest and spine are made here."""

    def __init__(self, book: epub.EpubBook) -> None:
        self.book = book

    def entries(self, files: Iterable[File]) -> Iterator[PackageEntry]:
        """The entries of the zip: mimetype, every file as it comes, the container file, the package document."""
        yield pack_again("mimetype", MIMETYPE, 0)
        spine: list[tuple[Place, epub.EpubItem]] = []
        for file in files:
            item = self._enter(file)
            if file.place:
                spine.append((file.place, item))
            yield (pack if file.place else pack_again)(f"{self.book.FOLDER_NAME}/{file.name}", file.data, LEVEL)
        self.book.spine = [item for _, item in sorted(spine, key=lambda entry: entry[0])]
        package = f"{self.book.FOLDER_NAME}/content.opf"
        with zipfile.ZipFile(self._write_hollow()) as hollow:
            yield pack_again(CONTAINER, hollow.read(CONTAINER), LEVEL)
            yield pack(package, _state_language(hollow.read(package), self.book.language), LEVEL)

    def _enter(self, file: File) -> epub.EpubItem:
        """Puts a file into the manifest; its bytes are not kept."""
        item = epub.EpubItem(file.id, file.name, file.media_type)
        item.properties = list(file.properties)
        return self.book.add_item(item)

    def _write_hollow(self) -> io.BytesIO:
        """The book as EbookLib writes it, with every file but none of their bytes."""
        out = io.BytesIO()
        epub.EpubWriter(out, self.book, {"epub2_guide": False, "mtime": self.book.modified, "compresslevel": 0}).write()
        return out


def _state_language(package: bytes, language: str) -> bytes:
    """The package document with its own language, which EbookLib does not write."""
    root = etree.fromstring(package)
    root.set(LANGUAGE, language)
    return etree.tostring(root, pretty_print=True, encoding="utf-8", xml_declaration=True)
