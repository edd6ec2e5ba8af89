"""Where the pages of the source began, found again from the page numbers that the reader cut.

EPUB 3.3, section 7.4.3 (page list) and EPUB Accessibility 1.1, section 3.3 (page source). Numbers that do not rise mark
no pages: they are table cells or counters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from convert.transforms.leaves import Leaf, print_leaves
from convert.tree.nodes import Document

RULES = frozenset({"noise/page-number"})
"""Rules of the reader that cut the number of a page."""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The beginning of a page: before a character of a leaf; `label` is the number that stood on the page."""

    leaf: str
    offset: int
    label: str


def find_breaks(tree: Document) -> list[PageBreak]:
    """The pages of the source, in order; none where its page numbers do not rise."""
    numbers = [(cut.at[0][0], int(found[0])) for cut in tree.record.cuts
               if cut.get("by") in RULES and cut.at and (found := re.search(r"\d+", cut.text or ""))]
    numbers.sort()
    if len(numbers) < 2 or any(before[1] >= after[1] for before, after in pairwise(numbers)):
        return []
    leaves = sorted((leaf for leaf in print_leaves(tree).leaves if leaf.stretches and leaf.element.id),
                    key=lambda leaf: leaf.stretches[0].at)
    if not leaves:
        return []
    if numbers[0][0] > leaves[0].stretches[0].at[0]:  # the numbers stand at the foot: each ends its page
        numbers = [(0, numbers[0][1]), *((place, number + 1) for place, number in numbers)]
    return list(_place(numbers, leaves))


def _place(numbers: Sequence[tuple[int, int]], leaves: Sequence[Leaf]) -> Iterator[PageBreak]:
    """Each number at the first leaf that goes on after it; what has no text after it begins no page."""
    rest = iter(leaves)
    leaf = next(rest, None)
    for place, number in numbers:
        while leaf is not None and leaf.stretches[-1].at[1] <= place:
            leaf = next(rest, None)
        if leaf is None:
            return
        before = [stretch.end for stretch in leaf.stretches if stretch.at[1] <= place]
        yield PageBreak(leaf.element.id or "", (before[-1] if before else leaf.start) - leaf.start, str(number))
