"""Rows: the segments on one base line, with the white space between them as it is printed."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from statistics import median
from unicodedata import east_asian_width

from convert.formats.pdf.reading.drawings import Area
from convert.formats.pdf.reading.glyphs import Segment
from convert.formats.pdf.reading.inks import Ink
from convert.span import Span

_UNBROKEN = re.compile(r"[（《〈“‘「『【〔〖([]*(?:[!-'*-~]+|.)[，。、；：！？”’）》〉」』】〕〗…)\]]*")
"""A word or a character and the marks about it, between which no line ends (CLREQ, 3.1.3)."""
_LONE = re.compile("[\ud800-\udfff]")
"""Halves of surrogate pairs without the other half."""
WIDE = 1.5
"""Gap, in em, that stands for two spaces."""
_FULL = 0.8
"""Gap that stands for an ideographic space, between wide characters."""
_LOOSE = 0.55
"""Gap that stands for a space beside a wide character."""
_LATIN = 0.17
"""Gap that stands for a space between others."""
_NONE = 0.1
"""Gap up to which written white space is none."""
_SHARED = 0.6
"""Share of the height of the lower of two segments that must be level with the other."""
_SPACED = 0.6
"""Share of the places between characters at which letterspaced text has gaps."""
_EVEN = 1.2
"""How much the widest of the gaps of letterspaced text exceeds the narrowest."""


@dataclass(slots=True, eq=False)
class Row:
    """A printed line, or the part of it that stands in one column or cell."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    page: int
    frame: Area
    """The column that it stands in."""
    column: bool = False
    """Whether other columns stand beside it."""
    face: str = ""
    bold: bool = False
    link: int = 0
    """How many per cent of its letters stand in links."""
    runs: list[tuple[int, int, str, str]] = field(default_factory=list)
    """Start, end, kind and target of what is marked in it."""
    added: list[Span] = field(default_factory=list)
    """Which of its characters the edition adds to the text."""
    faces: list[tuple[int, int, str]] = field(default_factory=list)
    """Start, end and name of the face of its characters."""
    facts: dict[str, object] = field(default_factory=dict)
    """What else is known of it, by the names of the marks."""
    order: tuple[int, ...] = ()
    """Where it comes among the rows, if tagged structure says so."""
    block: int = -1
    indent: int = 0
    gap: int = 0
    texts: tuple[int, int] = (-1, -1)
    """Numbers of the texts of the structure that its first and last characters stand in; -1 outside."""
    goes_on: bool = False
    """Whether it surely goes on with the paragraph of the row before."""

    @property
    def shown(self) -> str:
        """Its text without what the edition adds."""
        if not self.added:
            return self.text
        bounds = [0, *(place for span in self.added for place in span), len(self.text)]
        return "".join(self.text[start:end] for start, end in zip(bounds[::2], bounds[1::2], strict=True))

    @property
    def first_width(self) -> float:
        """Width of what comes first in it and may not be broken, in points."""
        found = _UNBROKEN.match(self.text)
        return (self.x1 - self.x0) / len(self.text) * (found.end() if found else 1)


def gather_rows(segments: Sequence[Segment]) -> list[list[Segment]]:
    """Segments that are level with each other, from the top; each row from the left."""
    rows: list[list[Segment]] = []
    leads: list[Segment] = []
    for segment in sorted(segments, key=lambda segment: (-(segment.top + segment.bottom), segment.x0)):
        place = next((place for place in range(len(rows) - 1, max(-1, len(rows) - 3), -1)
                      if _is_level(leads[place], segment)), None)
        if place is None:
            rows.append([segment])
            leads.append(segment)
            continue
        rows[place].append(segment)
        lead = leads[place]
        if ((segment.size, len(segment.chars)) > (lead.size, len(lead.chars)) and len(segment.chars) * 4 >= len(
                lead.chars)) or len(segment.chars) > 4 * len(lead.chars):
            leads[place] = segment
    for row in rows:
        row.sort(key=lambda segment: segment.x0)
    return rows


def _is_level(one: Segment, other: Segment) -> bool:
    shared = min(one.top, other.top) - max(one.bottom, other.bottom)
    return shared >= _SHARED * (min(one.size, other.size) or 1)


def set_row(segments: Sequence[Segment], page: int, frame: Area, links: Sequence[tuple[Area, str]] = (),
            added: Set[int] = frozenset()) -> Row:
    """The segments of a row as a line of text; `added` are marked contents that the edition adds."""
    setter = _Setter(_find_spacing(segments))
    last: Segment | None = None
    for segment in segments:
        if last is not None:
            size = min(segment.size, last.size)
            setter.space((segment.x0 - last.x1) / size, size, segment.lead, segment.chars[0], segment.x0)
        setter.set(segment)
        last = segment
    text = _LONE.sub("\ufffd", "".join(setter.text))
    row = Row(text, segments[0].x0, max(segment.x1 for segment in segments), 0.0, 0.0, page, frame)
    row.added = [(start, end) for start, end, ink in setter.stretches if ink.content in added] if added else []
    _set_looks(row, setter.stretches)
    if links:
        _set_links(row, setter.places, links)
    return row


