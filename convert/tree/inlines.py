"""What is marked inside a text as elements: nested where the source lets marks cross."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from convert.tree.addresses import clean_address
from convert.tree.build import add
from convert.tree.nodes import Node
from convert.tree.record import Inline

_WHOLE = ("label", "ref", "math", "ruby", "code")
"""Kinds that no other mark divides; where two of them meet, the first of this list stands."""

_FACES = {"黑": "strong", "hei": "strong", "楷": "kai", "kai": "kai"}
"""What the name of a face holds → how its characters are set apart; other faces are the style sheet's affair."""

_RENDS = {"strong": "strong", "del": "struck", "sub": "sub", "sup": "sup", "code": "code"}
"""Kind → `rend` of an `em`."""

_HEADLINES = frozenset({"title", "subtitle", "kicker", "heading", "caption", "line"})
"""Elements whose style says how all of their text looks."""

_LOOKS = frozenset({"strong", "italic", "kai"})


class Called(NamedTuple):
    """A note that the text may refer to."""

    id: str
    """That of its element."""
    n: str = ""
    """Its number, where the source counts it."""


def fill_inlines(element: Node, text: str, inlines: Iterable[Inline], notes: Mapping[str, Called]) -> None:
    """Puts a text with what is marked in it into an empty element.

    `notes` are by the names that the format gives them; a reference to any other is mere text.
    """
    marks = [made for mark in inlines if (made := _translate(mark, text, notes)) is not None]
    marks = list(_drop_looks(element, text, marks))
    _grow(element, text, sorted(_nest(marks), key=_order), notes)


def _order(mark: Inline) -> tuple[int, bool, int]:
    """What begins first, empty ones before others there, the longest first."""
    return mark.start, mark.start != mark.end, -mark.end


def _translate(mark: Inline, text: str, notes: Mapping[str, Called]) -> Inline | None:
    """A mark in the words of the tree, without white space at its ends; None for one that says nothing here."""
    words = text[mark.start : mark.end]
    start = mark.start + len(words) - len(words.lstrip())
    end = mark.end - len(words) + len(words.rstrip())
    kind, target = mark.kind, mark.target
    if kind == "ref":
        return Inline(min(start, end), end, kind, target) if target in notes else None
    if start >= end:
        return None
    if kind == "em":
        target = target if target in ("dots", "line") else "italic"
    elif kind == "face":
        kind, target = "em", next((rend for part, rend in _FACES.items() if part in target.lower()), "")
    elif kind in _RENDS:
        kind, target = ("code" if kind == "code" else "em"), _RENDS[kind]
    elif kind == "link":
        target = clean_address(target)
    elif kind not in _WHOLE:
        return None
    if (not target and kind in ("em", "link")) or (kind == "ruby" and not words.endswith(target or "\n")):
        return None
    return Inline(start, end, kind, target)


def _drop_looks(element: Node, text: str, marks: Sequence[Inline]) -> Iterator[Inline]:
    """The marks without those that say of a whole headline how it looks."""
    length = len(text.strip())
    for mark in marks:
        whole = mark.kind == "em" and mark.target in _LOOKS and mark.end - mark.start >= length
        if not (whole and element.tag in _HEADLINES):
            yield mark


def _nest(marks: Sequence[Inline]) -> list[Inline]:
    """The same marks, none of which divides what is whole, none within one of its kind, no link around a reference."""
    whole: list[Inline] = []
    for kind in _WHOLE:
        for mark in marks:
            if mark.kind == kind and not any(_meet(mark, other) for other in whole):
                whole.append(mark)
    whole.sort(key=_order)
    parts = [mark for mark in marks if mark.kind not in _WHOLE]
    for solid in whole:
        parts = [piece for mark in parts for piece in _spare(mark, solid)]
    return [*whole, *_join(sorted(parts, key=_order))]


def _join(marks: Iterable[Inline]) -> list[Inline]:
    """Marks in their order, those of one kind joined where they touch; a link goes on in no other."""
    kept: list[Inline] = []
    for mark in marks:
        same = next((at for at, other in enumerate(kept) if _is_same(mark, other) and mark.start <= other.end), None)
        if same is None:
            kept.append(mark)
        elif mark.target == kept[same].target:
            kept[same] = kept[same]._replace(end=max(mark.end, kept[same].end))
        elif mark.end > kept[same].end:
            kept.append(mark._replace(start=kept[same].end))
    return kept


def _meet(one: Inline, other: Inline) -> bool:
    return one.start < other.end and other.start < one.end


def _is_same(one: Inline, other: Inline) -> bool:
    return one.kind == other.kind and (one.kind == "link" or one.target == other.target)


def _spare(mark: Inline, solid: Inline) -> Iterator[Inline]:
    """A mark without what it shares with a whole that it does not hold, or may not."""
    around = mark.start <= solid.start and solid.end <= mark.end
    divides = solid.kind == "label" or (solid.kind == "ref" and (mark.kind == "link" or not (
        mark.start < solid.start or solid.end < mark.end)))
    touched = _meet(mark, solid) or mark.start < solid.start == solid.end < mark.end
    if not touched or (around and not divides):
        yield mark
        return
    if mark.start < solid.start:
        yield mark._replace(end=solid.start)
    if solid.end < mark.end:
        yield mark._replace(start=solid.end)


def _grow(element: Node, text: str, marks: list[Inline], notes: Mapping[str, Called]) -> None:
    """Fills an element with a text; marks that go beyond another are parted at its end."""
    position = 0
    while marks:
        mark, rest = marks[0], marks[1:]
        inside = [_shift(other, mark.start, mark.end) for other in rest if other.start < mark.end]
        beyond = [other._replace(start=max(other.start, mark.end)) for other in rest
                  if other.end > mark.end or other.start >= mark.end]
        _append(element, text[position : mark.start])
        made, words = _make(element, mark, notes), text[mark.start : mark.end]
        if mark.kind == "ruby":
            made.text, add(made, "rt").text = words.removesuffix(mark.target), mark.target
        else:
            _grow(made, words, inside, notes)
        marks, position = sorted(beyond, key=_order), mark.end
    _append(element, text[position:])


def _shift(mark: Inline, start: int, end: int) -> Inline:
    return mark._replace(start=mark.start - start, end=min(mark.end, end) - start)


def _make(element: Node, mark: Inline, notes: Mapping[str, Called]) -> Node:
    if mark.kind in ("em", "code"):
        return add(element, "em", rend=mark.target)
    if mark.kind == "link":
        return add(element, "link", href=mark.target)
    if mark.kind == "ref":
        note = notes[mark.target]
        return add(element, "ref", target=note.id, n=note.n if mark.start == mark.end and note.n else None)
    if mark.kind == "math":
        return add(element, "math", markup=mark.target or None)
    return add(element, mark.kind, counted=mark.target or None) if mark.kind == "label" else add(element, mark.kind)


def _append(element: Node, text: str) -> None:
    if not text:
        return
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text
