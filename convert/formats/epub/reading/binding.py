"""One text of all parts of a book."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from convert.formats.epub.reading.facts import Fact
from convert.recovery.text import Line, Marks, Picture, Run, Text
from convert.recovery.view import View
from convert.span import Span
from convert.tree.record import Change, Excision, Finding, Lost, Source

MEDIA = "application/epub+zip"
"""Media type of a book (IANA)."""

_TAG = re.compile(r"<[^<>]*>")


class Binding:
    """Parts as they are bound: source, view, lines, runs and pictures of the book."""

    def __init__(self) -> None:
        self.sources: list[str] = []
        self.printed: list[str] = []
        self.extent = self.length = 0
        """Characters of the source, and of the view."""
        self.starts: list[int] = []
        self.stretches: list[Span] = []
        self.cuts: defaultdict[str, list[Span]] = defaultdict(list)
        self.changes: dict[int, Change] = {}
        self.lines: list[Line] = []
        self.runs: list[Run] = []
        self.pictures: list[Picture] = []
        self.parts: list[tuple[str, Span]] = []
        self.lost: list[Lost] = []
        self.paragraphs = 0

    def add_text(self, part: str, text: Text) -> None:
        """A part as its reader gives it; its paragraphs are numbered on already."""
        source, view = self.extent, self.length
        self.starts += [begin + view for begin in text.view.starts]
        self.stretches += [(at + source, length) for at, length in text.view.runs]
        for cut in text.view.cuts:
            self.cuts[cut.by] += [(start + source, end + source) for start, end in cut.spans]
        for at, change in text.view.entities.items():
            self.changes[at + view] = Change((change.at[0] + source, change.at[1] + source), change.was, change.now,
                                             change.by)
        first = len(self.lines)
        self.lines += [line._replace(start=line.start + view, end=line.end + view) for line in text.lines]
        if 0 < first < len(self.lines):
            self.lines[first] = self.lines[first]._replace(gap=max(self.lines[first].gap, 1))
        self.runs += [run._replace(start=run.start + view, end=run.end + view) for run in text.runs]
        self.pictures += [picture._replace(place=picture.place + view) for picture in text.pictures]
        self.lost += [lost._replace(at=(lost.at[0] + source, lost.at[1] + source)) for lost in text.source.lost]
        self.paragraphs = max([self.paragraphs, *(line.marks.paragraph for line in text.lines)])
        self._end_part(part, text.source.text, text.view.text)

    def add_facts(self, part: str, facts: Sequence[Fact]) -> None:
        """What a package document says, a line each; markup in it is cut."""
        for label, text in facts:
            self.paragraphs += 1
            printed = self._keep_printed(text)
            start = self.length + len(printed) - len(printed.lstrip())
            end = self.length + len(printed.rstrip())
            if start < end:
                marks = Marks(role="head", field=label, paragraph=self.paragraphs)
                self.lines.append(Line(start, end, 0, 0, marks))
            self._end_part(part, text + "\n", printed + "\n")

    def _keep_printed(self, text: str) -> str:
        """The value of a fact without its markup; descriptions are often fragments of pages."""
        printed: list[str] = []
        end = 0
        for tag in (*_TAG.finditer(text), None):
            start = tag.start() if tag is not None else len(text) + 1
            if end < start:
                self.starts.append(self.length + sum(map(len, printed)))
                self.stretches.append((self.extent + end, start - end))
                printed.append(text[end:start])
            if tag is not None:
                self.cuts["markup/tag"].append((self.extent + tag.start(), self.extent + tag.end()))
                end = tag.end()
        return "".join(printed)

    def add_cut(self, part: str, text: str, rule: str) -> None:
        """A part that is in the source and not in the view."""
        if text:
            self.cuts[rule].append((self.extent, self.extent + len(text)))
            self._end_part(part, text, "")

    def add_picture(self, picture: Picture) -> None:
        """A picture that stands in no text."""
        self.pictures.append(picture._replace(place=self.length))

    def _end_part(self, part: str, source: str, view: str) -> None:
        start, self.extent = self.extent, self.extent + len(source)
        self.length += len(view)
        self.sources.append(source)
        self.printed.append(view)
        if self.parts and self.parts[-1][0] == part:
            start = self.parts.pop()[1][0]
        if start < self.extent:
            self.parts.append((part, (start, self.extent)))

    def finish(self, data: bytes, name: str, findings: Sequence[Finding]) -> Text:
        """The book; lines before its first page break stand on its first page."""
        if any(line.marks.page for line in self.lines):
            self.lines = [line if line.marks.page or line.marks.role == "head" else line._replace(
                          marks=replace(line.marks, page=1)) for line in self.lines]
        source = Source(name, "".join(self.sources), hashlib.sha256(data).hexdigest(), len(data), "utf-8", media=MEDIA,
                        lost=tuple(self.lost), parts=tuple(self.parts))
        cuts = [Excision(tuple(spans), rule) for rule, spans in sorted(self.cuts.items())]
        view = View("".join(self.printed), self.starts, self.stretches, cuts, plain=False, entities=self.changes)
        return Text(source, view, tuple(self.lines), tuple(sorted(self.runs)), tuple(self.pictures), tuple(findings))
