"""Three-line tables (三线表): a rule above, one below the head and one at the foot, and none between columns."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence

from convert.formats.pdf.reading.drawings import Area, Drawings
from convert.formats.pdf.reading.glyphs import Segment
from convert.formats.pdf.reading.grids import Cell, Grid
from convert.formats.pdf.reading.rows import gather_rows

RULES = 3
"""Rules of one width that make a table, at least."""
NEAR = 3.0
"""Points by which their ends may differ."""
GUTTER = 0.6
"""Width of what is free between two columns from head to foot, in em."""
CLOSE = 1.9
"""Distance of base lines, in em, up to which a row without a first cell goes on with the one above."""
RUNNING = 12.0
"""Width, in em, from which a column may be running text."""
FULL = 0.75
"""Share of its width that lines of running text fill on the average."""
LINES = 4
"""Lines that running text has, at least."""

_Line = list[list[Segment]]
"""The cells of a line."""


def find_three_line(drawings: Drawings, segments: Sequence[Segment]) -> list[Grid]:
    """The three-line tables of a page, with the segments in their cells."""
    free = [segment for segment in segments if segment.table is None]
    grids = []
    for rules in _group(drawings):
        bands = [[segment for segment in free if segment.table is None and _is_between(segment, above, below)]
                 for above, below in itertools.pairwise(rules)]
        grid = _make_grid(rules, bands) if all(bands) else None
        if grid is not None:
            grids.append(grid)
            for segment in itertools.chain(*bands):
                segment.table = grid
    return grids


def _group(drawings: Drawings) -> Iterator[list[Area]]:
    """Rules of one width, from the top, that no upright rule crosses; two that nearly touch are one."""
    groups: defaultdict[tuple[int, int], list[Area]] = defaultdict(list)
    for rule in sorted(drawings.level, key=lambda rule: -rule.y0):
        ends = round(rule.x0 / NEAR), round(rule.x1 / NEAR)
        if not groups[ends] or groups[ends][-1].y0 - rule.y0 > NEAR:
            groups[ends].append(rule)
    for rules in groups.values():
        crossed = len(rules) >= RULES and any(
            rules[0].x0 - NEAR <= wall.x0 <= rules[0].x1 + NEAR and wall.y1 > rules[-1].y0 and wall.y0 < rules[0].y0
            for wall in drawings.upright)
        if len(rules) >= RULES and not crossed:
            yield rules


def _is_between(segment: Segment, above: Area, below: Area) -> bool:
    middle = (segment.top + segment.bottom) / 2
    return below.y0 < middle < above.y0 and above.x0 - NEAR <= (segment.x0 + segment.x1) / 2 <= above.x1 + NEAR


def _make_grid(rules: Sequence[Area], bands: Sequence[Sequence[Segment]]) -> Grid | None:
    """The table between rules; none where there are no columns, or columns of running text."""
    gutters = _find_gutters([segment for band in bands for segment in band])
    if not gutters:
        return None
    lines = [[_split(row, gutters) for row in gather_rows(band)] for band in bands]
    if _is_running([line for band in lines for line in band]):
        return None
    edges = [rules[0].x0, *gutters, rules[0].x1]
    grid = Grid(Area(rules[0].x0, rules[-1].y0, rules[0].x1, rules[0].y0), [], [], 1)
    for at, band in enumerate(lines):
        for row in _gather(band, at == 0):
            grid.tops.append(-_base(row[0]))
            grid.cells += [Cell(len(grid.tops), column + 1, 1, 1,
                                Area(edges[column], rules[at + 1].y0, edges[column + 1], rules[at].y0),
                                [segment for cells in row for segment in cells[column]])
                           for column in range(len(edges) - 1)]
    return grid


def _find_gutters(segments: Sequence[Segment]) -> list[float]:
    """The middles of what is free between columns from head to foot."""
    size = max(segment.size for segment in segments)
    gutters, reached = [], float("inf")
    for start, end in sorted(piece for segment in segments for piece in segment.pieces(GUTTER * segment.size)):
        if start - reached >= GUTTER * size:
            gutters.append((start + reached) / 2)
        reached = end if reached == float("inf") else max(reached, end)
    return gutters


def _split(row: Sequence[Segment], gutters: Sequence[float]) -> _Line:
    cells: _Line = [[] for _ in range(len(gutters) + 1)]
    for segment in row:
        for piece in segment.cut(gutters):
            cells[bisect_left(gutters, piece.x0)].append(piece)
    return cells


def _is_running(lines: Sequence[_Line]) -> bool:
    """Whether any column holds lines that fill it, as text set in columns does."""
    for column in zip(*lines, strict=True):
        widths = [cell[-1].x1 - cell[0].x0 for cell in column if cell]
        size = next((cell[0].size for cell in column if cell), 1.0)
        if len(widths) >= LINES and max(widths) >= RUNNING * size and sum(widths) >= FULL * max(widths) * len(widths):
            return True
    return False


def _gather(lines: Sequence[_Line], head: bool) -> Iterator[list[_Line]]:
    """The rows of a band: its lines; one for the head, and where most cells are a line in the middle."""
    counts = [sum(map(bool, column)) for column in zip(*lines, strict=True)]
    if head or counts.count(1) * 2 >= len(counts):
        yield list(lines)
        return
    row: list[_Line] = []
    for line in lines:
        first = next(cell[0] for cell in line if cell)
        if row and not line[0] and _base(row[-1]) - first.base <= CLOSE * first.size:
            row.append(line)
            continue
        if row:
            yield row
        row = [line]
    if row:
        yield row


def _base(line: _Line) -> float:
    return min(cell[0].base for cell in line if cell)
