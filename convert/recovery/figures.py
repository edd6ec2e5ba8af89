"""Figures: the pictures of a text at their places between its blocks, within limits, and what is told of them."""

from __future__ import annotations

import io
import re
import warnings
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from convert.recovery.account import strip_control
from convert.recovery.text import Picture, Text
from convert.tree.addresses import clean_source
from convert.tree.record import Finding, Pictured, Settled

MOST_BYTES = 20_000_000
"""Of one picture; of all together five times as many."""

MOST_PIXELS = 60_000_000
"""Of one picture: a sheet of A3 at 400 dots to the inch has half as many."""

_SVG = re.compile(rb"(?s)\s*(?:<\?xml[^>]{0,200}\?>|<!--.{0,2000}?-->|<!DOCTYPE[^>]{0,500}>|\s){0,9}"
                  rb"<(?:\w{1,20}:)?svg\b")
_VECTORS = {b"\x01\x00\x00\x00": "image/x-emf", b"\xd7\xcd\xc6\x9a": "image/x-wmf"}
"""How metafiles of Windows begin."""


def place_figures(blocks: Sequence[Settled], text: Text, kept: Sequence[int]) -> tuple[list[Settled], list[Finding]]:
    """The blocks with the pictures between them, and what is to be told; `kept` are where the atoms of blocks begin.

    A picture stands before the block that begins a line at or behind its place, never inside a table; one among what
    is cut as furniture is furniture too.
    """
    if not text.pictures:
        return list(blocks), []
    slots = list(_find_slots(blocks, text.view.text))
    lines = [line.start for line in text.lines]
    full = {bisect_right(lines, start) - 1 for start in kept}
    made: dict[int, list[Settled]] = {}
    findings: list[Finding] = []
    away = among = weight = 0
    for picture in text.pictures:
        after = bisect_left(lines, picture.place)
        if lines and not full & {after - 1, after}:
            among += 1
            continue
        held, why = _hold(picture, weight)
        weight += len(held.data)
        away += not picture.data
        if why:
            findings.append(Finding("picture/left-out", "warning", f"The picture {held.href[:80]} {why}."))
        slot = bisect_left(slots, (picture.place, 0))
        at = slots[slot][1] if slot < len(slots) else len(blocks)
        made.setdefault(at, []).append(Settled("figure", picture=held))
    placed = [each for at in range(len(blocks) + 1) for each in (*made.get(at, ()), *blocks[at : at + 1])]
    return placed, [*findings, *_tell(away, among)]


def _find_slots(blocks: Sequence[Settled], view: str) -> Iterator[tuple[int, int]]:
    """Where blocks begin a line in the view, and which they are; of a table only where it begins."""
    begins = -1
    for number, block in enumerate(blocks):
        if block.kind == "row" and not (number and blocks[number - 1].kind == "cell"):
            begins = number
        start = block.spans[0][0] if block.spans else -1
        if block.kind == "cell":
            if begins >= 0 and start >= 0:
                yield start, begins
                begins = -1
        elif start >= 0 and _opens_line(view, start):
            yield start, number


def _tell(away: int, among: int) -> Iterator[Finding]:
    if away:
        yield Finding("picture/elsewhere", "note", f"Pictures that are not in the file and were not fetched: {away}; "
                                                   "their places and addresses are kept.")
    if among:
        yield Finding("picture/furniture", "note", f"Pictures that stand among furniture and were left out: {among}.")


def _opens_line(view: str, start: int) -> bool:
    while start and view[start - 1] in " \t\u3000":
        start -= 1
    return not start or view[start - 1] in "\r\n"


def _hold(picture: Picture, weight: int) -> tuple[Pictured, str]:
    """A picture with its bytes where they are within limits, and why they are left out."""
    place = Pictured(clean_source(picture.source), strip_control(" ".join(picture.alternative.split())))
    if not picture.data:
        return place, ""
    if len(picture.data) > MOST_BYTES or weight + len(picture.data) > 5 * MOST_BYTES:
        return place, "has too many bytes"
    media, width, height = measure(picture.data)
    if not media:
        return place, "is damaged, or of no known kind"
    if width * height > MOST_PIXELS:
        return place, "has too many pixels"
    return place._replace(media=media, width=width, height=height, data=picture.data), ""


def measure(data: bytes) -> tuple[str, int, int]:
    """Media type, width and height in pixels of a picture, told by its bytes; an empty type where it is none."""
    if _SVG.match(data[:5000]):
        return "image/svg+xml", 0, 0
    if data[:4] in _VECTORS:
        return _VECTORS[data[:4]], 0, 0
    from PIL import Image  # few texts have pictures

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of pictures with very many pixels: they are counted here
            with Image.open(io.BytesIO(data)) as picture:
                return Image.MIME.get(picture.format or "", ""), *picture.size
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return "", 0, 0
