"""The body of a work: what each piece behind the front is, by itself and among its neighbours."""

from __future__ import annotations

import re
from collections.abc import Sequence

from convert.chinese.lexicon import Pattern
from convert.reading.contents import is_contents_label
from convert.reading.notes import REASONS, cut_credit, mark_notes
from convert.reading.pieces import Piece
from convert.reading.reflow import slice_block
from convert.reading.roles import find_bullet, find_role, is_name, is_prose
from convert.reading.runs import mark_runs
from convert.reading.series import letters
from convert.reading.tables import join_rows, mark_tables


def mark_body(pieces: Sequence[Piece], signed: bool = False) -> list[Piece]:
    """Every piece behind the front with its kind; `signed` says that the front names an author."""
    if signed and _is_poem(pieces):
        return [piece._replace(kind="verse", by="verse/whole") for piece in pieces]
    marked = join_rows(pieces)
    mark_tables(marked)
    for index, piece in enumerate(marked):
        if not piece.kind or (piece.block.hint[:1] == "h" and piece.kind != "heading"):
            marked[index] = _mark_alone(piece)
    _mark_attachments(marked)
    _mark_labels(marked)
    mark_runs(marked)
    if marked and marked[-1].by == "heading/annex":
        marked[-1] = marked[-1]._replace(kind="p", by="p/short", place="")
    return [part for piece in mark_notes(marked) for part in cut_credit(piece)]


def _is_poem(pieces: Sequence[Piece]) -> bool:
    """A signed work of nothing but short lines without a number, name, gap or label."""
    texts = [piece.plain for piece in pieces]
    plain = all(not piece.kind and not piece.opener and _VERSE.fullmatch(piece.plain) for piece in pieces)
    return plain and len(texts) >= _POEM and not any(is_name(text) for text in texts)


_VERSE = re.compile(r"[^\W\d_]{2,16}(?:[,、][^\W\d_]{2,16})?[,。;!?…]{0,2}")
_POEM = 4
"""A poem has no fewer lines."""


def _mark_alone(piece: Piece) -> Piece:
    """What a piece is by itself."""
    plain, hint = piece.plain, piece.block.hint
    if hint[:1] == "h":
        return piece._replace(kind="heading", by="heading/marked", place="own")
    if hint == "quote":
        return piece._replace(kind="note", by="note/quoted")
    if hint == "row":
        return piece._replace(kind="row", by="row/marked")
    if is_contents_label(plain):
        return piece._replace(kind="heading", by="heading/contents", place="own")
    if REASONS.fullmatch(plain):
        return piece._replace(kind="note", by="note/reasons")
    rule = find_role(plain, "body")
    if rule is not None and rule.kind != "subtitle":
        return piece._replace(kind=rule.kind, by=rule.id, place="own" if rule.kind == "heading" else "")
    bullet = find_bullet(plain)
    if bullet:
        return _strip_bullet(piece, bullet)
    if _DASHED.fullmatch(plain):
        return piece._replace(kind="li", by="item/dash")
    if is_prose(piece):
        return piece._replace(kind="p", by="p/prose")
    return piece


_DASHED = re.compile(r"——? ?[^—。!?;]{2,60}[。;,]?")


def _strip_bullet(piece: Piece, bullet: int) -> Piece:
    kind = "p" if re.search(r"[。!?;].*[。!?;]", piece.plain) or letters(piece.plain) > 90 else "li"
    block = slice_block(piece.block, bullet, len(piece.block.text))
    return piece._replace(block=block, kind=kind, by=f"{'item' if kind == 'li' else 'p'}/bullet")


def mark_triangles(pieces: list[Piece]) -> list[Piece]:
    """The pieces with ▲ as a bullet before two lines or more on end; before a single one it marks a caption."""
    marked = [not piece.kind and piece.plain[0] in "▲△" and len(piece.plain) > 2 for piece in pieces]
    near = [any(marked[max(index - 1, 0) : index] + marked[index + 1 : index + 2]) for index in range(len(pieces))]
    return [_strip_bullet(piece, 1) if marked[index] and near[index] else piece for index, piece in enumerate(pieces)]


def _mark_attachments(pieces: list[Piece]) -> None:
    """附件：1.… goes on over the numbered lines below it."""
    listing = False
    for index, piece in enumerate(pieces):
        listing = piece.kind == "attachment" or (
            listing and piece.opener is not None and piece.opener.style == "arabic" and piece.opener.value > 1)
        if listing:
            pieces[index] = piece._replace(kind="attachment", by=piece.by or "attachment/entry", opener=None)


_LABEL = re.compile(r"[^\W\d_]{2,6}:")
_LEAD_IN = Pattern("{lead-in}:$")


_ROLL = Pattern("{attendance}")
"""Labels of those who were there: names stand below them."""


def _mark_labels(pieces: list[Piece]) -> None:
    """问题： and 答覆： alone on their lines are headings where there are two of them (outline rule 11)."""
    labels = [i for i, piece in enumerate(pieces) if not piece.kind and _LABEL.fullmatch(piece.plain)
              and not _LEAD_IN.search(piece.plain) and i + 1 < len(pieces)]
    for index in labels if len(labels) > 1 else ():
        by = "heading/roll-call" if _ROLL.match(pieces[index].plain) else "heading/label"
        pieces[index] = pieces[index]._replace(kind="heading", by=by, place="own")
