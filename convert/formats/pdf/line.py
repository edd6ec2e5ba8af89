"""A line of type as the operators of a content stream."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from convert.formats.pdf.breaks import LineSpan
from convert.formats.pdf.outline import Bookmark, PagePlace
from convert.formats.pdf.setting import SMALL, Overlay, Setting
from convert.formats.pdf.sheet import Sheet
from convert.formats.pdf.tags import Element

BASELINE = 0.38
"""From the middle of the line down to the baseline, in ems: centres the em box of the Han characters."""

RISES = {"sup": 0.35, "sub": -0.12}
"""How far above the line smaller characters stand, in ems of the line."""

Piece = tuple[int, Element]
"""From which character on the text belongs to an element."""


@dataclass(slots=True)
class TextLine:
    """One line: `inline` is where it begins; `leading` is its room across, in the middle of which it stands."""

    setting: Setting
    line: LineSpan
    size: float
    leading: float
    inline: float
    pieces: Sequence[Piece]
    colour: str = ""
    """The operator that sets its colour; empty for black."""
    bookmark: Bookmark | None = None
    """The heading that begins with this line."""

    def draw(self, sheet: Sheet, inline: float, block: float) -> None:
        """Draws it with the corner of its room at a place of the type area."""
        vertical = sheet.geometry.vertical
        if self.bookmark is not None:
            self.bookmark.place = _find_place(sheet, inline, block)
        middle = block + self.leading / 2 + (0 if vertical else BASELINE * self.size)
        for start, stop, font, element in self._slices():
            x, y = sheet.at(inline + self.inline + self._offset(start), middle)
            sheet.show(element, self._show(start, stop, font, x, y, vertical), self.setting.private.get(start, ""))
        if self.line.stop in self.setting.hyphens:
            self._draw_hyphen(sheet, inline + self.inline, middle)
        for overlay in self.setting.overlays:
            if overlay.start < self.line.stop and overlay.end > self.line.start:
                draw_overlay(self, sheet, overlay, inline + self.inline, block)

    def code(self, x: float, y: float) -> str:
        """The operators that set it horizontally with its baseline anywhere on the paper: for what is no content."""
        return "\n".join(self._show(start, stop, font, x + self._offset(start), y, False)
                         for start, stop, font, _ in self._slices())

    @property
    def width(self) -> float:
        """How far it reaches, in points."""
        line, setting = self.line, self.setting
        spread = (setting.gaps[line.stop - 1] - setting.gaps[line.start]) * line.stretch
        taken = (setting.gives[line.stop - 1] - setting.gives[line.start]) * line.tight
        return (setting.ends[line.stop] - setting.begins[line.start] + spread - taken) * self.size / 1000

    def x(self, position: int) -> float:
        """Where the visible part of a character begins, in points from the line's beginning."""
        return self.setting.x(position, self.line.start, self.line.stretch, self.line.tight) * self.size / 1000

    def _offset(self, position: int) -> float:
        """Where the origin of a character's glyph lies."""
        return self.x(position) + self.setting.origins.get(position, 0) * self.size / 1000

    def _slices(self) -> Iterator[tuple[int, int, str, Element]]:
        """Stretches of one font and one element."""
        start, stop = self.line.start, self.line.stop
        fonts, pieces = self.setting.fonts, self.pieces
        if len(fonts) == 1 and len(pieces) == 1 and not (
                self.setting.private or self.setting.raised or self.setting.upright):
            yield start, stop, fonts[0][1], pieces[0][1]
            return
        alone = (at for position in (*self.setting.private, *self.setting.raised) for at in (position, position + 1))
        upright = (edge for at in self.setting.upright for edge in (at, _end_of(self.setting, at)))
        changes = [*(at for at, _ in fonts), *(at for at, _ in pieces), *alone, *upright]
        edges = sorted({start, stop, *(at for at in changes if start < at < stop)})
        for low, high in pairwise(edges):
            yield low, high, _value_at(fonts, low), _value_at(pieces, low)

    def _show(self, start: int, stop: int, font: str, x: float, y: float, vertical: bool) -> str:
        if start in self.setting.upright:
            return self._show_upright(start, stop, font, x, y)
        turned = vertical and not font.endswith("V")
        # Latin letters in vertical setting lie on their side, their middle on the middle of the line.
        rise = RISES.get(self.setting.raised.get(start, ""), 0.0) * self.size
        x, y = (x + rise, y) if vertical else (x, y + rise)
        size = self.size * (SMALL if rise else 1)
        opening = f"{self.colour}BT /{font} {size:g} Tf {_matrix(x, y, size, turned)}"
        # Downwards is negative in PDF: vertical setting turns the sign of all moves (ISO 32000-1, 9.3.2 and 9.4.3).
        glyphs = self._glyphs(start, stop, -1 if font.endswith("V") else 1)
        return f"{opening} {glyphs} ET{' 0 g' if self.colour else ''}"

    def _show_upright(self, start: int, stop: int, font: str, x: float, y: float) -> str:
        """A short number in the middle of its box, narrowed where it is wider than that."""
        width = self.setting.upright[start]
        part = min(1.0, 1000 / width)
        x, y = x - part * width * self.size / 2000, y - (0.5 + BASELINE) * self.size
        codes = self.setting.hex[4 * start : 4 * stop]
        narrowed = f"{100 * part:.1f} Tz " if part < 1 else ""
        reset = " 100 Tz" if narrowed else ""
        return (f"{self.colour}BT /{font} {self.size:g} Tf {_matrix(x, y, self.size, False)} {narrowed}0 Tc "
                f"<{codes}> Tj{reset} ET{' 0 g' if self.colour else ''}")

    def _draw_hyphen(self, sheet: Sheet, inline: float, middle: float) -> None:
        """The hyphen of a word that goes on in the next line: drawn, but no part of the text."""
        cell = self.setting.hyphens[self.line.stop]
        x, y = sheet.at(inline + self.width - cell.visible * self.size / 1000, middle)
        turned = sheet.geometry.vertical and not cell.font.endswith("V")
        matrix = _matrix(x, y, self.size, turned)
        sheet.intersperse(f"BT /{cell.font} {self.size:g} Tf {matrix} 0 Tc <{cell.code}> Tj ET")

    def _glyphs(self, start: int, stop: int, sign: int) -> str:
        """The strings of a slice: what must not be opened is shown without character spacing."""
        stretch = sign * self.line.stretch * self.size / 1000
        if not stretch:
            return f"0 Tc {self._array(start, start, stop, sign)}"
        edges = [(start, stretch)]
        for low, high in self._tight(start, stop):
            edges += [(low, 0.0), (high, stretch)]
        pieces = [f"{spacing:.3f} Tc {self._array(start, low, high, sign)}" for (low, spacing), (high, _)
                  in zip(edges, [*edges[1:], (stop, 0.0)], strict=True) if low < high]
        return " ".join(pieces)

    def _tight(self, start: int, stop: int) -> list[tuple[int, int]]:
        """The parts of words and dashes in a slice after which there is no gap."""
        tight = self.setting.tight
        first = bisect_right(tight, (start,)) - 1
        found = []
        for low, high in tight[max(first, 0):]:
            if low >= stop:
                break
            if high > start:
                found.append((max(low, start), min(high, stop)))
        return found

    def _array(self, origin: int, start: int, stop: int, sign: int) -> str:
        """Glyphs and moves of the pen; the move at the slice's origin is in its matrix already."""
        setting, tight = self.setting, self.line.tight
        stops, codes = setting.stops, setting.hex
        low = bisect_right(stops, start) if start == origin else bisect_left(stops, start)
        high = bisect_left(stops, stop)
        if low == high:
            return f"<{codes[4 * start : 4 * stop]}> Tj"
        out, last = [], start
        for at in range(low, high):
            move = round(setting.slack[at] * tight - setting.kerns[at], 1)
            if not move:
                continue
            position = stops[at]
            if position > last:
                out.append(f"<{codes[4 * last : 4 * position]}>")
                last = position
            out.append(f"{sign * move:g}")
        if not out:
            return f"<{codes[4 * start : 4 * stop]}> Tj"
        out.append(f"<{codes[4 * last : 4 * stop]}>")
        return f"[{''.join(out)}] TJ"


