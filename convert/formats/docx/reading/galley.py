"""The galley: text as it is set, line by line, with the account of every character and the marks of every line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from convert.formats.docx.reading.styles import Look
from convert.recovery.text import PLACE, SPACE, Line, Marks, Picture, Run, Text
from convert.recovery.view import View
from convert.span import Span
from convert.tree.record import Change, Excision, Finding, Source

_TAB = 4
"""Columns of a tab before a line."""
_ODD = "\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\u1680\u2028\u2029\u202f\u205f"
_BLANK = "".join((SPACE, _ODD, *map(chr, range(0x2000, 0x200B))))
"""White space around lines: all that Unicode calls so, and what has no width."""


LEAD = ("lead", "")
"""The run of a topic sentence, which has a character style in our own files."""


class Piece(NamedTuple):
    """Characters of a line that are set alike."""

    start: int
    """In the view."""
    text: str
    look: Look
    runs: tuple[tuple[str, str], ...] = ()
    """What they are besides: kind and target of a run (link, ref, ruby, math)."""


class _Set(NamedTuple):
    """A line that is set; its marks are made when the size of the body is known."""

    line: Line
    size: int = 0
    """In half points."""
    face: str = ""
    facts: Mapping[str, object] | None = None
    """Its marks but for size and face; None where it has them already."""


class Galley:
    """Source, view, lines, runs, pictures and findings of a document, as they grow."""

    def __init__(self) -> None:
        self.source: list[str] = []
        self.extent = 0
        """Characters of the source."""
        self.printed: list[str] = []
        self.length = 0
        """Characters of the view."""
        self.starts: list[int] = []
        self.stretches: list[Span] = []
        """Where each run of the view begins in the source, and its length."""
        self.ends = (-1, -1)
        """Where the last run ends, in source and view; the next text joins it if it begins there."""
        self.cuts: defaultdict[str, list[Span]] = defaultdict(list)
        self.changes: dict[int, Change] = {}
        self.lines: list[_Set] = []
        self.runs: list[Run] = []
        self.pictures: list[Picture] = []
        self.findings: list[Finding] = []
        self.parts: list[tuple[str, Span]] = []
        self.paragraphs = 0
        self.tables = 0
        self.sizes: defaultdict[int, int] = defaultdict(int)
        self.faces: defaultdict[str, int] = defaultdict(int)
        """Letters of the body by their size, by their face."""

    # text

    def open_part(self, name: str) -> None:
        """What follows comes from another part."""
        self.close_part()
        self.parts.append((name, (self.extent, self.extent)))

    def close_part(self) -> None:
        """Ends the stretch of the part at hand."""
        if self.parts:
            name, (start, _) = self.parts.pop()
            if start < self.extent:
                self.parts.append((name, (start, self.extent)))

    def keep(self, text: str) -> int:
        """Text that is printed as it is; gives its place in the view."""
        start, length = self.length, len(text)
        self.source.append(text)
        self.printed.append(text)
        if self.ends == (self.extent, start):
            begin, before = self.stretches[-1]
            self.stretches[-1] = (begin, before + length)
        elif length:
            self.starts.append(start)
            self.stretches.append((self.extent, length))
        self.extent += length
        self.length += length
        self.ends = (self.extent, self.length)
        return start

    def cut(self, text: str, rule: str) -> Span:
        """Text that is in the file but not printed; gives its place in the source."""
        span = (self.extent, self.extent + len(text))
        if text:
            self.source.append(text)
            self.extent += len(text)
            spans = self.cuts[rule]
            if spans and spans[-1][1] == span[0]:
                spans[-1] = (spans[-1][0], span[1])
            else:
                spans.append(span)
        return span

    def change(self, was: str, now: str, rule: str) -> int:
        """Text that is printed as one other character; gives its place in the view."""
        start = self.length
        self.changes[start] = Change((self.extent, self.extent + len(was)), was, now, rule)
        self.starts.append(start)
        self.stretches.append((self.extent, 1))
        self.source.append(was)
        self.printed.append(now)
        self.extent += len(was)
        self.length += 1
        self.ends = (-1, -1)
        return start

    # lines

    def set_line(self, pieces: Sequence[Piece], style: Look, indent: int, gap: int,
                 marks: Mapping[str, object]) -> bool:
        """Sets the pieces as a line, if they hold anything; `style` is the look of its paragraph's style."""
        whole = pieces[0].text if len(pieces) == 1 else "".join([piece.text for piece in pieces])
        body = whole.strip(_BLANK)
        if not body:
            return False
        at = whole.index(body)
        start = pieces[0].start + at
        size, face, facts = _weigh(pieces)
        if any(piece.runs or piece.look.marked or piece.look.face != face for piece in pieces):
            self._set_runs(pieces, style, face)
        line = Line(start, start + len(body), indent + _width(whole[:at]) if at else indent, gap)
        face = "" if body.isascii() else face
        self.lines.append(_Set(line, size, face, {**facts, **marks}))
        if not (marks.get("table") or marks.get("role") or marks.get("note")):
            self.sizes[size] += len(body)
            self.faces[face] += len(body) if face else 0
        return True

    def _set_runs(self, pieces: Sequence[Piece], style: Look, face: str) -> None:
        """Runs of neighbouring pieces that are marked alike."""
        open_: dict[tuple[str, str], tuple[int, int]] = {}
        for piece in pieces:
            end = piece.start + len(piece.text)
            kinds = [*piece.runs, *_kinds(piece, style, face)]
            for kind in [kind for kind in open_ if kind not in kinds]:
                self.runs.append(Run(*open_.pop(kind), *kind))
            for kind in kinds:
                open_[kind] = (open_[kind][0] if kind in open_ else piece.start, end)
        self.runs += [Run(*span, *kind) for kind, span in open_.items()]

    def keep_place(self, name: str) -> None:
        """A place that links may lead to, here."""
        self.runs.append(Run(self.length, self.length, PLACE, name))

    def graft(self, text: Text) -> None:
        """Another document at this place, with all it has."""
        source, view, paragraphs, tables = self.extent, self.length, self.paragraphs, self.tables
        for begin, (at, length) in zip(text.view.starts, text.view.runs, strict=True):
            self.starts.append(begin + view)
            self.stretches.append((at + source, length))
        for cut in text.view.cuts:
            self.cuts[cut.by] += [(start + source, end + source) for start, end in cut.spans]
        self.changes |= {at + view: change._replace(at=(change.at[0] + source, change.at[1] + source))
                         for at, change in text.view.entities.items()}
        for line in text.lines:
            marks = replace(line.marks, paragraph=line.marks.paragraph and line.marks.paragraph + paragraphs,
                            table=line.marks.table and line.marks.table + tables)
            self.lines.append(_Set(line._replace(start=line.start + view, end=line.end + view, marks=marks)))
            self.paragraphs = max(self.paragraphs, marks.paragraph)
            self.tables = max(self.tables, marks.table)
        self.runs += [run._replace(start=run.start + view, end=run.end + view) for run in text.runs]
        self.pictures += [picture._replace(place=picture.place + view) for picture in text.pictures]
        self.findings += [finding._replace(at=tuple((start + source, end + source) for start, end in finding.at))
                          for finding in text.findings]
        self.source.append(text.source.text)
        self.printed.append(text.view.text)
        self.extent += len(text.source.text)
        self.length += len(text.view.text)
        self.ends = (-1, -1)

    # the whole

    def finish(self, name: str, digest: str, size: int, media: str) -> Text:
        """The document, its sizes in per cent of the one that most letters of the body have."""
        self.close_part()
        body = max(self.sizes, key=lambda size: (self.sizes[size], -size), default=0)
        body = body or max((made.size for made in self.lines), default=0) or 1
        face = max(self.faces, key=lambda face: (self.faces[face], face), default="")
        source = Source(name, "".join(self.source), digest, size, "utf-8", media=media, parts=tuple(self.parts))
        cuts = [Excision(tuple(spans), rule) for rule, spans in sorted(self.cuts.items())]
        view = View("".join(self.printed), self.starts, self.stretches, cuts, entities=self.changes,
                    plain=not cuts and not self.changes)
        lines = [made.line if made.facts is None else made.line._replace(
                 marks=Marks(**made.facts, size=round(100 * made.size / body),  # type: ignore[arg-type]
                             face="" if made.face == face else made.face))
                 for made in self.lines]
        led = {run.target[1:] for run in self.runs if run.kind == "link"}
        runs = sorted((run for run in self.runs if run.kind != PLACE or run.target in led),
                      key=lambda run: (run.start, -run.end))
        return Text(source, view, tuple(lines), tuple(runs), tuple(self.pictures), tuple(self.findings))


