"""Tables as people rule them: without the line of dashes, with a wrong one, or close to the text around."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from convert.formats.markdown.edited import Edit

_ROWS = re.compile(r"(?:^[^\n]*\|[^\n]*(?:\n|\Z)|^[ \t>]*\+(?:[-=:]+\+)+[ \t\r]*(?:\n|\Z))+", re.MULTILINE)
"""Lines with a pipe, and rules between them, one below the other."""
_DELIMITER = re.compile(r"[ \t]*+(?:\|[ \t]*+)?:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)*+\|?[ \t\r]*+")
_BORDER = re.compile(r"[ \t]*\+(?:[-=:]+\+)+[ \t\r]*")
_PREFIX = re.compile(r"[ \t]{0,3}(?:>[ \t]?)*")
_PIPE = re.compile(r"(?<!\\)\|")


class _Row(NamedTuple):
    start: int
    end: int
    """Behind its line end."""
    prefix: str
    """Marks of quotation before it."""
    body: str

    @property
    def ruled(self) -> bool:
        """Whether it begins and ends with a pipe."""
        body = self.body.strip()
        return len(body) > 1 and body[0] == "|" == body[-1] and body[-2:] != "\\|"

    @property
    def columns(self) -> int:
        """How many cells it has."""
        body = self.body.strip()
        return len(_PIPE.findall(body)) + 1 - body.startswith("|") - (self.ruled or body.endswith("|"))


def mend_tables(text: str, place: int) -> Iterator[Edit]:
    """Lines with pipes, made tables where their first and last are pipes or a line of dashes is among them."""
    for match in _ROWS.finditer(text, place):
        rows = list(_split(text, *match.span()))
        for row in rows:
            if _BORDER.fullmatch(row.body):
                yield Edit(row.start, row.end, "")
        rows = [row for row in rows if not _BORDER.fullmatch(row.body)]
        if rows:
            yield from _mend(text, rows)


def line_start(text: str, start: int, place: int = 0) -> int:
    """Where the line before the one that starts at a place starts; nothing before `place` counts."""
    return max(text.rfind("\n", place, max(start - 1, place)) + 1, place)


def _split(text: str, start: int, end: int) -> Iterator[_Row]:
    while start < end:
        stop = text.find("\n", start, end) + 1 or end
        prefix = _PREFIX.match(text, start, stop)
        behind = prefix.end() if prefix else start
        yield _Row(start, stop, text[start:behind], text[behind:stop].rstrip("\n"))
        start = stop


def _mend(text: str, rows: list[_Row]) -> Iterator[Edit]:
    ruler = next((i for i, row in enumerate(rows) if "|" in row.body and _DELIMITER.fullmatch(row.body)), -1)
    if ruler < 0:
        first = next((i for i, row in enumerate(rows) if row.ruled), -1)
        if first < 0 or not all(row.ruled for row in rows[first:]):
            return
        yield Edit(rows[first].start, rows[first].start, _head(rows[first], max(row.columns for row in rows[first:])))
    elif ruler == 0:
        yield Edit(rows[0].start, rows[0].start, _blank(rows[0].prefix, rows[0].columns))
    else:
        head = rows[ruler - 1]
        if text[line_start(text, head.start) : head.start].strip("> \t\r\n"):
            yield Edit(head.start, head.start, f"{head.prefix}\n")
        yield from _match_columns(head, rows[ruler])
    behind = rows[-1].end
    if behind < len(text) and text[behind] not in "\r\n" and not rows[-1].prefix:
        yield Edit(behind, behind, "\n")


def _match_columns(head: _Row, ruler: _Row) -> Iterator[Edit]:
    """A line of dashes has to have as many columns as the head."""
    width = max(head.columns, ruler.columns)
    if ruler.columns != width or head.columns != width:
        yield Edit(ruler.start + len(ruler.prefix), ruler.end, "|" + "---|" * width + "\n")
    if head.columns < width:
        behind = head.start + len(head.prefix) + len(head.body.rstrip())
        yield Edit(behind, behind, ("" if head.ruled else "|") + " |" * (width - head.columns))


def _blank(prefix: str, columns: int) -> str:
    return f"{prefix}\n{prefix}|{' |' * columns}\n"


def _head(row: _Row, columns: int) -> str:
    """A head without text for a table that has none."""
    return f"{_blank(row.prefix, columns)}{row.prefix}|{'---|' * columns}\n"
