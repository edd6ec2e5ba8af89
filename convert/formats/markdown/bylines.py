"""The line that sites set under a headline, exported as one paragraph: who, where and when, each dressed of its own."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from convert.recovery.text import Line, Run, Text

STAMP = re.compile(r"\d{4}(?:年|[-/.])\d{1,2}(?:月|[-/.])\d{1,2}日? {1,3}\d{1,2}:\d{2}(?::\d{2})?")
"""A date with its hour."""

LONGEST = 80
"""Characters that such a line may have."""

_DRESSES = frozenset({"em", "link"})


def part_bylines(text: Text) -> Text:
    """The text with each line that holds an emphasised date with its hour parted behind its emphases and links."""
    view = text.view.text
    if not any(_is_stamp(run, view) for run in text.runs):
        return text
    starts = [run.start for run in text.runs]
    lines: list[Line] = []
    more = 0
    for line in text.lines:
        runs = text.runs[bisect_left(starts, line.start) : bisect_left(starts, line.end)] if _is_line(line) else ()
        parts = list(_part(line, view, runs)) if any(_is_stamp(run, view) for run in runs) else [line]
        for number, part in enumerate(parts):
            more += number > 0
            paragraph = part.marks.paragraph and part.marks.paragraph + more
            lines.append(part._replace(marks=replace(part.marks, paragraph=paragraph)) if more else part)
    return replace(text, lines=tuple(lines))


def _is_line(line: Line) -> bool:
    marks = line.marks
    return line.end - line.start <= LONGEST and not (marks.heading or marks.item or marks.table or marks.role)


def _is_stamp(run: Run, view: str) -> bool:
    return run.kind == "em" and STAMP.fullmatch(view, run.start, run.end) is not None


def _part(line: Line, view: str, runs: Sequence[Run]) -> Iterator[Line]:
    """The parts of a line, each up to the end of an emphasis or link, without the white space between them.

    What stands before a link without a dress stays with it: alone it would look like a title.
    """
    dressed = [run for run in runs if run.kind in _DRESSES]
    gap = line.gap
    for start, end in pairwise(sorted({line.start, line.end, *(run.end for run in dressed)})):
        words = view[start:end]
        low, high = start + len(words) - len(words.lstrip()), start + len(words.rstrip())
        if low < high:
            linked = sum(run.end - run.start for run in dressed if run.kind == "link" and low <= run.start < high)
            marks = replace(line.marks, link=100 * linked // (high - low))
            yield line._replace(start=low, end=high, gap=gap, marks=marks)
            gap = 0
