"""Glyphs: the characters of a page with their places, gathered to segments, which are stretches without a wide gap."""

from __future__ import annotations

import ctypes
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise, repeat
from operator import le
from types import MappingProxyType
from unicodedata import category

import pypdfium2.raw as pdfium

from convert.formats.pdf.reading.engine import Handle, text_box, text_code, text_object
from convert.formats.pdf.reading.inks import TURNS, Char, Ink, Inks, Turn

SPLIT = 1.2
"""Gap that ends a segment, in em."""
_BACK = -0.6
"""How far the next glyph may stand back, in em."""
_SQUEEZED = -1.1
"""The same of marks behind each other: between two wide ones stand two blank halves (CLREQ, 3.1.6.1)."""
_GAP = 0.15
"""Gap that is noted, in em."""
_LEVEL = 0.1
"""How far base lines of one segment may differ, in em."""
ASCENT, DESCENT = 0.88, 0.12
"""Height above and below the base line of East Asian glyphs, in em (CLREQ, 2.2)."""
_EDGES, _IN_ORDER = 4, (0, 3, 2, 1)
"""Edges of a box, and where the left, lower, right and upper ones are among them."""
_BLANK = " \t\r\n\u00a0\u3000\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u202f\u205f\ufeff"
_SIGNS = {2: "-", 0xFFFE: "-", 0: "\ufffd", 9: " ", 10: " ", 13: " ", 32: " "}
"""What PDFium says for hyphens at the ends of lines and for codes without a character."""
_HYPHEN = 2
"""What PDFium says for a hyphen at the end of a line."""
_REPLACED = "\ufffd"
NO_ORDER: Mapping[int, int] = MappingProxyType({})
"""No order of objects but PDFium's."""
_NO_INK = Ink(1.0, "", False, False, -1, False, 0, 0.0)



@dataclass(slots=True, eq=False)
class Segment:
    """Characters on one base line without a wide gap."""

    x0: float
    x1: float
    base: float
    size: float
    """Of its largest characters, in points."""
    lead: str = ""
    """White space that is written before it."""
    chars: list[str] = field(default_factory=list)
    places: list[float] = field(default_factory=list)
    """Left edge of each character."""
    inks: list[tuple[int, Ink]] = field(default_factory=list)
    """From which character on each ink runs."""
    gaps: list[tuple[int, float, str]] = field(default_factory=list)
    """Before which character there is a gap, how wide in points, and the white space written there."""
    block: int = -1
    """Number of the block of the tagged structure; -1 outside."""
    table: object = None
    """The ruled table whose place it holds."""

    @property
    def top(self) -> float:
        """Its upper edge."""
        return self.base + ASCENT * self.size

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.base - DESCENT * self.size

    def pieces(self, least: float) -> list[tuple[float, float]]:
        """Left and right edges of what stands between gaps of so many points."""
        wide = [(self.places[at] - gap, self.places[at]) for at, gap, _ in self.gaps if gap >= least]
        return list(zip([self.x0, *(start for _, start in wide)], [*(end for end, _ in wide), self.x1], strict=True))

    def cut(self, places: Sequence[float]) -> list[Segment]:
        """Its parts between places of the line, which stand in gaps."""
        bounds = sorted({0, *(bisect_left(self.places, place) for place in places), len(self.chars)})
        return [self] if len(bounds) == 2 else [self._take(*both) for both in pairwise(bounds)]

    def _take(self, start: int, end: int) -> Segment:
        ends = {at: self.places[at] - gap for at, gap, _ in self.gaps}
        first = max(at for at, (begin, _) in enumerate(self.inks) if begin <= start)
        inks = [(max(0, begin - start), ink) for begin, ink in self.inks[first:] if begin < end]
        gaps = [(at - start, gap, spaces) for at, gap, spaces in self.gaps if start < at < end]
        return Segment(self.places[start], ends.get(end, self.x1), self.base, self.size, "", self.chars[start:end],
                       self.places[start:end], inks, gaps, self.block)


