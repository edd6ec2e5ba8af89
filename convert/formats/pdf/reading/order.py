"""Whether a page has a reading order: lines that stand alone, here and there, are parts of a drawing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from convert.formats.pdf.reading.rows import Row
from convert.tree.record import Finding

FEWEST = 20
"""Lines of a page that are judged."""
SCATTERED = 0.3
"""Share of lines that stand alone, from which a page of short lines has no order."""
SHORT = 0.3
"""Width of short lines on the average, as a share of the width over which they are strewn."""
NEAR = 2.6
"""Distance of base lines of neighbours, in em."""
LEVEL = 1.2
"""By how much the left edges, middles or right edges of neighbours may differ, in em."""


def find_scattered(rows: Iterable[Row]) -> list[Finding]:
    """Tells of pages whose lines have no order."""
    pages: defaultdict[int, list[Row]] = defaultdict(list)
    for row in rows:
        if not row.facts.get("role") and not row.facts.get("table") and not row.facts.get("paragraph"):
            pages[row.page].append(row)
    found = [page for page, group in pages.items() if share_alone(group) >= SCATTERED and _are_short(group)]
    if not found:
        return []
    names = ", ".join(map(str, found[:20]))
    return [Finding("pdf/order", "error", f"Lines stand here and there on page {names}, as in a drawing: the order in "
                    "which they are read is a guess. Look at the page, and write its text down in order.")]


def share_alone(rows: Sequence[Row]) -> float:
    """Share of the lines that stand alone, from 0 to 1; 0 for too few of them."""
    if len(rows) < FEWEST:
        return 0.0
    alone = sum(not any(_is_near(row, other) for other in (*rows[max(0, at - 1) : at], *rows[at + 1 : at + 2]))
                for at, row in enumerate(rows))
    return alone / len(rows)


def _are_short(rows: Sequence[Row]) -> bool:
    width = max(row.x1 for row in rows) - min(row.x0 for row in rows)
    return sum(row.x1 - row.x0 for row in rows) <= SHORT * width * len(rows)


def _is_near(one: Row, other: Row) -> bool:
    size = max(one.size, other.size)
    edges = (one.x0 - other.x0, one.x1 - other.x1, (one.x0 + one.x1 - other.x0 - other.x1) / 2)
    inside = one.x0 - size <= other.x0 <= one.x1 or other.x0 - size <= one.x0 <= other.x1
    return 0 < abs(one.base - other.base) <= NEAR * size and (inside or min(map(abs, edges)) <= LEVEL * size)
