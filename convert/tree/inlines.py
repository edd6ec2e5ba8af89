"""What is marked inside a text as elements: nested where the source lets marks cross."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from convert.tree.addresses import clean_address
from convert.tree.build import add, append_text
from convert.tree.nodes import Node
from convert.tree.record import Inline

_WHOLE = ("label", "ref", "math", "ruby", "code", "gap", "sic", "name")
"""Kinds that no other mark divides; where two of them meet, the first of this list stands."""

_FACES = {"黑": "strong", "hei": "strong", "楷": "kai", "kai": "kai"}
"""What the name of a face holds → how its characters are set apart; other faces are the style sheet's affair."""

_RENDS = {"strong": "strong", "del": "struck", "sub": "sub", "sup": "sup", "code": "code"}
"""Kind → `rend` of an `em`."""

EMPTY = frozenset({"ref", "gap"})
"""Kinds that mean something without characters: where a note is counted, where something is lost."""

_SAYING = {"lead": "", "name": "kind", "sic": "why", "gap": "reason"}
"""Kind that the words or a file of ours tell → the attribute that its target is."""

_HEADLINES = frozenset({"title", "subtitle", "kicker", "heading", "caption", "line"})
"""Elements whose style says how all of their text looks."""

_LOOKS = frozenset({"strong", "italic", "kai"})


class Called(NamedTuple):
    """A block that the text may refer to."""

    id: str
    """That of its element."""
    n: str = ""
    """Its number, where the source counts it."""


def fill_inlines(element: Node, text: str, inlines: Iterable[Inline], notes: Mapping[str, Called]) -> None:
    """Puts a text with what is marked in it into an empty element.

    `notes` are by the names that the format gives them; a reference to any other is mere text. Among them are the
    blocks that links lead to, by the targets of these.
    """
    marks = [made for mark in inlines if (made := _translate(mark, text, notes)) is not None]
    marks = list(_drop_looks(element, text, marks))
    _grow(element, text, _nest(marks), notes)


def _order(mark: Inline) -> tuple[int, bool, int]:
    """What begins first, empty ones before others there, the longest first."""
    return mark.start, mark.start != mark.end, -mark.end


def _translate(mark: Inline, text: str, notes: Mapping[str, Called]) -> Inline | None:
    """A mark in the words of the tree, without white space at its ends; None for one that says nothing here."""
    words = text[mark.start : mark.end]
    start = mark.start + len(words) - len(words.lstrip())
    end = mark.start + len(words.rstrip())
    kind, target = mark.kind, mark.target
    if kind in EMPTY and (kind == "ref" or not words):
        place = min(start, end, len(text))
        return Inline(place, max(place, end), kind, target) if kind == "gap" or target in notes else None
    if kind == "ruby":
        return mark if target and words.endswith(target) else None
    if start >= end:
        return None
    if kind == "em":
        target = target if target in ("dots", "line") else "italic"
    elif kind == "face":
        kind, target = "em", next((rend for part, rend in _FACES.items() if part in target.lower()), "")
    elif kind in _RENDS:
        kind, target = ("code" if kind == "code" else "em"), _RENDS[kind]
    elif kind == "link":
        target = target if target in notes else clean_address(target)
    elif kind not in _WHOLE and kind not in _SAYING:
        return None
    if not target and kind in ("em", "link"):
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
    solids = _choose(sorted((mark for mark in marks if mark.kind in _WHOLE), key=_order))
    ends = [solid.end for solid in solids]
    parts: list[Inline] = []
    for mark in _join(sorted((mark for mark in marks if mark.kind not in _WHOLE), key=_order)):
        parts += _spare(mark, solids, bisect_left(ends, mark.start))
    return [*solids, *parts]


def _choose(marks: Iterable[Inline]) -> list[Inline]:
    """Wholes in their order; where two meet, the one that stands first in the list of their kinds."""
    kept: list[Inline] = []
    for mark in marks:
        if not kept or not _meet(mark, kept[-1]):
            kept.append(mark)
        elif _WHOLE.index(mark.kind) < _WHOLE.index(kept[-1].kind):
            kept[-1] = mark
    return kept


