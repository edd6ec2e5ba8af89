"""The sheet: the rows of a document as its source, its view, lines and runs."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from convert.formats.pdf.reading.folding import LIGATURE, find_folded
from convert.formats.pdf.reading.measure import Body
from convert.formats.pdf.reading.pictures import Plate
from convert.formats.pdf.reading.rows import Row
from convert.recovery.text import Line, Marks, Picture, Run, Text
from convert.recovery.view import View
from convert.span import Span
from convert.tree.record import Change, Finding, Source

MEDIA = "application/pdf"
"""Media type of a PDF (IANA)."""
_MARKS = frozenset(("heading", "item", "paragraph", "table", "row", "cell", "head", "columns", "rows", "quote", "code",
                    "caption", "note", "centred", "right", "role", "field", "told"))
"""Facts of a row that are marks of its line."""


class Sheet:
    """Source and view of a document, as they grow."""

    def __init__(self, body: Body) -> None:
        self._body = body
        self._given: list[str] = []
        self._printed: list[str] = []
        self._given_length = 0
        self._length = 0
        self._starts: list[int] = []
        self._runs: list[Span] = []
        self._changes: dict[int, Change] = {}
        self._parts: list[tuple[str, Span]] = []
        self.lines: list[Line] = []
        self.marked: list[Run] = []
        self.pictures: list[Picture] = []

    @property
    def given_length(self) -> int:
        """Characters of the source."""
        return self._given_length

    def open_part(self, name: str) -> None:
        """What follows stands on another page."""
        at = self._given_length
        if self._parts and self._parts[-1][0] != name:
            last, (start, _) = self._parts.pop()
            if start < at:
                self._parts.append((last, (start, at)))
        if not self._parts or self._parts[-1][0] != name:
            self._parts.append((name, (at, at)))

    def set_row(self, row: Row) -> None:
        """Sets a row as a line."""
        places = self._set_text(row.text)
        start, end = places(0), self._length
        marks = {name: fact for name, fact in row.facts.items() if name in _MARKS}
        face = "" if row.face == self._body.face or row.text.isascii() else row.face
        size = round(100 * row.size / self._body.size)
        self.lines.append(Line(start, end, row.indent, row.gap, Marks(
            bold=row.bold, size=size, face=face, page=row.page, link=row.link, **marks)))  # type: ignore[arg-type]
        self.marked += [Run(places(begin), places(stop), kind, target) for begin, stop, kind, target in row.runs]
        self._set_text("\n")

    def set_fact(self, label: str, text: str, paragraph: int) -> None:
        """Sets what the file says of itself."""
        start = self._length
        self._set_text(text)
        self.lines.append(Line(start, self._length, marks=Marks(role="hidden", field=label, paragraph=paragraph)))
        self._set_text("\n")

    def _set_text(self, text: str) -> _Places:
        """Sets characters; gives where each of them stands in the view."""
        start, given = self._length, self._given_length
        changes = list(find_folded(text))
        at = 0
        for change in changes:
            self._copy(text[at : change.at[0]], given + at)
            span = (given + change.at[0], given + change.at[1])
            self._changes[self._length] = Change(span, change.was, change.now, change.by)
            self._starts.append(self._length)
            self._runs.append((span[0], len(change.now)))
            self._printed.append(change.now)
            self._length += len(change.now)
            at = change.at[1]
        self._copy(text[at:], given + at)
        self._given.append(text)
        self._given_length += len(text)
        return _Places(start, changes)

    def _copy(self, text: str, given: int) -> None:
        if not text:
            return
        last = self._runs[-1] if self._runs else (-1, 0)
        if self._starts and self._starts[-1] not in self._changes and last[0] + last[1] == given:
            self._runs[-1] = (last[0], last[1] + len(text))
        else:
            self._starts.append(self._length)
            self._runs.append((given, len(text)))
        self._printed.append(text)
        self._length += len(text)

    def set_plate(self, plate: Plate) -> None:
        """Sets a picture before the line that follows."""
        self.pictures.append(Picture(self._length, plate.name, media=plate.media, data=plate.data))

    def finish(self, name: str, data: bytes, findings: Sequence[Finding]) -> Text:
        """The whole document."""
        self.open_part("")
        self._parts.pop()
        source = Source(name, "".join(self._given), hashlib.sha256(data).hexdigest(), len(data), "utf-8", media=MEDIA,
                        parts=tuple(self._parts))
        view = View("".join(self._printed), self._starts, self._runs, entities=self._changes, plain=not self._changes)
        return Text(source, view, tuple(self.lines), tuple(sorted(self.marked, key=lambda run: (run.start, -run.end))),
                    tuple(self.pictures), (*findings, *self._tell_folded()))

    def _tell_folded(self) -> list[Finding]:
        if not self._changes:
            return []
        ligatures = sum(change.by == LIGATURE for change in self._changes.values())
        radicals = len(self._changes) - ligatures
        what = " and ".join(f"{count} {kind}" for count, kind in
                            ((radicals, "radicals or compatibility characters"), (ligatures, "ligatures")) if count)
        spans = tuple(change.at for change in self._changes.values())
        return [Finding("pdf/folded", "note", f"The text layer holds {what}; they are read as the ordinary characters.",
                        spans)]


class _Places:
    """Where the characters of a text that was set stand in the view."""

    def __init__(self, start: int, changes: Sequence[Change]) -> None:
        self._start = start
        self._changes = changes

    def __call__(self, at: int) -> int:
        more = sum(len(change.now) - len(change.was) for change in self._changes if change.at[1] <= at)
        return self._start + at + more
