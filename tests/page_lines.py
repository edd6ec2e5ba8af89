"""Pages for tests: what a reader of a format makes of them, in a form that a test can state."""

from __future__ import annotations

import re
from dataclasses import fields

from convert.formats.html.read import read_html
from convert.recovery.text import PLACE, PLAIN, Marks, Text
from convert.tree.inlines import EMPTY

_BLANK = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028\u2029\u2060\ufeff]*")


def read(page: str | bytes, name: str = "page.html") -> Text:
    """The text of a page."""
    return read_html(page if isinstance(page, bytes) else page.encode(), name)


def texts(text: Text) -> list[str]:
    """What the lines print."""
    return [text.view.text[line.start : line.end] for line in text.lines]


def marks(text: Text, *names: str) -> list[tuple[object, ...]]:
    """What each line prints, and some of its marks."""
    return [(printed, *(getattr(line.marks, name) for name in names))
            for printed, line in zip(texts(text), text.lines, strict=True)]


def said(mark: Marks) -> dict[str, object]:
    """The marks of a line that say something, its paragraph and name apart."""
    found = {each.name: getattr(mark, each.name) for each in fields(mark)}
    return {name: value for name, value in found.items()
            if value != getattr(PLAIN, name) and name not in ("paragraph", "name")}


def runs(text: Text) -> list[tuple[str, str, str]]:
    """What each run prints, its kind and target."""
    return [(text.view.text[run.start : run.end], run.kind, run.target) for run in text.runs]


def faults_of_account(text: Text) -> list[str]:
    """Why the account of a text does not close; empty where it does."""
    source, view = text.source.text, text.view
    found: list[str] = []
    taken: list[tuple[int, int]] = []
    for begin, (start, length) in zip(view.starts, view.runs, strict=True):
        if begin in view.entities:
            taken.append(view.entities[begin].at)
            continue
        taken.append((start, start + length))
        if source[start : start + length] != view.text[begin : begin + length]:
            found.append(f"view {begin} is not source {start}")
    taken += [span for cut in view.cuts for span in cut.spans]
    position = 0
    for start, end in [*sorted(taken), (len(source), len(source))]:
        if start < position:
            found.append(f"source {start} is taken twice")
        elif not _BLANK.fullmatch(source, position, start):
            found.append(f"left out: {source[position:start]!r}")
        position = max(position, end)
    return found + _faults_of_lines(text)


def _faults_of_lines(text: Text) -> list[str]:
    view, last, found = text.view, 0, []
    for line in text.lines:
        printed = view.text[line.start : line.end]
        if view.text[last : line.start].strip():
            found.append(f"in no line: {view.text[last : line.start]!r}")
        if not printed or printed != printed.strip() or "\n" in printed:
            found.append(f"no line: {printed!r}")
        if not view.to_source([(line.start, line.end)]):
            found.append(f"from nowhere: {printed!r}")
        last = line.end
    rest = view.text[last:].strip()
    empty = {*EMPTY, PLACE}
    wrong = [run for run in text.runs if not 0 <= run.start <= run.end - (run.kind not in empty) <= len(view.text)]
    return found + [f"in no line: {rest!r}"] * bool(rest) + [f"no run: {run}" for run in wrong]
