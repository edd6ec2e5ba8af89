"""Lines: where each begins and ends, what stood before it, and whether the file is one line that hides many."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from convert.chinese.lexicon import Pattern
from convert.reading.view import View
from convert.span import Span

SPACE = " \t\u3000\u00a0\u200b\ufeff\u2002\u2003\x00"
"""White space that may surround a line without belonging to it."""

_LINE = re.compile("[^\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]+")
_WIDE_GAP = re.compile("\u3000{2,}|\t+")
_UNFINISHED = Pattern("第.{1,4}[章节節编編篇]|(?:立法)?{reason-label}[:：]")
"""第一章　　总则 and 理由：　　一、… are one line."""

BREAK = 1000
"""As a gap: site furniture or a field was cut before the line, so that nothing joins it to the line above."""

LONG = 200
"""A line of more characters may hide paragraphs between runs of ideographic spaces."""


class Line(NamedTuple):
    """A line without the white space around it."""

    start: int
    end: int
    indent: int
    """Width of the white space before it, in half-width columns."""
    gap: int
    """Blank lines before it."""
    hint: str = ""
    """What markup said of it: h1 … h6, quote, bullet, row, field."""
    raw: int = 0
    """Its characters with the white space around them."""


def split_lines(view: View) -> list[Line]:
    """The lines of a view that hold anything; very long ones are split at runs of ideographic spaces."""
    text, hints = view.text, view.hints
    lines: list[Line] = []
    end, gap = 0, -1
    for match in _LINE.finditer(text):
        whole = match.group()
        body = whole.strip(SPACE)
        start, stop = match.span()
        gap += _count_breaks(text, end, start)
        end = stop
        if not body:
            continue
        lead = whole[: len(whole) - len(whole.lstrip(SPACE))] if whole[0] in SPACE else ""
        start += len(lead)
        hint = hints.get(match.start(), "") if hints else ""
        line = Line(start, start + len(body), _columns(lead), max(gap, 0), hint, len(whole))
        lines += _split_long(text, line) if len(body) > LONG else (line,)
        gap = -1
    return lines


_NUMBERED = re.compile(r"(\d{1,4})(?:[ \t\u3000]{2,}|\t)(?=\S)")


def strip_line_numbers(lines: Sequence[Line], text: str) -> tuple[list[Line], list[Span]]:
    """The lines without the numbers that an edition prints before every line or every fifth, and where those stood."""
    found = {i: match for i, line in enumerate(lines) if (match := _NUMBERED.match(text, line.start, line.end))}
    steps = Counter(int(found[i][1]) - i for i in found)
    offset, times = steps.most_common(1)[0] if steps else (0, 0)
    if times < _NUMBERS_LEAST or times * 10 < len(found) * 8:
        return list(lines), []
    kept, numbers = list(lines), []
    for i, match in found.items():
        if int(match[1]) - i == offset:
            numbers.append((lines[i].start, match.end(1)))
            kept[i] = lines[i]._replace(start=match.end(), raw=lines[i].raw - (match.end() - lines[i].start))
    return kept, numbers


_LOST = re.compile(r"\?{2,}(?=[^?\s])|\?+$")


def strip_lost_spaces(lines: Sequence[Line], text: str) -> tuple[list[Line], list[Span]]:
    """The lines without the ???? that a wrong conversion left of ideographic spaces, and where those stood."""
    found = {i: match for i, line in enumerate(lines) if (match := _LOST.match(text, line.start, line.end))}
    if len(found) < _LOST_LEAST:
        return list(lines), []
    kept: list[Line] = []
    for i, line in enumerate(lines):
        match = found.get(i)
        if match is None:
            kept.append(line)
        elif match.end() < line.end:
            kept.append(line._replace(start=match.end(), indent=line.indent + len(match[0])))
    return kept, [match.span() for match in found.values()]


_LOST_LEAST = 3
"""Fewer lines with ???? may be questions."""

_NUMBERS_LEAST = 4
"""Fewer numbers in step with the lines may be chance."""


def _count_breaks(text: str, start: int, end: int) -> int:
    if end - start < 2:
        return end - start
    return end - start - text.count("\r\n", start, end)


def _columns(space: str) -> int:
    return sum(2 if c == "\u3000" else 4 if c == "\t" else c != "\u200b" for c in space)


def _split_long(text: str, line: Line) -> list[Line]:
    if text.count("\u3000\u3000", line.start, line.end) + text.count("\t", line.start, line.end) < 3:
        return [line]
    gaps = list(_WIDE_GAP.finditer(text, line.start, line.end))
    if len(gaps) < 3:
        return [line]
    pieces: list[Line] = []
    start, indent = line.start, line.indent
    for match in (*gaps, None):
        end = match.start() if match else line.end
        if match and _UNFINISHED.fullmatch(text, start, end):
            continue
        body = text[start:end].strip(SPACE)
        if body:
            begin = text.index(body, start)
            pieces.append(Line(begin, begin + len(body), indent, line.gap if not pieces else 0, "", end - start))
        if match:
            start, indent = match.end(), 4
    return pieces
