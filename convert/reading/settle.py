"""Settling: one consistent reading of a file: its articles, their fronts, headings, lists and backs."""

from __future__ import annotations

from collections.abc import Sequence

from convert.chinese.dates import read_date
from convert.chinese.lexicon import Pattern
from convert.reading.articles import COLLECTIVE, find_articles
from convert.reading.backs import close_work
from convert.reading.body import mark_body, mark_triangles
from convert.reading.front import read_front
from convert.reading.heads import part_head
from convert.reading.levels import find_levels, mark_headings
from convert.reading.pieces import Piece
from convert.reading.reflow import join_blocks, slice_block
from convert.reading.rules.table import certainty_of
from convert.reading.tables import settle_row
from convert.tree.record import Settled

ARTICLE = Settled("article")

_BYLINE_MARK = Pattern(r"[{byline-mark}]{1,2} ?|{writer-label}[:/] ?(?=\S)")
"""What stands before the name in a byline and is no part of it (outline rule 9)."""


def settle(pieces: Sequence[Piece]) -> list[Settled]:
    """The blocks of a file in reading order."""
    starts = find_articles(pieces)
    works = [list(pieces[a:b]) for a, b in zip([0, *starts], [*starts, len(pieces)], strict=True)]
    settled: list[Settled] = []
    for number, work in enumerate(works):
        page, rest = _page_title(work) if number == 0 and len(works) > 1 else ([], work)
        settled += [_settled(piece) for piece in page]
        if len(works) > 1:
            settled.append(ARTICLE)
        settled += settle_work(rest)
    return settled


def _page_title(work: list[Piece]) -> tuple[list[Piece], list[Piece]]:
    """The title of the whole file, where the first work has one of its own or the title says that there are several."""
    front = read_front(work)
    bylines = [i for i, piece in enumerate(front) if piece.kind == "byline"]
    until = bylines[0] if bylines else len(front)
    heads = [i for i, piece in enumerate(front[:until]) if piece.kind in ("title", "title+", "subtitle", "kicker")]
    first = next((i for i in heads if front[i].kind == "title"), None)
    if first is None:
        return [], work
    brackets = first + 1
    while brackets < len(front) and front[brackets].by == "subtitle/bracket":
        brackets += 1
    if any(COLLECTIVE.search(piece.plain) for piece in front[first:brackets]):
        return front[:brackets], work[brackets:]
    dashed = [i for i in heads if front[i].by == "subtitle/dash" and i > first]
    if dashed and dashed[0] < heads[-1]:
        return front[: dashed[0] + 1], work[dashed[0] + 1 :]
    return [], work


def settle_work(pieces: list[Piece]) -> list[Settled]:
    """The blocks of one work."""
    pieces = mark_triangles(part_head(pieces))
    front = read_front(pieces)
    signed = any(piece.kind == "byline" for piece in front)
    body = close_work(mark_body(pieces[len(front) :], signed))
    levels = iter(find_levels(list(mark_headings(body))))
    settled = [_settled(piece) for piece in _join_titles(front)]
    for piece in body:
        if piece.kind == "row":
            settled += settle_row(piece)
        else:
            settled.append(_settled(piece, next(levels) if piece.kind == "heading" else 0))
    return settled


def _join_titles(front: Sequence[Piece]) -> list[Piece]:
    joined: list[Piece] = []
    for piece in front:
        if piece.kind == "title+" and joined:
            joined[-1] = joined[-1]._replace(block=join_blocks(joined[-1].block, piece.block))
        else:
            joined.append(piece)
    return joined


def _settled(piece: Piece, level: int = 0) -> Settled:
    if piece.fact is not None:
        return piece.fact
    block, by = piece.block, piece.by or "p/prose"
    mark = _BYLINE_MARK.match(block.plain) if piece.kind == "byline" else None
    if mark:
        block = slice_block(block, mark.end(), len(block.text))
    opener = piece.opener if piece.kind in ("heading", "li") else None
    label = block.text[: opener.end].rstrip() if opener is not None else ""
    return Settled(
        piece.kind, block.text, block.spans, by, certainty_of(by), level=level, place=piece.place, label=label,
        n=str(opener.value) if opener is not None else "", changes=block.changes,
        name="number" if piece.kind == "meta" else "", value=read_date(block.plain) if piece.kind == "date" else "",
    )