@dataclass(slots=True, eq=False)
class Glyphs:
    """The characters of a page."""

    segments: list[Segment]
    """Those that run in the direction of the page, in the order of the file."""
    skewed: list[Segment]
    """Those that run otherwise: watermarks, labels of axes."""
    angle: int
    """The direction of the page; vertical text runs in that of 270 degrees."""
    count: int = 0
    """Characters that show anything."""

    @property
    def turn(self) -> Turn | None:
        """How the page is turned to be read; None where it stands upright."""
        return TURNS.get(self.angle)


def read_glyphs(letters: Handle, most: int, block_of: Callable[[int], int], order: Mapping[int, int] = NO_ORDER,
                *, vertical: bool = False) -> Glyphs:
    """The characters of a page, `most` at the most; `block_of` says which block a marked content belongs to.

    `order` ranks the objects that show them by their addresses, where PDFium's own order is not to hold; `vertical`
    says that the page is set so, whatever most of its characters do.
    """
    chars = _read_chars(letters, min(most, max(0, pdfium.FPDFText_CountChars(letters))))
    if order:
        chars = _sort(chars, order)
    inks, angles = Inks(letters), Counter[int]()
    shown = Counter(char[1] for char in chars)
    for char in chars:
        if char[1] not in inks.known:
            inks.read(char)
    for address, count in shown.items():
        angles[inks.known[address].angle] += count
    if any(ink.lean for ink in inks.known.values()):
        chars = [_straighten(char, inks.known[char[1]]) for char in chars]
    angle = max(angles, key=lambda angle: (angles[angle], -angle), default=0)
    angle = 0 if angle % 90 or vertical else angle
    vertical = vertical or (angle == 0 and _is_vertical(chars, inks.known))
    glyphs = Glyphs([], [], 270 if vertical else angle)
    if glyphs.turn is not None:
        chars = _turn_chars(chars, glyphs.turn)
    if vertical:
        _gather_vertical(chars, inks.known, glyphs, block_of)
    else:
        _gather(chars, inks.known, glyphs, block_of)
    both = (*glyphs.segments, *glyphs.skewed)
    glyphs.count = sum(len(segment.chars) for segment in both)
    return glyphs


def _read_chars(letters: Handle, count: int) -> list[Char]:
    """The characters of a page; those that no object shows are of PDFium's making."""
    boxes, width = (ctypes.c_float * (_EDGES * count))(), ctypes.sizeof(ctypes.c_float) * _EDGES
    places = map(ctypes.byref, repeat(boxes), range(0, width * count, width))
    boxed = list(map(text_box, repeat(letters), range(count), places))
    addresses = [address or 0 for address in map(text_object, repeat(letters), range(count))]
    edges = (boxes[edge::_EDGES] for edge in _IN_ORDER)
    chars = zip(map(text_code, repeat(letters), range(count)), addresses, range(count), *edges, strict=True)
    return [char for char, known, box in zip(chars, addresses, boxed, strict=True) if known and box]


def _sort(chars: list[Char], order: Mapping[int, int]) -> list[Char]:
    """Characters in the order of the objects that show them."""
    ranks = [order.get(address, len(order)) for address, _ in groupby(char[1] for char in chars)]
    return chars if all(map(le, ranks, ranks[1:])) else sorted(chars, key=lambda char: order.get(char[1], len(order)))


def _is_vertical(chars: list[Char], inks: dict[int, Ink]) -> bool:
    """Whether most characters stand below the one before them."""
    below = beside = 0
    for (_, address, _, x0, y0, _, y1), (_, _, _, next_x0, next_y0, _, next_y1) in pairwise(chars):
        size = inks[address].size
        if abs(x0 - next_x0) < size / 4 and size / 2 < y1 - next_y1 < size * 2:
            below += 1
        elif abs(y0 - next_y0) < size / 4 and size / 4 < next_x0 - x0 < size * 2:
            beside += 1
    return below > beside * 2


def _straighten(char: Char, ink: Ink) -> Char:
    """A character with the edges that it has upright: the box of one that leans is as wide as it leans out."""
    code, address, place, x0, y0, x1, y1 = char
    above, below = (y1 - ink.base) * ink.lean, (y0 - ink.base) * ink.lean
    return (code, address, place, x0 - min(above, below), y0, x1 - max(above, below), y1) if ink.lean else char


