"""Ruled tables: the cells between rules that meet."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from convert.formats.pdf.reading.drawings import Area, Drawings
from convert.formats.pdf.reading.glyphs import Segment

NEAR = 3.0
"""Points by which rules that meet may miss each other."""
MOST_CELLS = 4_000
"""Faces between the rules of a table above which it is a drawing."""
COVERED = 0.7
"""Share of an edge that rules must cover to part two cells."""


@dataclass(slots=True, eq=False)
class Cell:
    """A cell, by the first row and column it stands in, counted from 1."""

    row: int
    column: int
    rows: int
    columns: int
    area: Area
    segments: list[Segment] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Grid:
    """A ruled table."""

    area: Area
    cells: list[Cell]
    tops: list[float]
    """Where its rows begin, counted downwards."""
    heads: int = 0
    """How many of its rows are known to be its head."""


def find_grids(drawings: Drawings, segments: Sequence[Segment]) -> list[Grid]:
    """The ruled tables of a page with the segments in their cells; those that hold one cell are none but frames."""
    grids = []
    for level, upright in _connect(drawings.level, drawings.upright):
        grid = _make_grid(level, upright)
        if grid is not None and _fill(grid, segments):
            grids.append(grid)
    return grids


def _connect(level: Sequence[Area], upright: Sequence[Area]) -> Iterable[tuple[list[Area], list[Area]]]:
    """Rules that hang together; a sweep from the left finds which meet."""
    rules = [*level, *upright]
    chiefs = list(range(len(rules)))

    def chief(at: int) -> int:
        while chiefs[at] != at:
            chiefs[at] = chiefs[chiefs[at]]
            at = chiefs[at]
        return at

    open_: list[int] = []
    for at in sorted(range(len(rules)), key=lambda at: rules[at].x0):
        rule = rules[at]
        open_ = [other for other in open_ if rules[other].x1 >= rule.x0 - NEAR]
        for other in open_:
            if rules[other].y1 >= rule.y0 - NEAR and rules[other].y0 <= rule.y1 + NEAR:
                chiefs[chief(at)] = chief(other)
        open_.append(at)
    groups: defaultdict[int, tuple[list[Area], list[Area]]] = defaultdict(lambda: ([], []))
    for at, rule in enumerate(rules):
        groups[chief(at)][at >= len(level)].append(rule)
    return groups.values()


def _make_grid(level: list[Area], upright: list[Area]) -> Grid | None:
    if len(level) < 2 or not upright:
        return None
    whole = Area(min(rule.x0 for rule in (*level, *upright)), min(rule.y0 for rule in (*level, *upright)),
                 max(rule.x1 for rule in (*level, *upright)), max(rule.y1 for rule in (*level, *upright)))
    xs = _steps([whole.x0, whole.x1, *(rule.x0 for rule in upright)])
    ys = _steps([whole.y0, whole.y1, *(rule.y0 for rule in level)])[::-1]
    across, down = len(xs) - 1, len(ys) - 1
    if across * down < 2 or across * down > MOST_CELLS:
        return None
    return Grid(whole, _join_faces(xs, ys, level, upright), [-y for y in ys[:-1]])


def _steps(values: list[float]) -> list[float]:
    """Values without those that are near the one before."""
    steps: list[float] = []
    for value in sorted(values):
        if not steps or value - steps[-1] > NEAR:
            steps.append(value)
    return steps


def _join_faces(xs: list[float], ys: list[float], level: list[Area], upright: list[Area]) -> list[Cell]:
    """The faces of the grid, joined where no rule parts them; a cell is the rectangle that begins top left."""
    walls: defaultdict[int, list[Area]] = defaultdict(list)
    floors: defaultdict[int, list[Area]] = defaultdict(list)
    for rule in upright:
        walls[_nearest(xs, rule.x0)].append(rule)
    for rule in level:
        floors[_nearest(ys, rule.y0)].append(rule)
    taken: set[tuple[int, int]] = set()
    cells = []
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            if (row, column) in taken:
                continue
            right = column + 1
            while right < len(xs) - 1 and (row, right) not in taken and not _covers(
                    walls[right], ys[row + 1], ys[row], True):
                right += 1
            below = row + 1
            while below < len(ys) - 1 and not _covers(floors[below], xs[column], xs[right], False):
                below += 1
            taken |= {(y, x) for y in range(row, below) for x in range(column, right)}
            cells.append(Cell(row + 1, column + 1, below - row, right - column,
                              Area(xs[column], ys[below], xs[right], ys[row])))
    return cells


def _nearest(steps: list[float], value: float) -> int:
    return min(range(len(steps)), key=lambda at: abs(steps[at] - value))


def _covers(rules: list[Area], low: float, high: float, upright: bool) -> bool:
    """Whether rules cover enough of an edge."""
    spans = sorted((max(low, rule.y0 if upright else rule.x0), min(high, rule.y1 if upright else rule.x1))
                   for rule in rules)
    covered, reached = 0.0, low
    for start, end in spans:
        covered += max(0.0, end - max(start, reached))
        reached = max(reached, end)
    return covered >= COVERED * (high - low)


def _fill(grid: Grid, segments: Sequence[Segment]) -> bool:
    """Puts segments into the cells their middles stand in; whether two cells or more hold any."""
    rows: defaultdict[int, list[Cell]] = defaultdict(list)
    for cell in grid.cells:
        for row in range(cell.row, cell.row + cell.rows):
            rows[row].append(cell)
    for segment in segments:
        x, y = (segment.x0 + segment.x1) / 2, (segment.top + segment.bottom) / 2
        if segment.table is None and grid.area.x0 <= x <= grid.area.x1 and grid.area.y0 <= y <= grid.area.y1:
            row = bisect_right(grid.tops, -y)
            found = next((cell for cell in rows[row] if cell.area.x0 <= x <= cell.area.x1), None)
            if found is not None:
                found.segments.append(segment)
    if sum(bool(cell.segments) for cell in grid.cells) < 2:
        return False
    for cell in grid.cells:
        for segment in cell.segments:
            segment.table = grid
    return True
