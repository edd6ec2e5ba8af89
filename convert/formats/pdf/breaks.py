"""Breaking a paragraph into lines: the whole paragraph at once, or line by line as the fast mode.

Where lines have to be opened too far so, words of Latin letters may be broken and gaps between Han closed a little;
what then is still too far is shared by all letters of the line, and a line that would be opened too far even so ends
before its measure.

A line may take white (up to `gives`), or open its gaps evenly. What a line costs: squared share of the white it takes,
squared opening of each gap; a lone last character costs more than any line. Knuth and Plass, "Breaking Paragraphs into
Lines" (1981), reduced to one active list, since every Han character is a box of the same width.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from itertools import pairwise
from typing import NamedTuple

from convert.chinese.titles import find_lines
from convert.formats.pdf.hyphens import break_words
from convert.formats.pdf.setting import Setting

LOOSE = (900, 5000)
"""A line is not opened by more than this (thousandths of an em in all) where another way is found; if a lone last
character is all that comes of it, by more."""

OPENED = 120.0
"""No gap is opened by more thousandths of an em than this where words can be broken, or letters share what is open."""

CLOSED = 30
"""Thousandths of an em by which each gap may be closed in a line that would else be opened too far."""

CLOSED_COST = (OPENED / CLOSED) ** 2
"""What closing a gap costs, against opening it as far."""

HYPHEN_COST = 1e4
"""What ending a line inside a word costs: about as much as opening its gaps by a tenth of an em."""

MOST_WHITE = 1200
"""No line gives more white than this (thousandths of an em)."""

TIGHT_COST = 100.0
"""What taking all the white a line may give costs; as much as opening 27 gaps by a hundredth of an em each."""

LONE_COST = 1e6
"""What a lone last character costs."""

INFINITE = float("inf")


class LineSpan(NamedTuple):
    """Characters `start` to `stop`; each gap opened by `stretch` thousandths, `tight` of the white taken (0 to 1)."""

    start: int
    stop: int
    stretch: float = 0.0
    tight: float = 0.0


def break_lines(setting: Setting, measure: int, first: int, mode: str = "optimum") -> list[LineSpan]:
    """The lines of a paragraph in a measure, the first one in a measure of its own; none for an empty paragraph."""
    if not len(setting):
        return []
    positions = [0, *setting.breaks, len(setting)]
    found = _greedy(setting, positions, measure, first) if mode == "greedy" else _optimum(
        setting, positions, measure, first)
    if found is None:  # something is wider than the measure: break it anywhere
        positions = list(range(len(setting) + 1))
        found = _greedy(setting, positions, measure, first) or positions
    lines = _justify(setting, found, measure, first)
    if mode != "greedy" and any(line.stretch > OPENED for line in lines):
        found = _force(setting, measure, first)
        lines = lines if found is None else _justify(setting, found, measure, first)
    return lines


def _justify(setting: Setting, found: list[int], measure: int, first: int) -> list[LineSpan]:
    return [_fit(setting, start, stop, first if start == 0 else measure) for start, stop in pairwise(found)]


def _fit(setting: Setting, start: int, stop: int, measure: int) -> LineSpan:
    """The line between two breaks, justified unless it is the last."""
    spare = measure - (setting.ends[stop] - setting.begins[start])
    if spare < 0:
        white = setting.gives[stop - 1] - setting.gives[start]
        if white >= -spare:
            return LineSpan(start, stop, 0.0, -spare / white)
        gaps = setting.gaps[stop - 1] - setting.gaps[start]
        return LineSpan(start, stop, (spare + white) / gaps if gaps else 0.0, 1.0)
    gaps = setting.gaps[stop - 1] - setting.gaps[start]
    return LineSpan(start, stop, spare / gaps if gaps and stop < len(setting) else 0.0)


def _optimum(setting: Setting, positions: list[int], measure: int, first: int) -> list[int] | None:
    """The breaks of least cost; None where no break fits."""
    ends = [setting.ends[position] for position in positions]
    last = len(positions) - 1
    for loose in LOOSE:
        cost, before = [INFINITE] * (last + 1), [0] * (last + 1)
        cost[0] = 0.0
        for number in range(last):
            so_far = cost[number]
            if so_far == INFINITE:
                continue
            lines = _lines_from(number, setting, positions, ends, measure if number else first, loose)
            if not lines:
                return None
            for at, price in lines:
                if so_far + price < cost[at]:
                    cost[at], before[at] = so_far + price, number
        if cost[last] < LONE_COST:
            break
    return _trace(positions, before)


def _force(setting: Setting, measure: int, first: int) -> list[int] | None:
    """The breaks of least cost where words may be broken and gaps closed; None where no break fits."""
    inside = break_words(setting)
    positions = sorted({0, *setting.breaks, *inside, len(setting)})
    ends = [setting.ends[position] for position in positions]
    broken = frozenset(inside)
    last = len(positions) - 1
    cost, before = [INFINITE] * (last + 1), [0] * (last + 1)
    cost[0] = 0.0
    for number in range(last):
        for at, price in _lines_from(number, setting, positions, ends, measure if number else first, LOOSE[-1], CLOSED):
            whole = cost[number] + price + (HYPHEN_COST if positions[at] in broken else 0.0)
            if whole < cost[at]:
                cost[at], before[at] = whole, number
    return _trace(positions, before) if cost[last] < INFINITE else None


def share_opening(setting: Setting, line: LineSpan) -> tuple[Setting, LineSpan]:
    """A line that is opened too far, opened between the letters of its words too; no gap is opened by more."""
    if line.stretch <= OPENED:
        return setting, line
    spare = (setting.gaps[line.stop - 1] - setting.gaps[line.start]) * line.stretch
    if any(word.start < line.stop and word.stop > line.start for word in setting.words):
        setting = setting.open_words()
    gaps = setting.gaps[line.stop - 1] - setting.gaps[line.start]
    return setting, line._replace(stretch=min(spare / gaps, OPENED))


def _lines_from(number: int, setting: Setting, positions: list[int], ends: list[int], measure: int,
                loose: int, closed: int = 0) -> list[tuple[int, float]]:
    """The lines that may begin at a break: the number of the break each ends at, and what it costs."""
    gaps, gives = setting.gaps, setting.gives
    last, start = len(positions) - 1, positions[number]
    target = setting.begins[start] + measure
    gap, give = gaps[start], gives[start]
    lone = LONE_COST if start > max(setting.solid[0], 0) else 0.0
    full = bisect_right(ends, target, number + 1)
    if full > last:
        return [(last, lone)]
    lines = []
    for at in range(full, last + 1):
        over = ends[at] - target
        if over > MOST_WHITE:
            break
        white = gives[positions[at] - 1] - give
        if over <= white:
            lines.append((at, TIGHT_COST * (over / white) ** 2 + (lone if at == last else 0.0)))
        elif closed and over - white <= closed * (gaps[positions[at] - 1] - gap):
            each = (over - white) / (gaps[positions[at] - 1] - gap)
            lines.append((at, TIGHT_COST + CLOSED_COST * each ** 2 + (lone if at == last else 0.0)))
    for at in range(full - 1, number, -1):
        spare = target - ends[at]
        if spare > loose and lines:
            break
        count = gaps[positions[at] - 1] - gap
        lines.append((at, (spare / count) ** 2 if count else spare * 1e3))
    return lines


def _greedy(setting: Setting, positions: list[int], measure: int, first: int) -> list[int] | None:
    """Line by line: as much as fits, white taken included; None where no break fits."""
    ends, begins, gives = [setting.ends[position] for position in positions], setting.begins, setting.gives
    found, number, last = [0], 0, len(positions) - 1
    while number < last:
        start = positions[number]
        target = begins[start] + (measure if number else first)
        at = bisect_right(ends, target, number + 1)
        best = at - 1
        while at <= last and ends[at] - target <= MOST_WHITE:
            if ends[at] - target <= gives[positions[at] - 1] - gives[start]:
                best = at
            at += 1
        if best <= number:
            return None
        number = best
        found.append(positions[best])
    return found


def _trace(positions: list[int], before: list[int]) -> list[int]:
    found = [len(positions) - 1]
    while found[-1]:
        found.append(before[found[-1]])
    return [positions[number] for number in reversed(found)]


def break_headline(setting: Setting, text: str, measure: int, shape: str) -> list[LineSpan]:
    """The lines of a headline, broken between words, none justified; `text` is what is set."""
    places = find_places(setting)

    def fits(start: int, stop: int) -> bool:
        return setting.ends[places[stop]] - setting.begins[places[start]] <= measure

    solid = [(places.index(over.start), places.index(over.end)) for over in setting.overlays if over.kind == "ruby"]
    starts = [places[start] for start, _ in find_lines(text, measure / 1000, shape, solid=solid, fits=fits)]
    return [LineSpan(start, stop) for start, stop in pairwise((0, *starts[1:], len(setting)))]


def find_places(setting: Setting) -> list[int]:
    """The position of each place between the characters of the text that is set, its ends among them."""
    characters = Counter(range(len(setting) + 1))
    for position, more in setting.merged:
        characters[position] += more
    return list(characters.elements())