def _turn_chars(chars: list[Char], turn: Turn) -> list[Char]:
    """Characters as they stand when the page is turned."""
    turned = []
    for code, address, place, left, lower, right, upper in chars:
        (x0, y0), (x1, y1) = turn(left, lower), turn(right, upper)
        turned.append((code, address, place, min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
    return turned


def _gather(chars: list[Char], inks: dict[int, Ink], glyphs: Glyphs, block_of: Callable[[int], int]) -> None:
    """Gathers characters to segments; white space without width is of PDFium's making."""
    last: Segment | None = None
    known, block, spaces, angle = 0, -1, "", glyphs.angle
    ink, base, size, skewed = _NO_INK, 0.0, 1.0, False
    for code, address, _, x0, y0, x1, y1 in chars:
        changed = address != known
        if changed:
            known, ink = address, inks[address]
            base, size, skewed = ink.base, ink.size, ink.angle != angle
            block = block_of(ink.content) if ink.content >= 0 else -1
        sign = chr(code) if 32 < code < 0xD800 else _read_sign(code, last)
        if not sign or sign in _BLANK:
            spaces += sign if x1 > x0 or y1 > y0 else ""
            continue
        if code == _HYPHEN and block < 0 and last is not None and last.block >= 0:  # one that no block has: of ours
            last.chars.append("\u00ad")
            last.places.append(x0)
            continue
        if last is None or _parts(last, block, x0 - last.x1, size, sign) or (
                (changed and skewed) or abs(base - last.base) > _LEVEL * size):
            last = Segment(x0, x1, base, size, spaces, block=block)
            last.inks.append((0, ink))
            (glyphs.skewed if skewed else glyphs.segments).append(last)
        else:
            gap = x0 - last.x1
            if changed:
                last.inks.append((len(last.chars), ink))
                last.size = max(last.size, size)
            if spaces or gap > _GAP * size:
                last.gaps.append((len(last.chars), gap, spaces))
            if x1 > last.x1:
                last.x1 = x1
        last.chars.append(sign)
        last.places.append(x0)
        spaces = ""


def _parts(last: Segment, block: int, gap: float, size: float, sign: str) -> bool:
    """Whether a character of another block begins a segment, or one behind a gap, or too far back."""
    if block != last.block or gap >= SPLIT * size:
        return True
    return gap <= _BACK * size and not (gap > _SQUEEZED * size and _is_mark(sign) and _is_mark(last.chars[-1]))


def _is_mark(sign: str) -> bool:
    return category(sign[0])[0] == "P"


def _gather_vertical(chars: list[Char], inks: dict[int, Ink], glyphs: Glyphs, block_of: Callable[[int], int]) -> None:
    """Gathers characters that stand below each other; the middle of their column tells their base line."""
    level: list[Char] = []
    for code, address, place, x0, y0, x1, y1 in chars:
        ink = inks[address]
        base = round((y0 + y1) / 2 - ink.size * (ASCENT - DESCENT) / 2, 1)
        key = hash((address, base))
        inks[key] = ink._replace(base=base, angle=glyphs.angle)
        level.append((code, key, place, x0, y0, x1, y1))
    _gather(level, inks, glyphs, block_of)


def _read_sign(code: int, last: Segment | None) -> str:
    """The character of a code that is a control, half of a pair, or beyond; empty for none."""
    if code in _SIGNS or code <= 32:
        return _SIGNS.get(code, "")
    if code < 0xE000:
        return _join_pair(last, chr(code))
    return chr(code) if code <= 0x10FFFF else _REPLACED


def _join_pair(last: Segment | None, sign: str) -> str:
    """The first half of a surrogate pair is kept as a replacement, until the second makes a character of it."""
    if sign < "\udc00":
        return sign
    if last is not None and "\ud800" <= last.chars[-1] < "\udc00":
        last.chars[-1] = (last.chars[-1] + sign).encode("utf-16-le", "surrogatepass").decode("utf-16-le")
        return ""
    return _REPLACED
