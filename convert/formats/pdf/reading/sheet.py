"""The sheet: the rows of a document as its source, its view, lines and runs."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from convert.formats.pdf.reading.folding import LIGATURE, find_folded
from convert.formats.pdf.reading.measure import Body
from convert.formats.pdf.reading.pictures import Plate
from convert.formats.pdf.reading.rows import Row
from convert.recovery.joining import is_parted_number, meet_as_words
from convert.recovery.text import Line, Marks, Picture, Run, Text
from convert.recovery.view import View
from convert.span import Span
from convert.tree.record import Change, Excision, Finding, Source

MEDIA = "application/pdf"
"""Media type of a PDF (IANA)."""
JOINED = "pdf/line"
"""Rule of the changes of line ends between Latin words."""
SOFT_HYPHEN = "\u00ad"
"""Read for the hyphen at the end of a line of ours whose last word goes on in the next."""
PARTED = "markup/soft-hyphen"
"""Rule of the cuts of that hyphen."""
COUNTED = "markup/number"
"""Rule of the cuts of numbers that the text does not print."""
_MARKS = frozenset(("heading", "item", "paragraph", "table", "row", "cell", "head", "columns", "rows", "quote", "code",
                    "caption", "note", "centred", "right", "fill", "role", "field", "told"))
"""Facts of a row that are marks of its line."""


class Sheet:
    """Source and view of a document, as they grow."""

    def __init__(self, body: Body, *, exact: bool = False) -> None:
        """`exact` says that characters are meant as they are: the file is our own."""
        self._body = body
        self._exact = exact
        self._given: list[str] = []
        self._printed: list[str] = []
        self._given_length = 0
        self._length = 0
        self._starts: list[int] = []
        self._runs: list[Span] = []
        self._changes: dict[int, Change] = {}
        self._cuts: list[Excision] = []
        self._parts: list[tuple[str, Span]] = []
        self.lines: list[Line] = []
        self.marked: list[Run] = []
        self.pictures: list[Picture] = []

    def open_part(self, name: str) -> None:
        """What follows stands on another page."""
        at = self._given_length
        if self._parts and self._parts[-1][0] != name:
            last, (start, _) = self._parts.pop()
            if start < at:
                self._parts.append((last, (start, at)))
        if not self._parts or self._parts[-1][0] != name:
            self._parts.append((name, (at, at)))

    def set_row(self, row: Row, before: Row | None = None) -> None:
        """Sets a row as a line; one that surely goes on with the row before it, on its line."""
        if row.goes_on and before is not None and not before.facts.get("role") and (
                before.facts.get("paragraph") == row.facts.get("paragraph")):
            self._go_on(row, before.shown[-1:])
            return
        places = self._set_text(row.text, row.added)
        start, end = places(0), self._length
        marks = {name: fact for name, fact in row.facts.items() if name in _MARKS}
        face = "" if row.face == self._body.face or row.text.isascii() else row.face
        size = round(100 * row.size / self._body.size)
        self.lines.append(Line(start, end, row.indent, row.gap, Marks(
            bold=row.bold, size=size, face=face, page=row.page, link=row.link, **marks)))  # type: ignore[arg-type]
        self._mark(row, places)
        self._set_text("\n")

    def _go_on(self, row: Row, left: str) -> None:
        """Sets a row on the line of the row before; where Latin words meet, the end of that row is a space.

        Where a word of ours goes on, its hyphen is left out with the end of the row.
        """
        self._take_end_back()
        if left == SOFT_HYPHEN:
            self._take_end_back()
            at = self._given_length - 2
            self._cuts.append(Excision(((at, at + 1),), PARTED))
        right = row.shown[:1]
        if meet_as_words(left, right) and not is_parted_number(left, right):
            self._change(Change((self._given_length - 1, self._given_length), "\n", " ", JOINED))
        places = self._set_text(row.text, row.added)
        line, fill = self.lines[-1], row.facts.get("fill", 0)
        marks = line.marks if line.marks.fill == fill else replace(line.marks, fill=fill)  # type: ignore[arg-type]
        self.lines[-1] = line._replace(end=self._length, marks=marks)
        self._mark(row, places)
        self._set_text("\n")

    def _mark(self, row: Row, places: _Places) -> None:
        for begin, stop, kind, target in row.runs:
            run = Run(places(begin), places(stop), kind, target)
            if run.start < run.end or begin == stop:  # the looks of what is added go with it
                self.marked.append(run)

    def _take_end_back(self) -> None:
        """Takes the last character out of the view; the source keeps it."""
        last = self._printed.pop()[:-1]
        if last:
            self._printed.append(last)
        self._length -= 1
        place, length = self._runs.pop()
        if length > 1:
            self._runs.append((place, length - 1))
        else:
            self._starts.pop()

    def set_fact(self, label: str, text: str, paragraph: int) -> None:
        """Sets what the file says of itself."""
        start = self._length
        self._set_text(text)
        self.lines.append(Line(start, self._length, marks=Marks(role="hidden", field=label, paragraph=paragraph)))
        self._set_text("\n")

    def _set_text(self, text: str, added: Sequence[Span] = ()) -> _Places:
        """Sets characters, without what is added to them; gives where each of them stands in the view."""
        start, given = self._length, self._given_length
        changes = [Change(span, text[slice(*span)], "", COUNTED) for span in added] if self._exact else [
            *find_folded(text)]
        at = 0
        for change in changes:
            self._copy(text[at : change.at[0]], given + at)
            self._change(change._replace(at=(given + change.at[0], given + change.at[1])))
            at = change.at[1]
        self._copy(text[at:], given + at)
        self._given.append(text)
        self._given_length += len(text)
        return _Places(start, changes)

    def _change(self, change: Change) -> None:
        """Prints characters of the source otherwise, or not."""
        if not change.now:
            self._cuts.append(Excision((change.at,), change.by))
            return
        self._changes[self._length] = change
        self._starts.append(self._length)
        self._runs.append((change.at[0], len(change.now)))
        self._printed.append(change.now)
        self._length += len(change.now)

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
        plain = len(self._runs) < 2 and not self._changes and not self._cuts
        view = View("".join(self._printed), self._starts, self._runs, self._cuts, entities=self._changes, plain=plain)
        return Text(source, view, tuple(self.lines), tuple(sorted(self.marked, key=lambda run: (run.start, -run.end))),
                    tuple(self.pictures), (*findings, *self._tell_folded()))

    def _tell_folded(self) -> list[Finding]:
        folded = [change for change in self._changes.values() if change.by != JOINED]
        if not folded:
            return []
        ligatures = sum(change.by == LIGATURE for change in folded)
        radicals = len(folded) - ligatures
        what = " and ".join(f"{count} {kind}" for count, kind in
                            ((radicals, "radicals or compatibility characters"), (ligatures, "ligatures")) if count)
        spans = tuple(change.at for change in folded)
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
