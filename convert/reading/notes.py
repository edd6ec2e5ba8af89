"""Notes: reasons under articles of law, back matter, footnotes, credits in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from convert.chinese.lexicon import Pattern
from convert.reading.pieces import Piece
from convert.reading.reflow import slice_block

BACK_MATTER = Pattern(
    "(?:(?:《[^《》]{2,30}》)?(?:有关|部分|相关)?(?:内容)?(?:的)?{term}(?:解释|注释|说明)|{back-matter}):?")
"""Headings of back matter (outline rule 17)."""


def is_back_matter(plain: str) -> bool:
    """True for the heading of back matter, printed with gaps between its letters or in brackets too."""
    return BACK_MATTER.fullmatch(plain.strip("()（）【】[] ").replace(" ", "")) is not None


REASONS = Pattern("{lawmaking}?理由:.*|(?:被)?引用(?:条文|法条|法规):.*|(?:立法|修正)说明:.*", re.DOTALL)
"""What legislators say for an article of law stands below it (outline rule 17)."""


def _mark_reasons(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Reasons and cross-references under an article of law, up to the next heading or article, are notes."""
    inside = False
    for piece in pieces:
        opens = piece.kind == "heading" or (piece.opener is not None and piece.opener.style == "clause")
        inside = not opens and (inside or REASONS.fullmatch(piece.plain) is not None)
        yield piece._replace(kind="note", by="note/reasons") if inside and piece.kind in ("p", "li") else piece


_NOTE_MARKS = frozenset({"arabic-paren", "bracketed", "circled", "parenthesised"})


def _is_footnote(piece: Piece, before: str) -> bool:
    opener = piece.opener
    if opener is None or opener.style not in _NOTE_MARKS or piece.series < 0:
        return False
    mark = piece.plain[: opener.end].replace(" ", "")
    return any(printed.replace(" ", "") == mark for printed in _NOTE_MARK.findall(before))


_NOTE_MARK = re.compile(r"(?<=[^\s。:;])\s?[(\[〔【]\s?\d{1,3}\s?[)\]〕】]|[①-⑳⑴-⒇]")


def mark_notes(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Behind 名词解释 or 注释 each entry is a note (outline rule 17); so is a paragraph with a mark of the text."""
    inside = False
    seen = ""
    for piece in _mark_reasons(pieces):
        if piece.kind in ("p", "li") and _is_footnote(piece, seen):
            yield piece._replace(kind="note", by="note/footnote")
            continue
        seen += piece.plain if piece.opener is None or piece.opener.style not in _NOTE_MARKS else ""
        if is_back_matter(piece.plain):
            inside = True
            yield piece._replace(kind="heading", by="heading/back-matter", place="own", opener=None)
        elif inside and piece.kind in ("p", "li", "heading") and (piece.kind != "heading" or piece.opener is not None):
            yield piece._replace(kind="note", by="note/entry")
        else:
            yield piece


_CREDIT = Pattern(r"(?<=[。!?”;])\s*(\((?:{credit}|通讯员|本报记者|完)[^()]{0,60}\))$")


def cut_credit(piece: Piece) -> Iterator[Piece]:
    """A source bracket that closes a paragraph is a note (outline rule 9)."""
    match = _CREDIT.search(piece.plain) if piece.kind == "p" and piece.plain.endswith(")") else None
    if match is None:
        yield piece
        return
    yield piece._replace(block=slice_block(piece.block, 0, match.start(1)))
    yield Piece(slice_block(piece.block, match.start(1), len(piece.block.text)), "note", "note/origin")
