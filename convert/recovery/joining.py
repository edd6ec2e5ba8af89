"""Joining: the places of a block's characters, its printed text, and the cells of a row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from convert.chinese.lexicon import Pattern
from convert.recovery.atoms import Atom
from convert.recovery.runs import RunIndex
from convert.span import Span
from convert.tree.record import Change, Settled

WIDEST = 60
"""Columns of a table that are believed: pages ask for a thousand to mean all."""

_LATIN = Pattern(r"[A-Za-z0-9,.;:)\]]$")
_LATIN_NEXT = re.compile(r"[A-Za-z0-9(\[]")
_CELL = re.compile(r"[^|]+")
_TAB = re.compile(r"[^\t]+")
_LEADERS = Pattern(r"[.…·]{4,}")
_LEADER = Pattern(r"(?:(?![.…·]{4})[\s\S])+(?:[.…·]{4,})?")
_GAP = Pattern("\u3000+| {2,}|(?<=[^\\W\\d_]) (?=[\\d+-])")


def join_atoms(atoms: Sequence[Atom], text: str) -> tuple[list[Span], list[Change]]:
    """The places of a block's characters; where Latin words meet over a line end, one character of it is a space."""
    spans: list[Span] = []
    changes: list[Change] = []
    for before, atom in zip((None, *atoms), atoms, strict=False):
        if before is not None and before.line == atom.line:
            if text[before.end : atom.start].strip():
                spans.append((atom.start, atom.end))
            else:
                spans[-1] = (spans[-1][0], atom.end)
            continue
        if spans:
            bridge(spans, changes, atom.start, text)
        spans.append((atom.start, atom.end))
    return spans, changes


def bridge(spans: list[Span], changes: list[Change], start: int, text: str) -> None:
    """Adds the character that is printed as a space, where a line that ends in Latin letters goes on with such."""
    end = spans[-1][1]
    left, right = text[max(0, end - 1) : end], text[start : start + 1]
    if not meet_as_words(left, right):
        return
    space = text[end : start - len(text[end:start].lstrip())]
    at = end + space.find(" ") if " " in space else end
    if at >= start or (text[at] != " " and is_parted_number(left, right)):
        return
    if text[at] < " " and text[at] not in "\n\r\t":
        return
    if text[at] != " ":
        changes.append(Change((at, at + 1), text[at], " ", "join/latin"))
    spans.append((at, at + 1))


def meet_as_words(left: str, right: str) -> bool:
    """Whether the characters on both sides of a line end are of Latin words or numbers."""
    return bool(left.isascii() and right.isascii() and _LATIN.search(left) and _LATIN_NEXT.match(right))


def is_parted_number(left: str, right: str) -> bool:
    """Whether such characters are of one number."""
    return right.isdigit() and (left.isdigit() or left in ".,")


def print_spans(text: str, spans: Sequence[Span], changes: Sequence[Change]) -> str:
    """The characters of spans, with the changes made."""
    spaces = {change.at for change in changes}
    return "".join([" " if span in spaces else text[span[0] : span[1]] for span in spans])


def keep_from(spans: Sequence[Span], start: int) -> list[Span]:
    """The spans without what stands before a place."""
    return [(max(low, start), high) for low, high in spans if high > start]


def drop_between(spans: Sequence[Span], low: int, high: int) -> list[Span]:
    """The spans without the characters between two places; nothing is between them where they are in no order."""
    high = max(low, high)
    kept: list[Span] = []
    for start, end in spans:
        if start < low:
            kept.append((start, min(end, low)))
        if end > high:
            kept.append((max(start, high), end))
    return [span for span in kept if span[0] < span[1]]


def settle_cells(spans: Sequence[Span], text: str, runs: RunIndex) -> Iterator[Settled]:
    """The cells of a row that bars, tabs, leaders or wide gaps part."""
    for start, end in spans:
        words = text[start:end]
        for low, high in _part_cells(words):
            body = words[low:high].strip()
            if body:
                at = start + low + words[low:high].index(body)
                place = ((at, at + len(body)),)
                yield Settled("cell", body, place, "row/cells", inlines=runs.carry(place))


def settle_marked(atoms: Sequence[Atom], text: str, runs: RunIndex) -> Iterator[Settled]:
    """The cells that the format marks; lines of one cell are one text, and cells without any are empty."""
    last = 0
    for number, group in groupby(atoms, key=lambda atom: atom.marks.cell):
        for _ in range(last + 1, min(number, last + WIDEST)):
            yield Settled("cell", by="row/marked")
        cell = list(group)
        spans, changes = join_atoms(cell, text)
        marks, last = cell[0].marks, max(number, last)
        yield Settled("cell", print_spans(text, spans, changes), tuple(spans), "row/marked", changes=tuple(changes),
                      inlines=runs.carry(spans), columns=min(marks.columns, WIDEST), rows=marks.rows, head=marks.head)


def _part_cells(words: str) -> list[Span]:
    if "|" in words:
        return [match.span() for match in _CELL.finditer(words)]
    if "\t" in words:
        return [match.span() for match in _TAB.finditer(words)]
    if _LEADERS.search(words):
        return [match.span() for match in _LEADER.finditer(words)]
    gaps = [match.span() for match in _GAP.finditer(words)]
    return list(zip([0, *(end for _, end in gaps)], [*(start for start, _ in gaps), len(words)], strict=True))
