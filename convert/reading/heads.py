"""Heads: lines of a front that lost the break between them, parted again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from convert.chinese.lexicon import Pattern
from convert.reading.pieces import Piece
from convert.reading.reflow import slice_block
from convert.reading.roles import find_role, is_prose
from convert.reading.series import letters

_MOST = 40
"""A head is not longer than so many pieces."""

_AFTER = 12
"""So many letters behind an address are a paragraph."""

_ADDRESS = 6
"""A shorter salutation may be the name of a speaker."""


def part_head(pieces: list[Piece]) -> list[Piece]:
    """The pieces of a work with its headlines, byline, address and first paragraph parted where they were glued."""
    parted: list[Piece] = []
    for index, piece in enumerate(pieces[:_MOST]):
        if piece.kind or piece.block.hint:
            parted.append(piece)
            continue
        parted += _part_line(piece)
        if is_prose(piece):
            return [*parted, *pieces[index + 1 :]]
    return [*parted, *pieces[_MOST:]]


def _part_line(piece: Piece) -> Iterator[Piece]:
    end = next((end for part in (_find_occasion, _find_address, _find_speech) if (end := part(piece.plain))), 0)
    if not end:
        yield piece
        return
    yield piece._replace(block=slice_block(piece.block, 0, end))
    yield piece._replace(block=slice_block(piece.block, end, len(piece.block.text)), after_noise=False)


_OCCASION = re.compile(r"([^。;:!?]{4,60}?)(?:——|--|―{1,2}|—) ?[\d ]{4,8}年[^。;:!?]{4,60}[上时]")


def _find_occasion(plain: str) -> int:
    """政府工作报告——1954年5月23日在…会议上: where the subtitle begins."""
    match = _OCCASION.fullmatch(plain)
    return match.end(1) if match else 0


_ADDRESSED = Pattern("([^。;:!?]{4,30}?){address}[^。;:?]{0,30}[:!]")


def _find_address(plain: str) -> int:
    """国务院总理某某各位代表: where the salutation begins."""
    match = _ADDRESSED.fullmatch(plain)
    speaker = find_role(match[1].rstrip(), "head") if match else None
    if match is None or speaker is None or speaker.kind != "byline":
        return 0
    salutation = find_role(plain[match.end(1) :], "head")
    return match.end(1) if salutation is not None and salutation.kind == "salutation" else 0


def _find_speech(plain: str) -> int:
    """各县人民政府:现将…: where the first paragraph begins."""
    end = plain.find(":", 0, 160) + 1
    role = find_role(plain[:end], "head") if end and letters(plain[end:]) > _AFTER else None
    if role is None or role.kind not in ("addressee", "salutation"):
        return 0
    return 0 if role.kind == "salutation" and end < _ADDRESS else end  # 主席: opens a turn
