"""Tables: rows told by bars, tabs or leaders, and their cells."""

from __future__ import annotations

import re
from collections.abc import Sequence

from convert.chinese.lexicon import Pattern
from convert.reading.pieces import Piece
from convert.reading.reflow import join_blocks, slice_block
from convert.tree.record import Settled

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
        if len(piece.plain) > _ROW_MOST or piece.block.hint or not _LEADERS.search(piece.plain):
            joined.append(piece)
            continue
        row = piece._replace(kind="row", by="row/leaders", opener=None)
        if last is not None and not last.kind and last.plain.count("《") > last.plain.count("》"):
            row = row._replace(block=join_blocks(last.block, piece.block))
            joined.pop()
        joined.append(row)
    return joined


_NUMBER = re.compile(r"[-+−]?[\d,]+(?:\.\d+)?[%‰]?")


def mark_tables(pieces: list[Piece]) -> None:
    """Lines on end with as many cells each are rows: two with tabs between them, or three with figures in most."""
    start = 0
    while start < len(pieces):
        cells = _cells(pieces[start])
        end = start + 1
        while end < len(pieces) and len(cells) > 1 and len(_cells(pieces[end])) == len(cells):
            end += 1
        by = _table_rule(pieces[start:end]) if len(cells) > 1 else ""
        for index in range(start, end if by else start):
            pieces[index] = pieces[index]._replace(kind="row", by=by)
        start = end


def _cells(piece: Piece) -> list[str]:
    """The cells of a line that may be a row."""
    text = piece.block.text
    if piece.kind or len(text) > _ROW_MOST or piece.plain[-1] in "。;:" or _CAPTION.match(piece.plain):
        return []
    return text.split("\t") if "\t" in text else _GAP.split(text)


_CAPTION = Pattern(r"附?[表图] ?[\d{counting}]")

_GAP = re.compile("\u3000+| {2,}|(?<=[^\\W\\d_]) (?=[\\d+-])")


def _table_rule(run: Sequence[Piece]) -> str:
    if len(run) > 1 and all("\t" in piece.block.text for piece in run):
        return "row/tabs"
    figures = sum(any(_NUMBER.fullmatch(cell.strip()) for cell in _cells(piece)[1:]) for piece in run)
    return "row/figures" if len(run) > 2 and figures * 3 >= len(run) * 2 else ""


_CELL = re.compile(r"[^|]+")
_TAB_CELL = re.compile(r"[^\t]+")
_LEADER_CELL = re.compile(r"(?:(?![.…·]{4})[\s\S])+(?:[.…·]{4,})?")


def settle_row(piece: Piece) -> list[Settled]:
    """A row and its cells, parted by bars or by leaders."""
    cells = [slice_block(piece.block, *span) for span in _cell_spans(piece)]
    return [Settled("row"), *(Settled("cell", cell.text, cell.spans, piece.by, changes=cell.changes)
                              for cell in cells if cell.text)]


def _cell_spans(piece: Piece) -> list[tuple[int, int]]:
    text = piece.block.text
    if piece.by == "row/figures":
        gaps = [match.span() for match in _GAP.finditer(text)]
        return list(zip([0, *(end for _, end in gaps)], [*(start for start, _ in gaps), len(text)], strict=True))
    pattern = _CELL if "|" in piece.plain else _TAB_CELL if "\t" in text else _LEADER_CELL
    return [match.span() for match in pattern.finditer(text)]
