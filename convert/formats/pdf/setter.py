"""Sets runs of text in type, one after the other."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from convert.chinese.prohibition import HANGING, NO_END, NO_START
from convert.formats.pdf.font import COMBINING, GlyphCell, Typeface, is_selector
from convert.formats.pdf.inline import HAN as HAN_RANGE
from convert.formats.pdf.inline import Run
from convert.formats.pdf.marks import (
    CLOSE,
    GAP,
    HAN,
    LATIN,
    NONE,
    OTHER,
    PAUSE,
    SPACE,
    START,
    Blank,
    blanks,
)
from convert.formats.pdf.setting import SMALL, Overlay, Setting, Word

_FOLLOW = COMBINING + "\ufe00-\ufe0f\U000e0100-\U000e01ef\u200b-\u200f\u2060\ufeff\U0001f3fb-\U0001f3ff\u00ad"
_LETTER = "0-9A-Za-z\u00aa\u00b2\u00b3\u00b5\u00b9\u00ba\u00c0-\u024f\u0370-\u03ff\u0400-\u052f" + (
    "\u1e00-\u1fff\ufe0e\ufe0f" + COMBINING)
_JOINER = r"(?:[.,:/%\-+_'’@&=~*?#∶～–]+|(?<=[0-9%])—(?=[0-9]))"
"""What joins the parts of a word or number: ratios, ranges and times are one."""
_WORD = rf"[$£€¥￥#№]?[{_LETTER}]+(?:{_JOINER}[{_LETTER}]+)*/?[%‰℃°′″]*"

TOKEN = re.compile(rf"(?P<han>[{HAN_RANGE}]+(?![{_FOLLOW}]))|(?P<word>{_WORD})|(?P<dash>(?:——+|……+|⋯⋯+))"
                   rf"|(?P<space>[^\S\u3000]+|\u3000+)|(?P<one>.(?:\u200d.|[{_FOLLOW}])*)", re.DOTALL)
"""Han characters, a word or number, a long dash or ellipsis, white, or any other single character."""

NARROW = frozenset((LATIN, OTHER))
"""Between two of these a line is not opened, unless there is a space."""

MARKS = frozenset((CLOSE, PAUSE, SPACE))
"""What does not count as a character that stands alone on a last line."""

LONG = 24
"""A word longer than this may be broken: addresses of web pages, codes, noise."""

JOINTS = frozenset("/.-_?&=#:")
"""A long word is best broken after one of these."""

UPRIGHT = 2
"""Figures of a number that stands upright in vertical setting."""

UNJOINTED = 12
"""Letters after which a long word may be broken where it has no joint."""

OVERLAP = 8
"""How far the ink of one dash reaches into the next, so that no hairline shows."""


class Setter:
    """Sets runs one after the other: the state is where the pen is and what stands before it."""

    def __init__(self, region: str, level: str, hanging: bool = False) -> None:
        self.blanks = blanks(region)
        self.hanging = frozenset(HANGING if hanging else "")
        self.overhang = 0
        """How much of what was set last may stand beyond the end of a line."""
        self.no_start = frozenset(NO_START[level])
        self.no_end = frozenset(NO_END[level])
        self.setting = Setting()
        self.end = 0
        self.give = 0
        self.gap = 0
        self.count = 0
        self.rest = 0
        """From the pen after the last glyph to the end of its visible part."""
        self.kind = START
        self.white = 0
        self.may_break = False
        self.font = ""

    def set_run(self, shown: str, text: str, face: Typeface) -> None:
        """Sets a run: `shown` and `text` have the same length, and are the same but for marks shown otherwise."""
        for match in TOKEN.finditer(shown):
            start, stop = match.span()
            getattr(self, _SETTERS[match.lastgroup or "one"])(match[0], text[start:stop], face)

    def set_han(self, shown: str, _text: str, face: Typeface) -> None:
        """Han characters: one em each, a line may break between any two."""
        codes = face.codes(shown)
        if codes is None:
            for char in shown:
                self._place(face.cell(char, char), char not in self.no_start, True)
            return
        self._take_font(face.font)
        self._join(HAN, 0, True)
        setting, more = self.setting, len(shown) - 1
        setting.codes.append(codes)
        end, gap, count = self.end, self.gap, self.count
        setting.ends.extend(range(end + 1000, end + 1000 * more + 1, 1000))
        setting.begins.extend(range(end + 1000, end + 1000 * more + 1, 1000))
        setting.gives.extend([self.give] * more)
        setting.gaps.extend(range(gap + 1, gap + more + 1))
        setting.breaks.extend(range(count, count + more))
        self.count += more
        self.end = end + 1000 * (more + 1)
        self.gap = gap + more
        self._finish(HAN, 0, True)
        setting.solid = (self.count - 2 if more else setting.solid[1], self.count - 1)

    def set_word(self, shown: str, text: str, face: Typeface) -> None:
        """A word or number: set tight and not broken, unless it is very long."""
        if face.vertical and len(shown) <= UPRIGHT and shown.isdecimal():
            self._set_upright(shown, text, face.latin)
            return
        face = face.latin
        word = face.word(shown) if len(shown) <= LONG and shown == text else None
        if word is None:
            self._spell(shown, text, face)
            return
        self._take_font(word.font)
        self._join(LATIN, 0, shown[0] not in self.no_start, self.kind not in NARROW or bool(self.white))
        setting, end, more = self.setting, self.end, len(word.steps)
        setting.codes.append(word.codes)
        if more:
            setting.words.append(Word(self.count - 1, self.count + more, shown, face))
            inner = [end + step for step in word.steps]
            setting.ends += inner
            setting.begins += inner
            setting.gives += [self.give] * more
            setting.gaps += [self.gap] * more
            self._tighten(self.count - 1, self.count + more - 1)
            self.count += more
        self.end = end + word.length
        self._finish(LATIN, 0, shown[-1] not in self.no_end)
        self._merge(len(shown) - 1 - more)
        setting.solid = (self.count - 2 if more else setting.solid[1], self.count - 1)

    def _set_upright(self, shown: str, text: str, face: Typeface) -> None:
        """A short number in vertical setting: upright, its figures beside each other in a box of one em."""
        cells = [face.cell(*pair) for pair in zip(shown, text, strict=True)]
        self.setting.upright[self.count] = sum(cell.advance for cell in cells)
        for number, cell in enumerate(cells):
            self._place(cell._replace(kind=HAN, visible=0 if number else 1000, origin=0), not number, not number)

    def _spell(self, shown: str, text: str, face: Typeface) -> None:
        """A word letter by letter: it is long, or not all of its letters are in its face."""
        pairs, letters, start = _clusters(shown, text), 0, self.count
        loose = self.kind not in NARROW or bool(self.white)
        for number, (part, printed) in enumerate(pairs):
            joint = number and pairs[number - 1][0] in JOINTS and part not in JOINTS
            letters = 1 if joint else letters + 1
            breakable = not number or (len(pairs) > LONG and (joint or letters > UNJOINTED))
            self._place(face.cell(part, printed)._replace(kind=LATIN), bool(breakable), number == 0 and loose)
        self.setting.words.append(Word(start, self.count, shown if len(pairs) == len(shown) else "", face))
        self._merge(len(shown) - len(pairs))

    def set_dash(self, shown: str, text: str, face: Typeface) -> None:
        """A long dash or ellipsis: never broken, its parts joined, in a box of one em each."""
        cell = face.cell(shown[0], text[0])
        left, right = cell.use.font.ink(cell.glyph, cell.font.endswith("V"))
        step = min(right - left - OVERLAP, 1000) if shown[0] == "—" else 1000
        first = (1000 * len(shown) - step * (len(shown) - 1) - cell.advance) // 2
        for number in range(len(shown)):
            placed = cell._replace(origin=first + number * (step - 1000), visible=1000)
            self._place(placed, number == 0 and shown[0] not in self.no_start, number == 0)

    def set_space(self, shown: str, _text: str, face: Typeface) -> None:
        """White: a quarter em or what the font has, or whole ems; dropped at a line's ends."""
        if self.kind == START:
            self._merge(len(shown))
            return
        cell = face.cell(" ", " ")._replace(kind=SPACE, visible=0, origin=0)
        white = 1000 * len(shown) if shown[0] == "\u3000" else max(GAP, cell.advance)
        self._place(cell, False, False)
        self._merge(len(shown) - 1)
        self.white = white
        self.may_break = True

    def set_one(self, shown: str, text: str, face: Typeface) -> None:
        """Any other character; half-width marks are of the face of words."""
        face = face.latin if shown.isascii() else face
        known = face.cells.get((shown, text))
        if known is not None:
            self._set_mark(known, shown)
            self._merge(len(shown) - 1)
            return
        pairs = _clusters(shown, text)
        for part, printed in pairs:
            self._set_mark(face.cell(part, printed), part)
        self._merge(len(shown) - len(pairs))

    def _set_mark(self, cell: GlyphCell, shown: str) -> None:
        before = self.end
        if unicodedata.category(shown[0]) == "Co":
            self.setting.private[self.count] = shown
        narrow = cell.kind == OTHER and self.kind in NARROW and not self.white
        self._place(cell, shown not in self.no_start, not narrow)
        self.may_break = shown not in self.no_end
        if shown in self.hanging:
            self.overhang = self.end - before

    def set_raised(self, shown: str, text: str, face: Typeface, rise: str) -> None:
        """Characters above or below the line, each by itself, smaller than the others."""
        pairs = _clusters(shown, text)
        for number, (part, printed) in enumerate(pairs):
            cell = face.latin.cell(part, printed) if part.isascii() else face.cell(part, printed)
            self.setting.raised[self.count] = rise
            small = cell._replace(kind=LATIN, visible=round(cell.visible * SMALL), origin=round(cell.origin * SMALL))
            self._place(small, len(pairs) > LONG and number > 0, False)
        self._merge(len(shown) - len(pairs))

    def set_ruby(self, shown: str, text: str, face: Typeface, reading: Setting) -> None:
        """A group of characters with their reading, half as large, above them; as wide as the wider of the two."""
        start, cells = self.count, [face.cell(*pair) for pair in _clusters(shown, text)]
        spare = max(0, reading.ends[-1] // 2 - sum(cell.visible for cell in cells))
        cells[0] = cells[0]._replace(visible=cells[0].visible + spare // 2, origin=cells[0].origin + spare // 2)
        cells[-1] = cells[-1]._replace(visible=cells[-1].visible + spare - spare // 2)
        for number, cell in enumerate(cells):
            self._place(cell, number == 0, number == 0)
        self._merge(len(shown) - len(cells))
        self.setting.overlays.append(Overlay(start, self.count, "ruby", reading))
        self.may_break = True

    def mark(self, start: int, kind: str) -> None:
        """Notes a mark beside the characters from `start` on."""
        if kind and self.count > start:
            self.setting.overlays.append(Overlay(start, self.count, kind))

    def finish(self) -> Setting:
        """The paragraph."""
        setting = self.setting
        setting.ends.append(self.end - self.overhang)
        setting.begins.append(self.end)
        setting.gives.append(self.give)
        setting.gaps.append(self.gap)
        setting.hex = "".join(setting.codes)
        setting.codes = []
        return setting

    def _merge(self, more: int) -> None:
        """Notes that so many more characters than positions were set by now."""
        if more:
            self.setting.merged.append((self.count, more))

    def _place(self, cell: GlyphCell, breakable: bool, stretches: bool) -> None:
        if cell.font != self.font:
            self._take_font(cell.font)
        self._join(cell.kind, cell.origin, breakable, stretches)
        self.setting.codes.append(cell.code)
        self.end += cell.visible
        self._finish(cell.kind, cell.visible - cell.origin - cell.advance, True)
        if cell.kind not in MARKS:
            self.setting.solid = (self.setting.solid[1], self.count - 1)

    def _finish(self, kind: str, rest: int, may_break: bool) -> None:
        self.kind = kind
        self.rest = rest
        self.may_break = may_break
        self.white = self.overhang = 0

    def _take_font(self, name: str) -> None:
        if name != self.font:
            self.font = name
            self.setting.fonts.append((self.count, name))

    def _tighten(self, start: int, stop: int) -> None:
        """Notes that no white may be opened after the characters from `start` to before `stop`."""
        tight = self.setting.tight
        if tight and tight[-1][1] == start:
            start = tight.pop()[0]
        tight.append((start, stop))

    def _join(self, kind: str, origin: int, breakable: bool, stretches: bool = True) -> None:
        """The boundary before the next character."""
        setting, position = self.setting, self.count
        blank = self.blanks.get((self.kind, kind), NONE)
        if self.white:
            blank = Blank(blank.width + self.white, blank.give + self.white // (5 if kind == LATIN else 3))
        setting.ends.append(self.end - self.overhang)
        if position:
            self.end += blank.width
            kern = self.rest + blank.width + origin
            if kern or blank.give:
                setting.stops.append(position)
                setting.kerns.append(kern)
                setting.slack.append(blank.give)
            self.give += blank.give
            if stretches:
                self.gap += 1
            else:
                self._tighten(position - 1, position)
            if breakable and self.may_break:
                setting.breaks.append(position)
        if origin:
            setting.origins[position] = origin
        setting.begins.append(self.end)
        setting.gives.append(self.give)
        setting.gaps.append(self.gap)
        self.count += 1


_SETTERS = {"han": "set_han", "word": "set_word", "dash": "set_dash", "space": "set_space", "one": "set_one"}


def _clusters(shown: str, text: str) -> list[tuple[str, str]]:
    """A text in what takes one glyph each: a base with its selectors, or composed with its accents; accents alone."""
    if shown.isascii():
        return list(zip(shown, text, strict=True))
    pairs: list[tuple[str, str]] = []
    for char, printed in zip(shown, text, strict=True):
        if pairs and _belongs(pairs[-1][0], char):
            pairs[-1] = pairs[-1][0] + char, pairs[-1][1] + printed
        elif not _is_bare(char):
            pairs.append((char, printed))
    return pairs


def _belongs(before: str, char: str) -> bool:
    if _is_bare(char) or is_selector(char) or before.endswith("\u200d") or "\U0001f3fb" <= char <= "\U0001f3ff":
        return True
    return unicodedata.combining(char) > 0 and len(unicodedata.normalize("NFC", before[0] + char)) == 1


def _is_bare(char: str) -> bool:
    """Whether a character has no ink and no width of its own."""
    return unicodedata.category(char) == "Cf" or is_selector(char)


def set_type(runs: Sequence[tuple[Run, str, Typeface]], region: str, level: str, small: Typeface | None = None,
             hanging: bool = False) -> Setting:
    """Sets runs, each with the text to show and its face; `small` is the face of readings above the line."""
    setter = Setter(region, level, hanging)
    part = ""
    for run, shown, face in runs:
        if run.part != part or run.ruby or not setter.setting.parts:
            part = run.part
            setter.setting.parts.append((setter.count, part))
        start = setter.count
        if run.ruby and small is not None:
            reading = set_type([(Run(run.ruby), run.ruby, small)], region, level)
            setter.set_ruby(shown, run.text, face, reading)
        elif run.rise:
            setter.set_raised(shown, run.text, face, run.rise)
        else:
            setter.set_run(shown, run.text, face)
        setter.mark(start, run.mark)
        for kind, goal in (("link", run.link), ("place", run.place)) if setter.count > start else ():
            if goal:
                setter.setting.overlays.append(Overlay(start, setter.count, kind, goal=goal))
    return setter.finish()
