"""Where the trees of a collection wait: packed, in memory while they are few, then in a temporary file.

Every source is read once. The shelf gives its tree back as often as writers ask, at the cost of parsing it.
"""

from __future__ import annotations

import tempfile
import weakref
import zlib
from collections.abc import Callable
from functools import partial

from lxml import etree

from convert.tree.build import load
from convert.tree.nodes import Document

IN_MEMORY = 32 << 20
"""Bytes of packed trees that are kept in memory; more go to the disk."""


def pack_tree(tree: Document) -> bytes:
    """A tree as the shelf keeps it."""
    return zlib.compress(etree.tostring(tree, encoding="utf-8"), 1)


class Shelf:
    """Trees put away; the file behind it has no name and goes with the shelf."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed with the shelf
        weakref.finalize(self, self._file.close)

    def __reduce__(self) -> tuple[Callable[[bytes], Shelf], tuple[bytes]]:
        """How a shelf is pickled: as all that lies on it, which takes the memory that the file saved."""
        self._file.seek(0)
        return _refill, (self._file.read(),)

    def put(self, packed: bytes) -> Callable[[], Document]:
        """Puts a packed tree away and gives the way to have it again, each time a new one."""
        start = self._file.seek(0, 2)
        self._file.write(packed)
        return partial(self._take, start, len(packed))

    def _take(self, start: int, size: int) -> Document:
        self._file.seek(start)
        return load(zlib.decompress(self._file.read(size)))


def _refill(packed: bytes) -> Shelf:
    shelf = Shelf()
    shelf.put(packed)
    return shelf