class _Setter:
    """Sets the characters of a row, with the place and ink of each."""

    def __init__(self, spacing: float) -> None:
        self.text: list[str] = []
        self.places: list[float] = []
        self.stretches: list[tuple[int, int, Ink]] = []
        self._spacing = spacing

    def space(self, gap: float, size: float, lead: str, following: str, x: float) -> None:
        """Sets the white space of a gap, in em."""
        space = print_space(gap - self._spacing / size, lead, self.text[-1], following)
        self.text += space
        self.places += [x] * len(space)

    def set(self, segment: Segment) -> None:
        """Sets the characters of a segment."""
        gaps = {at: (gap / segment.size, lead) for at, gap, lead in segment.gaps}
        ends = [*(start for start, _ in segment.inks[1:]), len(segment.chars)]
        for (start, ink), end in zip(segment.inks, ends, strict=True):
            begin = len(self.text)
            if gaps:
                for at in range(start, end):
                    if at in gaps:
                        gap, lead = gaps[at]
                        self.space(gap, segment.size, lead, segment.chars[at], segment.places[at])
                    self.text.append(segment.chars[at])
                    self.places.append(segment.places[at])
            else:
                self.text += segment.chars[start:end]
                self.places += segment.places[start:end]
            self.stretches.append((begin, len(self.text), ink))


def print_space(gap: float, lead: str, before: str, after: str) -> str:
    """The white space printed for a gap, in em, where `lead` is written."""
    if gap >= WIDE:
        return lead if "\u3000" in lead or len(lead) > 1 else "  "
    if lead:
        return "" if gap <= _NONE else lead if "\u3000" in lead else " "
    wide, other = _is_wide(before), _is_wide(after)
    if not wide and not other:
        return " " if gap >= _LATIN else ""
    if wide and other and gap >= _FULL:
        return "\u3000"
    return " " if gap >= _LOOSE else ""


def _is_wide(character: str) -> bool:
    return east_asian_width(character) in "WFA"


def _find_spacing(segments: Sequence[Segment]) -> float:
    """By how much letterspaced text is spaced, in points; 0 for other text."""
    count = sum(len(segment.chars) for segment in segments) - 1
    gaps = [gap for segment in segments for _, gap, _ in segment.gaps]
    if len(segments) > 1:
        gaps += [other.x0 - one.x1 for one, other in itertools.pairwise(segments)]
    if count < 2 or len(gaps) < _SPACED * count:
        return 0.0
    middle = median(gaps)
    near = sum(middle / _EVEN <= gap <= middle * _EVEN for gap in gaps)
    wide = sum(east_asian_width(sign) in "WF" for segment in segments for sign in segment.chars)
    return middle if middle > 0 and near >= _SPACED * count and wide * 2 > count else 0.0


def _set_looks(row: Row, stretches: Sequence[tuple[int, int, Ink]]) -> None:
    """Size, face and weight of most letters, and what is bold, italic or raised in it."""
    row.faces = [(start, end, ink.face) for start, end, ink in stretches]
    if len(stretches) == 1:
        start, end, ink = stretches[0]
        row.size, row.face, row.base, row.bold = ink.size, ink.face, round(ink.base, 2), ink.bold and end > start
        return
    sizes: defaultdict[float, int] = defaultdict(int)
    faces: defaultdict[str, int] = defaultdict(int)
    bases: defaultdict[float, int] = defaultdict(int)
    bold = whole = 0
    for start, end, ink in stretches:
        letters = sum(map(str.isalnum, row.text[start:end]))
        weight = letters * 100 + end - start
        sizes[ink.size] += weight
        faces[ink.face] += weight
        bases[round(ink.base, 2)] += weight
        bold += letters if ink.bold else 0
        whole += letters
    row.size = max(sizes, key=lambda size: (sizes[size], size))
    row.face = max(faces, key=lambda face: (faces[face], face))
    row.base = max(bases, key=lambda base: (bases[base], base))
    row.bold = bold == whole and bold > 0
    for start, end, ink in stretches:
        kinds = [kind for kind, holds in (("strong", ink.bold and not row.bold), ("em", ink.italic)) if holds]
        if ink.size <= 0.8 * row.size:
            kinds += ["sup"] if ink.base > row.base + 0.15 * row.size else (
                ["sub"] if ink.base < row.base - 0.08 * row.size else [])
        for kind in kinds:
            _mark(row, start, end, kind, "")


def _mark(row: Row, start: int, end: int, kind: str, target: str) -> None:
    """Marks characters; what goes on from the last run of the kind is part of it."""
    for place in range(len(row.runs) - 1, max(-1, len(row.runs) - 4), -1):
        begin, stop, known, aim = row.runs[place]
        if (known, aim) == (kind, target) and not row.text[stop:start].strip():
            row.runs[place] = (begin, end, kind, target)
            return
    row.runs.append((start, end, kind, target))


def _set_links(row: Row, places: Sequence[float], links: Sequence[tuple[Area, str]]) -> None:
    linked = 0
    middle = row.base + row.size / 3
    for area, address in links:
        if not area.y0 <= middle <= area.y1:
            continue
        inside = [at for at, x in enumerate(places) if area.x0 - 1 <= x < area.x1 - 1]
        if inside:
            if address:
                _mark(row, inside[0], inside[-1] + 1, "link", address)
            linked += sum(row.text[at].isalnum() for at in inside)
    letters = sum(map(str.isalnum, row.text))
    row.link = min(100, 100 * linked // letters) if letters else 0
