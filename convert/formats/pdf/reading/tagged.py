"""What tagged structure says of rows, and whether it can be trusted."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, pairwise

from convert.formats.pdf.reading.own import tell
from convert.formats.pdf.reading.paragraphs import number_paragraphs
from convert.formats.pdf.reading.rows import Row
from convert.formats.pdf.reading.structure import Block, Path
from convert.formats.pdf.tags import ADDED, EDITION
from convert.recovery.text import Told

COVERED = 0.9
"""Share of the text that must stand in blocks."""
JUDGED = 8
"""Rows that tell whether the structure follows the paragraphs; fewer are taken on trust."""
PARTED = 0.3
"""Share of full rows that end a block, from which blocks are but lines."""
MERGED = 0.12
"""Share of rows within a block that are indented against the one before, from which blocks are more than paragraphs."""
INDENT = 1.4
"""Em of such an indent."""
LONG = 15
"""Rows that blocks have on the average, from which they are more than paragraphs, if many rows are short."""
RAGGED = 0.3
"""Share of short rows that are many."""
FULL = 1.2
"""Em by which a full row may be short of its column."""


def is_sound(rows: Sequence[Row], blocks: Sequence[Block]) -> bool:
    """Whether most text is tagged, and blocks are paragraphs: neither single lines nor many paragraphs in one."""
    text = [row for row in rows if row.facts.get("role") != "running" and not row.facts.get("skewed")]
    tagged = sum(len(row.text) for row in text if row.block >= 0)
    if not tagged or tagged < COVERED * sum(len(row.text) for row in text):
        return False
    full = parted = within = merged = 0
    first = True
    for one, other in pairwise(row for row in text if row.block >= 0):
        block = blocks[one.block]
        if block.table or block.contents or block.heading or one.page != other.page:
            continue
        if one.block == other.block:
            within += 1
            merged += not first and INDENT < (other.x0 - one.x0) / one.size < 2 * INDENT
        first = one.block != other.block
        if (one.frame.x1 - one.x1) < FULL * one.size:
            full += 1
            parted += one.block != other.block
    long = len(text) >= LONG * max(2, len({row.block for row in text}))
    if long and within - full >= RAGGED * within:
        return False
    return (full < JUDGED or parted < PARTED * full) and (within < JUDGED or merged < MERGED * within)


def set_tags(rows: Sequence[Row], blocks: Sequence[Block], *, own: bool = False) -> None:
    """Gives rows what the structure says of them; that of our own files parts no block and says what each is.

    So do heads and feet of ours, for a file may have no other rows.

    A table of one column holds no data.
    """
    articles = {path: number for number, path in enumerate(sorted({(), *chain(*(b.articles for b in blocks))}))}
    begun = 0
    tables: dict[Path, int] = {}
    places = _count_cells(blocks)
    held = [blocks[row.block] for row in rows if row.block >= 0]
    wide = {block.table for block in held if block.table and block.cell and (block.cell[-1] or block.columns > 1)}
    number_paragraphs(rows, blocks, own=own)
    for row in sorted(rows, key=lambda row: row.order):
        if row.block < 0:
            row.facts |= {"told": Told("p")} if own and "role" in row.facts else {}
            continue
        block = blocks[row.block]
        facts: dict[str, object] = {
            "heading": block.heading, "item": block.item if block.listed else 0, "quote": block.quote,
            "code": block.code, "caption": block.caption, "note": block.note}
        if block.table in wide and block.cell:
            line, cell = places[block.row, block.cell]
            facts |= {"table": tables.setdefault(block.table, len(tables) + 1), "row": line, "cell": cell,
                      "head": block.head, "columns": block.columns, "rows": block.rows}
        if block.contents or block.reading:
            facts["role"] = "contents" if block.contents else "hidden"
        if own:
            around = [articles[path] for path in block.articles]
            opens = sum(number > begun for number in around)
            begun = max(begun, around[-1])
            facts["told"] = _tell(block, around[-1], max(1, opens))
        if own and block.title == ADDED:
            facts["role"] = EDITION
        row.facts |= facts


def _tell(block: Block, article: int, opens: int) -> Told | None:
    """What a block of our own is, in an article, with which so many begin."""
    told = Told("cell") if block.cell else Told("p") if block.reading else tell(block.title, article)
    return told._replace(article=article, opens=opens) if told is not None and told.kind != "meta" else told


def _count_cells(blocks: Sequence[Block]) -> dict[tuple[Path, Path], tuple[int, int]]:
    """Which row of its table and which cell of its row each cell is, counted from 1, as far as cells hold text."""
    found: dict[tuple[Path, Path], tuple[int, int]] = {}
    rows: dict[Path, set[Path]] = {}
    for block in blocks:
        if block.table and block.cell:
            rows.setdefault(block.table, set()).add(block.row)
    order = {(table, row): number for table, known in rows.items() for number, row in enumerate(sorted(known), 1)}
    for block in blocks:
        if block.table and block.cell:
            found[block.row, block.cell] = (order[block.table, block.row], block.cell[-1] + 1)
    return found
