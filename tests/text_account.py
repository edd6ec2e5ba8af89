"""The account of what a reader of a format gives, checked from outside: for the tests of all such readers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from convert.formats.markdown.printing import BLANK
from convert.recovery.text import PLACE, PLAIN, Line, Text
from convert.tree.audit import restore
from convert.tree.inlines import EMPTY
from convert.tree.nodes import Document


def find_faults(text: Text) -> list[str]:
    """What is wrong with a text: characters of the source in nothing or twice, lines that are not what they say."""
    return [*_source_faults(text), *_line_faults(text), *_run_faults(text)]


def find_losses(tree: Document, text: Text) -> Iterator[str]:
    """What a tree does not tell of the text that it was made of: characters, or damage."""
    if restore(tree) != text.source.text:
        yield "the tree gives another text back"
    for cut in tree.record.cuts:
        if cut.get("by") == "text/unclaimed":
            yield f"{cut.get('at')} is in a cut that nobody names: {(cut.text or '')[:60]!r}"
    if len(list(tree.record.remarks)) < len(text.findings) + len(text.source.lost):
        yield "remarks are missing"


def marks_of(line: Line) -> dict[str, object]:
    """The marks of a line that say something."""
    names = [each.name for each in fields(line.marks)]
    return {name: getattr(line.marks, name) for name in names if getattr(line.marks, name) != getattr(PLAIN, name)}


def _source_faults(text: Text) -> Iterator[str]:
    source, view = text.source.text, text.view
    spans = [span for cut in view.cuts for span in cut.spans]
    for begin, (start, length) in zip(view.starts, view.runs, strict=True):
        change = view.entities.get(begin)
        if change and source[slice(*change.at)] != change.was:
            yield f"entity at {begin}"
        if not change and view.text[begin : begin + length] != source[start : start + length]:
            yield f"run at {begin}"
        spans.append(change.at if change else (start, start + length))
    position = 0
    for start, end in sorted(spans):
        if start < position:
            yield f"{source[start:position]!r} is told twice"
        if source[position:start].strip(BLANK):
            yield f"{source[position:start]!r} is in nothing"
        position = max(position, end)
    if source[position:].strip(BLANK):
        yield f"{source[position:]!r} is in nothing"


def _line_faults(text: Text) -> Iterator[str]:
    source, view, position = text.source.text, text.view, 0
    for line in text.lines:
        body = view.text[line.start : line.end]
        if line.start < position or view.text[position : line.start].strip(BLANK):
            yield f"{body!r} does not follow"
        if not body or body != body.strip(BLANK) or "\n" in body:
            yield f"{body!r} is no line"
        back = "".join(source[start:end] for start, end in view.to_source([(line.start, line.end)]))
        if back != body and not any(line.start <= place < line.end for place in view.entities):
            yield f"{body!r} is {back!r} in the source"
        position = line.end
    if view.text[position:].strip(BLANK):
        yield f"{view.text[position:]!r} is in no line"


def _run_faults(text: Text) -> Iterator[str]:
    for run in text.runs:
        least = 0 if run.kind in {*EMPTY, PLACE} else 1
        within = 0 <= run.start <= run.end - least and run.end <= len(text.view.text)
        if not within or "\n" in text.view.text[run.start : run.end]:
            yield f"{run} is in no line"
    starts, places = [run.start for run in text.runs], [picture.place for picture in text.pictures]
    if starts != sorted(starts) or places != sorted(places):
        yield "runs or pictures are in no order"