def _weigh(pieces: Sequence[Piece]) -> tuple[int, str, dict[str, object]]:
    """Size and face of most letters of a line; whether all are bold, and how many of a hundred stand in links."""
    if len(pieces) == 1:
        look, runs = pieces[0].look, pieces[0].runs
        return look.size, look.face, {"bold": look.bold, "link": 100 if any(kind == "link" for kind, _ in runs) else 0}
    looks: defaultdict[tuple[int, str], int] = defaultdict(int)
    bold = linked = whole = 0
    for piece in pieces:
        letters = _letters(piece.text)
        looks[piece.look.size, piece.look.face] += letters
        whole += letters
        bold += letters if piece.look.bold else 0
        linked += letters if any(kind == "link" for kind, _ in piece.runs) else 0
    size, face = max(looks, key=lambda look: looks[look])
    if not whole:
        return size, face, {"bold": all(piece.look.bold for piece in pieces if piece.text.strip())}
    return size, face, {"bold": bold == whole, "link": 100 * linked // whole}


def _letters(text: str) -> int:
    """Letters and digits; the signs between them are set in whatever face the writer happened to be."""
    return sum(map(str.isalnum, text))


def _kinds(piece: Piece, style: Look, face: str) -> list[tuple[str, str]]:
    """The kinds of run that a look says, where it is other than that of the style; the line of links means nothing.

    Latin letters and signs show no face of East Asian characters.
    """
    look = piece.look
    if not (look.marked or look.face != face) or not piece.text.strip():
        return []
    asked = (("strong", "", look.bold and not style.bold), ("em", "", look.italic and not style.italic),
             ("em", "dots", look.dots and not style.dots),
             ("em", "line", look.line and not style.line and not piece.runs),
             ("del", "", look.struck and not style.struck), (look.raised, "", bool(look.raised)),
             ("face", look.face, look.face != face and not piece.text.isascii() and LEAD not in piece.runs))
    return [(kind, target) for kind, target, holds in asked if holds]


def _width(space: str) -> int:
    """Columns of white space."""
    return sum(2 if sign == "\u3000" else _TAB if sign == "\t" else sign != "\u200b" for sign in space)
