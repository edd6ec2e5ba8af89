"""Goals of links within a file: from a place on a page to the row that stands there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from convert.formats.pdf.reading.inks import Turn
from convert.formats.pdf.reading.rows import Row
from convert.recovery.text import PLACE


def mark_goals(rows: Sequence[Row], turns: Mapping[int, Turn | None]) -> None:
    """Marks the row at each place that a link leads to; `turns` are those of pages, by their numbers."""
    goals = dict.fromkeys(target for row in rows for _, _, kind, target in row.runs
                          if kind == "link" and target.startswith("#"))
    pages: defaultdict[int, list[Row]] = defaultdict(list)
    for row in rows if goals else ():
        pages[row.page].append(row)
    for goal in goals:
        number, x, y = (float(part) for part in goal[1:].split(":"))
        turn = turns.get(int(number))
        place = turn(x, y) if turn is not None else (x, y)
        found = _find_row(pages[int(number)], *place)
        if found is not None:
            found.runs.append((0, 0, PLACE, goal[1:]))


def _find_row(rows: Sequence[Row], x: float, y: float) -> Row | None:
    """The first row of a page below a place; of several beside each other that which begins nearest to it."""
    below = [row for row in rows if row.base < y and row.facts.get("role") != "running"]
    first = max(below, key=lambda row: row.base, default=None)
    if first is None:
        return None
    return min((row for row in below if row.base > first.base - first.size), key=lambda row: abs(row.x0 - x))
