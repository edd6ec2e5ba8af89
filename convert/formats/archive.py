"""ZIP packages as they come in (DOCX, EPUB), opened so that no file can do harm.

Only the parts that are asked for are unpacked, each within limits; nothing outside the package is ever opened.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from lxml import etree

from convert.errors import SourceError
from convert.formats.unpacking import swells

Element = etree._Element

FAULTS = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, NotImplementedError, RuntimeError,
          ValueError, KeyError)
"""What zipfile raises for archives that are damaged, encrypted or packed in ways it does not know."""

MOST_PARTS = 20_000
"""Parts of a package; a book of many pictures has some thousands."""
MOST_BYTES = 64 << 20
"""Bytes of one part unpacked. A novel of a million characters takes 10 million as a DOCX."""
MOST_TOGETHER = 512 << 20
"""Bytes of all parts that are unpacked."""

MOST_PICTURES = 5_000
"""Pictures of a document."""
PICTURE_BYTES = 32 << 20
"""Bytes of one picture; what is more is named without them."""
ALL_PICTURE_BYTES = 256 << 20
"""Bytes of all pictures."""


class Archive:
    """The parts of a file by name; raises SourceError for what is no package, is damaged, encrypted or a bomb.

    `again` says what a person can do with a damaged file, `anew` what with one that is too big.
    """

    def __init__(self, data: bytes, name: str, again: str, anew: str) -> None:
        self.name = name
        self.again = again
        self.anew = anew
        try:
            self.archive = zipfile.ZipFile(io.BytesIO(data))
            entries = self.archive.infolist()
        except FAULTS as error:
            raise SourceError(f"{name} is damaged: it is no whole ZIP package.", again) from error
        if len(entries) > MOST_PARTS:
            raise SourceError(f"{name} has {len(entries):,} parts.", f"Up to {MOST_PARTS:,} are read.")
        self.entries = {normal(entry.filename): entry for entry in entries if not entry.filename.endswith("/")}
        self.unpacked = 0
        self.repaired: list[str] = []
        """Names of the parts whose XML is not well formed and was read as far as it goes."""
        self.pictures: dict[str, tuple[bytes, str]] = {}
        """Name of a picture → its bytes, and why there are none."""
        self.weight = 0
        """Bytes of all pictures."""

    def __contains__(self, part: str) -> bool:
        return normal(part) in self.entries

    def size(self, part: str) -> int:
        """The bytes of a part as the package states them; unpacking never gives more. 0 where there is none."""
        entry = self.entries.get(normal(part))
        return entry.file_size if entry is not None else 0

    def read(self, part: str, damaged: bytes | None = None) -> bytes:
        """The bytes of a part; empty where there is none. Raises SourceError unless told what damaged ones give."""
        entry = self.entries.get(normal(part))
        if entry is None:
            return b""
        if entry.flag_bits & 1:
            raise SourceError(f"{self.name} is encrypted.", "Save it without a password.")
        self.unpacked += entry.file_size
        if entry.file_size > MOST_BYTES or self.unpacked > MOST_TOGETHER:
            raise self._bomb(part)
        try:
            return self.archive.read(entry)
        except FAULTS as error:
            if damaged is not None:
                return damaged
            raise SourceError(f"{self.name} is damaged: its part {part} cannot be unpacked.", self.again) from error

    def read_text(self, part: str) -> bytes:
        """The bytes of a part that is text: it cannot be packed as far as nothing but repetition is."""
        data = self.read(part)
        if data and swells(len(data), self.entries[normal(part)].compress_size):
            raise self._bomb(part)
        return data

    def tree(self, part: str) -> Element | None:
        """The root of an XML part; None where the part is missing or no XML at all."""
        return self.parse(part, self.read_text(part))

    def parse(self, part: str, data: bytes) -> Element | None:
        """The root of the XML of a part, as far as it goes; None where there is none."""
        if not data:
            return None
        try:
            return etree.fromstring(data, parser())
        except etree.XMLSyntaxError:
            self.repaired.append(part)
            try:
                return etree.fromstring(data, parser(recover=True))
            except etree.XMLSyntaxError:
                return None

    def picture(self, part: str) -> tuple[bytes, str]:
        """The bytes of a picture, read once; where there are none, why."""
        if part not in self.pictures:
            size = self.size(part)
            self.weight += size
            large = size > PICTURE_BYTES or self.weight > ALL_PICTURE_BYTES
            data = b"" if large else self.read(part, damaged=b"")
            self.pictures[part] = data, "" if data else "is too large to be kept" if large else "cannot be read"
        return self.pictures[part]

    def _bomb(self, part: str) -> SourceError:
        return SourceError(f"{self.name} unpacks to more than any document needs, at {part}.",
                           f"It may be a ZIP bomb; if not, {self.anew}")


def parser(*, recover: bool = False) -> etree.XMLParser[Element]:
    """A parser that opens nothing, expands no entity and keeps neither comments nor instructions."""
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
                           remove_pis=True, collect_ids=False, recover=recover)


def normal(part: str) -> str:
    """A name as packages compare them: without case, and without the slash that some writers begin with."""
    return part.replace("\\", "/").lstrip("/").casefold()
