"""ZIP archives."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from convert.containers.entry import Entry, Skipped
from convert.containers.limits import BOMB, MOST_ENTRIES, TOGETHER, check_size
from convert.containers.names import Names, decode_names
from convert.errors import SourceError
from convert.formats.archive import FAULTS

_UTF_8 = 0x800
"""The flag of an entry whose name is UTF-8 (APPNOTE 4.4.4); other names are in whatever their maker had."""


class Zip:
    """A ZIP archive; raises SourceError where it is damaged or holds too much."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._name = name
        self._file = file
        try:
            self._archive = zipfile.ZipFile(file)
            self._infos = [info for info in self._archive.infolist() if not info.is_dir()]
        except (*FAULTS, MemoryError) as error:
            raise SourceError(f"{name} is damaged: it is no whole ZIP archive.",
                              "Copy or download it again.") from error
        if len(self._infos) > MOST_ENTRIES:
            raise SourceError(f"{name} holds {len(self._infos):,} files.",
                              f"Up to {MOST_ENTRIES:,} are read: split it.")
        if sum(info.file_size for info in self._infos) > TOGETHER:
            raise SourceError(f"{name} unpacks to more than {TOGETHER >> 30} GB.", BOMB)

    def entries(self) -> Iterator[Entry | Skipped]:
        """Its files, in the order of its list."""
        names = Names()
        for info, raw in zip(self._infos, self._read_names(), strict=True):
            name = names.take(raw)
            if info.flag_bits & 1:
                yield Skipped(name, "It is encrypted: unpack it with its password.")
            elif info.external_attr >> 28 == 0xA:
                yield Skipped(name, "It is a link.")
            else:
                yield Entry(name, info.file_size, partial(self._load, info, name))

    def close(self) -> None:
        """Closes the archive and its file."""
        self._archive.close()
        self._file.close()

    def _read_names(self) -> list[str]:
        """The names as written; those that are not said to be UTF-8 are decoded together."""
        old = {place: _raw(info) for place, info in enumerate(self._infos) if not info.flag_bits & _UTF_8}
        decoded = dict(zip(old, decode_names(list(old.values())), strict=True)) if old else {}
        return [decoded.get(place, info.orig_filename) for place, info in enumerate(self._infos)]

    def _load(self, info: zipfile.ZipInfo, name: str) -> bytes:
        check_size(name, info.file_size, info.compress_size)
        try:
            return self._archive.read(info)
        except (*FAULTS, MemoryError) as error:
            raise SourceError(f"{name} cannot be unpacked from {self._name}: {_say(error)}.",
                              "Copy or download the archive again.") from error


def _raw(info: zipfile.ZipInfo) -> bytes:
    try:
        return info.orig_filename.encode("cp437")
    except UnicodeEncodeError:  # zipfile was told of UTF-8 otherwise
        return info.orig_filename.encode("utf-8", "surrogatepass")


def _say(error: BaseException) -> str:
    return "its compression is not known" if isinstance(error, NotImplementedError) else "it is damaged"
