"""Layout: the rows of a page in reading order, from its glyphs, its rules and the structure it is tagged with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import groupby

from convert.formats.pdf.reading.aligned import Aligned, find_aligned
from convert.formats.pdf.reading.columns import find_regions
from convert.formats.pdf.reading.drawings import Area, Drawings
from convert.formats.pdf.reading.glyphs import ASCENT, DESCENT, Glyphs, Segment
from convert.formats.pdf.reading.grids import Grid, find_grids
from convert.formats.pdf.reading.pictures import Plate
from convert.formats.pdf.reading.rows import Row, gather_rows, set_row
from convert.formats.pdf.reading.threeline import find_three_line
from convert.formats.pdf.tags import EDITION


@dataclass(slots=True, eq=False)
class Page:
    """A page as it is laid out."""

    number: int
    """Counted from 1."""
    glyphs: Glyphs
    drawings: Drawings
    frame: Area
    """As large as the page."""
    plates: list[Plate] = field(default_factory=list)
    """Its pictures."""
    texts: Mapping[int, int] = field(default_factory=dict)
    """Number of the text of each of its marked contents."""
    added: Set[int] = frozenset()
    """Its marked contents within blocks that the edition adds."""
    rows: list[Row] = field(default_factory=list)
    tables: int = 0
    """How many tables there are on the page and those before."""


def lay_out(page: Page, tables: int) -> None:
    """Sets the rows of a page from where its glyphs stand; `tables` is how many tables there were before."""
    page.tables = tables
    segments = page.glyphs.segments
    grids = find_grids(page.drawings, segments)
    grids += find_three_line(page.drawings, segments)
    free = [segment for segment in segments if segment.table is None]
    free += [_hold_place(grid) for grid in grids]
    for region in find_regions(free, find_unit(segments)):
        for row in _lay_region(page, region.segments, region.frame):
            row.column = region.column
            page.rows.append(row)
    _lay_skewed(page)


def lay_out_tagged(page: Page, paths: Sequence[tuple[int, ...]]) -> None:
    """Sets the rows of a tagged page, block by block in the order of the file; `paths` order the blocks."""
    segments = page.glyphs.segments
    frames = {segment: (region.frame, region.column)
              for region in find_regions([segment for segment in segments if segment.block >= 0],
                                         find_unit(segments)) for segment in region.segments}
    path: tuple[int, ...] = ()
    for block, group in groupby(segments, lambda segment: segment.block):
        path = paths[block] if block >= 0 else path
        for stretch in _follow(list(group)):
            frame, column = frames.get(stretch[0]) or (_surround(stretch), False)
            row = set_row(stretch, page.number, frame, page.drawings.links, page.added)
            row.block, row.order, row.column = block, path, column
            contents = stretch[0].inks[0][1].content, stretch[-1].inks[-1][1].content
            row.texts = page.texts.get(contents[0], -1), page.texts.get(contents[1], -1)
            if stretch[0].inks[0][1].artifact:
                row.facts["role"] = "running"
            elif row.added and not row.shown.strip():
                row.facts["role"], row.added = EDITION, []  # a line of its own
            page.rows.append(row)
    _lay_skewed(page)
    for row in page.rows:
        row.order = row.order or path


def _follow(segments: list[Segment]) -> Iterator[list[Segment]]:
    """Segments in the order of the file as rows: level with each other and in the same column."""
    row: list[Segment] = []
    for segment in segments:
        size = segment.size
        if row and (segment.x0 < row[-1].x0 - size
                    or min(row[0].top, segment.top) - max(row[0].bottom, segment.bottom) < min(size, row[0].size) / 2):
            yield row
            row = []
        row.append(segment)
    if row:
        yield row


def find_unit(segments: Sequence[Segment]) -> float:
    """The size of most characters of a page, in points."""
    sizes: Counter[float] = Counter()
    for segment in segments:
        sizes[round(segment.size, 1)] += len(segment.chars)
    return max(sizes, key=lambda size: (sizes[size], size), default=10.0)


def _surround(segments: Sequence[Segment]) -> Area:
    return Area(segments[0].x0, segments[0].bottom, segments[-1].x1, segments[0].top)


def _hold_place(grid: Grid) -> Segment:
    """A segment of the size of a table, which holds its place among the text."""
    height = grid.area.height / (ASCENT + DESCENT)
    return Segment(grid.area.x0, grid.area.x1, grid.area.y0 + DESCENT * height, height, table=grid)


def _lay_region(page: Page, segments: Sequence[Segment], frame: Area) -> Iterator[Row]:
    rows = gather_rows(segments)
    ruled = [place for place, row in enumerate(rows) if any(segment.table is not None for segment in row)]
    start = 0
    for place in [*ruled, len(rows)]:
        yield from _lay_plain(page, rows[start:place], frame)
        if place < len(rows):
            yield from _lay_ruled(page, rows[place], frame)
        start = place + 1


def _lay_plain(page: Page, rows: Sequence[list[Segment]], frame: Area) -> Iterator[Row]:
    at = 0
    for table in [*find_aligned(rows), Aligned(len(rows), len(rows), [])]:
        for row in rows[at : table.start]:
            yield set_row(row, page.number, frame, page.drawings.links)
        if table.rows:
            yield from _lay_aligned(page, table)
        at = table.end


def _lay_ruled(page: Page, row: Sequence[Segment], frame: Area) -> Iterator[Row]:
    """The tables that stand side by side, and text beside them."""
    for segment in row:
        if isinstance(segment.table, Grid):
            yield from _lay_grid(page, segment.table)
        else:
            yield set_row([segment], page.number, frame, page.drawings.links)


def _lay_grid(page: Page, grid: Grid) -> Iterator[Row]:
    page.tables += 1
    for _, cells in groupby(grid.cells, lambda cell: cell.row):
        for ordinal, cell in enumerate(cells, 1):
            for stretch in gather_rows(cell.segments):
                row = set_row(stretch, page.number, cell.area, page.drawings.links)
                row.facts |= {"table": page.tables, "row": cell.row, "cell": ordinal, "columns": cell.columns,
                              "rows": cell.rows, "head": cell.row <= grid.heads}
                yield row


def _lay_aligned(page: Page, table: Aligned) -> Iterator[Row]:
    page.tables += 1
    number = 0
    cells: list[list[list[Segment]]] = []
    for line in [*table.rows, None]:
        if line is not None and line.goes_on and cells:
            for cell, more in zip(cells, line.cells, strict=True):
                cell += [more] if more else []
            continue
        number += bool(cells)
        for ordinal, cell in enumerate(cells, 1):
            for stretch in cell:
                frame = _surround(stretch)
                row = set_row(stretch, page.number, frame, page.drawings.links)
                row.facts |= {"table": page.tables, "row": number, "cell": ordinal}
                yield row
        cells = [[cell] if cell else [] for cell in line.cells] if line is not None else []


def _lay_skewed(page: Page) -> None:
    """Text that runs otherwise than the page comes last."""
    for segment in page.glyphs.skewed:
        row = set_row([segment], page.number, _surround([segment]))
        row.facts["skewed"] = True
        if segment.inks[0][1].artifact:  # a page number above or below a table that is turned
            row.facts["role"] = "running"
        page.rows.append(row)
