"""PDF objects through reportlab's document: streams, fonts, structure, bookmarks, metadata.

reportlab numbers the objects and writes the file; every object here is PDF source made by us, because its own
dictionaries know neither marked content nor composite fonts, and its streams end without the line end that
PDF/A (ISO 19005-2, 6.1.7.1) asks for.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Mapping
from typing import Any, cast

from reportlab.pdfbase import pdfdoc

from convert.errors import UsageError

LEVEL = 5
"""Of zlib: level 9 makes files smaller by one part in two hundred, and takes a third longer."""


class RawObject(pdfdoc.PDFObject):
    """An indirect object given as PDF source; it may be filled after it has got its number."""

    invariant = 1

    def __init__(self, source: bytes = b"") -> None:
        self.source = source

    def format(self, _document: object) -> bytes:
        """The source, whatever the document."""
        return self.source

    def digest(self, _signature: object) -> None:
        """Asked of the information dictionary; the file's identifier comes from its content instead."""


class _NoOutline(pdfdoc.PDFObject):
    ready = 1

    def prepare(self, _document: object, _canvas: object) -> None:
        """Bookmarks are among our own objects."""


_SEED = b"a reportlab document946684800.0"
"""What the identifier of a file is made from before its content: the time of reportlab's invariant documents."""


def _make_document() -> Any:
    """A document of reportlab; it would take the time of SOURCE_DATE_EPOCH into the identifier of the file."""
    try:
        document = cast(Any, pdfdoc.PDFDocument(invariant=1, pdfVersion=(1, 7)))  # its stubs know only a part of it
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError("SOURCE_DATE_EPOCH is no time.", "Unset it, or give it seconds since 1970.") from error
    document.signature = hashlib.md5(_SEED, usedforsecurity=False)
    return document


class ObjectFile:
    """A PDF file under construction: objects are known by their numbers."""

    def __init__(self) -> None:
        self.document = _make_document()
        self.document.outline = self.document.Outlines = _NoOutline()
        self.catalog = RawObject()
        self.information = RawObject()
        self.document.Catalog = self.catalog
        self.document.info = self.information

    def add(self, source: str | bytes = b"") -> int:
        """A new object, which may still be empty; gives its number."""
        entry = RawObject(source.encode("ascii") if isinstance(source, str) else source)
        self.document.Reference(entry)
        return int(self.document.objectcounter)

    def fill(self, number: int, source: str) -> None:
        """Gives an object its source."""
        self.document.idToObject[self.document.numberToId[number]].source = source.encode("ascii")

    def add_stream(self, content: bytes, entries: Mapping[str, object] | None = None, compress: bool = True) -> int:
        """A new stream object."""
        given = dict(entries or {})
        if compress:
            content = zlib.compress(content, LEVEL)
            given["Filter"] = "/FlateDecode"
        given["Length"] = len(content)
        return self.add(print_dict(given).encode("ascii") + b"\nstream\n" + content + b"\nendstream\n")

    def save(self, identity: str) -> bytes:
        """The whole file; its identifier is made from `identity`."""
        self.document.updateSignature(identity)
        return bytes(self.document.GetPDFData(None))


def print_dict(entries: Mapping[str, object]) -> str:
    """A dictionary as PDF source; entries that are None are left out."""
    return f"<<{' '.join(f'/{key} {value}' for key, value in entries.items() if value is not None)}>>"


def print_array(values: Iterable[object]) -> str:
    """An array as PDF source."""
    return f"[{' '.join(map(str, values))}]"


def print_text(text: str) -> str:
    """A text string: UTF-16 with its mark, in hexadecimal (ISO 32000-1, 7.9.2.2)."""
    return f"<feff{text.encode('utf-16-be', 'surrogatepass').hex()}>"


def refer(number: int) -> str:
    """A reference to an object."""
    return f"{number} 0 R"
