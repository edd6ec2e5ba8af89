"""The galley on which a reader sets lines: each with its marks, and the runs and pictures in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from convert.formats.markdown.edited import Hole
from convert.formats.markdown.printing import BLANK, Printing
from convert.formats.markdown.slugs import find_places, name_holes
from convert.recovery.text import PLACE, Line, Marks, Picture, Run, Text
from convert.tree.record import Finding, Source

BREAK = re.compile("\r\n|[\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
"""What ends a line: the same characters as in plain text."""

_LETTER = re.compile(r"[^\W_]")
_LETTERS = re.compile(r"[^\W_]+")
_ADDRESS = re.compile(r"(?:https?|ftp)://[^\s<>\"'`（），。；：、！？“”‘’《》【】「」]+")
_LEAD = re.compile("[ \t]+")
_QUOTED = BLANK + ">"
_DEEPEST = 12
"""Styles that may be open at a time."""


class Shape(NamedTuple):
    """What only the characters of a whole line tell of it."""

    bold: bool
    """Whether all of its letters are strong."""
    link: int
    """Per cent of its letters in links."""
    inner: bool
    """Whether all of its links lead to places of the same document."""


class _Style:
    """Characters that the format marks alike, from where they began in the line at hand."""

    __slots__ = ("kind", "start", "target")

    def __init__(self, kind: str, target: str) -> None:
        self.kind, self.target, self.start = kind, target, -1


class Galley:
    """Takes a source from left to right and makes lines of it.

    `describe` gives the marks of a line at its end.
    """

    def __init__(self, source: str, describe: Callable[[Shape], Marks]) -> None:
        self.source = source
        self.findings: list[Finding] = []
        self._printing = Printing(source)
        self._describe = describe
        self._styles: list[_Style] = []
        self._lines: list[Line] = []
        self._runs: list[Run] = []
        self._pictures: list[Picture] = []
        self._places: list[Run] = []
        self._begin = -1
        self._first = self._piece = self._run = self._behind = 0
        self._printed = self._deeper = 0
        self.deep = 0
        """Elements that stood too deep within others."""
        self._strong = self._plain = False
        self.last = ""
        """The last line."""

    @property
    def place(self) -> int:
        """Up to where the source is accounted for."""
        return self._printing.place

    @property
    def is_open(self) -> bool:
        """Whether a line is being printed."""
        return self._begin >= 0

    def set_holes(self, holes: Sequence[Hole]) -> None:
        """Markup that the parser does not see, from this place on."""
        self._printing.holes = holes

    def keep(self, start: int, end: int, rule: str, *, raw: bool = False) -> None:
        """Print source characters in the line; what lies before them is markup by `rule`; `raw` prints holes too."""
        before, pieces = self._printing.length, len(self._printing.out)
        self._printing.keep(start, end, rule, raw=raw)
        if self._printing.length > before:
            self._note(before, start, pieces)

    def keep_lines(self, start: int, end: int, rule: str, *, raw: bool = False) -> None:
        """Print source characters in as many lines as they have."""
        for match in BREAK.finditer(self.source, start, end):
            self.keep(start, match.start(), rule, raw=raw)
            self.end_line()
            start = match.end()
        self.keep(start, end, rule, raw=raw)

    def show(self, start: int, end: int, text: str, rule: str = "markup/entity") -> None:
        """Print source characters as others; what cannot be printed is U+FFFD."""
        text = "".join(c if c.isprintable() or c.isspace() else "\ufffd" for c in text)
        before, pieces = self._printing.length, len(self._printing.out)
        self._printing.show(start, end, text, rule)
        if self._printing.length > before:
            self._note(before, start, pieces)

    def skip(self, end: int, rule: str) -> None:
        """Cut what lies before a place."""
        self._printing.skip(end, rule)

    def open(self, kind: str, target: str = "") -> None:
        """A style that begins here; one too deep within others is not followed."""
        if len(self._styles) < _DEEPEST:
            self._styles.append(_Style(kind, target))
        else:
            self._deeper += 1
            self.deep += 1

    def close(self, kind: str) -> None:
        """The end of the innermost style of a kind."""
        if self._deeper:
            self._deeper -= 1
            return
        for style in reversed(self._styles):
            if style.kind == kind:
                self._put_run(style)
                self._styles.remove(style)
                return

    def mark(self, kind: str, target: str) -> None:
        """A style at this place that no character has."""
        self._runs.append(Run(self._printing.length, self._printing.length, kind, target))

    def add_picture(self, source: str, alternative: str) -> None:
        """A picture at this place."""
        self._pictures.append(Picture(self._printing.length, source, " ".join(alternative.split())))

    def add_place(self, name: str) -> None:
        """A place with a name, here."""
        self._places.append(Run(self._printing.length, self._printing.length, PLACE, name))

    def end_line(self) -> None:
        """End the line that is being printed, if there is one."""
        if self._begin < 0:
            return
        for style in self._styles:
            self._put_run(style)
        whole = "".join(self._printing.out[self._piece :])
        body = whole.strip(BLANK)
        if body:
            self._add(whole, body)
        self._printing.end_line()
        self._begin = -1

    def text(self, source: Source) -> Text:
        """All that was read."""
        self.end_line()
        self._printing.skip(len(self.source), "markup/mark")
        view = self._printing.view()
        named = (*self._places, *name_holes(self._printing.holes, self.source, view))
        places = find_places(self._lines, self._runs, view.text, sorted(named))
        runs = sorted((*self._runs, *places))
        if self.deep:
            what = f"{self.deep} elements stand too deep within others: their marks are not followed."
            self.findings.append(Finding("markdown/depth", "note", what))
        return Text(source, view, tuple(self._lines), tuple(runs), tuple(self._pictures),
                    tuple(self.findings))

    def _note(self, before: int, start: int, piece: int) -> None:
        """Something was printed: from which place in the view on, from which in the source, as which piece."""
        if self._begin < 0:
            self._begin, self._first, self._piece = before, start, piece
            self._run = len(self._runs)
            self._strong = self._plain = False
        self._printed = self._printing.place
        strong = False
        for style in self._styles:
            strong = strong or style.kind == "strong"
            if style.start < 0:
                style.start = before
        if not (self._strong if strong else self._plain) and any(map(_LETTER.search, self._printing.out[piece:])):
            self._strong, self._plain = self._strong or strong, self._plain or not strong

    def _put_run(self, style: _Style) -> None:
        if 0 <= style.start < self._printing.length:
            self._runs.append(Run(style.start, self._printing.length, style.kind, style.target))
        style.start = -1

    def _add(self, whole: str, body: str) -> None:
        lead = whole[: len(whole) - len(whole.lstrip(BLANK))]
        start = self._begin + len(lead)
        if "://" in body:
            self._mark_addresses(body, start)
        links = [run for run in self._runs[self._run :] if run.kind == "link"]
        shape = Shape(self._strong and not self._plain, _share(body, start, links),
                      bool(links) and all(run.target.startswith("#") for run in links))
        marks = self._describe(shape)
        self._lines.append(Line(start, start + len(body), self._indent() + columns(lead), self._gap(), marks))
        self._behind = self._printed
        self.last = body

    def _mark_addresses(self, body: str, start: int) -> None:
        """Addresses that stand in the text lead there too."""
        links = [run for run in self._runs[self._run :] if run.kind == "link"]
        for match in _ADDRESS.finditer(body):
            low, high = match.start() + start, match.end() + start
            if not any(run.start < high and low < run.end for run in links):
                self._runs.append(Run(low, high, "link", match[0]))

    def _indent(self) -> int:
        """Width of the white space before the first character of the line, where nothing else stands before it."""
        place = self._first
        while place > 0 and self.source[place - 1] in " \t":
            place -= 1
        if place == self._first or (place > 0 and not BREAK.match(self.source, place - 1)):
            return 0
        return columns(self.source[place : self._first])

    def _gap(self) -> int:
        """Blank lines between the line before and this one; marks of a quotation leave a line blank."""
        between = self.source[self._behind : self._first]
        if not self._lines or len(between) < 2:
            return 0
        return sum(not part.strip(_QUOTED) for part in BREAK.split(between)[1:-1])


def columns(space: str) -> int:
    """Width of white space in half-width columns."""
    return sum(2 if c in "\u3000\u2003" else 4 if c == "\t" else c != "\u200b" for c in space)


def _share(body: str, start: int, links: Sequence[Run]) -> int:
    """Per cent of the letters of a line that stand in links."""
    if not links:
        return 0
    linked = sum(_count(body[max(run.start - start, 0) : max(run.end - start, 0)]) for run in links)
    return min(100, 100 * linked // max(1, _count(body)))


def _count(text: str) -> int:
    return sum(map(len, _LETTERS.findall(text)))
