"""Tables: columns as wide as their text asks, down to smaller type where the page is too narrow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from convert.formats.pdf.breaks import break_lines
from convert.formats.pdf.line import TextLine
from convert.formats.pdf.look import Look
from convert.formats.pdf.page import FlowRow
from convert.formats.pdf.paragraph import ParagraphSetter
from convert.formats.pdf.sheet import Sheet
from convert.formats.pdf.tags import Element
from convert.tree.build import make
from convert.tree.nodes import Node

SMALLEST = 5.0
"""No table is set smaller than this, in points (八号)."""

WIDEST = 20.0
"""A column asks for no more than this many ems."""

NARROWEST = 3.0
"""A column gets at least this many ems of its type, as long as the type can be made smaller."""

PADDING = 0.35
"""White on each side of a cell's text, in ems."""


@dataclass(frozen=True, slots=True)
class CellBox:
    """A cell on the grid of its table."""

    node: Node
    row: int
    column: int
    columns: int
    rows: int
    head: str
    """What it heads: Column, Row, or nothing."""


@dataclass(slots=True)
class Strip:
    """One line of all cells of a row, with the rules beside it; `top` and `bottom` are those across, from and to."""

    texts: Sequence[TextLine | None]
    edges: Sequence[float]
    height: float
    top: Sequence[tuple[float, float]]
    bottom: Sequence[tuple[float, float]]

    def draw(self, sheet: Sheet, inline: float, block: float) -> None:
        """Draws the text of each cell, then the rules."""
        for text in self.texts:
            if text is not None:
                text.draw(sheet, inline, block)
        rules = [(edge, block, edge, block + self.height) for edge in self.edges]
        rules += [(start, block, stop, block) for start, stop in self.top]
        rules += [(start, block + self.height, stop, block + self.height) for start, stop in self.bottom]
        code = []
        for x0, y0, x1, y1 in rules:
            (a, b), (c, d) = sheet.at(inline + x0, y0), sheet.at(inline + x1, y1)
            code.append(f"{a:.2f} {b:.2f} m {c:.2f} {d:.2f} l")
        sheet.decorate("0.5 w " + " ".join(code) + " S")


def make_table(setter: ParagraphSetter, table: Node, element: Element, depth: float) -> list[FlowRow]:
    """The rows of a table: one for each line of its cells, so that a tall row may go over the page.

    `depth` is that of a column; a row of the table that is not much of it stays on one page.
    """
    grid = list(_place_cells(table))
    columns = max((cell.column + cell.columns for row in grid for cell in row), default=0)
    if not columns:
        return []
    look = _fit_look(setter.looks.find("cell"), columns, setter.measure)
    widths = _share(setter, grid, columns, look)
    edges = [sum(widths[:number]) for number in range(columns + 1)]
    rows = [FlowRow(look.leading / 2, keep=True)]
    open_below: list[CellBox] = []
    for number, cells in enumerate(grid):
        open_below = [cell for cell in (*open_below, *cells) if number < cell.row + cell.rows - 1]
        rows += _set_row(setter, cells, edges, look, element.add("TR"), open_below, depth)
    return [*rows, FlowRow(look.leading / 2, keep=True)]


def _place_cells(table: Node) -> list[list[CellBox]]:
    """Cells by row; the last cell of a short row reaches to the edge, else empty ones do: the grid is whole."""
    taken: dict[tuple[int, int], bool] = {}
    grid = []
    rows = [row for row in table if row.tag == "row"]
    for number, row in enumerate(rows):
        column, cells = 0, []
        for cell in (child for child in row if isinstance(child, Node)):
            while taken.get((number, column)):
                column += 1
            across, down = int(cell.get("cols") or 1), min(int(cell.get("rows") or 1), len(rows) - number)
            across = next((c for c in range(1, across) if taken.get((number, column + c))), across)
            taken |= {(number + r, column + c): True for r in range(down) for c in range(across)}
            heads = "Column" if row.get("role") == "head" else "Row" if cell.get("role") == "head" else ""
            cells.append(CellBox(cell, number, column, across, down, heads))
            column += across
        grid.append(cells)
    width = max((cell.column + cell.columns for row in grid for cell in row), default=0)
    for number, cells in enumerate(grid):
        free = next((column for column in range(width, 0, -1) if taken.get((number, column - 1))), 0)
        if cells and free < width and cells[-1].column + cells[-1].columns == free and cells[-1].rows == 1:
            cells[-1] = replace(cells[-1], columns=width - cells[-1].column)
            continue
        empty = [column for column in range(width) if not taken.get((number, column))]
        cells += [CellBox(make("cell"), number, column, 1, 1, "") for column in empty]
        cells.sort(key=lambda cell: cell.column)
    return grid


