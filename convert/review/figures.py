"""Figures of a document: how well it came out, in the order in which an editor looks at many."""

from __future__ import annotations

from typing import NamedTuple

from convert.review.rows import CUT
from convert.review.sheet import DOUBT, Sheet


class Figures(NamedTuple):
    """How well a document came out; the first three part the worst from the best."""

    certainty: float
    """The mean certainty of its blocks; 0 where it has none."""
    remarks: int
    """What its record remarks."""
    cuts: float
    """The share of its text that stands in no block."""
    doubtful: int
    """Blocks that are doubtful."""
    blocks: int
    """All blocks."""
    characters: int
    """Of the source, with its markup."""

    @property
    def rank(self) -> tuple[float, int, float]:
        """What documents are put in order by, the worst first."""
        return self.certainty, -self.remarks, -self.cuts


def measure(sheet: Sheet) -> Figures:
    """The figures of a sheet."""
    blocks = [row.cert for row in sheet.rows if row.kind != CUT]
    sizes = [(row.kind == CUT, sum(end - start for start, end in row.at)) for row in sheet.rows]
    whole = sum(size for _, size in sizes)
    share = sum(size for cut, size in sizes if cut) / whole if whole else 0.0
    return Figures(sum(blocks) / len(blocks) if blocks else 0.0, len(sheet.remarks), share,
                   sum(1 for cert in blocks if cert < DOUBT), len(blocks), len(sheet.text))
