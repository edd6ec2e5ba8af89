"""Measures: the body of a document, and how each row is set in its column: indents, blank lines, middle, right."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from convert.formats.pdf.reading.glyphs import ASCENT, DESCENT
from convert.formats.pdf.reading.paragraphs import FULL, join_flush
from convert.formats.pdf.reading.rows import Row

FEWEST = 3
"""Rows of a column that tell its edges."""
SHARE = 0.08
"""Share of rows that begin or end at an edge, at least."""
USUAL = 0.12
"""Share of the distances that the leading has, at least; wider ones stand between paragraphs."""
LEAST_CENTRED = 2.6
"""White space beside a centred line of the size of the body, in em; an indent of two characters is less."""
LEAST_LARGE = 0.7
"""The same of larger type."""
LARGE = 1.1
"""Size from which type is larger than the body."""
UNEVEN = 0.8
"""By how much the sides of a centred line may differ, in em."""
RIGHT = 4.6
"""White space to the right of a line set right, in em: signatures stand four characters from the edge (GB/T 9704)."""
LEFT_OF_RIGHT = 0.4
"""White space to the left of a line set right, as a share of the measure."""
MORE = 0.55
"""Share of a line by which a distance exceeds the leading to count as a blank one."""


ENOUGH = 200
"""Characters outside tables that tell the type of the body."""
OUTSIDE = 0.25
"""Share of them in the whole, below which a document is made of its tables."""


BROKEN = 0.15
"""Share of full rows from which the lines of a document were broken."""
PEAK = 1.5
"""How many times as many they are as the rows of any other length: in a list all lengths are alike."""
NARROWEST = 12.0
"""Width of a column, in em, below which full lines may be verse."""
ROOM = 0.7
"""White space to the right of a full line besides what the next word takes, in em, at the most."""
MOST_SHORT = 96
"""Per cent of its column that a line reaches, at the most, which is not full."""


@dataclass(frozen=True, slots=True)
class Body:
    """The type of most of the text."""

    size: float
    """In points."""
    face: str
    leading: float
    """Distance of base lines in points."""


def measure_body(rows: Iterable[Row]) -> Body:
    """Size and face of most characters, and the least usual distance of base lines."""
    sizes: Counter[float] = Counter()
    faces: Counter[str] = Counter()
    text = [row for row in rows if not row.facts.get("role")]
    free = [row for row in text if not row.facts.get("table")]
    for row in free if _weigh(free) > max(ENOUGH, OUTSIDE * _weigh(text)) else text:
        sizes[round(row.size, 1)] += len(row.text)
        if not row.text.isascii():
            faces[row.face] += len(row.text)
    size = max(sizes, key=lambda size: (sizes[size], size), default=10.0) or 10.0
    distances: Counter[float] = Counter()
    for one, other in itertools.pairwise(free):
        distance = one.base - other.base
        if one.page == other.page and one.frame == other.frame and 0.9 * size <= distance <= 3.5 * size and (
                abs(one.size - size) < 0.5 and abs(other.size - size) < 0.5):
            distances[round(distance * 2) / 2] += 1
    whole = sum(distances.values())
    usual = [distance for distance in sorted(distances)
             if sum(distances[distance + step] for step in (-0.5, 0.0, 0.5)) >= USUAL * whole]
    leading = usual[0] if usual else 1.5 * size
    if usual and distances[leading + 0.5] > distances[leading]:
        leading += 0.5
    return Body(size, max(faces, key=lambda face: (faces[face], face), default=""), leading)


def _weigh(rows: Iterable[Row]) -> int:
    return sum(len(row.text) for row in rows)


def set_measures(rows: Sequence[Row], body: Body) -> None:
    """Sets indent, blank lines, and what stands in the middle or right, from the edges of the columns."""
    edges = _find_edges(rows, body)
    text = [row for row in rows if not row.facts.get("role")]
    for last, row in zip([None, *text], text, strict=False):
        _set_place(row, *edges[_column(row)], body)
        row.gap = _count_blank(last, row, body)
    _set_fills(text, edges, body)
    join_flush(text, body.size)
    _loosen_headlines(text, body)


def _loosen_headlines(rows: Sequence[Row], body: Body) -> None:
    """Takes away that lines are paragraphs of their own, where large lines in the middle may be one headline."""
    for one, other in itertools.pairwise(rows):
        alike = (one.size, one.face, one.bold) == (other.size, other.face, other.bold) and not other.gap
        if alike and one.size >= LARGE * body.size and one.facts.get("centred") and other.facts.get("centred") and not (
                one.facts.get("heading") or other.facts.get("heading") or one.facts.get("table")
                or one.facts.get("told")):
            one.facts["paragraph"] = other.facts["paragraph"] = 0


def _set_fills(rows: Sequence[Row], edges: Mapping[tuple[object, ...], tuple[float, float]], body: Body) -> None:
    """Sets how far each row reaches in its column, in a document of lines that were broken where there was no room."""
    free = [row for row in rows if not row.facts.get("table") and not row.facts.get("paragraph")]
    fills = [_fill(row, after, *edges[_column(row)]) for row, after in zip(free, [*free[1:], None], strict=False)]
    rooms = Counter(round((edges[_column(row)][1] - row.x1) / body.size)
                    for row, fill in zip(free, fills, strict=True) if fill < FULL)
    if fills.count(FULL) < max(FEWEST, BROKEN * len(free), PEAK * max(rooms.values(), default=0)):
        return
    for row, fill in zip(free, fills, strict=True):
        left, right = edges[_column(row)]
        row.facts["fill"] = fill if right - left >= NARROWEST * body.size else 0


def _fill(row: Row, after: Row | None, left: float, right: float) -> int:
    """Per cent of its column that a row reaches; 100 where the word behind it has no room."""
    if right - row.x1 <= ROOM * row.size + (after.first_width if after is not None else 0.0):
        return FULL
    return max(1, min(MOST_SHORT, round(100 * (row.x1 - left) / (right - left))))


def _column(row: Row) -> tuple[object, ...]:
    if row.facts.get("table"):
        return ("cell", row.page, row.frame)
    return ("column", row.page, row.frame) if row.column else ("page", row.page)


def _find_edges(rows: Sequence[Row], body: Body) -> dict[tuple[object, ...], tuple[float, float]]:
    """Left and right edge of each column; pages of one column share theirs with all others of their side."""
    columns: defaultdict[tuple[object, ...], list[Row]] = defaultdict(list)
    sides: defaultdict[int, list[Row]] = defaultdict(list)
    whole: defaultdict[int, list[Row]] = defaultdict(list)
    for row in rows:
        if row.facts.get("role"):
            continue
        columns[_column(row)].append(row)
        whole[row.page].append(row)
        if not row.column and not row.facts.get("table"):
            sides[row.page % 2].append(row)
    shared = {side: _edges(rows, body) for side, rows in sides.items()}
    if len(shared) == 2 and abs(shared[0][0] - shared[1][0]) < body.size * 2:
        lefts, rights = zip(*shared.values(), strict=True)
        if abs(shared[0][0] - shared[1][0]) < 2:
            shared = dict.fromkeys(shared, (min(lefts), max(rights)))
    found = {}
    for column, group in columns.items():
        if column[0] == "cell":
            frame = group[0].frame
            found[column] = (frame.x0, frame.x1)
        elif column[0] == "column":
            found[column] = _edges_of_column(group, body)
        elif any(row.column for row in whole[group[0].page]):
            page = whole[group[0].page]
            found[column] = (min(row.x0 for row in page), max(row.x1 for row in page))
        else:
            found[column] = _agree(shared[group[0].page % 2], _edges(group, body), group, body)
    return found


def _edges_of_column(rows: Sequence[Row], body: Body) -> tuple[float, float]:
    """The edges of a column: those of its rows, or where none reaches them, those of the tables that do."""
    frame = rows[0].frame
    inside = min(row.x0 for row in rows) - frame.x0 > body.size and frame.x1 - max(row.x1 for row in rows) > body.size
    return (frame.x0, frame.x1) if inside else _edges(rows, body)


def _agree(shared: tuple[float, float], own: tuple[float, float], rows: Sequence[Row], body: Body) -> tuple[
        float, float]:
    """The edges of a page: the shared ones, unless much of it stands outside them."""
    outside = sum(row.x0 < shared[0] - body.size or row.x1 > shared[1] + 1.5 * body.size for row in rows)
    return own if outside * 5 > len(rows) else shared


def _edges(rows: Sequence[Row], body: Body) -> tuple[float, float]:
    """The outermost places at which several rows begin or end."""
    few = max(2.0, SHARE * len(rows)) if len(rows) >= FEWEST else 1.0
    left = _outermost([row.x0 for row in rows], few, 0.35 * body.size)
    right = -_outermost([-row.x1 for row in rows], few, 0.6 * body.size)
    return left, max(right, left + 1)


def _outermost(values: list[float], few: float, near: float) -> float:
    values = sorted(values)
    for at, value in enumerate(values):
        stop = at
        while stop < len(values) and values[stop] <= value + near:
            stop += 1
        if stop - at >= few:
            return value
    return values[0]


def _set_place(row: Row, left: float, right: float, body: Body) -> None:
    """Where a row stands between the edges."""
    before, after = max(0.0, row.x0 - left), max(0.0, right - row.x1)
    row.indent = round(before / (body.size / 2))
    if row.facts.get("table"):
        row.indent = 0
        return
    em = body.size
    least = LEAST_LARGE if row.size >= LARGE * body.size or row.bold else LEAST_CENTRED
    sides = (before, after), (row.x0 - row.frame.x0, row.frame.x1 - row.x1)  # a cover has a middle of its own
    if any(abs(one - other) <= UNEVEN * em and one >= least * em for one, other in sides) and before >= least * em:
        row.facts["centred"] = True
    elif after <= RIGHT * em and before >= LEFT_OF_RIGHT * (right - left):
        row.facts["right"] = True


def _count_blank(last: Row | None, row: Row, body: Body) -> int:
    """Blank lines between two rows of one column."""
    if last is None or last.page != row.page or last.base <= row.base:
        return 0
    if row.facts.get("table") and row.facts.get("table") == last.facts.get("table"):
        return 0
    if row.facts.get("note") and row.facts.get("note") == last.facts.get("note"):
        return 0
    blank = last.base - row.base - _reach(last, body, DESCENT) - _reach(row, body, ASCENT)
    leading = body.leading * max(1.0, min(row.size, last.size) / body.size)
    return max(0, int(blank / leading + 1 - MORE))


def _reach(row: Row, body: Body, part: float) -> float:
    """How far the line of a row reaches from its base line, up or down, where it is leaded as the body is.

    `part` is how far its type reaches there, in em; half of what the leading adds to that stands on either side.
    """
    size = max(row.size, body.size)
    return size * (part + (body.leading / body.size - ASCENT - DESCENT) / 2)
