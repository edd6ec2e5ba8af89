"""Tables that only blanks and a line of dashes rule, as Pandoc writes them: put right as tables with pipes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from unicodedata import east_asian_width

from convert.formats.markdown.edited import Edit

_TABLE = re.compile(
    r"(?:(?<=\n\n)|(?<=\n\r\n)|\A)(?P<head>[^\n]*\S[^\n]*\n)?(?P<rule>[ \t]*-{2,}(?: {1,8}-{2,})+[ \t\r]*\n)"
    r"(?P<rows>(?:[ \t]*[^\s][^\n]*(?:\n|\Z))+)")
"""A head, its rule, and rows up to a blank line."""
_RUN = re.compile("-+")
_LINE = re.compile("[^\n]+")


class _Row(NamedTuple):
    start: int
    end: int
    cuts: list[int]
    """Where its further cells begin."""


def mend_columns(text: str, place: int) -> Iterator[Edit]:
    """Rows whose cells stand below the dashes of their rule get pipes between them."""
    for match in _TABLE.finditer(text, place):
        starts = [run.start() for run in _RUN.finditer(match["rule"])][1:]
        lines = [found.span() for name in ("head", "rows") if match[name]
                 for found in _LINE.finditer(text, *match.span(name))]
        closing = [span for span in lines if not text[slice(*span)].strip("- \t\r")]
        rows = [_split(text, *span, starts) for span in lines if span not in closing]
        whole = [row for row in rows if row is not None]
        if len(whole) < len(rows) or len(rows) < 2 or not (match["head"] or closing):
            continue
        ruler = f"|{'---|' * (len(starts) + 1)}\n"
        yield Edit(*match.span("rule"), ruler if match["head"] else f"|{' |' * (len(starts) + 1)}\n{ruler}")
        yield from (Edit(start, end, "") for start, end in closing)
        for row in whole:
            yield from _rule(text, row)


def _split(text: str, start: int, end: int, starts: Sequence[int]) -> _Row | None:
    """Where the cells of a row begin, in half-width columns; None where a word stands over one of the borders."""
    cuts: list[int] = []
    column = 0
    for place in range(start, end):
        if len(cuts) < len(starts) and column >= starts[len(cuts)]:
            if column > starts[len(cuts)] or not text[place - 1].isspace():
                return None
            cuts.append(place)
        column += 2 if east_asian_width(text[place]) in "WF" else 1
    return _Row(start, end, cuts)


def _rule(text: str, row: _Row) -> Iterator[Edit]:
    lead = len(text[row.start : row.end]) - len(text[row.start : row.end].lstrip())
    first = min([row.start + lead, *row.cuts])
    yield Edit(row.start, first, "|")
    yield from (Edit(cut, cut, "|") for cut in row.cuts)
