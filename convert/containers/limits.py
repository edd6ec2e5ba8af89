"""How much of a container is read: more than any collection of documents needs, less than does harm."""

from __future__ import annotations

import io
from typing import BinaryIO

from convert.errors import SourceError
from convert.formats.unpacking import BIG, RATIO, swells

MOST_ENTRIES = 200_000
"""Entries of an archive."""
MOST_RECORDS = 5_000_000
"""Records of a file."""
LARGEST = 128 << 20
"""Bytes of one entry unpacked, and of a record."""
TOGETHER = 32 << 30
"""Bytes of all entries unpacked."""
DEEPEST = 3
"""How deep containers may lie within containers."""

BOMB = "It may be an archive bomb; if not, unpack it first."
"""What to do with what unpacks to too much."""


def check_size(name: str, size: int, packed: int) -> None:
    """Raises SourceError for an entry that unpacks to more than a document needs, or out of next to nothing."""
    if size > LARGEST:
        raise SourceError(f"{name} unpacks to {size // 1_000_000} MB, more than one document may have.", BOMB)
    if swells(size, packed):
        raise SourceError(f"{name} unpacks to {size // max(packed, 1)} times its size.", BOMB)


class Measured(io.RawIOBase):
    """A stream that is unpacked as it is read, and stops where it gives out of all proportion to its file."""

    def __init__(self, stream: BinaryIO, packed: int, name: str) -> None:
        self._stream = stream
        self._name = name
        self._most = min(TOGETHER, max(BIG, RATIO * packed))

    def readable(self) -> bool:
        """Whether it can be read: always."""
        return True

    def seekable(self) -> bool:
        """Whether it can be read from any place: always."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Goes to a place, counted from the beginning or from where it is; unpacks up to there."""
        target = offset if whence == io.SEEK_SET else self._stream.tell() + offset
        self._check(target)
        return self._stream.seek(target)

    def tell(self) -> int:
        """Where it is."""
        return self._stream.tell()

    def read(self, size: int = -1) -> bytes:
        """So many bytes, or all that are left."""
        if size is None or size < 0:
            size = self._most + 1 - self._stream.tell()
        given = self._stream.read(size)
        self._check(self._stream.tell())
        return given

    def close(self) -> None:
        """Closes what it reads from."""
        if not self.closed:
            self._stream.close()
        super().close()

    def _check(self, place: int) -> None:
        if place > self._most:
            raise SourceError(f"{self._name} unpacks to more than {self._most // 1_000_000} MB.", BOMB)
