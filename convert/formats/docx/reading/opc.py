"""The package of a DOCX (Open Packaging Conventions, ISO/IEC 29500-2), opened so that no file can do harm.

Only the parts that are asked for are unpacked, each within limits; nothing outside the package is ever opened. lxml
reads the parts directly: python-docx unpacks and parses every part of a package, without limits, and hides most of
what is wanted here (numbering, notes, fields, text boxes, tracked changes).
"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree

from convert.errors import SourceError

Element = etree._Element

MOST_PARTS = 20_000
"""Parts of a package; a book of many pictures has some thousands."""
MOST_BYTES = 64 << 20
"""Bytes of one part unpacked. A novel of a million characters takes 10 million."""
MOST_TOGETHER = 512 << 20
"""Bytes of all parts that are unpacked."""
RATIO = 400
"""How far a part may be packed once it is big; the WordprocessingML of real documents is packed 10 to 60 times."""
BIG = 4 << 20
"""Bytes from which a ratio tells a bomb from a part that repeats itself."""

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships",
     b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    (b"http://purl.oclc.org/ooxml/officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main",
     b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)
"""Namespaces of the strict form and those of the transitional one, which everybody else writes (ISO/IEC 29500-4)."""

_FAULTS = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, NotImplementedError, RuntimeError,
           ValueError, KeyError)
"""What zipfile raises for archives that are damaged, encrypted or packed in ways it does not know."""

AGAIN = "Open it in Word or WPS, let it be repaired there, and save it again as .docx."
"""What to do with a damaged file."""


class Relation(NamedTuple):
    """Where a relationship of a part leads."""

    kind: str
    """The last word of its type: image, hyperlink, footnotes, aFChunk …"""
    target: str
    """The name of a part, or an address outside the package as it is written."""
    external: bool


class Package:
    """The parts of a file by name; raises SourceError for what is no package, is damaged, encrypted or a bomb."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        try:
            self.archive = zipfile.ZipFile(io.BytesIO(data))
            entries = self.archive.infolist()
        except _FAULTS as error:
            raise SourceError(f"{name} is damaged: it is no whole ZIP package.", AGAIN) from error
        if len(entries) > MOST_PARTS:
            raise SourceError(f"{name} has {len(entries):,} parts.", f"Up to {MOST_PARTS:,} are read.")
        self.entries = {_normal(entry.filename): entry for entry in entries if not entry.filename.endswith("/")}
        self.unpacked = 0
        self.repaired: list[str] = []
        """Names of the parts whose XML is not well formed and was read as far as it goes."""
        self.types: tuple[Mapping[str, str], Mapping[str, str]] | None = None

    def __contains__(self, part: str) -> bool:
        return _normal(part) in self.entries

    def size(self, part: str) -> int:
        """The bytes of a part as the package states them; unpacking never gives more. 0 where there is none."""
        entry = self.entries.get(_normal(part))
        return entry.file_size if entry is not None else 0

    def read(self, part: str, damaged: bytes | None = None) -> bytes:
        """The bytes of a part; empty where there is none. Raises SourceError unless told what damaged ones give."""
        entry = self.entries.get(_normal(part))
        if entry is None:
            return b""
        if entry.flag_bits & 1:
            raise SourceError(f"{self.name} is encrypted.", "Save it without a password.")
        self.unpacked += entry.file_size
        if entry.file_size > MOST_BYTES or self.unpacked > MOST_TOGETHER:
            raise self._bomb(part)
        try:
            return self.archive.read(entry)
        except _FAULTS as error:
            if damaged is not None:
                return damaged
            raise SourceError(f"{self.name} is damaged: its part {part} cannot be unpacked.", AGAIN) from error

    def tree(self, part: str) -> Element | None:
        """The root of an XML part; None where the part is missing or no XML at all."""
        data = self.read(part)
        if not data:
            return None
        if len(data) > BIG and len(data) > RATIO * self.entries[_normal(part)].compress_size:
            raise self._bomb(part)
        if b"purl.oclc.org/ooxml" in data[:8192]:
            for strict, transitional in _STRICT:
                data = data.replace(strict, transitional)
        try:
            return etree.fromstring(data, parser())
        except etree.XMLSyntaxError:
            self.repaired.append(part)
            try:
                return etree.fromstring(data, parser(recover=True))
            except etree.XMLSyntaxError:
                return None

    def _bomb(self, part: str) -> SourceError:
        return SourceError(f"{self.name} unpacks to more than any document needs, at {part}.",
                           "It may be a ZIP bomb; if not, save it again as .docx in Word or WPS.")

    def relations(self, part: str) -> dict[str, Relation]:
        """The relationships of a part by their ids; those of the package itself for the empty name."""
        folder, file = posixpath.split(part)
        root = self.tree(posixpath.join(folder, "_rels", f"{file}.rels"))
        if root is None:
            return {}
        return {each.get("Id", ""): _relation(each, folder) for each in root.iterchildren(_RELATIONSHIP)}

    def media_type(self, part: str) -> str:
        """The media type of a part, as [Content_Types].xml has it; empty where it has none."""
        if self.types is None:
            self.types = _types(self.tree("[Content_Types].xml"))
        named, suffixes = self.types
        return named.get(_normal(part)) or suffixes.get(part.rpartition(".")[2].casefold(), "")


def parser(*, recover: bool = False) -> etree.XMLParser[Element]:
    """A parser that opens nothing, expands no entity and keeps neither comments nor instructions."""
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
                           remove_pis=True, collect_ids=False, recover=recover)


def _relation(element: Element, folder: str) -> Relation:
    target = element.get("Target", "")
    external = element.get("TargetMode") == "External"
    if not external:
        target = posixpath.normpath(posixpath.join("/", folder, unquote(target.replace("\\", "/"))))[1:]
    return Relation(element.get("Type", "").rpartition("/")[2], target, external)


def _normal(part: str) -> str:
    """A name as packages compare them: without case, and without the slash that some writers begin with."""
    return part.replace("\\", "/").lstrip("/").casefold()


def _types(root: Element | None) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Media types by name of part and by suffix."""
    rows = list(root.iterchildren("*")) if root is not None else []
    named = {_normal(row.get("PartName", "")): row.get("ContentType", "") for row in rows}
    suffixes = {row.get("Extension", "").casefold(): row.get("ContentType", "") for row in rows}
    return named, suffixes
