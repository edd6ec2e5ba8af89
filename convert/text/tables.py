"""Tables: rows told by bars, tabs or leaders, and their cells."""

from __future__ import annotations

import re
from collections.abc import Sequence

from convert.text.model import Settled
from convert.text.pieces import Piece
from convert.text.reflow import join_blocks, slice_block

_LEADERS = re.compile(r"[.…·]{12,}|[.…·]{4,}\s*\d[\d/.-]{0,11}$")
_REFERENCE = re.compile(r"[\d/.-]{1,12}")
_ROW_MOST = 160


def join_rows(pieces: Sequence[Piece]) -> list[Piece]:
    """Lines with leaders are rows; a title broken above them and a number pushed below belong to them."""
    joined: list[Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        open_row = last is not None and last.kind == "row" and not last.plain[-1].isdigit()
        if last is not None and open_row and _REFERENCE.fullmatch(piece.plain):
            joined[-1] = last._replace(block=join_blocks(last.block, piece.block))
            continue
        if not _LEADERS.search(piece.plain) or piece.block.hint or len(piece.plain) > _ROW_MOST:
            joined.append(piece)
            continue
        row = piece._replace(kind="row", by="row/leaders", opener=None)
        if last is not None and not last.kind and last.plain.count("《") > last.plain.count("》"):
            row = row._replace(block=join_blocks(last.block, piece.block))
            joined.pop()
        joined.append(row)
    return joined


def mark_tables(pieces: list[Piece]) -> None:
    """Two or more lines on end with tabs inside are rows."""
    tabbed = [not piece.kind and "\t" in piece.block.text for piece in pieces]
    for index, piece in enumerate(pieces):
        if tabbed[index] and (any(tabbed[max(0, index - 1) : index]) or any(tabbed[index + 1 : index + 2])):
            pieces[index] = piece._replace(kind="row", by="row/tabs")


_CELL = re.compile(r"[^|]+")
_TAB_CELL = re.compile(r"[^\t]+")
_LEADER_CELL = re.compile(r"(?:(?![.…·]{4})[\s\S])+(?:[.…·]{4,})?")


def settle_row(piece: Piece) -> list[Settled]:
    """A row and its cells, parted by bars or by leaders."""
    pattern = _CELL if "|" in piece.plain else _TAB_CELL if "\t" in piece.block.text else _LEADER_CELL
    cells = [slice_block(piece.block, *match.span()) for match in pattern.finditer(piece.block.text)]
    return [Settled("row"), *(Settled("cell", cell.text, cell.spans, piece.by, changes=cell.changes)
                              for cell in cells if cell.text)]