def _meet(one: Inline, other: Inline) -> bool:
    return one.start < other.end and other.start < one.end


def _join(marks: Iterable[Inline]) -> list[Inline]:
    """Marks in their order, those of one kind joined where they touch; a link goes on in no other."""
    kept: list[Inline] = []
    last: dict[tuple[str, str], int] = {}
    for mark in marks:
        key = (mark.kind, "" if mark.kind == "link" else mark.target)
        at = last.get(key, -1)
        if at < 0 or mark.start > kept[at].end:
            last[key] = len(kept)
            kept.append(mark)
        elif mark.target == kept[at].target:
            kept[at] = kept[at]._replace(end=max(mark.end, kept[at].end))
        elif mark.end > kept[at].end:
            last[key] = len(kept)
            kept.append(mark._replace(start=kept[at].end))
    return kept


def _spare(mark: Inline, solids: Sequence[Inline], first: int) -> Iterator[Inline]:
    """A mark without what it shares with wholes that it does not hold, or may not; `first` is where they may begin."""
    for solid in solids[first:]:
        if solid.start > mark.end:
            break
        around = mark.start <= solid.start and solid.end <= mark.end
        alone = mark.start == solid.start and mark.end == solid.end
        barred = solid.kind == "label" or (solid.kind == "ref" and (mark.kind == "link" or alone))
        touched = _meet(mark, solid) or mark.start < solid.start == solid.end < mark.end
        if not touched or (around and not barred):
            continue
        if mark.start < solid.start:
            yield mark._replace(end=solid.start)
        mark = mark._replace(start=solid.end)
        if mark.start >= mark.end:
            return
    yield mark


def _grow(element: Node, text: str, marks: list[Inline], notes: Mapping[str, Called]) -> None:
    """Fills an element with a text; marks that go beyond another are parted at its end."""
    waiting = [(_order(mark), number, mark) for number, mark in enumerate(marks)]
    heapify(waiting)
    open_: list[tuple[int, Node]] = [(len(text), element)]
    position = 0
    while waiting:
        _, number, mark = heappop(waiting)
        if mark.start < position:  # the rest of one that was parted, where a whole has taken its beginning
            if mark.end <= position:
                continue
            mark = mark._replace(start=position)
        while len(open_) > 1 and open_[-1][0] <= mark.start:
            end, inner = open_.pop()
            append_text(inner, text[position:end])
            position = end
        end, holder = open_[-1]
        if mark.end > end:
            rest = mark._replace(start=end)
            heappush(waiting, (_order(rest), number, rest))
            mark = mark._replace(end=end)
        append_text(holder, text[position : mark.start])
        made, position = _make(holder, mark, text[mark.start : mark.end], notes), mark.start
        if mark.kind in _WHOLE:
            position = mark.end
        else:
            open_.append((mark.end, made))
    while open_:
        end, inner = open_.pop()
        append_text(inner, text[position:end])
        position = max(position, end)


def _make(element: Node, mark: Inline, words: str, notes: Mapping[str, Called]) -> Node:
    """The element of a mark; that of a whole one with its text."""
    if mark.kind == "em":
        return add(element, "em", rend=mark.target)
    if mark.kind in _SAYING:
        attribute = _SAYING[mark.kind]
        made = add(element, mark.kind, **({attribute: mark.target or None} if attribute else {}))
        made.text = words if mark.kind in _WHOLE and words else None
        return made
    if mark.kind == "link":
        called = notes.get(mark.target)
        return add(element, "link", href=mark.target) if called is None else add(element, "link", target=called.id)
    if mark.kind == "ref":
        note = notes[mark.target]
        made = add(element, "ref", target=note.id, n=note.n if not words and note.n else None)
    elif mark.kind == "code":
        made = add(element, "em", rend="code")
    elif mark.kind == "math":
        made = add(element, "math", markup=mark.target or None)
    elif mark.kind == "label":
        made = add(element, "label", counted=mark.target or None)
    else:
        made = add(element, "ruby")
        words, add(made, "rt").text = words.removesuffix(mark.target), mark.target
    made.text = words or None
    return made
