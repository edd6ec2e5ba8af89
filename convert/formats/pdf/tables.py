"""Tables: columns as wide as their text asks, wider measures and smaller type where that is too much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from convert.formats.grid import find_numbers, lay_grid
from convert.formats.pdf.boxes import RuleBox
from convert.formats.pdf.breaks import break_lines
from convert.formats.pdf.columns import WHITEST
from convert.formats.pdf.line import TextLine
from convert.formats.pdf.look import Look
from convert.formats.pdf.paragraph import ParagraphSetter
from convert.formats.pdf.repeated import RepeatedBox
from convert.formats.pdf.rows import FlowRow
from convert.formats.pdf.sheet import Sheet
from convert.formats.pdf.tags import Element
from convert.formats.pdf.widths import PADDING, READABLE, Wish, fit_size, share_measure
from convert.tree.build import make
from convert.tree.nodes import Node

CROWDED = 1.5
"""A table whose texts ask for so many times the measure of a column goes across all columns."""

RULE = 0.5
"""Thickness of the rules, in points."""

HIGHEST_HEAD = 0.25
"""Part of a page that the head of a table may take to be repeated on each."""


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
        sheet.decorate(f"{RULE:g} w {' '.join(code)} S")


class Draft:
    """A table before its measure is known: its cells on the grid, and what its columns ask for."""

    def __init__(self, setter: ParagraphSetter, table: Node) -> None:
        self.setter = setter
        self.cells = _place_cells(table)
        self.numbers = find_numbers(lay_grid(table))
        """Cells of columns that hold numbers: they stand at the right."""
        self.lines: dict[Node, list[TextLine]] = {}
        """The lines of each cell, once they are set."""
        self.look = setter.looks.find("cell")
        count = max((cell.column + cell.columns for row in self.cells for cell in row), default=0)
        self.wishes = [Wish() for _ in range(count)]
        for cell in (cell for row in self.cells for cell in row if cell.columns == 1):
            setting, _ = setter.set_runs(setter.inline.read(cell.node), self.look, {"": Element("")})
            self.wishes[cell.column].hear(setting, number=cell.node in self.numbers)

    def fits(self, measure: float) -> bool:
        """Whether its type stays readable in a measure."""
        return fit_size(self.wishes, measure, self.look.size) >= min(READABLE, self.look.size)

    def crowds(self, measure: float) -> bool:
        """Whether its texts would be broken into many short lines in a measure."""
        return sum(wish.wanted for wish in self.wishes) * self.look.size > CROWDED * measure

    def make_rows(self, element: Element, measure: float, depth: float) -> list[FlowRow]:
        """One row for each line of its cells, so that a tall row may go over the page; the head is repeated there.

        `depth` is that of a column; a row of the table that is not much of it stays on one page.
        """
        if not self.wishes:
            return []
        size = fit_size(self.wishes, measure, self.look.size)
        look = replace(self.look, size=size, leading=self.look.leading * size / self.look.size)
        widths = share_measure(self.wishes, measure, size)
        edges = [sum(widths[:number]) for number in range(len(widths) + 1)]
        rows: list[FlowRow] = []
        open_below: list[CellBox] = []
        heads = 0
        for number, cells in enumerate(self.cells):
            open_below = [cell for cell in (*open_below, *cells) if number < cell.row + cell.rows - 1]
            row = element.add("TR")
            texts = [self._set_cell(cell, edges, look, row) for cell in cells]
            first = len(rows) == heads and all(cell.head == "Column" for cell in cells)
            rows += _rule_row(texts, cells, edges, look.leading, open_below, depth)
            heads = len(rows) if first else heads
        _repeat_head(rows, heads, edges[-1], depth)
        return [FlowRow(look.leading / 2, keep=True), *rows, FlowRow(look.leading / 2, keep=True)]

    def _set_cell(self, cell: CellBox, edges: list[float], look: Look, row: Element) -> list[TextLine]:
        element = row.add("TH" if cell.head else "TD", attributes=_print_attributes(cell))
        runs = self.setter.inline.read(cell.node)
        if not any(run.text.strip() for run in runs):
            return []
        setting, pieces = self.setter.set_runs(runs, look, {"": element})
        left, padding = edges[cell.column], PADDING * look.size
        room = round((edges[cell.column + cell.columns] - left - 2 * padding) * 1000 / look.size)
        lines = [TextLine(setting, line._replace(stretch=0.0), look.size, look.leading, left + padding, pieces,
                          look.colour) for line in break_lines(setting, max(room, 1000), max(room, 1000))]
        align = "right" if cell.node in self.numbers else "centre" if cell.head == "Column" else look.align
        share = {"centre": 0.5, "right": 1.0}.get(align, 0.0)
        for line in lines if share else ():
            line.inline += max(0.0, room * look.size / 1000 - line.width) * share
        self.lines[cell.node] = lines
        return lines


def _place_cells(table: Node) -> list[list[CellBox]]:
    """Cells by row; short rows are filled with empty ones: the grid is whole."""
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
        empty = [column for column in range(width) if not taken.get((number, column))]
        cells += [CellBox(make("cell"), number, column, 1, 1, "") for column in empty]
        cells.sort(key=lambda cell: cell.column)
    return grid


def _print_attributes(cell: CellBox) -> str:
    spans = {"ColSpan": cell.columns, "RowSpan": cell.rows}
    span = "".join(f" /{name} {value}" for name, value in spans.items() if value > 1)
    scope = f" /Scope /{cell.head}" if cell.head else ""
    return f"<</O /Table{scope}{span}>>" if scope or span else ""


def _rule_row(columns: Sequence[Sequence[TextLine]], cells: Sequence[CellBox], edges: Sequence[float], leading: float,
              open_below: Sequence[CellBox], depth: float) -> list[FlowRow]:
    """The strips of a row; cells of `open_below` go on in the next row, so no rule closes them."""
    strips = list(zip_longest(*columns)) or [()]
    last = len(strips) - 1
    spans = [(cell.column, cell.column + cell.columns) for cell in (*cells, *open_below)]
    sides = sorted({0.0, edges[-1], *(edges[edge] for span in spans for edge in span)})
    held = {column for cell in open_below for column in range(cell.column, cell.column + cell.columns)}
    below = [(edges[column], edges[column + 1]) for column in range(len(edges) - 1) if column not in held]
    top = [(0.0, edges[-1])] if cells and not cells[0].row else []
    tied = len(strips) * leading < WHITEST * depth
    head = any(cell.head == "Column" for cell in cells)
    return [FlowRow(leading, Strip(texts, sides, leading, [] if number else top, [] if number < last else below),
                    keep=head or bool(held) or (tied and number != last)) for number, texts in enumerate(strips)]


def _repeat_head(rows: Sequence[FlowRow], heads: int, measure: float, depth: float) -> None:
    """Lets columns in which a table goes on begin with its head, or a rule, and those before it end with a rule."""
    head = [replace(row, box=RepeatedBox(row.box), keep=True) for row in rows[:heads] if row.box is not None]
    if not head or sum(row.height for row in head) > HIGHEST_HEAD * depth:
        head = [FlowRow(0.0, RuleBox(measure, RULE), keep=True)]
    for row in rows[heads:]:
        row.again = tuple(head)
    for row in rows[:-1]:
        row.tail = RuleBox(measure, RULE)
