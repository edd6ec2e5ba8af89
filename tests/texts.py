"""Texts as formats give them to `convert.recovery`, from any file; plain text has no reader of its own yet."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePath

from convert.formats.docx.read import read_docx
from convert.formats.html.read import read_html
from convert.formats.markdown.read import read_markdown
from convert.formats.markdown.recognise import is_markdown
from convert.formats.text.decode import decode
from convert.formats.text.markup import view_source
from convert.reading import lines as printed
from convert.reading.text import PLAIN, Line, Marks, Text

READERS = {".html": read_html, ".htm": read_html, ".php": read_html, ".docx": read_docx, ".md": read_markdown,
           ".mdx": read_markdown}
BREAK = re.compile("[\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")


def text_of(data: bytes, name: str) -> Text:
    """The text of a file, read by its suffix; what looks like Markdown is read as such."""
    suffix = PurePath(name).suffix.lower()
    if suffix in READERS:
        return READERS[suffix](data, name)
    source = decode(data, name)
    if is_markdown(source.text):
        return read_markdown(data, name)
    view = view_source(source.text)
    return Text(source, view, tuple(_lines(view.text, printed.split_lines(view))))


def _lines(text: str, found: Iterable[printed.Line]) -> list[Line]:
    """The printed lines; those of one that `split_lines` has split at its gaps are joined again."""
    lines: list[Line] = []
    for line in found:
        if lines and BREAK.search(text, lines[-1].end, line.start) is None:
            lines[-1] = lines[-1]._replace(end=line.end)
        else:
            lines.append(Line(line.start, line.end, line.indent, line.gap, _marks(line.hint)))
    return lines


def _marks(hint: str) -> Marks:
    if not hint:
        return PLAIN
    return Marks(heading=int(hint[1]) if re.fullmatch("h[1-6]", hint) else 0, quote=int(hint == "quote"),
                 item=int(hint == "bullet"), field="x" if hint == "field" else "")
