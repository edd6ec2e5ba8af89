"""The style sheets of a book, each read once."""

from __future__ import annotations

from collections.abc import Sequence

from convert.formats.epub.reading.book import Book
from convert.formats.epub.reading.places import resolve
from convert.formats.html.sheet import Sheet, read_sheets

_MOST = 20
"""Sheets that a page names; more are left."""
_LARGEST = 1 << 20
"""Bytes of a sheet; a larger one is left."""


class Sheets:
    """Gives the rules for the pages of a book."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.texts: dict[str, str] = {}
        """By the name of the part."""
        self.made: dict[tuple[str, ...], Sheet] = {}
        """Names of parts → the rules of all of them."""

    def dress(self, part: str, addresses: Sequence[str], texts: Sequence[str]) -> Sheet:
        """The rules of the sheets that a part names and of those in it."""
        found = (resolve(part, href) for href in addresses[:_MOST])
        linked = tuple(dict.fromkeys(address.part for address in found if address is not None))
        if linked not in self.made:
            self.made[linked] = read_sheets(map(self._read, linked))
        sheet = self.made[linked]
        own = read_sheets(iter(texts)) if texts else {}
        return {key: (*sheet.get(key, ()), *own.get(key, ())) for key in (*sheet, *own)} if own else sheet

    def _read(self, part: str) -> str:
        """The text of a sheet; empty for one that is missing, damaged or too large."""
        if part not in self.texts:
            container = self.book.container
            data = container.read(part, damaged=b"") if container.size(part) <= _LARGEST else b""
            self.texts[part] = data.decode("utf-8-sig", "replace")
        return self.texts[part]
