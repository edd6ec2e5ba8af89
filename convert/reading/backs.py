"""Backs: signature and date at the end of a work."""

from __future__ import annotations

from collections.abc import Sequence

from convert.chinese.lexicon import Pattern
from convert.reading.pieces import BODY, Piece
from convert.reading.roles import is_name, is_prose

_SIGNER = Pattern(
    r"(?:[^\W\d_]{2,30}[{unit}][ 、]{0,9}){1,4}|(?:[^\W\d_]{0,12}{office} ?)?[^\W\d_]{2}[^\W\d_ ]{0,2}")
_SPACED = Pattern(
    r"[^\W\d_]{0,12}{office} {1,4}[^\W\d_]{2} ?[^\W\d_]{0,2}|[^\W\d_](?: +[^\W\d_]){3,6}")
"""An office and a name with a gap between them, or spaced out letter by letter."""

_TAIL = 8
"""So many pieces from the end a work may be signed."""


def close_work(pieces: list[Piece]) -> list[Piece]:
    """Signature and date at the end of a work."""
    closed = list(pieces)
    tail = range(max(0, len(closed) - _TAIL), len(closed))
    for date in (i for i in tail if closed[i].kind == "date" and not _is_paragraph_after(closed, i)):
        index = date - 1
        while index >= 0 and date - index <= 4 and _signs(closed[index]):
            closed[index] = closed[index]._replace(kind="signature", by="signature/above-date", opener=None)
            index -= 1
    last = closed[-1] if closed else None
    if last is not None and last.kind in ("p", "li", "") and _SPACED.fullmatch(last.plain):
        closed[-1] = last._replace(kind="signature", by="signature/spaced")
    if len(closed) > 1 and _is_issuer(closed[-1]) and is_prose(closed[-2]):
        closed[-1] = closed[-1]._replace(kind="signature", by="signature/body", opener=None)
    return closed


def _is_issuer(piece: Piece) -> bool:
    return piece.kind in ("p", "li", "heading") and piece.series < 0 and BODY.fullmatch(piece.plain) is not None


def _is_paragraph_after(pieces: Sequence[Piece], index: int) -> bool:
    return any(piece.kind == "p" and is_prose(piece) for piece in pieces[index + 1 :])


def _signs(piece: Piece) -> bool:
    if piece.kind not in ("p", "heading", "li", "byline", "") or is_prose(piece):
        return False
    return is_name(piece.plain) or any(pattern.fullmatch(piece.plain) for pattern in (BODY, _SIGNER))