def _end_of(setting: Setting, start: int) -> int:
    """Where the short number ends that begins at a position: its other figures take no room."""
    stop = start + 1
    while stop < len(setting) and setting.begins[stop + 1] == setting.begins[stop]:
        stop += 1
    return stop


def _matrix(x: float, y: float, size: float, turned: bool) -> str:
    """Where type stands; on its side in vertical setting."""
    return f"0 -1 1 0 {x - 0.35 * size:.2f} {y:.2f} Tm" if turned else f"1 0 0 1 {x:.2f} {y:.2f} Tm"


V = TypeVar("V")


def _value_at(entries: Sequence[tuple[int, V]], position: int) -> V:
    """The value of the last entry at or before a position."""
    return next(value for at, value in reversed(entries) if at <= position)


def draw_overlay(line: TextLine, sheet: Sheet, overlay: Overlay, inline: float, block: float) -> None:
    """Draws what stands beside the characters of a line: above them or to their right in vertical setting, or below."""
    start, stop = max(overlay.start, line.line.start), min(overlay.end, line.line.stop)
    if overlay.kind == "ruby":
        _draw_reading(line, sheet, overlay, inline, block)
    elif overlay.kind == "dots":
        for position in range(start, stop):
            _draw_dot(line, sheet, inline + line.x(position), block)
    elif overlay.kind == "link":
        x0, y0 = sheet.at(inline + line.x(start), block)
        x1, y1 = sheet.at(inline + line.x(stop - 1) + _visible(line.setting, stop - 1) * line.size / 1000,
                          block + line.leading)
        box = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        sheet.links.append((_value_at(line.pieces, start), box, overlay.goal))
    elif overlay.kind == "place":
        if isinstance(overlay.goal, Bookmark) and overlay.goal.place is None:
            overlay.goal.place = _find_place(sheet, inline, block)
    else:
        ends = inline + line.x(start), inline + line.x(stop - 1) + _visible(line.setting, stop - 1) * line.size / 1000
        _draw_rule(line, sheet, ends, block, 0.0 if overlay.kind == "struck" else 0.58)


