"""Zip packages (DOCX, EPUB) with the same bytes every time: fixed times, modes and order, no clock.

The standard `zipfile` cannot take data that is deflated already; parts that never change are packed once here
and then copied. Record layout: PKWARE APPNOTE 6.3.3, sections 4.3.7 (local header), 4.3.12 (central directory)
and 4.3.16 (its end).
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO

from convert.errors import OutputError

STORED, DEFLATED = 0, 8

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_VERSION, _UNIX, _UTF8 = 20, 3 << 8, 0x800
_TIME, _DATE = 0, 1 << 5 | 1  # 1 January 1980, the first moment a zip can name
_MODE = 0o100644 << 16
_MOST_ENTRIES, _MOST_BYTES = 0xFFFF, 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class PackageEntry:
    """A file of a package, ready to be written any number of times."""

    name: str
    method: int
    crc: int
    size: int
    """Bytes before packing."""
    packed: bytes


def pack(name: str, data: bytes, level: int = 6) -> PackageEntry:
    """An entry, deflated at zlib's level 1 to 9, or stored at level 0; stored too where deflating saves nothing."""
    if level:
        squeeze = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
        packed = squeeze.compress(data) + squeeze.flush()
        if len(packed) < len(data):
            return PackageEntry(name, DEFLATED, zlib.crc32(data), len(data), packed)
    return PackageEntry(name, STORED, zlib.crc32(data), len(data), data)


def write_package(out: BinaryIO, entries: Iterable[PackageEntry]) -> None:
    """Writes a whole zip, the entries in their order, each as soon as it comes.

    Raises ValueError for a name given twice and OutputError where the package outgrows the format.
    """
    directory: dict[str, bytes] = {}
    position = 0
    for entry in entries:
        if entry.name in directory:
            raise ValueError(f"The package has two entries called {entry.name}.")
        name = entry.name.encode()
        flags = 0 if name.isascii() else _UTF8
        common = (flags, entry.method, _TIME, _DATE, entry.crc, len(entry.packed), entry.size, len(name), 0)
        _check(len(directory) + 1, position + len(entry.packed) + len(name) + _LOCAL.size)
        attributes = (0, 0, 0, _MODE, position)
        directory[entry.name] = _CENTRAL.pack(b"PK\1\2", _VERSION | _UNIX, _VERSION, *common, *attributes) + name
        position += out.write(_LOCAL.pack(b"PK\3\4", _VERSION, *common) + name)
        position += out.write(entry.packed)
    listing = b"".join(directory.values())
    _check(len(directory), position + len(listing))
    out.write(listing + _END.pack(b"PK\5\6", 0, 0, len(directory), len(directory), len(listing), position, 0))


def _check(entries: int, size: int) -> None:
    if entries > _MOST_ENTRIES or size > _MOST_BYTES:
        raise OutputError("The file would grow beyond 65,535 parts or 4 GiB.", "Write the collection in several files.")
