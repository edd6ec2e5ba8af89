"""Which of Word's nine outline levels a title or heading gets, once all of a work's are known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from convert.formats.docx.markup import Element, W

Level = tuple[str, int]
"""What a level of Word's outline shows: an element of the style sheet and its depth."""

PART, ARTICLE, SECTION = range(3)
MOST = 9
"""Word's outline has nine levels."""


class OutlineMark(NamedTuple):
    """A title or heading in the body, as it is written; its level waits for the others."""

    kind: int
    """PART, ARTICLE or SECTION: parts stand above articles, articles above sections."""
    depth: int
    text: str
    bookmark: str
    style: Element
    """The w:pStyle to name."""

    @property
    def shows(self) -> Level:
        """What of the style sheet it takes its type from."""
        return ("heading", self.depth) if self.kind == SECTION else ("title", self.depth)


def settle_levels(marks: Sequence[OutlineMark]) -> tuple[Level, ...]:
    """Names the style of each mark and gives what the nine levels show.

    Every depth of titles that occurs has a level of its own, so that sections lie below all of them.
    """
    above = sorted({(mark.kind, mark.depth) for mark in marks if mark.kind != SECTION})
    ranks = {rank: place for place, rank in enumerate(above, 1)}
    for mark in marks:
        level = len(above) + mark.depth if mark.kind == SECTION else ranks[mark.kind, mark.depth]
        mark.style.set(W + "val", f"Heading{min(level, MOST)}")
    titles: list[Level] = [("title", depth) for _, depth in above]
    sections: list[Level] = [("heading", depth) for depth in range(1, MOST + 1)]
    return tuple([*titles, *sections][:MOST])


def level_of(mark: OutlineMark) -> int:
    """The settled level of a mark, 1 at the top."""
    return int(str(mark.style.get(W + "val")).removeprefix("Heading"))
