"""From rows to pages: columns side by side, what stands across them, notes at the foot.

Pages leave as soon as they are full, so that a book of
any length needs the memory of a page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from convert.formats.pdf.columns import EPSILON, WHITEST, Column, fill_column, level_column
from convert.formats.pdf.floats import bring_forward
from convert.formats.pdf.line import TextLine
from convert.formats.pdf.rows import Box, FlowRow
from convert.formats.pdf.sheet import Sheet

LEAST = 3
"""Lines that the last page of a text should have."""


@dataclass(slots=True)
class Placed:
    """A box and its place in the type area."""

    box: Box
    inline: float
    block: float


@dataclass(slots=True)
class Page:
    """The boxes of one page in reading order."""

    boxes: list[Placed] = field(default_factory=list)
    head: str = ""
    """What its running head says: the first heading that stands on it, else the one before."""
    opens: bool = False
    """Whether a work or part begins on it."""
    numbered: bool = True
    """Whether it may show its number."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The room of a page: `depth` for rows, in `columns` of `measure` with `gap` between.

    `grid` is the distance of its lines, 0 for none.
    """

    measure: float
    depth: float
    columns: int = 1
    gap: float = 0.0
    grid: float = 0.0

    @property
    def whole(self) -> float:
        """The measure of all columns."""
        return self.measure * self.columns + self.gap * (self.columns - 1)


class FootRule:
    """The short rule that parts notes from the text."""

    def __init__(self, measure: float) -> None:
        self.measure = measure

    def draw(self, sheet: Sheet, inline: float, block: float) -> None:
        """Draws it above the first note."""
        (x0, y0), (x1, y1) = sheet.at(inline, block - 1), sheet.at(inline + self.measure / 4, block - 1)
        sheet.decorate(f"0.4 w {x0:.2f} {y0:.2f} m {x1:.2f} {y1:.2f} l S")


class Flow:
    """Takes rows and gives pages to `emit`."""

    def __init__(self, frame: Frame, emit: Callable[[Page], None]) -> None:
        self.frame = frame
        self.emit = emit
        self.page = Page()
        self.block = 0.0
        """How far the current page is filled by what stands above the columns in progress."""
        self.rows: list[FlowRow] = []
        self.height = 0.0
        self.head = ""
        self.emitted = 0
        """How many pages have left."""

    def add(self, rows: Sequence[FlowRow]) -> None:
        """Rows for the columns."""
        for row in rows:
            if row.breaks:
                self.new_page()
            self.rows.append(row)
            self.height += row.height + sum(foot.height for foot in row.foot)
        while self.height > self._room() + EPSILON:
            if not self._fill():
                break

    def _room(self) -> float:
        """How much may wait; in one column a page more, so that the last page may take lines of the one before."""
        held = self.frame.depth if self.frame.columns == 1 else 0.0
        return (self.frame.depth - self.block) * self.frame.columns + held

    def span(self, rows: Sequence[FlowRow]) -> None:
        """Rows across all columns: what stands before is balanced above them."""
        self.settle()
        if rows and rows[0].breaks:
            self.end_page()
        goes_on = next((at for at, row in enumerate(rows) if row.tail is not None and not row.keep), len(rows))
        rows, least = list(rows), sum(row.height for row in rows[: goes_on + 1]) + 3 * (self.frame.grid or 20)
        if self.block and self.block + min(least, self.frame.depth) > self.frame.depth:
            self.end_page()
        while rows:
            column = fill_column(rows, self.block, self.frame.depth, self.frame.grid)
            if not column.count:
                self.end_page()
                continue
            self._place(column, 0)
            self.block = column.used
            if self.frame.columns > 1 and self.frame.grid:  # all columns below begin on the same line
                self.block = -(-(column.used - EPSILON) // self.frame.grid) * self.frame.grid
            rows = rows[column.count:]
            if rows:
                self.end_page()

    def put(self, rows: Sequence[FlowRow]) -> None:
        """Rows across all columns, where there are several, else like any others."""
        if rows and self.frame.columns > 1:
            self.span(rows)
        elif rows:
            self.add(rows)

    def settle(self) -> None:
        """Ends the columns in progress, all about as long; what follows goes below them."""
        while self.rows and self._fill(balanced=True):
            pass

    def end_page(self) -> None:
        """Begins a new page, unless this one is empty."""
        if self.page.boxes:
            self.page.head = self.page.head or self.head
            self._emit(self.page)
        self.page = Page()
        self.block = 0.0

    def _emit(self, page: Page) -> None:
        self.emit(page)
        self.emitted += 1

    def new_page(self) -> None:
        """Sets all that waits, then begins a new page."""
        self.settle()
        self.end_page()

    def new_side(self, *, even: bool = False) -> None:
        """Sets all that waits; the next page has an odd number, or an `even` one, behind an empty one if need be."""
        self.new_page()
        if self.emitted % 2 != even:
            self._emit(Page(numbered=False))

    def put_at_end(self, rows: Sequence[FlowRow], *, even: bool) -> None:
        """Sets all that waits, then rows at the foot of the last page.

        Where they have no room there, or it has an odd number and an `even` one is wanted, they stand on a page of
        their own, which has no number, nor has an empty one before it (GB/T 9704-2012, 7.5).
        """
        self.settle()
        height = sum(row.height for row in rows)
        fits = bool(self.page.boxes) and self.block + height <= self.frame.depth + EPSILON
        if not fits or (even and self.emitted % 2 == 0):
            self.new_page()
            if even:
                self.new_side(even=True)
            self.page.numbered = False
        self._place(Column([], 0.0, list(rows), 0), 0)
        self.block = self.frame.depth

    def _fill(self, balanced: bool = False) -> bool:
        """Fills the columns of this page; says whether another page was begun or all was set."""
        columns = self._distribute(self.frame.depth)
        white = self.frame.depth - columns[0].used
        if self.frame.columns == 1 and white > WHITEST * self.frame.depth and bring_forward(
                self.rows, columns[0].count, white):
            columns = self._distribute(self.frame.depth)
        taken = sum(column.count for column in columns)
        if taken == len(self.rows):
            if not balanced:
                return False
            columns = self._balance(columns)
        elif not taken and self.block:
            self.end_page()
            return True
        elif balanced and len(columns) == 1:
            columns = self._share_last(columns)
            taken = columns[0].count
        reach = max(column.used for column in columns)
        for number, column in enumerate(columns):
            if number < len(columns) - (taken == len(self.rows)):
                level_column(column, reach)
            self._place(column, number)
        del self.rows[:taken]
        self.height = sum(row.height for row in self.rows)
        self.block = max(column.used for column in columns)
        if self.rows:
            self.end_page()
        return True

    def _distribute(self, depth: float) -> list[Column]:
        columns, rows = [], self.rows
        for _ in range(self.frame.columns):
            columns.append(fill_column(rows, self.block, depth, self.frame.grid, fresh=self.frame.columns > 1))
            rows = rows[columns[-1].count:] if columns[-1].count else rows
        return columns

    def _share_last(self, columns: list[Column]) -> list[Column]:
        """The last page but one, shorter where the last would else have too few lines."""
        left = [row for row in self.rows[columns[0].count :] if row.box is not None]
        rest = [row.height for row in left if isinstance(row.box, TextLine)]
        if not rest or len(rest) < len(left) or sum(rest) >= LEAST * max(rest):
            return columns
        shorter = self._distribute(columns[0].used - LEAST * max(rest) + sum(rest))
        return shorter if 2 * shorter[0].used > self.frame.depth else columns

    def _balance(self, columns: list[Column]) -> list[Column]:
        """The shortest columns that still hold all rows."""
        if len(columns) == 1 or any(column.feet for column in columns):
            return columns
        step = min((row.height for row in self.rows if row.box), default=self.frame.depth)
        depth = self.block + sum(row.height for row in self.rows) / len(columns)
        while depth < self.frame.depth:
            shorter = self._distribute(depth)
            if sum(column.count for column in shorter) == len(self.rows):
                return shorter
            depth += step / 2
        return columns

    def _place(self, column: Column, number: int) -> None:
        inline = number * (self.frame.measure + self.frame.gap)
        for row, _ in column.rows:
            self.page.opens |= row.opens
            if row.head:
                self.head = row.head
                self.page.head = self.page.head or row.head
        self.page.boxes += [Placed(row.box, inline, block) for row, block in column.rows if row.box is not None]
        if column.rows and column.rows[-1][0].tail is not None:
            self.page.boxes.append(Placed(column.rows[-1][0].tail, inline, column.used))
        block = self.frame.depth - sum(row.height for row in column.feet)
        if column.feet and isinstance(column.feet[0].box, TextLine):
            self.page.boxes.append(Placed(FootRule(self.frame.measure), inline, block))
        for row in column.feet:
            if row.box is not None:
                self.page.boxes.append(Placed(row.box, inline, block))
            block += row.height
