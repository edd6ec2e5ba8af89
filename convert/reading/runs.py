"""Runs: short lines that no rule has named, told by their neighbours: headings, lists, verse."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from convert.reading.fields import find_field
from convert.reading.pieces import Piece
from convert.reading.roles import find_role, is_short
from convert.reading.series import letters


def mark_runs(pieces: list[Piece]) -> None:
    """Short lines that nothing has named: a heading alone, list items in a row."""
    index = 0
    while index < len(pieces):
        if pieces[index].kind:
            index += 1
            continue
        end = index
        while end < len(pieces) and not pieces[end].kind:
            end += 1
        for offset, (kind, by) in enumerate(_name_run(pieces, index, end)):
            place = "own" if kind == "heading" else ""
            pieces[index + offset] = pieces[index + offset]._replace(kind=kind, by=by, place=place)
        index = end


def _name_run(pieces: Sequence[Piece], start: int, end: int) -> Iterator[tuple[str, str]]:
    """The kinds of a run of unnamed lines, which lines with a colon part into shorter runs."""
    if _is_verse(pieces[start:end]):
        yield from _name_lines(pieces, start, end)
        return
    colons = [i for i in range(start, end) if pieces[i].plain[-1] == ":"]
    for begin, stop in zip([start, *(i + 1 for i in colons)], [*colons, end], strict=True):
        if begin > start:
            listed = stop - begin >= 3
            yield ("heading", "heading/list-label") if listed else ("p", "p/lead-in")
        yield from _name_lines(pieces, begin, stop)


def _name_lines(pieces: Sequence[Piece], start: int, end: int) -> Iterator[tuple[str, str]]:
    run = pieces[start:end]
    after = pieces[end] if end < len(pieces) else None
    verse, spaced, alike = _is_verse(run), _is_spaced(run), _find_alike(run)
    for position, piece in enumerate(run):
        follows = run[position + 1] if position + 1 < len(run) else after
        before = pieces[start + position - 1] if start + position else None
        if _FORMULA.search(piece.plain) or (len(run) > 1 and _LABELLED.search(piece.plain)):
            yield "p", "p/formula"
        elif verse and letters(piece.plain) > _STANZA:
            yield "verse", "verse/lines"
        elif position < alike or (spaced and follows is not None and _heads_list(piece, follows, run)):
            yield "heading", "heading/over-list"
        elif len(run) >= LIST_LEAST and not verse and not _closes_list(run, position, after):
            yield "li", "item/parallel"
        elif _names_what_follows(piece, before, follows):
            yield "heading", "heading/plain"
        else:
            yield "p", "p/short"


LIST_LEAST = 3
"""So many short lines on end are a list (outline rule 7)."""

_STANZA = 3
"""A line of verse with no more letters is the title of a stanza."""


def _closes_list(run: Sequence[Piece], position: int, after: Piece | None) -> bool:
    """The last line of a list is a heading where a paragraph follows it and it is not of the list's pattern."""
    last = position == len(run) - 1
    return last and after is not None and after.kind == "p" and not _alike(run[-2], run[-1])


def _find_alike(run: Sequence[Piece]) -> int:
    """Where the lines begin that all open with one character, up to two others standing above them; else 0."""
    first = len(run)
    while first and run[first - 1].plain[0] == run[-1].plain[0]:
        first -= 1
    return first if first <= 2 and len(run) - first >= _ALIKE_LEAST else 0


_ALIKE_LEAST = 4
"""So many lines that open alike are a list of their own."""


def _heads_list(piece: Piece, follows: Piece, run: Sequence[Piece]) -> bool:
    """A word without a gap over entries with one, none of which begins with a word of its kind."""
    if " " in piece.plain or " " not in follows.plain or letters(piece.plain) > 8:
        return False
    return not any(other.plain.partition(" ")[0][-1] == piece.plain[-1] for other in run if " " in other.plain)


def _is_spaced(run: Sequence[Piece]) -> bool:
    """Most lines of a list have a gap inside: a name and a place."""
    return len(run) >= LIST_LEAST and sum(" " in piece.plain for piece in run) * 10 >= len(run) * 6


_VERSE_LEAST = 8


def _is_verse(run: Sequence[Piece]) -> bool:
    """Many short lines of uneven length, some with a comma inside and none with a space, label or number."""
    texts = [piece.plain for piece in run]
    if len(texts) < _VERSE_LEAST or any(" " in text or any(c.isdigit() for c in text) for text in texts):
        return False
    uneven = len({text[-1] for text in texts}) * 2 > len(texts)
    return uneven and max(map(len, texts)) <= 20 and any("," in text for text in texts)


def _alike(first: Piece, second: Piece) -> bool:
    """Lines of one pattern begin or end alike, or have the same marks inside."""
    a, b = first.plain, second.plain
    return a[0] == b[0] or a[-1] == b[-1] or any(mark in a and mark in b for mark in ":=,、/")


_FORMULA = re.compile(r"[=÷×±≥≤]|\d{1,2}:\d{2}")
_LABELLED = re.compile(r"^[^:【]{1,5}:.{1,9}$")
"""A formula, or a label with its value among others, names nothing."""

_LISTED = re.compile(r"(?=.*[^\W_]{2})(?:[^\W_]{1,10} +){2,}[^\W_]{1,10}")
"""Three or more words with gaps between them: names, not a title."""

_DAY = re.compile(r"(?:\d{4}年)?\d{1,2}月\d{1,2}日 ")
"""An entry of a diary opens with its day."""

def _is_speaker(piece: Piece, before: Piece | None) -> bool:
    """Office and name under the label of a turn say who speaks, and name nothing."""
    role = find_role(piece.plain, "head") if before is not None and before.by == "heading/label" else None
    return role is not None and role.kind == "byline"


_BRACKETED = re.compile(r"[(〔\[].*[)〕\]]")


def _names_what_follows(piece: Piece, before: Piece | None, after: Piece | None) -> bool:
    """Outline rule 11: a phrase alone on its line without an end mark that names what follows."""
    if not is_short(piece) or after is None or _FORMULA.search(piece.plain):
        return False
    if ":" in piece.plain and find_field(piece.plain.partition(":")[0]) is not None:
        return False
    if before is not None and before.by == "heading/roll-call":
        return False
    if _is_speaker(piece, before):
        return False
    if before is not None and " " in piece.plain and _LISTED.fullmatch(before.plain):
        return False
    if _BRACKETED.fullmatch(piece.plain) or (_LISTED.fullmatch(piece.plain) and not _DAY.match(piece.plain)):
        return False
    if after.kind in ("noise", "note", "caption", "date", "signature"):
        return False
    if before is not None and before.kind == "p" and before.plain[-1:] in ",、":
        return False
    named = after.kind in ("p", "heading", "li", "row", "byline", "salutation")
    return named or is_short(after) or after.plain[-1] == ":"
