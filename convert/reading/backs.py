"""Backs: signature and date at the end of a work."""

from __future__ import annotations

import re
from collections.abc import Sequence

from convert.reading.pieces import BODY, Piece
from convert.reading.roles import is_name, is_prose

OFFICE = "(?:省长|市长|县长|区长|镇长|乡长|主席|总理|部长|局长|处长|主任|署长|院长|书记|校长|会长|董事长|经理)"

_SIGNER = re.compile(
    r"(?:[^\W\d_]{2,30}(?:会|组|处|科|队|站|社|署|部|厅|局|院)[ 、]{0,9}){1,4}"
    rf"|(?:[^\W\d_]{{0,12}}{OFFICE} ?)?[^\W\d_]{{2}}[^\W\d_ ]{{0,2}}"
)
_SPACED = re.compile(
    rf"[^\W\d_]{{0,12}}{OFFICE} {{1,4}}[^\W\d_]{{2}} ?[^\W\d_]{{0,2}}|[^\W\d_](?: +[^\W\d_]){{3,6}}"
)
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
