"""Double-byte text put back in step where a byte is lost: without this, all that follows is other characters."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from convert.formats.text.charset import PLAIN, read, surprise

HIGH = bytes([0, 0x20, 0x30, 0xFF, *range(0x4E, 0xA0)])
"""High bytes of the UTF-16 code units of Chinese text."""

SKIP = 25.0
"""Nats for skipping one byte; five rare characters in a row are more likely than a lost byte by chance in step."""

_BLOCK, _MAX_SLIPS = 128, 16


def in_step(body: bytes, codec: str) -> Iterator[tuple[int, bytes]]:
    """UTF-16 in stretches (offset, bytes) between lost bytes; a stretch of odd length ends with half a code unit."""
    start = 0
    for _ in range(_MAX_SLIPS):
        slip = _find_slip(body, start, codec)
        if slip is None:
            break
        yield start, body[start : slip + 1]
        start = slip + 1
    yield start, body[start:]


def _find_slip(body: bytes, start: int, codec: str) -> int | None:
    """Offset of the byte after which the code units go out of step."""
    high = 1 if codec.endswith("le") else 0
    for at in range(start, len(body), _BLOCK):
        if odd_share(body, at + high) > 0.4 and odd_share(body, at + 1 - high) < 0.1:
            first, end = max(start, at - _BLOCK), at + _BLOCK
            return min(range(first, min(end, len(body)), 2), key=lambda cut: surprise(
                read(body[first:cut], codec) + read(body[cut + 1 : end], codec)))
    return None


def odd_share(body: bytes, at: int) -> float:
    """Share of every second byte, within a block, that is no high byte of Chinese UTF-16."""
    column = body[at : at + _BLOCK : 2]
    return len(column.translate(None, HIGH)) / len(column) if column else 0.0


def realign(data: bytes, codec: str) -> str:
    """The least surprising text of damaged GB18030 or Big5, where any byte may be skipped as lost.

    A shortest path over the bytes, from the end. As everywhere, skipped bytes are lone surrogates (U+DC80 to U+DCFF).
    """
    costs = [0.0] * (len(data) + 4)
    steps = [(1, "")] * len(data)
    for at in range(len(data) - 1, -1, -1):
        options = [(cost + costs[at + size], size, text) for cost, size, text in _characters(data[at : at + 4], codec)]
        costs[at], size, text = min(options)
        steps[at] = size, text
    texts, at = [], 0
    while at < len(data):
        size, text = steps[at]
        texts.append(text)
        at += size
    return "".join(texts)


@lru_cache(maxsize=1 << 14)
def _characters(data: bytes, codec: str) -> tuple[tuple[float, int, str], ...]:
    """What can stand at the head of four bytes: cost, bytes used, text."""
    if data[0] < 0x80:
        return ((PLAIN, 1, chr(data[0])),)
    found = [(SKIP, 1, chr(0xDC00 + data[0]))]
    for size in (2, 4):
        try:
            text = data[:size].decode(codec) if len(data) >= size else ""
        except UnicodeDecodeError:
            continue
        if text and len(text.encode(codec)) == size and (size == 2 or len(text) == 1):
            found.append((surprise(text), size, text))
    return tuple(found)