def _fit_look(look: Look, columns: int, measure: float) -> Look:
    """Smaller type where so many columns would be too narrow."""
    size = max(min(look.size, measure / columns / (NARROWEST + 2 * PADDING)), SMALLEST)
    return replace(look, size=size, leading=look.leading * size / look.size)


def _share(setter: ParagraphSetter, grid: list[list[CellBox]], columns: int, look: Look) -> list[float]:
    """The widths of the columns: what their text asks, shared out where that is too much."""
    wanted = [NARROWEST] * columns
    for cell in (cell for row in grid for cell in row if cell.columns == 1):
        setting, _ = setter.set_runs(setter.inline.read(cell.node), look, {"": Element("")})
        wanted[cell.column] = max(wanted[cell.column], min(setting.ends[-1] / 1000, WIDEST))
    padded = [(width + 2 * PADDING + 0.1) * look.size for width in wanted]
    return [width * setter.measure / sum(padded) for width in padded]


def _set_row(setter: ParagraphSetter, cells: list[CellBox], edges: list[float], look: Look, row: Element,
             open_below: list[CellBox], depth: float) -> list[FlowRow]:
    """The strips of a row; cells of `open_below` go on in the next row, so no rule closes them."""
    columns = [_set_cell(setter, cell, edges, look, row) for cell in cells]
    strips = list(zip_longest(*columns)) or [()]
    last = len(strips) - 1
    spans = [(cell.column, cell.column + cell.columns) for cell in (*cells, *open_below)]
    sides = sorted({0.0, edges[-1], *(edges[edge] for span in spans for edge in span)})
    held = {column for cell in open_below for column in range(cell.column, cell.column + cell.columns)}
    below = [(edges[column], edges[column + 1]) for column in range(len(edges) - 1) if column not in held]
    top = [(0.0, edges[-1])] if cells and not cells[0].row else []
    tied = len(strips) * look.leading < depth / 3
    head = any(cell.head == "Column" for cell in cells)
    return [FlowRow(look.leading,
                    Strip(texts, sides, look.leading, [] if number else top, [] if number < last else below),
                    keep=head or bool(held) or (tied and number != last)) for number, texts in enumerate(strips)]


def _set_cell(setter: ParagraphSetter, cell: CellBox, edges: list[float], look: Look, row: Element) -> list[TextLine]:
    spans = {"ColSpan": cell.columns, "RowSpan": cell.rows}
    span = "".join(f" /{name} {value}" for name, value in spans.items() if value > 1)
    scope = f" /Scope /{cell.head}" if cell.head else ""
    attributes = f"<</O /Table{scope}{span}>>" if scope or span else ""
    element = row.add("TH" if cell.head else "TD", attributes=attributes)
    runs = setter.inline.read(cell.node)
    if not any(run.text.strip() for run in runs):
        return []
    setting, pieces = setter.set_runs(runs, look, {"": element})
    left, padding = edges[cell.column], PADDING * look.size
    room = round((edges[cell.column + cell.columns] - left - 2 * padding) * 1000 / look.size)
    lines = [TextLine(setting, line._replace(stretch=0.0), look.size, look.leading, left + padding, pieces, look.colour)
             for line in break_lines(setting, max(room, 1000), max(room, 1000))]
    share = {"centre": 0.5, "right": 1.0}.get(look.align, 0.0)
    for line in lines if share else ():
        line.inline += max(0.0, room * look.size / 1000 - line.width) * share
    return lines
