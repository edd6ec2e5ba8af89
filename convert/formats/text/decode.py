"""The first stage: from bytes to text, with an account of every byte that could not be read."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from convert.formats.text.charset import (
    LINE_CANDIDATES,
    NAMES,
    PLAIN,
    RULED,
    choose,
    declared,
    named,
    read,
    surprise,
)
from convert.formats.text.slips import in_step, odd_share, realign
from convert.tree.record import Lost, Source

BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe\x00\x00", "utf-32-le"), (b"\x00\x00\xfe\xff", "utf-32-be"),
        (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
"""Byte order marks, the longer first where two begin alike."""

BOM_WEIGHT = 200.0
"""Nats in favour of what a byte order mark says."""

ODD = 8.9
"""Nats a character, ASCII apart, above which a line is read in the other encodings too; prose costs about 7."""

WRECKED = 10.0
"""Nats a character above which double-byte text may be out of step."""

FAMILIAR = 4.0
"""Nats in favour of the codec of the rest of the file."""

ENOUGH = 40
"""Characters from which a line that decodes is judged."""

_THREE_BYTES = re.compile(b"[\xe3-\xe9\xef]")
"""Leads of Han characters in UTF-8; valid UTF-8 without them may be two characters of GB 2312."""

TAIL = 2
"""Zero bytes at the end of a file that are no half of a UTF-16 character."""

_UNREAD = re.compile("[\ud800-\udfff]+")

_UNITS = {"utf-16": 2, "utf-32": 4}
"""Bytes of a code unit, where they are more than one."""


class _Piece(NamedTuple):
    """Bytes read in one codec; what could not be read is lone surrogates."""

    offset: int
    data: bytes
    codec: str
    text: str


MAGIC = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0", b"%PDF-",
         b"Rar!\x1a", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh9", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd", b"\x7fELF", b"OTTO\x00",
         b"\x00\x01\x00\x00\x00", b"wOF2", b"wOFF", b"SQLite format 3\x00", b"ID3", b"{\\rtf")
"""First bytes of files that are no plain text: pictures, archives, Office files, programs, fonts, sound, RTF."""

UTF_16 = ("utf-16-le", "utf-16-be")

_CONTROLS = bytes([*range(9), 0x0B, *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F])


def is_binary(data: bytes) -> bool:
    """Whether a file is no text at all; a text with a few odd bytes is still a text."""
    if data.startswith(MAGIC):
        return True
    head = _without_tail(data)[:4096]
    if data.startswith(tuple(mark for mark, _ in BOMS)) or min(odd_share(head, 0), odd_share(head, 1)) < 0.1:
        return False
    return len(head) - len(head.translate(None, _CONTROLS)) > max(8, len(head) // 20)


def decode(data: bytes, name: str, told: str = "") -> Source:
    """The text of a file in whatever encoding it is; never raises, keeps line ends as they are.

    `told` is the encoding that something beside the file names; like what the file says itself it only decides what the
    text leaves open.

    The order is: byte order mark, strict UTF-8, then the encoding that makes the best Chinese (`charset.choose`), with
    one decision a line where the file mixes encodings. A byte order mark is no part of the text.
    """
    mark, hint = next((row for row in BOMS if data.startswith(row[0])), (b"", None))
    body = data[len(mark) :]
    text = _strictly(body, hint or "utf-8")
    if text is not None and (mark or "\0" not in text[:4096] or _is_utf_8(body)):
        return _source(data, name, text, hint or "utf-8", bool(mark), _tell_tail(data, text))
    codec = _codec(body, hint, told)
    pieces = _pieces(body, codec, len(mark))
    text, lost = _join(pieces, codec)
    return _source(data, name, text, codec, bool(mark), lost)


def _without_tail(data: bytes) -> bytes:
    """The bytes without the zero bytes that a disk or a transfer left behind UTF-8."""
    rest = data.rstrip(b"\0")
    return rest if rest and len(data) - len(rest) >= TAIL and _strictly(rest, "utf-8") is not None else data


def _is_utf_8(body: bytes) -> bool:
    """Whether bytes that are strict UTF-8 and hold zero bytes are that, and not UTF-16."""
    return _THREE_BYTES.search(body) is not None or b"\0" not in _without_tail(body)


def _tell_tail(data: bytes, text: str) -> tuple[Lost, ...]:
    """The zero bytes behind a text, where there are many."""
    start, offset = len(text.rstrip("\0")), len(data.rstrip(b"\0"))
    if len(text) - start < TAIL or len(text) - start != len(data) - offset:
        return ()
    return (Lost(offset, len(data) - offset, (start, len(text)), "zero bytes behind the text"),)


def _codec(body: bytes, mark: str | None, told: str) -> str:
    """The codec of bytes that are not strictly what their mark says, or not UTF-8 where there is none."""
    if mark and mark.startswith("utf-32"):
        return mark
    codec = choose(body, mark, BOM_WEIGHT) if mark else choose(body, named(told) or declared(body))
    if not codec.startswith("utf-16"):
        return codec
    return mark if mark and mark.startswith("utf-16") else min(UTF_16, key=lambda order: _first_cost(body, order))


def _first_cost(body: bytes, codec: str) -> float:
    """What the beginning costs, where the order of bytes cannot be out of step yet."""
    return sum(surprise(read(data, codec)) for _, data in in_step(body[:1024], codec))


def _strictly(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def _source(data: bytes, name: str, text: str, codec: str, bom: bool, lost: tuple[Lost, ...] = ()) -> Source:
    digest = hashlib.sha256(data).hexdigest()
    return Source(name, text, digest, len(data), NAMES.get(codec, codec), bom, lost=lost)


def _pieces(body: bytes, codec: str, base: int) -> Iterator[_Piece]:
    """The bytes of a file in stretches of one codec and one alignment."""
    if codec.startswith("utf-16"):
        for start, data in in_step(body, codec):
            yield _Piece(base + start, data, codec, read(data, codec))
    elif codec in LINE_CANDIDATES:
        yield from _by_line(body, codec, base)
    else:
        yield _Piece(base, body, codec, read(body, codec))


def _by_line(body: bytes, main: str, offset: int) -> Iterator[_Piece]:
    """Consecutive lines that are read alike; `damaged` double-byte lines are put back in step."""
    lines = [(line, _judge(line, main)) for line in body.splitlines(keepends=True)]
    for (codec, damaged), group in groupby(lines, key=lambda line: line[1]):
        data = b"".join(line for line, _ in group)
        yield _Piece(offset, data, codec, realign(data, codec) if damaged else read(data, codec))
        offset += len(data)


def _judge(line: bytes, main: str) -> tuple[str, bool]:
    """The codec of a line, and whether bytes of it are lost.

    The codec is that of the file, unless it makes odd reading and another does better.
    """
    if line.isascii():
        return main, False
    text = _strictly(line, main)
    if text is not None:
        text = RULED.sub("", text)
        if _odds(text[:ENOUGH]) <= ODD or (main == "utf-8" and _THREE_BYTES.search(line)):
            return main, False
    codec = min(LINE_CANDIDATES, key=lambda codec: _line_cost(line, codec) - FAMILIAR * (codec == main))
    return codec, codec != "utf-8" and (_strictly(line, codec) is None
                                        or _odds(RULED.sub("", read(line, codec))) > WRECKED)


def _line_cost(line: bytes, codec: str) -> float:
    return surprise(RULED.sub("", read(line, codec)))


def _odds(text: str) -> float:
    """Nats a character that is not ASCII."""
    plain = len(text.encode("ascii", "ignore"))
    return (surprise(text) - PLAIN * plain) / max(1, len(text) - plain)


def _join(pieces: Iterable[_Piece], main: str) -> tuple[str, tuple[Lost, ...]]:
    """One text from all pieces, U+FFFD for each run of bytes that could not be read."""
    lost: list[Lost] = []
    texts: list[str] = []
    length = 0
    for piece in pieces:
        losses = list(_losses(piece, length))
        text = _UNREAD.sub("\ufffd", piece.text) if losses else piece.text
        lost += losses
        if piece.codec != main:
            lost.append(Lost(piece.offset, len(piece.data), (length, length + len(text)), f"read as {piece.codec}"))
        texts.append(text)
        length += len(text)
    return "".join(texts), tuple(lost)


def _losses(piece: _Piece, length: int) -> Iterator[Lost]:
    """The unread bytes of a piece whose text begins at `length` of the whole text."""
    offset, seen = piece.offset, 0
    unit = _UNITS.get(piece.codec[:6], 1)
    for found in _UNREAD.finditer(piece.text):
        offset += len(piece.text[seen : found.start()].encode(piece.codec))
        length += found.start() - seen
        size = min(unit * (found.end() - found.start()), piece.offset + len(piece.data) - offset)
        yield Lost(offset, size, (length, length + 1), f"no {NAMES.get(piece.codec, piece.codec)}")
        offset, length, seen = offset + size, length + 1, found.end()
