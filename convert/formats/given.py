"""Facts that come with a text from outside it, as the fields of a record: they stand before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from convert.formats.text.read import split_lines
from convert.recovery.text import Line, Marks, Text
from convert.recovery.view import View
from convert.span import Spans


class Given(NamedTuple):
    """A fact, or the title that a text does not print itself."""

    label: str
    """What it is called where it comes from."""
    value: str
    heading: bool = False
    """Whether it is printed above the text, as its title, and not only told of it."""


def set_given(text: Text, facts: Sequence[Given]) -> Text:
    """The text with facts before it: they are lines of its source, in a part of their own."""
    head = "".join(f"{fact.value}\n" for fact in facts)
    by = len(head)
    if not by:
        return text
    first = max((line.marks.paragraph for line in text.lines), default=0) + 1
    lines = [*_set_lines(facts, first), *(_move(line, by) for line in text.lines)]
    source, view = text.source, text.view
    parts = tuple((name, (start + by, end + by)) for name, (start, end) in source.parts)
    moved = replace(source, text=head + source.text, parts=(("fields", (0, by)), *(parts or _whole(by, source.text))),
                    lost=tuple(lost._replace(at=(lost.at[0] + by, lost.at[1] + by)) for lost in source.lost))
    return replace(
        text, source=moved, view=_move_view(view, head), lines=tuple(lines),
        runs=tuple(run._replace(start=run.start + by, end=run.end + by) for run in text.runs),
        pictures=tuple(picture._replace(place=picture.place + by) for picture in text.pictures),
        findings=tuple(finding._replace(at=_move_spans(finding.at, by)) for finding in text.findings))


def _whole(by: int, text: str) -> tuple[tuple[str, tuple[int, int]], ...]:
    return (("text", (by, by + len(text))),)


def _set_lines(facts: Sequence[Given], first: int) -> Iterator[Line]:
    start = 0
    for paragraph, fact in enumerate(facts, first):
        marks = Marks(heading=1, paragraph=paragraph) if fact.heading else Marks(
            role="given", field=fact.label, paragraph=paragraph)
        for line in split_lines(View(fact.value, [0], [(0, len(fact.value))])):
            yield _move(line, start)._replace(marks=marks)
        start += len(fact.value) + 1


def _move(line: Line, by: int) -> Line:
    return line._replace(start=line.start + by, end=line.end + by)


def _move_spans(spans: Spans, by: int) -> Spans:
    return tuple((start + by, end + by) for start, end in spans)


def _move_view(view: View, head: str) -> View:
    """The view with a head before it that is printed as it stands."""
    by = len(head)
    return View(
        head + view.text, [0, *(start + by for start in view.starts)],
        [(0, by), *((start + by, length) for start, length in view.runs)],
        [cut._replace(spans=_move_spans(cut.spans, by)) for cut in view.cuts],
        {place + by: hint for place, hint in view.hints.items()}, view.plain,
        {place + by: change._replace(at=(change.at[0] + by, change.at[1] + by))
         for place, change in view.entities.items()})
