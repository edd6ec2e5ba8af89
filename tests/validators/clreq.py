"""Line rules of Chinese typesetting, counted on a PDF from the places of its glyphs, with no help from who made it.

Rules of W3C's Requirements for Chinese Text Layout (CLREQ): prohibition at line start and end (3.1.7) up to the strict
level, squeezing of adjacent marks (3.1.8), both edges flush (3.1.9), a quarter em between Han and Latin (3.1.10), no
lone last character, numbers, dashes and ellipses unbroken, two characters of indent. Each violation keeps an example.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import pymupdf

NO_START = frozenset("，。、；：！？）》〉」』】〕”’·％%‰℃,.;:!?)]}")
STRICT = frozenset("—…")
NO_END = frozenset("“‘（《〈「『【〔([{￥$№")
CLOSE = frozenset("，。、；：）》〉」』】〕”’")
OPEN = frozenset("“‘（《〈「『【〔")

FLUSH = 2.0
"""Points by which an edge may miss the measure."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character where it was painted: x of its origin, baseline, size in points."""

    char: str
    x: float
    y: float
    size: float


@dataclass(slots=True)
class Line:
    """A line of a paragraph."""

    glyphs: list[Glyph]
    page: int
    first: bool = False
    last: bool = False

    @property
    def text(self) -> str:
        """Its characters."""
        return "".join(glyph.char for glyph in self.glyphs)


@dataclass(slots=True)
class Report:
    """Violations by rule, each with where it is; `lines` and `pairs` count what was judged, `gaps` are in ems."""

    found: dict[str, list[str]] = field(default_factory=dict)
    lines: int = 0
    pairs: int = 0
    gaps: list[float] = field(default_factory=list)

    def note(self, rule: str, line: Line) -> None:
        """Counts a violation."""
        self.found.setdefault(rule, []).append(f"page {line.page + 1}: {line.text}")


def audit(data: bytes, paragraphs: Sequence[tuple[str, str]], measure: float) -> Report:
    """Judges the body lines of a file; `paragraphs` are kind and text in printed order, kind `p` for body text."""
    report = Report()
    for lines in _match(data, paragraphs, report):
        for before, line in pairwise([None, *lines]):
            if line is not None:
                _judge_line(report, line, measure)
                if before is not None:
                    _judge_break(report, before, line)
        _judge_paragraph(report, lines)
    return report


def _match(data: bytes, paragraphs: Sequence[tuple[str, str]], report: Report) -> Iterator[list[Line]]:
    """The lines of each body paragraph; what matches no text (page numbers, running heads) is passed over."""
    texts = [(kind, re.sub(r"\s", "", text)) for kind, text in paragraphs if text.strip()]
    at = taken = 0
    lines: list[Line] = []
    for line in _lines(data):
        if at < len(texts) and texts[at][1].startswith(line.text, taken):
            line.first = taken == 0
            taken += len(line.text)
            line.last = taken == len(texts[at][1])
            lines.append(line)
            if line.last:
                if texts[at][0] == "p":
                    report.lines += len(lines)
                    yield lines
                at, taken, lines = at + 1, 0, []
    if at < len(texts):
        report.found["unmatched"] = [texts[at][1][:40]]


def _lines(data: bytes) -> Iterator[Line]:
    """Glyphs in the order they were painted, a line for each run on one baseline."""
    for number, page in enumerate(pymupdf.open(stream=data)):
        line: list[Glyph] = []
        for span in page.get_texttrace():
            for code, _, origin, _ in span["chars"]:
                glyph = Glyph(chr(code), origin[0], round(origin[1], 1), span["size"])
                if glyph.char.isspace():
                    continue
                if line and (abs(line[-1].y - glyph.y) > 1 or glyph.x < line[-1].x):
                    yield Line(line, number)
                    line = []
                line.append(glyph)
        if line:
            yield Line(line, number)


def _judge_line(report: Report, line: Line, measure: float) -> None:
    text, size = line.text, line.glyphs[0].size
    if not line.first and text[0] in NO_START:
        report.note("start", line)
    if not line.first and text[0] in STRICT:
        report.note("strict", line)
    if not line.last and text[-1] in NO_END:
        report.note("end", line)
    if not line.last and not _is_flush(line, measure - 2 * size * line.first) and not _is_opened(line):
        report.note("ragged", line)
    for left, right in pairwise(line.glyphs):
        advance = (right.x - left.x) / left.size
        if (left.char in CLOSE and right.char in CLOSE | OPEN) or (left.char in OPEN and right.char in OPEN):
            report.pairs += 1
            if advance > 0.8:
                report.note("unsqueezed", line)
        if "\u4e00" <= left.char <= "\u9fff" and right.char.isascii() and right.char.isalnum():
            report.gaps.append(advance - 1)


def _is_opened(line: Line) -> bool:
    """Whether its gaps are opened by the most that a line may be, an eighth of an em: it may end before the measure."""
    return any(right.x - left.x > 1.119 * left.size for left, right in pairwise(line.glyphs)
               if "\u4e00" <= left.char <= "\u9fff" and "\u4e00" <= right.char <= "\u9fff")


def _is_flush(line: Line, measure: float) -> bool:
    """Whether the visible text fills the measure; the blank half of a mark at an edge may be in or out."""
    first, last = line.glyphs[0], line.glyphs[-1]
    left = (first.x + 0.5 * first.size,) if first.char in OPEN else (first.x,)
    near = last.x + (0.4 if last.char in CLOSE else 1.0 if last.char > "\u2e80" else 0.2) * last.size
    far = last.x + last.size
    return any(near - FLUSH <= edge + measure <= far + FLUSH for edge in left)


def _judge_break(report: Report, before: Line, line: Line) -> None:
    if re.search(r"[0-9.]$", before.text) and re.match(r"[0-9.]", line.text):
        report.note("number split", line)
    if before.text[-1] == line.text[0] and line.text[0] in STRICT:
        report.note("dash split", line)


def _judge_paragraph(report: Report, lines: list[Line]) -> None:
    if len(lines) < 2:
        return
    last = [char for char in lines[-1].text if char not in CLOSE]
    if len(last) == 1:
        report.note("lone", lines[-1])
    first, second = lines[0].glyphs[0], lines[1].glyphs[0]
    together = lines[0].page == lines[1].page and second.y > first.y
    indent = (first.x - second.x) / first.size
    if together and not {first.char, second.char} & OPEN and abs(indent - 2) > 0.3:
        report.note("indent", lines[0])
