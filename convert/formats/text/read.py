"""The reader of plain text: from bytes in any encoding to a text with lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from convert.formats.markdown.recognise import is_markdown
from convert.formats.text.decode import decode
from convert.formats.text.markup import view_source
from convert.recovery.text import PLAIN, SPACE, Line, Marks, Text
from convert.recovery.view import View

_LINE = re.compile("[^\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]+")
_HEADING = re.compile("h[1-6]")


def read_text(data: bytes, name: str) -> Text:
    """The text of a file, whatever is in it; what looks like Markdown is read as such. Never raises."""
    source = decode(data, name)
    if is_markdown(source.text):
        from convert.formats.markdown.read import read_markdown  # much code: only where it is needed

        return read_markdown(data, name)
    view = view_source(source.text)
    return Text(source, view, tuple(split_lines(view)))


def split_lines(view: View) -> Iterator[Line]:
    """The lines of a view that hold anything."""
    text, hints = view.text, view.hints
    end, gap = 0, -1
    for match in _LINE.finditer(text):
        whole = match.group()
        gap += _count_breaks(text, end, match.start())
        end = match.end()
        body = whole.strip(SPACE)
        if not body:
            continue
        lead = whole[: len(whole) - len(whole.lstrip(SPACE))]
        start = match.start() + len(lead)
        marks = _marks(hints.get(match.start(), "")) if hints else PLAIN
        yield Line(start, start + len(body), _columns(lead), max(gap, 0), marks)
        gap = -1


def _count_breaks(text: str, start: int, end: int) -> int:
    if end - start < 2:
        return end - start
    return end - start - text.count("\r\n", start, end)


def _columns(space: str) -> int:
    return sum(2 if c == "\u3000" else 4 if c == "\t" else c != "\u200b" for c in space)


def _marks(hint: str) -> Marks:
    """What markup left in a text said of a line."""
    if not hint:
        return PLAIN
    return Marks(heading=int(hint[1]) if _HEADING.fullmatch(hint) else 0, quote=int(hint == "quote"),
                 item=int(hint == "bullet"), field="x" if hint == "field" else "")