def _find_place(sheet: Sheet, inline: float, block: float) -> PagePlace:
    """A place of the type area, as links and bookmarks lead to it."""
    return PagePlace(sheet.serial, sheet.number, *sheet.at(inline, block), before=sheet.before)


def _visible(setting: Setting, position: int) -> int:
    return setting.ends[position + 1] - setting.begins[position]


def _draw_reading(line: TextLine, sheet: Sheet, overlay: Overlay, inline: float, block: float) -> None:
    reading, base = overlay.reading, line.setting
    element = _value_at(line.pieces, overlay.start)
    if reading is None or element.parent is None:
        return
    size = line.size / 2
    length = (base.ends[overlay.end] - base.begins[overlay.start]) * line.size / 1000
    shift = inline + line.x(overlay.start) + (length - reading.ends[-1] * size / 1000) / 2
    side = block + line.leading / 2 - line.size / 2 - size * 1.05
    text = element.parent.add("RT")
    TextLine(reading, LineSpan(0, len(reading)), size, size, 0.0, [(0, text)]).draw(sheet, shift, side)


def _draw_dot(line: TextLine, sheet: Sheet, inline: float, block: float) -> None:
    """着重号: a dot under the middle of a character (CLREQ 3.3.1), to its right in vertical setting."""
    side = -0.62 if sheet.geometry.vertical else 0.62
    x, y = sheet.at(inline + line.size / 2, block + line.leading / 2 + side * line.size)
    r = 0.055 * line.size
    k = 0.5523 * r
    sheet.decorate(f"{x - r:.2f} {y:.2f} m {x - r:.2f} {y + k:.2f} {x - k:.2f} {y + r:.2f} {x:.2f} {y + r:.2f} c "
                   f"{x + k:.2f} {y + r:.2f} {x + r:.2f} {y + k:.2f} {x + r:.2f} {y:.2f} c "
                   f"{x + r:.2f} {y - k:.2f} {x + k:.2f} {y - r:.2f} {x:.2f} {y - r:.2f} c "
                   f"{x - k:.2f} {y - r:.2f} {x - r:.2f} {y - k:.2f} {x - r:.2f} {y:.2f} c f")


def _draw_rule(line: TextLine, sheet: Sheet, ends: tuple[float, float], block: float, below: float) -> None:
    """专名号 and underline: a rule so many ems under the middle of the characters (CLREQ 3.3.2), or through them.

    In vertical setting it stands to their left.
    """
    side = block + line.leading / 2 + below * line.size
    (x0, y0), (x1, y1) = sheet.at(ends[0] + 0.05 * line.size, side), sheet.at(ends[1] - 0.05 * line.size, side)
    sheet.decorate(f"{0.04 * line.size:.2f} w {x0:.2f} {y0:.2f} m {x1:.2f} {y1:.2f} l S")
