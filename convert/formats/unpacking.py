"""What is unpacked from archives and packages: when it is a bomb, and what is raised where it is damaged."""

from __future__ import annotations

import struct
import zipfile
import zlib

RATIO = 400
"""How far an entry may be packed once it is big; texts and the XML of real documents are packed 3 to 60 times."""

BIG = 8 << 20
"""Bytes from which a ratio tells a bomb from what repeats itself."""

FAULTS = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, NotImplementedError, RuntimeError,
          ValueError, KeyError)
"""What zipfile raises for archives that are damaged, encrypted or packed in ways it does not know."""


def swells(size: int, packed: int) -> bool:
    """Whether so many bytes come out of so few that it is a bomb."""
    return size > max(BIG, RATIO * packed)
