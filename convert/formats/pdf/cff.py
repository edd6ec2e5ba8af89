"""The one fact of a CFF font that embedding needs: which character identifier (CID) each glyph has.

A PDF names the glyphs of a CID-keyed CFF font by the identifiers of its charset, those of any other CFF font by their
numbers (ISO 32000-1, 9.7.4.2). The format is Adobe Technical Note 5176.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from itertools import pairwise

CHARSET, ROS = 15, 0x0C1E
"""Operators of a Top DICT: where the charset lies; registry and ordering, which only CID-keyed fonts have."""


def read_cids(table: bytes, glyphs: int) -> list[int]:
    """The CID of each glyph, by glyph number; empty where the font is not CID-keyed."""
    _, after_names = _read_index(table, table[2])
    tops, _ = _read_index(table, after_names)
    operators = dict(_read_dict(tops[0]))
    offset = operators.get(CHARSET, [0])[0]
    return _read_charset(table, offset, glyphs) if ROS in operators else []


def _read_index(data: bytes, at: int) -> tuple[list[bytes], int]:
    """The objects of an INDEX, and where it ends."""
    count = int.from_bytes(data[at : at + 2], "big")
    if not count:
        return [], at + 2
    size = data[at + 2]
    offsets = [int.from_bytes(data[at + 3 + n * size : at + 3 + (n + 1) * size], "big") for n in range(count + 1)]
    base = at + 2 + (count + 1) * size
    return [data[base + a : base + b] for a, b in pairwise(offsets)], base + offsets[-1]


def _read_dict(data: bytes) -> Iterator[tuple[int, list[int]]]:
    """Operators of a DICT with their operands; real numbers, which none of ours has, are read as 0."""
    at = 0
    operands: list[int] = []
    while at < len(data):
        first = data[at]
        if first <= 21:
            operator, at = (0x0C00 | data[at + 1], at + 2) if first == 12 else (first, at + 1)
            yield operator, operands
            operands = []
        else:
            value, at = _read_number(data, at)
            operands.append(value)


def _read_number(data: bytes, at: int) -> tuple[int, int]:
    """An operand, and where it ends."""
    first = data[at]
    if first == 28:
        return struct.unpack_from(">h", data, at + 1)[0], at + 3
    if first == 29:
        return struct.unpack_from(">i", data, at + 1)[0], at + 5
    if first == 30:
        end = at + 1
        while data[end] & 0x0F != 0x0F and data[end] >> 4 != 0x0F:
            end += 1
        return 0, end + 1
    if first < 247:
        return first - 139, at + 1
    if first < 251:
        return (first - 247) * 256 + data[at + 1] + 108, at + 2
    return -(first - 251) * 256 - data[at + 1] - 108, at + 2


def _read_charset(data: bytes, at: int, glyphs: int) -> list[int]:
    """The charset: one identifier each (format 0), or ranges with a count of one or two bytes (formats 1 and 2)."""
    kind, at, cids = data[at], at + 1, [0]
    while len(cids) < glyphs:
        first = int.from_bytes(data[at : at + 2], "big")
        left = int.from_bytes(data[at + 2 : at + 2 + kind], "big")
        cids.extend(range(first, first + left + 1))
        at += 2 + kind
    return cids[:glyphs]
