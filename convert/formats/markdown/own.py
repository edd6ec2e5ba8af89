"""What our own Markdown says of its blocks beside what its marks say, for the writer and for the reader.

A comment behind the text of a block is a kind of the outline, with the depth of a heading and how it stands:
`<!-- byline -->`, `<!-- heading 7 run-in -->`. A comment on a line of its own begins an article, `<!-- article -->`, or
ends one that has no text, `<!-- article end -->`.
Blocks without a comment are what their marks say: a heading of the first level is a title, one of level n + 1 a heading
of depth n; lines that end in a backslash are verse.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from convert.recovery.text import Line, Marks, Text, Told

FACTS, PROPERTIES = "facts", "properties"
"""Keys of the front matter under which the source's facts stand: by their printed labels; by their standard names,
where the source prints none. Those of an article inside the outermost have its number behind: `facts-2`."""

DEEPEST = 6
"""Levels of headings that Markdown has."""

TITLE = 1
"""The level of a title; headings stand below it."""

ARTICLE = "article"
"""The comment that begins an article."""

ARTICLE_END = "article end"
"""The comment that ends an article without text, so that what follows is not inside it."""

NUMBER = "number"
"""The class of an `ins` that shows the number of a note which the source counts and does not print."""

_OWN = re.compile(r"generator: '?Huozi \d")
_KEY = re.compile(rf"(?P<kind>{FACTS}|{PROPERTIES})(?:-(?P<article>\d{{1,4}}))?\.(?P<label>.+)", re.DOTALL)
_COMMENT = re.compile(r"<!-- ([a-z0-9 -]+?) -->|(\\\r?\n)")
_PLACES = frozenset({"run-in", "glued"})


def is_own(front: str) -> bool:
    """Whether the front matter of a file says that we made it."""
    return any(_OWN.match(line) for line in front.split("\n"))


def read_key(field: str) -> tuple[str, Told] | None:
    """The label of a fact of the source by its path in the front matter, and what it is; None for what we added."""
    found = _KEY.fullmatch(field)
    if found is None:
        return None
    named = found["kind"] == PROPERTIES
    told = Told("meta", article=int(found["article"] or 0), name=found["label"] if named else "", labelled=not named)
    return found["label"], told


def print_mark(name: str) -> str:
    """What the text prints of the name of a note: numbers behind a hyphen only tell it from others."""
    mark, hyphen, _ = name.rpartition("-")
    return mark if hyphen else name


def spell_told(kind: str, depth: int = 0, place: str = "") -> str:
    """The comment behind a block."""
    words = (kind, str(depth) if depth else "", place if place in _PLACES else "")
    return f"<!-- {' '.join(filter(None, words))} -->"


def tell_own(text: Text) -> Text:
    """A text of ours with what each of its lines is."""
    lines, source = list(text.lines), text.source.text
    bounds = [text.view.to_source(((line.start, line.end),)) for line in lines]
    ends = [0, *(spans[-1][1] if spans else 0 for spans in bounds)]
    starts = [*(spans[0][0] if spans else 0 for spans in bounds), len(source)]
    gaps = [list(_find(source[end:start])) for end, start in zip(ends, starts, strict=True)]
    return replace(text, lines=tuple(_tell(lines, gaps)))


def _find(gap: str) -> Iterator[str]:
    """What the markup between two lines tells; a backslash stands for a line end that is kept."""
    for match in _COMMENT.finditer(gap):
        yield match[1] or "\\"


def _tell(lines: Sequence[Line], gaps: Sequence[list[str]]) -> Iterator[Line]:
    article = count = 1
    for line, (before, behind) in zip(lines, pairwise(gaps), strict=True):
        begun, count = _open(before, count)
        article = begun[-1] if begun else article
        marks = line.marks
        told = read_key(marks.field) if marks.field else None
        if told is not None:
            yield line._replace(marks=replace(marks, field=told[0], told=told[1]))
            continue
        said = next((each for each in behind if each not in (ARTICLE, ARTICLE_END, "\\")), "")
        verse = not marks.cell and ("\\" in behind or before[:1] == ["\\"])
        known = _read(said) if said else Told("verse") if verse else _tell_shape(marks)
        yield line._replace(marks=replace(marks, told=known._replace(article=article, opens=max(len(begun), 1))))


def _open(gap: Iterable[str], count: int) -> tuple[list[int], int]:
    """The articles that begin between two lines and do not end there, by their numbers, and the number of the last."""
    begun: list[int] = []
    for said in gap:
        if said == ARTICLE:
            count += 1
            begun.append(count)
        elif said == ARTICLE_END:
            del begun[-1:]
    return begun, count


def _read(said: str) -> Told:
    """What a comment behind a block says."""
    kind, *words = said.split()
    depth = next((int(word[:3]) for word in words if word.isdecimal()), int(kind == "heading"))
    return Told(kind, depth, place=next((word for word in words if word in _PLACES), "own"))


def _tell_shape(marks: Marks) -> Told:
    """What the marks of Markdown say a line is."""
    if marks.heading:
        return Told("title") if marks.heading == TITLE else Told("heading", marks.heading - TITLE, place="own")
    if marks.cell:
        return Told("cell")
    return Told("note" if marks.note else "li" if marks.item else "p")
