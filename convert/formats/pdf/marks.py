"""Marks of punctuation: how wide each is, and where its blank lies.

After W3C's Requirements for Chinese Text Layout (CLREQ), 3.1 "Characters, Glyphs and Typefaces" and 3.1.6 to 3.1.9 on
squeezing; GB/T 15834-2011 for mainland China. All widths are in thousandths of an em. The layout owns the width of
every mark; a font only gives its shape.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from convert.chinese.prohibition import CLOSING, DASHES, OPENING, PAUSES, POINTS, SHOUTS

HAN, LATIN, OPEN, CLOSE, PAUSE, SHOUT, POINT, DASH, SPACE, OTHER, START = "HLOCPQMDSX^"
"""Classes: Han cell, Latin letters and digits, opening and closing mark, comma and full stop, ！？, ·, —— and ……."""


class MarkShape(NamedTuple):
    """How a mark sits in its box: class, visible width, blank before and after it."""

    kind: str
    visible: int
    left: int
    right: int


@cache
def shapes(region: str, vertical: bool = False) -> dict[str, MarkShape]:
    """The marks of a region: in mainland China (`cn`) at the near edge of the box, in `tw` and `hk` in its middle."""
    centred = region in ("tw", "hk")
    pause = MarkShape(PAUSE, 500, 250, 250) if centred else MarkShape(PAUSE, 500, 0, 500)
    table = dict.fromkeys(OPENING, MarkShape(OPEN, 500, 500, 0)) | dict.fromkeys(CLOSING, MarkShape(CLOSE, 500, 0, 500))
    table |= dict.fromkeys(PAUSES, pause) | dict.fromkeys(SHOUTS, MarkShape(SHOUT, 1000, 0, 0))
    table |= dict.fromkeys(POINTS, MarkShape(POINT, 500, 250, 250) if centred else MarkShape(POINT, 500, 0, 0))
    table |= dict.fromkeys(DASHES, MarkShape(DASH, 1000, 0, 0))
    table["∶"] = MarkShape(OTHER, 400, 0, 0)
    if vertical:
        table |= dict.fromkeys("；：∶", MarkShape(HAN, 1000, 0, 0))
    return table


GAP = 250
"""Between Han characters and Latin letters or digits (CLREQ 3.1.10: a quarter em)."""


class Blank(NamedTuple):
    """White between two neighbours: its natural width, and how much of it a tight line may take."""

    width: int
    give: int


NONE = Blank(0, 0)


@cache
def blanks(region: str) -> dict[tuple[str, str], Blank]:
    """The white between every two classes that have any; of adjacent marks only one keeps its blank (CLREQ 3.1.8)."""
    before = {OPEN: 500}
    after = {CLOSE: 500, PAUSE: 500}
    if region in ("tw", "hk"):
        before |= {PAUSE: 250, POINT: 250}
        after |= {PAUSE: 250, POINT: 250}
    table = {(HAN, LATIN): Blank(GAP, GAP // 2), (LATIN, HAN): Blank(GAP, GAP // 2)}
    for solid in (HAN, LATIN, POINT, DASH, SPACE, OTHER, SHOUT):
        table |= {(solid, kind): Blank(width, width * 3 // 5) for kind, width in before.items()}
        table |= {(kind, solid): Blank(width, width * 3 // 5) for kind, width in after.items()}
    table |= {(kind, OPEN): Blank(500, 0) for kind in after}
    if region == "cn":
        table |= {(SHOUT, kind): Blank(-500, 0) for kind in (CLOSE, PAUSE, SHOUT)} | {(SHOUT, OPEN): NONE}
    return table
