"""The view of a page, written line by line, and the account of what of the source went into it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from html import unescape
from html.entities import html5
from typing import NamedTuple
from unicodedata import category, east_asian_width

from convert.formats.html.directives import FILLER
from convert.formats.html.setting import Face, Setting
from convert.recovery.view import View
from convert.span import Span, join_spans
from convert.tree.record import Change, Excision

_WIDE = "\u00a0\u3000\u2000-\u200b\u202f\u205f\ufeff"
_BREAKING = r"\t\n\r\f\x0b\x1c-\x1f\x85\u2028\u2029"
_ODD = re.compile(rf"[{_BREAKING}&{FILLER}\u200b\ufeff]|  |\A\s|\s\Z")
"""What keeps a text from going into the view as it stands."""

_PART = re.compile(
    rf"(?P<space>[ {_BREAKING}]+)|(?P<wide>[{_WIDE}]+)|(?P<filler>{FILLER}+)"
    r"|(?P<reference>&(?:\#[0-9]{1,9}|\#[xX][0-9a-fA-F]{1,8}|[a-zA-Z][a-zA-Z0-9]{1,31});?)"
    rf"|(?P<plain>&|[^\s&{FILLER}{_WIDE}]+(?: [^\s&{FILLER}{_WIDE}]+)*)|(?P<rest>.)",
    re.DOTALL)
_PRINTED_LINE = re.compile(r"[^\r\n]+|\r\n|\r|\n")
_COLUMNS = {"\u3000": 2, "\u2003": 2, "\u2001": 2, "\u200a": 0, "\u200b": 0, "\ufeff": 0, "\t": 4}
"""Width of a space in half-width columns, where it is not 1."""


class Space(NamedTuple):
    """White space that is written only when a letter follows."""

    at: Span
    """Where it stands in the source."""
    printed: str
    """What is printed of it."""
    named: bool
    """Whether a character reference stands for it."""


class Stretch(NamedTuple):
    """Letters of a line that look alike."""

    start: int
    """Where it begins in the view, white space before its letters with it."""
    end: int
    """Where it ends in the view."""
    letters: int
    """How many letters it has, about."""
    face: Face
    """How they look."""


class Draft(NamedTuple):
    """A line as it was written, before what depends on the whole page is known."""

    start: int
    """Where it begins in the view."""
    end: int
    """Where it ends in the view."""
    indent: int
    """Half-width columns of white space before it."""
    gap: int
    """Blank lines before it."""
    block: int
    """Which run of lines between two ends of blocks it belongs to."""
    broken: bool
    """Whether br or a line end of preformatted text parts it from the line before it in its block."""
    bullet: str
    """What is printed before it."""
    page: int
    """The page it stands on; 0 before the first break."""
    note: str
    """The note whose anchor stands in the block."""
    setting: Setting
    """What holds where it stands."""
    stretches: tuple[Stretch, ...]
    """Its letters."""


class Composer:
    """Writes the view; every character given to it ends in a run or in a cut, white space apart."""

    def __init__(self, source: str, shown: str) -> None:
        self._source = source
        self._shown = shown
        """The source with directives hidden."""
        self.drafts: list[Draft] = []
        self.page = 0
        self.bullet = ""
        """What is printed before the next line."""
        self.note = ""
        """The note whose anchor stands in the block that is being written."""
        self._cuts: dict[str, list[Span]] = defaultdict(list)
        self._out: list[str] = []
        self._length = 0
        self._starts: list[int] = []
        self._runs: list[Span] = []
        self._entities: dict[int, Change] = {}
        self._stretches: list[Stretch] = []
        self._spaces: list[Space] = []
        self._begin = 0
        self._indent = 0
        self._gap = 0
        self._broken = False
        self._block = 0
        self._blocks = 0
        self._outer: list[tuple[int, bool]] = []

    @property
    def place(self) -> int:
        """Where the view is now."""
        return self._length

    @property
    def is_open(self) -> bool:
        """Whether anything stands in the line."""
        return bool(self._stretches)

    @property
    def glued(self) -> str:
        """The line as far as it is written, where what comes next stands close to it; else empty."""
        if not self._stretches or self._spaces:
            return ""
        return "".join(self._out[bisect_left(self._starts, self._stretches[0].start) - len(self._starts) :])

    def cut(self, start: int, end: int, rule: str) -> None:
        """Leaves characters of the source out."""
        if start < end:
            self._cuts[rule].append((start, end))

    def write(self, start: int, end: int, face: Face) -> None:
        """A text of the page; the line ends of preformatted text stand."""
        text = self._shown[start:end]
        if not face.pre or ("\n" not in text and "\r" not in text):
            self._stretch(start, text, face)
            return
        for line in _PRINTED_LINE.finditer(text):
            if line[0][0] in "\r\n":
                self.break_line(face.setting)
            else:
                self._stretch(start + line.start(), line[0], face)

    def _stretch(self, start: int, text: str, face: Face) -> None:
        begin, letters = self._length, len(text)
        if not self._spaces and _ODD.search(text) is None:
            self._copy(start, text)
        else:
            letters = self._write_parts(start, text, face.pre)
        if letters:
            self._stretches.append(Stretch(begin, self._length, letters, face))

    def write_value(self, start: int, end: int, printed: str, face: Face) -> None:
        """A value that the source writes otherwise than it is printed."""
        begin = self._length
        self._flush(printed[0])
        if self._source[start:end] == printed:
            self._copy(start, printed)
        else:
            self._print((start, end), printed, "markup/entity")
        self._stretches.append(Stretch(begin, self._length, len(printed), face))

    def space_out(self, gap: int) -> None:
        """Asks for blank lines before the next line."""
        self._gap = max(self._gap, gap)

    def close_up(self) -> None:
        """Forgets the blank lines before the next line."""
        self._gap = 0

    def break_line(self, setting: Setting) -> None:
        """Ends a line inside its block, as br does; where nothing stands in it, it is a blank line."""
        if self._end_line(setting):
            self._broken = True
        else:
            self._gap += 1

    def step_aside(self, setting: Setting) -> None:
        """Begins something of its own in the middle of a block, that is no part of its paragraph."""
        ended = self._end_line(setting)
        self._outer.append((self._block, self._broken and not ended))
        self._open_block()

    def step_back(self, setting: Setting) -> None:
        """Goes on with the block around it."""
        self._end_line(setting)
        self._block, self._broken = self._outer.pop()

    def _open_block(self) -> None:
        self._blocks += 1
        self._block, self._broken = self._blocks, False

    def end_block(self, setting: Setting) -> None:
        """Ends the line and the block that it stands in."""
        held = bool(self._spaces) and any(space.named or space.printed != " " for space in self._spaces)
        if not self._end_line(setting) and held:
            self._gap += 1
        self._open_block()
        self.note = ""

    def turn_page(self) -> None:
        """Begins a new page; a page that never turns has none."""
        self.page = self.page + 1 if self.page else 2 if self.drafts else 1

    def finish(self) -> View:
        """The view, when the page is written."""
        cuts = [Excision(join_spans(sorted(spans)), rule) for rule, spans in sorted(self._cuts.items())]
        return View("".join(self._out), self._starts, self._runs, cuts, plain=False, entities=self._entities)

    def _end_line(self, setting: Setting) -> bool:
        """Ends the line; False where there is none."""
        for space in self._spaces:
            if space.named:
                self.cut(*space.at, "markup/space")
        self._spaces.clear()
        if not self._stretches:
            self._indent = 0
            return False
        self.drafts.append(Draft(self._begin, self._length, self._indent, self._gap, self._block, self._broken,
                                 self.bullet, self.page, self.note, setting, tuple(self._stretches)))
        self.bullet, self._gap, self._indent, self._broken = "", 0, 0, False
        self._stretches.clear()
        self._out.append("\n")
        self._length += 1
        return True

    def _write_parts(self, start: int, text: str, pre: bool) -> int:
        """Writes text with white space, references or directives in it; gives the number of letters."""
        letters = 0
        for part in _PART.finditer(text):
            kind, at = part.lastgroup, (start + part.start(), start + part.end())
            if kind in ("space", "wide"):
                self._spaces.append(Space(at, " " if kind == "space" and not pre else part[0], False))
            elif kind == "filler":
                if self._source[at[0] : at[1]].strip(FILLER):
                    self.cut(*at, "markup/directive")
            elif kind == "reference":
                letters += self._refer(at, part[0])
            elif kind == "plain" or part[0].isprintable():
                self._flush(part[0][0])
                self._copy(at[0], part[0])
                letters += len(part[0])
        return letters

    def _refer(self, at: Span, text: str) -> int:
        """A character reference; what is none is text."""
        printed, used = resolve(text)
        at, rest = (at[0], at[0] + used), (at[0] + used, at[1])
        if printed.isspace():
            self._spaces.append(Space(at, " " if printed in "\t\n\r\f " else printed, True))
            printed = ""
        elif printed and category(printed[0]) != "Cf":
            self._flush(printed[0])
            self._print(at, printed, "markup/entity")
        elif used:
            self.cut(*at, "markup/entity")
        if rest[0] < rest[1]:
            self._flush(text[used])
            self._copy(rest[0], text[used:])
        return len(printed) + rest[1] - rest[0]

    def _flush(self, following: str) -> None:
        """Writes the white space held back, or counts it as the indent of a line."""
        spaces, self._spaces = self._spaces, []
        if self._length == self._begin_of_line():
            for space in spaces:
                if space.named:
                    self.cut(*space.at, "markup/space")
                if space.named or space.printed != " ":
                    self._indent += sum(_COLUMNS.get(character, 1) for character in space.printed)
            return
        for space in _collapse(spaces):
            self._write_space(space, following if space.at[1] == spaces[-1].at[1] else "")

    def _write_space(self, space: Space, following: str) -> None:
        start, end = space.at
        given = self._source[start:end]
        if given == space.printed:
            self._copy(start, given)
        elif space.named or space.printed != " ":
            self._print(space.at, space.printed, "markup/entity")
        elif "\n" not in given or not (_is_wide(following) and _is_wide(self._out[-1][-1])):
            self._print(space.at, " ", "markup/space")

    def _begin_of_line(self) -> int:
        if not self._out or self._out[-1] == "\n":
            self._begin = self._length
        return self._begin

    def _copy(self, start: int, text: str) -> None:
        self._begin_of_line()
        self._starts.append(self._length)
        self._runs.append((start, len(text)))
        self._out.append(text)
        self._length += len(text)

    def _print(self, at: Span, printed: str, rule: str) -> None:
        self._entities[self._length] = Change(at, self._source[at[0] : at[1]], printed, rule)
        self._copy(at[0], printed)


def resolve(text: str) -> tuple[str, int]:
    """What a character reference prints, and how many of its characters belong to it; 0 where it is none.

    As in section 13.2.5.73, names that HTML had before it asked for a semicolon do without.
    """
    if text[1] == "#":
        return unescape(text), len(text)
    name = text[1:]
    for length in range(len(name), 1, -1):
        if name[:length] in html5:
            return html5[name[:length]], length + 1
    return "", 0


def _is_wide(character: str) -> bool:
    """Whether a line end beside it is no space (CSS Text 3, 4.1.3)."""
    return bool(character) and east_asian_width(character) in "WF"


def _collapse(spaces: list[Space]) -> list[Space]:
    """The spaces without those that go into the one before them (CSS Text 3, 4.1.1)."""
    if len(spaces) == 1:
        return spaces
    kept: list[Space] = []
    for space in spaces:
        plain = space.printed == " " and not space.named
        if not (plain and kept and kept[-1].printed == " " and not kept[-1].named):
            kept.append(space)
    return kept
