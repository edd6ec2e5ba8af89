"""TAR archives, packed or not, and single files that are packed by gzip, bzip2 or xz."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zlib
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO, cast

from convert.containers.entry import Entry, Skipped
from convert.containers.limits import LARGEST, MOST_ENTRIES, Measured, check_size
from convert.containers.names import Names, decode_names
from convert.errors import SourceError

FAULTS = (tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, OverflowError, KeyError)
"""What the libraries raise for archives that are damaged."""

_PACKERS = ((b"\x1f\x8b", gzip.open), (b"BZh", bz2.open), (b"\xfd7zXZ", lzma.open))
"""First bytes of a packed file → what unpacks it."""

_BLOCK = 512
"""Bytes of a block of a TAR archive."""


class Tar:
    """A TAR archive, or one packed file, which is its only entry; raises SourceError where it is damaged."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._name = name
        self._file = file
        self._stream = _unpack(file, name)
        try:
            head = self._stream.read(_BLOCK)
            self._stream.seek(0)
            self._archive = tarfile.open(fileobj=self._stream, mode="r:") if _is_tar(head) else None  # noqa: SIM115
        except FAULTS as error:
            raise self._damaged() from error

    def entries(self) -> Iterator[Entry | Skipped]:
        """Its files, in the order of the archive."""
        if self._archive is None:
            yield Entry(Names().take(_bare(self._name)), 0, self._load_single)
            return
        names = Names()
        try:
            for number, member in enumerate(self._archive, 1):
                if number > MOST_ENTRIES:
                    raise SourceError(f"{self._name} holds more than {MOST_ENTRIES:,} files.", "Split it.")
                if not member.isdir():
                    yield self._describe(member, names.take(_read_name(member.name)))
        except FAULTS as error:
            raise self._damaged() from error

    def close(self) -> None:
        """Closes the archive and its file."""
        if self._archive is not None:
            self._archive.close()
        self._stream.close()
        self._file.close()

    def _describe(self, member: tarfile.TarInfo, name: str) -> Entry | Skipped:
        if member.issym() or member.islnk():
            return Skipped(name, "It is a link.")
        if not member.isfile():
            return Skipped(name, "It is no regular file.")
        return Entry(name, member.size, partial(self._load, member, name))

    def _load(self, member: tarfile.TarInfo, name: str) -> bytes:
        check_size(name, member.size, member.size)
        try:
            file = self._archive.extractfile(member) if self._archive is not None else None
            return file.read() if file is not None else b""
        except FAULTS as error:
            raise self._damaged() from error

    def _load_single(self) -> bytes:
        try:
            self._stream.seek(0)
            data = self._stream.read(LARGEST + 1)
        except FAULTS as error:
            raise self._damaged() from error
        check_size(self._name, len(data), len(data))
        return data

    def _damaged(self) -> SourceError:
        return SourceError(f"{self._name} is damaged: it cannot be unpacked to its end.", "Copy or download it again.")


def _unpack(file: BinaryIO, name: str) -> BinaryIO:
    """The bytes of a packed file, as they are asked for; those of one that is not packed."""
    head = file.read(8)
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    packer = next((packer for sign, packer in _PACKERS if head.startswith(sign)), None)
    if packer is None:
        return file
    return cast(BinaryIO, Measured(cast(BinaryIO, packer(file)), size, name))


def _is_tar(head: bytes) -> bool:
    """Whether a block is the head of an entry: one whose sum of bytes is what it says."""
    try:
        tarfile.TarInfo.frombuf(head, "utf-8", "surrogateescape")
    except tarfile.HeaderError:
        return head == bytes(_BLOCK)
    return True


def _read_name(name: str) -> str:
    """The name of an entry; one that is not UTF-8 is decoded anew."""
    raw = name.encode("utf-8", "surrogateescape")
    return name if name.isprintable() else decode_names([raw])[0]


def _bare(name: str) -> str:
    """The name of a packed file without the suffix that packing gave it."""
    stem, _, suffix = name.rpartition(".")
    return stem if stem and suffix.lower() in ("gz", "bz2", "xz") else name
