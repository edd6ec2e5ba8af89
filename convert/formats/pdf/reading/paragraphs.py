"""Paragraphs: which rows go on with the row before, as the tags say, or the indents where there are none."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from enum import Enum, auto
from itertools import pairwise

from convert.chinese.folding import fold
from convert.formats.pdf.reading.drawings import Area
from convert.formats.pdf.reading.rows import Row
from convert.formats.pdf.reading.structure import Block
from convert.recovery.openers import find_opener
from convert.recovery.page import ends_sentence

INDENT = 1.4
"""Em of an indent, twice which a row is that may be centred."""
FULL = 100
"""Per cent of its column that a full row reaches."""
SPARE = 0.7
"""Em that a row has left beyond the width of the next word, if a break was forced."""
SET_IN = 0.6
"""Width of blocks that are set in from the right, as a share of their column, at least."""
PASTED = 2
"""Em between the ends of lines that are of one length."""
STEADY = 0.3
"""Share of the rows of blocks that go on with the text of the row before, from which texts end at forced breaks, as
those of browsers do, and not with the line."""
JUDGED = 3
"""How many such rows tell, at least."""


FEWEST = 5
"""Paragraphs that tell whether they are indented."""
HABIT = 0.3
"""Share of them that are, at least: headings and items may be set otherwise."""
FIRST = range(3, 7)
"""Indent of a first line, in half ems: two characters, and what a mark before it takes."""
FLUSH = 1
"""Indent of a line that goes on, at the most."""


class Joint(Enum):
    """How a row meets the row before."""

    NEW = auto()
    """It begins a paragraph."""
    OPEN = auto()
    """It is of the same paragraph, and may begin something there."""
    SURE = auto()
    """It goes on where the line was full."""


def number_paragraphs(rows: Sequence[Row], blocks: Sequence[Block], *, own: bool = False) -> None:
    """Gives rows the numbers of their paragraphs, and says which surely go on; a block of our own files is one."""
    tagged = sorted((row for row in rows if row.block >= 0), key=lambda row: row.order)
    rights = _find_rights(rows)
    pasted = _find_pasted(tagged, rights) if _are_texts_steady(tagged) else None
    number, first = 0, None
    for last, row in zip([None, *tagged], tagged, strict=False):
        joint = Joint.NEW
        if last is not None and first is not None:
            if last.block != row.block:
                joint = Joint.OPEN if not own and _is_over_page(last, row, first, blocks) else Joint.NEW
            elif own:
                joint = _meet_in_own(blocks[row.block])
            else:
                right = rights[last.block, last.page, last.frame]
                joint = _meet_in_block(last, row, blocks[row.block], right, pasted)
        if joint is Joint.NEW:
            number, first = number + 1, row
        row.goes_on = joint is Joint.SURE
        row.facts["paragraph"] = number


def _meet_in_own(block: Block) -> Joint:
    return Joint.OPEN if block.heading or block.cell else Joint.SURE


def _are_texts_steady(rows: Sequence[Row]) -> bool:
    pairs = [(one, other) for one, other in pairwise(rows) if one.block == other.block and one.page == other.page]
    same = sum(_is_one_text(one, other) for one, other in pairs)
    return same >= max(JUDGED, STEADY * len(pairs))


def _is_one_text(one: Row, other: Row) -> bool:
    return one.texts[1] == other.texts[0] >= 0


def _find_pasted(rows: Sequence[Row], rights: Mapping[tuple[int, int, Area], float]) -> list[float]:
    """Where rows end whose breaks were forced in the middle of a sentence, if several end there.

    Text that was pasted line by line has such breaks, at one length; one before a longer row is the author's else.
    """
    ends = sorted(one.x1 for one, other in pairwise(rows) if one.block == other.block and one.page == other.page
                  and is_forced(one, other, rights[one.block, one.page, one.frame]) and _runs_on(one, other))
    level = PASTED * rows[0].size if rows else 0.0
    return [end for end in ends if bisect_right(ends, end + level) - bisect_left(ends, end - level) >= JUDGED]


def _runs_on(one: Row, other: Row) -> bool:
    """Whether no sentence ends and nothing is opened between two rows."""
    return not ends_sentence(one.text) and find_opener(fold(other.text)) is None


def _meet_in_block(last: Row, row: Row, block: Block, right: float, pasted: Sequence[float] | None) -> Joint:
    """How a row meets the one before in its block; `pasted` is where pasted lines end, if texts are steady."""
    if block.heading or block.cell:
        return Joint.OPEN
    if is_forced(last, row, right):
        wider = pasted is not None and last.x1 not in pasted and row.x1 > last.x1 + PASTED * last.size
        return Joint.NEW if pasted is None or wider or not _runs_on(last, row) else Joint.OPEN
    ended, opens = ends_sentence(last.text), find_opener(fold(row.text)) is not None
    if pasted is not None:
        return Joint.SURE if _is_one_text(last, row) else Joint.NEW if ended else Joint.OPEN
    return Joint.OPEN if ended and opens else Joint.SURE


def is_forced(row: Row, following: Row, right: float) -> bool:
    """Whether a row ends although the next word had room in it up to the right edge; one that is centred may."""
    if row.x0 - row.frame.x0 > INDENT * 2 * row.size:
        return False
    return right - row.x1 > following.first_width + SPARE * row.size


def _is_over_page(last: Row, row: Row, first: Row, blocks: Sequence[Block]) -> bool:
    """Whether a paragraph goes on in another block because its page ended: some writers tag what is on each page.

    It has no end, fills its line, and does not go on where paragraphs begin; `first` is its first row.
    """
    plain = all(not (block.heading or block.cell or block.note or block.caption or block.contents)
                for block in (blocks[last.block], blocks[row.block]))
    level = row.size / 2
    begins = abs(row.x0 - first.x0) < level and (last is first or abs(last.x0 - first.x0) >= level)
    return (plain and row.page == last.page + 1 and not begins and not ends_sentence(last.text)
            and last.frame.x1 - last.x1 < last.size + SPARE * last.size)


def _find_rights(rows: Sequence[Row]) -> dict[tuple[int, int, Area], float]:
    """The right edge of each block in each column: that of the column, or its own where it is set in."""
    ends: defaultdict[tuple[int, int, Area], list[Row]] = defaultdict(list)
    for row in rows:
        ends[row.block, row.page, row.frame].append(row)
    rights = {}
    for key, group in ends.items():
        frame, right = group[0].frame, max(row.x1 for row in group)
        reach = sum(right - row.x1 <= row.size for row in group)
        wide = right - min(row.x0 for row in group) >= SET_IN * frame.width
        rights[key] = right if reach > 1 and wide else frame.x1
    return rights


def join_flush(rows: Sequence[Row], size: float) -> None:
    """Says which rows surely go on, where paragraphs are indented: those at the edge behind a full one, close to it.

    `size` is that of the body, whose lines tell.
    """
    pairs = list(pairwise(row for row in rows if row.facts.get("fill")))
    begun = [other for one, other in pairs if one.facts["fill"] != FULL and abs(other.size - size) < size / 20
             and not (other.gap or other.facts.get("centred") or other.facts.get("right"))]
    if len(begun) < FEWEST or sum(row.indent in FIRST for row in begun) < HABIT * len(begun):
        return
    for one, other in pairs:
        alike = one.size == other.size and not (other.gap or other.facts.get("centred") or other.facts.get("right"))
        close = other.indent <= FLUSH and one.facts.get("note") == other.facts.get("note")
        opens = ends_sentence(one.text) and find_opener(fold(other.text)) is not None
        other.goes_on = one.facts["fill"] == FULL and alike and close and not opens
