"""Strokes: where a printed line meets the borders of a frame that is drawn with characters, and what lies between."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import IntEnum
from functools import cache, reduce
from itertools import pairwise
from operator import or_
from typing import NamedTuple

from convert.recovery.bars import DASHES
from convert.recovery.text import SPACE, Line

UP, DOWN, LEFT, RIGHT = 1, 2, 4, 8
"""The arms that a character of a frame may have."""

BLANK = SPACE + "\x1f\u1680\u2000\u2001\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"
"""White space that may surround the text of a cell."""

_LEAST = 3
"""So many dashes in a row are a rule where no corner holds them."""


_WORDS = {"VERTICAL": UP | DOWN, "HORIZONTAL": LEFT | RIGHT, "UP": UP, "DOWN": DOWN, "LEFT": LEFT, "RIGHT": RIGHT}
"""Words in the name of a character → its arms."""

_UNBLANK = dict.fromkeys(map(ord, BLANK))
"""Takes white space away."""

_UNSEEN = frozenset({"Mn", "Me", "Cf", "Cc"})
"""Categories of characters that take no room."""


class Kind(IntEnum):
    """What lies between two strokes."""

    BLANK = 0
    TEXT = 1
    DASH = 2
    """A few dashes."""
    LINE = 3
    """Dashes enough for a rule that no corner holds."""
    RULE = 4
    MIXED = 5
    """A rule that breaks off at words, as in trees of folders."""


class Stroke(NamedTuple):
    """A border where a line meets it; one that is not printed has no length."""

    start: int
    end: int
    arms: int
    narrow: int
    """Half-width columns before it, without characters of doubtful width."""
    doubtful: int
    """Characters before it that are one or two columns wide by the face; those that draw frames are among them."""

    @property
    def printed(self) -> bool:
        """Whether a character stands there."""
        return self.end > self.start

    def column(self, wide: int) -> int:
        """The half-width columns before it, where characters of doubtful width have so many each."""
        return self.narrow + wide * self.doubtful


class Drawing(NamedTuple):
    """A line that may be of a frame."""

    number: int
    """Which line of the text it is."""
    line: Line
    strokes: Sequence[Stroke]
    """From left to right; what is left or right of all printed ones has one at its edge that is not."""
    kinds: Sequence[Kind]
    """What lies between each and the next."""
    boxed: bool
    """Whether it has characters made to draw frames."""

    @property
    def ruled(self) -> bool:
        """Whether there is a rule in it."""
        return Kind.RULE in self.kinds

    @property
    def bare(self) -> bool:
        """Whether it is a rule and nothing else."""
        return self.ruled and Kind.TEXT not in self.kinds

    @property
    def opens(self) -> bool:
        """Whether it can only be the upper edge of a frame."""
        return self.bare and not any(stroke.arms & UP for stroke in self.strokes)

    @property
    def printed(self) -> int:
        """How many of its strokes are printed."""
        return sum(stroke.printed for stroke in self.strokes)


def draw(number: int, line: Line, text: str) -> Drawing | None:
    """A line of a text by its strokes; None where it has none and is no rule."""
    marks = _marks()
    places = [match.start() for match in marks.stroke.finditer(text, line.start, line.end)]
    if not places and marks.rule.fullmatch(text, line.start, line.end) is None:
        return None
    strokes = list(_measure(places, line, text))
    kinds = _tell_all(strokes, text)
    boxed = any(text[place] in marks.arms for place in places)
    return Drawing(number, line, _complete(strokes, Kind.RULE in kinds), kinds, boxed)


def width_of(text: str, wide: int) -> int:
    """Half-width columns of a text, where characters of doubtful width have so many each."""
    narrow, doubtful = _weigh(text)
    return narrow + wide * doubtful


class _Marks(NamedTuple):
    """How the characters of frames are known."""

    arms: dict[str, int]
    """Character made to draw frames → its arms."""
    stroke: re.Pattern[str]
    """One that a border may be."""
    rule: re.Pattern[str]
    """A whole line without strokes that is a rule."""
    dashes: frozenset[str]
    """All that a rule may be drawn with between two strokes."""


@cache
def _marks() -> _Marks:
    """From the names that Unicode gives to the block Box Drawing."""
    names = {chr(code): unicodedata.name(chr(code)).split() for code in range(0x2500, 0x2580)}
    arms = {character: reduce(or_, (_WORDS.get(word, 0) for word in name))
            for character, name in names.items() if "DIAGONAL" not in name}
    upright = "".join(character for character, arm in arms.items() if arm & (UP | DOWN))
    level = "".join(character for character, arm in arms.items() if not arm & (UP | DOWN))
    stroke = f"[{upright}|｜]|[+＋](?=[{DASHES}]{{2}})|(?<=[{DASHES}]{{2}})[+＋]"
    rule = f"[{level}]{{{_LEAST},}}|[{DASHES}]{{{_LEAST},}}"
    return _Marks(arms, re.compile(stroke), re.compile(rule), frozenset(f"{level}{DASHES}+＋"))


def _measure(places: Sequence[int], line: Line, text: str) -> Iterator[Stroke]:
    """The strokes at these places, and at the edges of the line where none is printed there."""
    narrow, doubtful, last = line.indent, 0, line.start
    if not places or places[0] > line.start:
        yield Stroke(line.start, line.start, 0, narrow, doubtful)
    for place in places:
        more, unsure = _weigh(text[last:place])
        narrow, doubtful, last = narrow + more, doubtful + unsure, place
        yield Stroke(place, place + 1, _arms_of(text[place]), narrow, doubtful)
    if not places or places[-1] + 1 < line.end:
        more, unsure = _weigh(text[last : line.end])
        yield Stroke(line.end, line.end, 0, narrow + more, doubtful + unsure)


def _arms_of(character: str) -> int:
    if character in "+＋":
        return UP | DOWN | LEFT | RIGHT
    return _marks().arms.get(character, UP | DOWN)


def _tell_all(strokes: Sequence[Stroke], text: str) -> list[Kind]:
    """What lies between each stroke and the next; dashes that nothing holds are of a rule only where no words are."""
    kinds = [_tell(text[a.end : b.start], a.arms, b.arms) for a, b in pairwise(strokes)]
    ruled = Kind.TEXT not in kinds and (Kind.RULE in kinds or Kind.LINE in kinds)
    loose = Kind.RULE if ruled else Kind.TEXT
    return [loose if kind in (Kind.DASH, Kind.LINE) else kind for kind in kinds]


def _tell(between: str, left: int, right: int) -> Kind:
    """What lies between two strokes with these arms."""
    words = between.strip(BLANK)
    if not words:
        return Kind.RULE if left & RIGHT and right & LEFT else Kind.BLANK
    dashes = _marks().dashes
    held = left & RIGHT or right & LEFT
    if dashes.issuperset(words.translate(_UNBLANK)):
        if held and (len(words) > 1 or words not in DASHES):
            return Kind.RULE
        return Kind.LINE if len(between) == len(words) >= _LEAST else Kind.DASH
    broken = (left & RIGHT and words[0] in dashes) or (right & LEFT and words[-1] in dashes)
    return Kind.MIXED if broken else Kind.TEXT


def _complete(strokes: Sequence[Stroke], ruled: bool) -> list[Stroke]:
    """The strokes, those at the edges that are not printed with the arms that the others have."""
    arms = reduce(or_, (stroke.arms & (UP | DOWN) for stroke in strokes)) if ruled else 0
    return [stroke if stroke.printed else stroke._replace(arms=arms or UP | DOWN) for stroke in strokes]


def _weigh(text: str) -> tuple[int, int]:
    """The half-width columns of a text without its characters of doubtful width, and how many of those it has."""
    narrow = doubtful = 0
    for character, times in Counter(text).items():
        kind = unicodedata.east_asian_width(character)
        if kind == "A":
            doubtful += times
        elif character == "\t":
            narrow += 4 * times
        elif unicodedata.category(character) not in _UNSEEN:
            narrow += (2 if kind in "WF" else 1) * times
    return narrow, doubtful


def mend(drawing: Drawing, columns: Sequence[int], text: str, wide: int, tolerance: int) -> Drawing | None:
    """The line with strokes that are not printed in these columns; None where there is no white space for one."""
    added: list[Stroke] = []
    for column in columns:
        stroke = _find_space(drawing, column, text, wide, tolerance)
        if stroke is None or stroke in added:
            return None
        added.append(stroke)
    strokes = sorted([*drawing.strokes, *added])
    return drawing._replace(strokes=strokes, kinds=_tell_all(strokes, text))


def _find_space(drawing: Drawing, column: int, text: str, wide: int, tolerance: int) -> Stroke | None:
    """A stroke that is not printed in the white space next to a column."""
    line = drawing.line
    first, last = drawing.strokes[0], drawing.strokes[-1]
    if column <= first.column(wide):
        return Stroke(first.start, first.start, UP | DOWN, column, 0)
    if column > last.column(wide):
        return Stroke(line.end, line.end, UP | DOWN, column, 0)
    before = max((stroke for stroke in drawing.strokes if stroke.column(wide) <= column), default=first)
    behind = min((stroke for stroke in drawing.strokes if stroke.column(wide) > column), default=last)
    best: tuple[int, int] | None = None
    at = before.column(wide) + width_of(text[before.start : before.end], wide)
    for place in range(before.end, behind.start):
        if text[place] in BLANK and abs(at - column) <= tolerance:
            best = min(best or (tolerance + 1, 0), (abs(at - column), place))
        at += width_of(text[place], wide)
    return Stroke(best[1], best[1], UP | DOWN, column, 0) if best else None
